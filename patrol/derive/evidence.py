"""Evidence in the shapes that checks use most. Page and step are filled in from `at_ms` when the check has run."""

from __future__ import annotations

from collections.abc import Iterable

from patrol.derive.incidents import Incident
from patrol.derive.pages import Pages
from patrol.derive.trees import Widget
from patrol.model.record import Text
from patrol.model.screen import Rect
from patrol.model.traffic import Flow
from patrol.model.verdict import Evidence, LogLines, Request, Screenshot, Table

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


def table(columns: Iterable[tuple[str, str]], rows: Iterable[Iterable[object]], at_ms: int | None = None) -> Evidence:
    """`columns` as (Chinese, English)."""
    return Table(
        columns=tuple(Text(zh, en) for zh, en in columns),
        rows=tuple(tuple(str(cell) for cell in row) for row in rows),
        at_ms=at_ms,
    )
