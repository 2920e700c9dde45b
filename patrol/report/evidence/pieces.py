"""The pieces of one finding as files: what the officer opens, and what a court may ask for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from patrol.derive.sensitive import masked_text
from patrol.model.record import Text, to_json
from patrol.model.recorded import Files
from patrol.model.traffic import Body, Flow
from patrol.model.verdict import Call, Evidence, LogLines, Request, Screenshot, Series, Table
from patrol.report.evidence.findings import Book, Finding
from patrol.report.evidence.marking import marked
from patrol.report.pictures import WIDTH
from patrol.report.plain import plain
from patrol.report.sketch import Sketch, sketch


@dataclass(frozen=True, slots=True)
class Piece:
    """One item of evidence and the files made of it, by their path in the pack."""

    item: Evidence
    files: tuple[tuple[str, bytes], ...]
    shown: str = ""
    """Path of the picture that a page shows."""
    drawn: Sketch | None = None
    """In its place, of a window that refused: drawn from the UI tree."""
    scale: float = 1.0
    """Pixels of `drawn` for one of the screen."""


SOON_MS = 15_000
"""A cold start is over by then."""
AFTERWARDS = Text("此后的第一张截图（当时还没有看到页面）", "The first screenshot after it; no page had been seen yet")
AS_SEEN = Text("所在页面（首次见到时的截图）", "The page, as it was first seen")


def pieces(
    finding: Finding, book: Book, files: Files, flows: Mapping[str, Flow], seen: Mapping[str, int]
) -> Iterator[Piece]:
    """In the order of the evidence, the page's picture last where the check gives none. `flows`: by id; `seen`: when a
    picture was taken."""
    items = finding.verdict.evidence
    if not any(isinstance(item, Screenshot) for item in items):
        items = (*items, *_page(finding, book, seen))
    for number, item in enumerate(items, start=1):
        name = f"{finding.number}/{number}"
        if isinstance(item, Screenshot):
            yield _screenshot(item, name, finding, book, files)
        elif isinstance(item, Call):
            yield Piece(item, ((f"{name}-call.txt", _call(item, book)),))
        elif isinstance(item, Request):
            yield Piece(item, ((f"{name}-request.txt", _request(item, flows.get(item.flow), book)),))
        elif isinstance(item, LogLines):
            yield Piece(item, ((f"{name}-log.txt", _text(item.lines)),))
        elif isinstance(item, Table):
            rows = [
                [_both(column) for column in item.columns],
                *([_both(cell) for cell in row] for row in book.rows(item)),
            ]
            yield Piece(item, ((f"{name}-table.csv", _csv(rows)),))
        elif isinstance(item, Series):
            yield Piece(item, ((f"{name}-series.csv", _csv([[item.x_unit, item.unit or "value"], *item.points])),))


def _page(finding: Finding, book: Book, seen: Mapping[str, int]) -> Iterator[Screenshot]:
    """An officer wants to see where it happened."""
    picture = next((p.picture for p in book.result.graph.pages if p.key == finding.page), "")
    if picture:
        at_ms = seen.get(picture)
        yield Screenshot(picture=picture, page=finding.page, at_ms=at_ms, note=AS_SEEN, tree=book.tree(finding.page))
    elif not finding.page and (at_ms := finding.at_ms) is not None:
        later = [(taken, name) for name, taken in seen.items() if at_ms <= taken < at_ms + SOON_MS]
        for taken, name in sorted(later)[:1]:
            yield Screenshot(picture=name, at_ms=taken, note=AFTERWARDS)


def _screenshot(item: Screenshot, name: str, finding: Finding, book: Book, files: Files) -> Piece:
    found: list[tuple[str, bytes]] = []
    drawn, scale = None, 1.0
    if item.tree and (screen := files.tree(item.tree)) is not None:
        found.append((f"{name}-tree.json", _text([to_json(screen).decode()])))
        if screen.width and screen.height:
            drawn, scale = sketch(screen, WIDTH), WIDTH / screen.width
    png = files.picture(item.picture)
    shown = ""
    if png is not None:
        found.append((f"{name}-screenshot.png", png))
        caption = " ".join(part for part in (finding.number, book.when(item.at_ms).en) if part)
        small = marked(png, item.mark, caption)
        if small is not None:
            shown = f"{name}-marked.jpg"
            found.append((shown, small))
    return Piece(item, tuple(found), shown, drawn, scale)


def _call(item: Call, book: Book) -> bytes:
    lines = [book.when(item.at_ms).en, f"{item.api}({', '.join(item.arguments)})"]
    return _text([*lines, *(f"    at {frame}" for frame in item.stack)])


def _request(item: Request, flow: Flow | None, book: Book) -> bytes:
    """The whole message as it was recorded, or what the finding keeps of it."""
    lines = [book.when(item.at_ms).en]
    if flow is None:
        answer = "" if item.status is None else f"answered with {item.status}"
        return _text([*lines, f"{item.method} {item.url}", answer, "", item.excerpt])
    secure = f"{flow.tls} {flow.cipher}".strip() or "not encrypted"
    lines += [f"{flow.method} {flow.url} {flow.http}".strip(), f"({secure})", ""]
    lines += [f"{key}: {value}" for key, value in flow.request_headers]
    lines += ["", *_body(flow.request), "", f"--- answer: {flow.status if flow.status is not None else flow.error}"]
    lines += [f"{key}: {value}" for key, value in flow.response_headers]
    lines += ["", *_body(flow.response)]
    if item.excerpt:
        lines += ["", "--- what the finding points at", item.excerpt]
    return _text(lines)


def _body(body: Body) -> Iterator[str]:
    if body.text:
        yield body.text
    if body.size and (body.cut or not body.text):
        yield f"[{body.size} bytes, {body.content_type or 'of no named type'}{', cut' if body.cut else ''}]"


def _text(lines: list[str] | tuple[str, ...]) -> bytes:
    """Recordings are masked when they are made; a pack leaves the house, so its texts are masked once more."""
    return (masked_text(plain("\n".join(lines))) + "\n").encode()


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    text = masked_text(plain(value))
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
