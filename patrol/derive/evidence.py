"""Evidence in the shapes that checks use most. Page and step are filled in from `at_ms` when the check has run."""

from __future__ import annotations

from collections.abc import Iterable

from patrol.derive.incidents import Incident
from patrol.derive.pages import Pages
from patrol.derive.trees import Widget
from patrol.model.record import Text
from patrol.model.screen import Rect
from patrol.model.traffic import Flow
from patrol.model.verdict import ColumnKind, Evidence, LogLines, Request, Screenshot, Table

LOG_LINES = 30
"""Lines of an incident shown as evidence."""


def request(flow: Flow, note: Text | None = None, excerpt: str = "") -> Evidence:
    return Request(
        flow=flow.id,
        method=flow.method,
        url=flow.url,
        status=flow.status,
        excerpt=excerpt or flow.error,
        at_ms=flow.at_ms,
        note=note,
    )


def page_picture(pages: Pages, page: str, at_ms: int | None = None) -> tuple[Evidence, ...]:
    """The page's first screenshot; nothing for a page without one."""
    picture = pages.pictures.get(page, "")
    return (Screenshot(picture=picture, page=page, at_ms=at_ms),) if picture else ()


def marked(at_ms: int, page: str, picture: str, bounds: Rect, note: Text | None = None) -> tuple[Evidence, ...]:
    """A screenshot with the place that matters marked; nothing when there is no picture."""
    return (Screenshot(picture=picture, mark=bounds, page=page, at_ms=at_ms, note=note),) if picture else ()


def widget_picture(widget: Widget) -> tuple[Evidence, ...]:
    return marked(widget.at_ms, widget.page, widget.picture, widget.bounds)


def log_lines(incident: Incident) -> Evidence:
    return LogLines(lines=incident.lines[:LOG_LINES], at_ms=incident.at_ms)


Heading = tuple[str, str] | tuple[str, str, ColumnKind]
"""(Chinese, English) of a column, and what its cells are when they are no plain text."""

UNKNOWN = Text("未知", "unknown")
ANSWER = {True: Text("是", "yes"), False: Text("否", "no")}


def table(columns: Iterable[Heading], rows: Iterable[Iterable[object]], at_ms: int | None = None) -> Evidence:
    """Cells that are a Text stay in both languages; yes, no and unknown are said in words."""
    heads = tuple(columns)
    kinds = tuple(head[2] if len(head) == 3 else ColumnKind.text for head in heads)
    return Table(
        columns=tuple(Text(head[0], head[1]) for head in heads),
        rows=tuple(tuple(map(_cell, row)) for row in rows),
        kinds=kinds if set(kinds) - {ColumnKind.text} else (),
        at_ms=at_ms,
    )


def _cell(value: object) -> str | Text:
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return ANSWER[value]
    return value if isinstance(value, Text) else str(value)
