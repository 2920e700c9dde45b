"""The report: one static HTML file that needs no network and no JavaScript.

Both languages are in the file; a switch without script shows one. Each screenshot is embedded once and shown by
reference wherever it is needed. The result's JSON is embedded for programs. All text that comes from the app is made
plain and passes Jinja's escaping; nothing in a template is marked safe but our own drawings and assets.
"""

from __future__ import annotations

import base64
import hashlib
import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING

from patrol.derive import sayings
from patrol.derive.collector import rarely_collected
from patrol.derive.thing_words import detail
from patrol.model.gate import GateRule
from patrol.model.record import Text
from patrol.model.recorded import Files
from patrol.model.result import InspectionResult
from patrol.model.scan import Scan
from patrol.model.verdict import Status
from patrol.report import (
    bilingual,
    canvas,
    diff_drawing,
    diff_words,
    drawing,
    drifting,
    flow_drawing,
    forms,
    gate_chart,
    gate_view,
    journeys,
    loading,
    options,
    performance,
    plain,
    privacy_words,
    undecided,
    waiving,
    words,
)
from patrol.report.both import Mark
from patrol.report.diff_view import MOST_SHOWN, DiffView
from patrol.report.graph_view import GraphView
from patrol.report.package import Part, parts
from patrol.report.pictures import Packed
from patrol.report.plain import anchor
from patrol.report.style import asset
from patrol.report.view import View

if TYPE_CHECKING:
    from jinja2 import Environment

DRAWING_SCRIPTS = ("vendor/cytoscape.min.js", "graph.js")
"""They stand right below the drawing, so that it is there before a long list below it was read."""

PICTURED = (GateRule.unowned_page, GateRule.unowned_edge, GateRule.lost_owner, GateRule.removed_page)
"""Rules of the gate whose items are about a page as such, and are shown with its picture."""


@rarely_collected()
def render(
    result: InspectionResult,
    files: Files,
    lang: str = "en",
    scan: Scan | None = None,
    *,
    packed: Packed | None = None,
) -> str:
    """The page's text; `lang` ("zh" or "en") is the language shown first. With `scan`, of a file that no phone ran,
    what the package holds stands in place of pages and performance. `packed`: pictures that were made small before."""
    return _page("report.html.j2", lang, View(result, files, packed), tuple(parts(scan)) if scan else ())


def warm() -> None:
    """Load what the report is made with, as far as that takes time: its templates and what lays out the graph."""
    environment = _environment()
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)
    loading.igraph()


def graph_page(result: InspectionResult, files: Files, lang: str = "en") -> str:
    """A page with nothing but the page graph, drawn and listed as in the report."""
    return _page("graph.html.j2", lang, GraphView(result, files))


def difference_page(view: DiffView, lang: str = "en") -> str:
    """A page with what two builds differ in."""
    script, style = asset("report.js"), asset("report.css") + asset("difference.css")
    texts = {"script": script, "style": style, "csp": _policy((script,)), "most": MOST_SHOWN}
    return _environment().get_template("difference.html.j2").render(first=lang, v=view, **texts)


def _page(template: str, lang: str, view: GraphView, package: tuple[Part, ...] = ()) -> str:
    script, style = asset("report.js"), asset("report.css") + asset("gate.css") + asset("forms.css")
    drawing = [asset(name) for name in DRAWING_SCRIPTS] if view.pages else []
    page = _environment().get_template(template)
    texts = {"script": script, "drawing_scripts": drawing, "style": style, "csp": _policy((*drawing, script))}
    return page.render(first=lang, v=view, r=view.result, package=package, **texts)


def _environment() -> Environment:
    environment = loading.templates()
    environment.globals.update(t=bilingual.t, b=bilingual.b, way_text=bilingual.way_text)
    environment.globals.update(words=words, Status=Status, T=Text, C=canvas, D=drawing, J=journeys)
    environment.globals.update(drifting=drifting, undecided=undecided, perf=performance, sayings=sayings)
    environment.globals.update(waiving=waiving, pw=privacy_words, FD=flow_drawing, statuses=tuple(Status))
    environment.globals.update(options=options)
    environment.globals.update(GV=gate_view, GC=gate_chart, pictured=PICTURED, forms=forms)
    environment.globals.update(DW=diff_words, DD=diff_drawing, M=Mark, detail=detail)
    environment.globals.update(wrapped=plain.wrapped, columns=plain.columns)
    environment.filters.update(number=_number, clock=_clock, anchor=anchor, short=_short, zip=zip, quoted=shlex.quote)
    environment.filters.update(acted=diff_words.action)
    return environment


def _policy(scripts: Iterable[str]) -> str:
    """Nothing may be fetched; our own scripts are known by their digests."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'"


def _clock(ms: float | None) -> str:
    """Minutes and seconds since the run began."""
    if ms is None:
        return "–"
    total = int(ms) // 1000
    return f"{total // 60}:{total % 60:02d}"


def _number(value: float | None) -> str:
    """At most three significant digits, thousands apart; unknown is a dash, never 0."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _short(name: str, package: str) -> str:
    """A class name without the app's package, as Android writes it: `.main.HomeActivity`."""
    return name.removeprefix(package) if name.startswith(f"{package}.") else name
