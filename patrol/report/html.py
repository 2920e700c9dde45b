"""The report: one static HTML file that needs no network and no JavaScript.

Both languages are in the file; a switch without script shows one. Each screenshot is embedded once and shown by
reference wherever it is needed. The result's JSON is embedded for programs. All text that comes from the app passes
Jinja's escaping; nothing in a template is marked safe but our own drawings and assets.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from patrol.model.graph import Page
from patrol.model.record import Text, to_json
from patrol.model.recorded import Files
from patrol.model.result import CheckResult, InspectionResult, PageFacts
from patrol.model.verdict import Screenshot, Status, Verdict
from patrol.report import charts, words
from patrol.report.drawing import Drawing, draw
from patrol.report.pictures import Album

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS = Path(__file__).parent / "assets"

OPEN = (Status.fail, Status.error, Status.inconclusive, Status.manual)
"""Statuses whose checks are shown unfolded, in this order."""

MOST_PAGES = 600
"""Pages listed with their figures; a larger run lists the most visited and says so."""

MOST_EVIDENCE = 12
"""Verdicts shown with their evidence under one check; the others are listed by their sentence."""

MOST_JSON = 3_000_000
"""Bytes of embedded JSON; a larger result is only in result.json beside the report, and the report says so."""


def render(result: InspectionResult, files: Files, lang: str = "en") -> str:
    """The page's text; `lang` ("zh" or "en") is the language shown first."""
    view = View(result, files)
    script = (ASSETS / "report.js").read_text("utf-8")
    style = (ASSETS / "report.css").read_text("utf-8")
    template = _environment().get_template("report.html.j2")
    return template.render(v=view, r=result, first=lang, script=script, style=style, csp=_policy(script))


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("patrol.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, Status=Status, T=Text)
    environment.filters.update(seconds=_seconds, number=_number, clock=_clock)
    return environment


def _policy(script: str) -> str:
    """Nothing may be fetched; the one script is known by its digest."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    )


class View:
    """What the template asks for beyond the result itself."""

    def __init__(self, result: InspectionResult, files: Files) -> None:
        self.result = result
        self.pages = {page.key: page for page in result.graph.pages}
        self.facts: dict[str, PageFacts] = {fact.page: fact for fact in result.pages}
        self.album = Album(files, self._picture_paths())
        self.drawing: Drawing = draw(result.graph)
        self.charts: dict[str, str] = {}

    def _picture_paths(self) -> Iterator[str]:
        """Most important first: findings, pages, journeys."""
        for check in self.result.checks:
            for verdict in check.verdicts[:MOST_EVIDENCE]:
                yield from (item.picture for item in verdict.evidence if isinstance(item, Screenshot))
        yield from (page.picture for page in self.listed)
        for trace in self.result.journeys:
            yield from (step.picture for step in trace.steps)

    @cached_property
    def listed(self) -> tuple[Page, ...]:
        """The pages of the list, as they were found."""
        pages = self.result.graph.pages
        if len(pages) <= MOST_PAGES:
            return pages
        kept = {page.key for page in sorted(pages, key=lambda p: -p.visits)[:MOST_PAGES]}
        return tuple(page for page in pages if page.key in kept)

    def checks(self, status: Status, category: str = "") -> list[CheckResult]:
        return [c for c in self.result.checks if c.status is status and category in {"", c.category}]

    def open_checks(self) -> list[CheckResult]:
        return [check for status in OPEN for check in self.checks(status)]

    def quiet_checks(self) -> list[CheckResult]:
        return [check for check in self.result.checks if check.status not in OPEN]

    def told(self, check: CheckResult) -> list[Verdict]:
        """The verdicts that made the status first."""
        return sorted(check.verdicts, key=lambda v: v.status is not check.status)

    def name(self, key: str) -> Text:
        page = self.pages.get(key)
        return Text(page.name, page.name_en or page.name) if page else Text(key, key)

    @cached_property
    def ways(self) -> dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]]:
        """Page → {"in": […], "out": […]} of (other page, actions)."""
        found: dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]] = {}
        for line in self.drawing.lines:
            found.setdefault(line.source, {"in": [], "out": []})["out"].append((line.target, line.actions))
            found.setdefault(line.target, {"in": [], "out": []})["in"].append((line.source, line.actions))
        return found

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """Names of modules as they first appear; their number is their colour and shape."""
        return tuple(dict.fromkeys(page.module for page in self.result.graph.pages))

    def module_number(self, page: Page) -> int:
        return self.modules.index(page.module) % 8

    def chart(self, series: Any, lang: str) -> str:
        limit = Text("上限", "limit").of(lang)
        return charts.chart(series, lang, limit)

    @property
    def title(self) -> Text:
        """What people call the app."""
        environment, app = self.result.environment, self.result.app
        name = environment.name or (app.label if app else "") or environment.package
        return Text(name, environment.name_en or name)

    def decided_by(self) -> Iterator[Text]:
        """Titles of the checks, or the reasons, that decided the verdict."""
        titles = {check.id: check.title for check in self.result.checks}
        for name in self.result.decided_by:
            yield titles.get(name, Text(name, name))

    def json(self) -> str:
        """The result for programs, safe inside a script element; empty when it is too large."""
        data = to_json(self.result)
        if len(data) > MOST_JSON:
            return ""
        return data.decode().replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _seconds(ms: float | None) -> str:
    return "–" if ms is None else f"{ms / 1000:.1f} s"


def _clock(ms: float | None) -> str:
    if ms is None:
        return "–"
    total = int(ms) // 1000
    return f"{total // 60}:{total % 60:02d}"


def _number(value: float | None) -> str:
    """At most three significant digits after the point, thousands apart; unknown is a dash, never 0."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
