"""What two builds differ in, in three forms: a page with both screens side by side, Markdown, JSON."""

from __future__ import annotations

from patrol.derive.collector import rarely_collected
from patrol.model.difference import Difference
from patrol.model.record import to_json
from patrol.report import diff_markdown, html
from patrol.report.diff_view import DiffView, Side


@rarely_collected()
def as_html(told: Difference, then: Side, now: Side, lang: str = "en") -> str:
    """One static file in both languages, `lang` first; pictures embedded, nothing is fetched."""
    return html.difference_page(DiffView(told, then, now), lang)


def as_markdown(told: Difference, then: Side, now: Side, lang: str = "en") -> str:
    """Tables for a pull request."""
    return diff_markdown.render(told, then.build, now.build, lang)


def as_json(told: Difference) -> str:
    """The record `Difference`."""
    return to_json(told).decode() + "\n"
