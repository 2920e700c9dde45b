"""The gate's answer for a terminal: lines of plain text with the colours that they are painted in."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.model.gate import Gate, GateItem
from patrol.model.record import Text
from patrol.model.verdict import Status
from patrol.report import gate_view
from patrol.report.diff_words import way
from patrol.report.words import SYMBOL

SHOWN = 8
"""Items of one rule that are told; the report has the others."""

TAKE_OVER = Text(
    "草稿在运行目录里；`patrol gate RUN --drafts 目录` 把它们放到应用的流程旁边。",
    "The drafts are in the run's folder; `patrol gate RUN --drafts FOLDER` puts them beside the app's journeys.",
)

COLOUR = {Status.fail: "red", Status.inconclusive: "yellow", Status.passed: "green"}

Line = tuple[str, tuple[str, ...]]
"""(text, colours)"""


def lines(gate: Gate, lang: str) -> Iterator[Line]:
    """The answer, what fails it, what could not be decided, and the rest counted."""
    word = gate_view.STATUS[gate.status].of(lang)
    colour = COLOUR.get(gate.status, "yellow")
    yield f"{SYMBOL[gate.status]} {word}  ({gate_view.base(gate).of(lang)})", (colour, "bold")
    yield f"  {gate.summary.of(lang)}", ()
    for status in (Status.fail, Status.inconclusive):
        for group in gate_view.groups(gate, status):
            yield f"{SYMBOL[status]} {group.title.of(lang)} ({len(group.items)})", (COLOUR[status],)
            for item in group.items[:SHOWN]:
                yield from _item(item, lang)
            if len(group.items) > SHOWN:
                more = len(group.items) - SHOWN
                yield (f"    … 另有 {more} 个" if lang == "zh" else f"    … and {more} more"), ("grey",)
    if any(item.draft for item in gate.items if item.status in (Status.fail, Status.inconclusive)):
        yield f"  {TAKE_OVER.of(lang)}", ("grey",)
    yield from _rest(gate, lang)


def _item(item: GateItem, lang: str) -> Iterator[Line]:
    yield f"    {item.message.of(lang)}", ()
    if item.way and item.draft:
        yield f"      {' → '.join(step.of(lang) for step in way(item.way, item.way_en))}", ("grey",)
    if item.draft:
        yield f"      {Text('草稿', 'draft').of(lang)}: {item.draft}", ("grey",)


def _rest(gate: Gate, lang: str) -> Iterator[Line]:
    accepted, told = gate_view.count(gate, Status.passed), gate_view.count(gate, Status.informative)
    if accepted:
        yield f"  ~ {gate_view.SECTIONS[Status.passed].of(lang)} ({accepted})", ("grey",)
    if told:
        yield f"  i {gate_view.SECTIONS[Status.informative].of(lang)} ({told})", ("grey",)
    for text in (gate_view.findings_line(gate), gate_view.numbers(gate)):
        if text is not None:
            yield f"  {text.of(lang)}", ("grey",)
    for remark in gate.remarks:
        yield f"  ! {remark.of(lang)}", ("yellow",)
