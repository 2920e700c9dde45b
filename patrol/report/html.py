"""The report: one static HTML file that needs no network and no JavaScript."""

from __future__ import annotations

from patrol.model.recorded import Files
from patrol.model.result import InspectionResult
from patrol.report.words import OVERALL, STATUS


def render(result: InspectionResult, files: Files, lang: str = "en") -> str:
    """The page's text in `lang`; pictures of the run are embedded."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("patrol.report"), autoescape=True)
    template = environment.get_template("report.html.j2")
    return template.render(result=result, lang=lang, overall=OVERALL, status=STATUS)
