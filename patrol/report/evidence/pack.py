"""All files of a pack, as bytes by name."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from patrol.model.artifacts import Environment, GatherFailure, Screens
from patrol.model.record import Text, to_json
from patrol.model.recorded import Artifacts
from patrol.model.result import InspectionResult
from patrol.model.scan import Scan
from patrol.model.traffic import Flow, Traffic
from patrol.report.evidence.findings import Book
from patrol.report.evidence.page import page
from patrol.report.evidence.pieces import Piece, pieces
from patrol.report.evidence.readme import readme
from patrol.report.evidence.sheets import Sheet, all_sheets
from patrol.report.evidence.workbook import workbook

PAGE, WORKBOOK, RESULT, README, PAPER = "evidence.html", "evidence.xlsx", "result.json", "README.txt", "evidence.pdf"


def pack(
    result: InspectionResult, artifacts: Artifacts, lang: str = "zh", *, everything: bool = False
) -> dict[str, bytes]:
    """The files without their sums. `everything`: also findings of checks that speak to no clause."""
    book = Book(result, everything=everything)
    laid = _laid(book, artifacts)
    links = {number: _first(found) for number, found in laid.items() if any(piece.files for piece in found)}
    tables = _with_hash(all_sheets(book, links), artifacts)
    title = _title(result.environment)
    files = {name: data for found in laid.values() for piece in found for name, data in piece.files}
    files[PAGE] = page(book, laid, tables, title, lang).encode()
    files[WORKBOOK] = workbook(tables, title.of(lang), result.environment.started_at, lang)
    files[RESULT] = to_json(result)
    files[README] = readme(result, lang).encode()
    return files


def _laid(book: Book, artifacts: Artifacts) -> dict[str, tuple[Piece, ...]]:
    traffic = artifacts.get(Traffic)
    flows: dict[str, Flow] = {} if isinstance(traffic, GatherFailure) else {flow.id: flow for flow in traffic.flows}
    screens = artifacts.get(Screens)
    visits = () if isinstance(screens, GatherFailure) else screens.visits
    seen = {visit.picture: visit.at_ms for visit in reversed(visits) if visit.picture}
    return {one.number: tuple(pieces(one, book, artifacts, flows, seen)) for one in book.findings if one.whole}


def _first(found: tuple[Piece, ...]) -> str:
    """The file that the workbook's number leads to: a picture where there is one."""
    shown = (piece.shown for piece in found if piece.shown)
    return next(shown, next(name for piece in found for name, _ in piece.files))


def _with_hash(tables: tuple[Sheet, ...], artifacts: Artifacts) -> tuple[Sheet, ...]:
    """The summary with the digest of the app's file, where it was read."""
    scan = artifacts.get(Scan)
    if isinstance(scan, GatherFailure) or not scan.sha256:
        return tables
    summary = tables[0]
    row = (Text("安装包 SHA-256", "SHA-256 of the app"), f"{scan.sha256} ({scan.file}, {scan.bytes} bytes)")
    return (Sheet(summary.name, summary.columns, (*summary.rows, row), summary.note), *tables[1:])


def _title(environment: Environment) -> Text:
    name = environment.name or environment.package
    return Text(f"{name} 合规证据", f"{environment.name_en or name}: evidence")


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """A zip of the files below `folder`, with the same bytes whenever it is made."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            stored = name.endswith((".png", ".jpg", ".xlsx", ".pdf"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return out.getvalue()
