"""evidence.html: the whole pack on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from patrol.model.record import Text
from patrol.model.result import CheckResult, Clause
from patrol.report import loading, waiving, words
from patrol.report.evidence import sheets
from patrol.report.evidence.findings import Book, Finding
from patrol.report.evidence.pieces import Piece
from patrol.report.evidence.sheets import Sheet
from patrol.report.regulations import asks, regulations
from patrol.report.style import asset


@dataclass(frozen=True, slots=True)
class Laid:
    """A finding with its pieces."""

    finding: Finding
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one check."""

    check: CheckResult
    clauses: tuple[tuple[Clause, Text], ...]
    findings: tuple[Laid, ...]


def page(book: Book, laid: Mapping[str, tuple[Piece, ...]], tables: Sequence[Sheet], title: Text, lang: str) -> str:
    """The HTML text. `laid`: pieces by number of the finding."""
    environment = loading.templates()
    by_name = {sheet.name.en: sheet for sheet in tables}
    listed = [(name, sheet) for name, sheet in _listed(by_name)]
    findings = Text("问题与证据", "Findings and evidence")
    summary, clauses = by_name["Summary"], by_name["Clauses"]
    contents = [("summary", summary.name), ("clauses", clauses.name), ("findings", findings)]
    told: dict[str, Any] = {
        "book": book,
        "result": book.result,
        "title": title,
        "first": lang,
        "langs": ("zh", "en") if lang == "zh" else ("en", "zh"),
        "summary": summary,
        "clauses": clauses,
        "regulations": regulations(book.result),
        "numbers": book.numbers,
        "groups": _groups(book, laid),
        "tables": listed,
        "contents": [*contents, *((name, sheet.name) for name, sheet in listed)],
        "anchors": frozenset(laid),
        "unverified": sheets.UNVERIFIED,
        "style": Markup(asset("evidence.css")),
        "both": lambda text, between: between.join(dict.fromkeys((text.of(lang), text.zh, text.en))),
    }
    environment.globals.update(words=words, waiving=waiving, T=Text)
    return environment.get_template("evidence.html.j2").render(**told)


def _listed(by_name: Mapping[str, Sheet]) -> list[tuple[str, Sheet]]:
    """(anchor, table) of those that stand below the findings."""
    return [
        (name.lower().replace(" ", "-"), by_name[name])
        for name in (
            "SDKs side by side",
            "Calls by SDK",
            "Flows",
            "Passwords",
            "Not seen",
            "Waivers",
            "Policy in force",
        )
    ]


def _groups(book: Book, laid: Mapping[str, tuple[Piece, ...]]) -> list[Group]:
    return [
        Group(
            found[0].check,
            tuple((clause, asks(clause)) for clause in found[0].check.clauses),
            tuple(Laid(one, laid.get(one.number, ())) for one in found),
        )
        for found in book.by_check().values()
    ]
