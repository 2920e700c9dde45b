"""The forms that a judged run can be written in: `--format` of `report`, `run` and the commands like it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patrol.cli.options import OneOf

if TYPE_CHECKING:
    from patrol.model.result import InspectionResult
    from patrol.report.places import Places
    from patrol.store.run_folder import RunFolder

FILES = {
    "html": "report.html",
    "json": "result.json",
    "junit": "junit.xml",
    "sarif": "result.sarif",
    "markdown": "summary.md",
    "annotations": "annotations.txt",
    "codequality": "gl-code-quality-report.json",
    "openmetrics": "metrics.txt",
}
"""Form → the name of its file; docs/outputs.md says who reads which."""

ALL = "all"


def formats(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option --format, given as `forms`."""
    return click.option("--format", "forms", type=OneOf([*FILES, ALL]), multiple=True, help=help)


def named(forms: Iterable[str]) -> tuple[str, ...]:
    """The forms that are meant, each once, in the order in which they were asked for."""
    return tuple(dict.fromkeys(name for form in forms for name in (FILES if form == ALL else (form,))))


def render(form: str, result: InspectionResult, folder: RunFolder, lang: str, places: Places) -> str:
    """The text of a form."""
    from patrol.model.record import to_json
    from patrol.report import annotations, codequality, html, junit, markdown, openmetrics, sarif

    if form == "html":
        return html.render(result, folder, lang)
    if form == "json":
        return to_json(result).decode()
    if form == "markdown":
        return markdown.render(result, lang)
    with_places = {
        "junit": junit.render,
        "sarif": sarif.render,
        "annotations": annotations.render,
        "codequality": codequality.render,
        "openmetrics": openmetrics.render,
    }
    return with_places[form](result, lang, places)


def write(forms: Iterable[str], result: InspectionResult, folder: RunFolder, lang: str, checks: Iterable[Path]) -> None:
    """Into the run folder, after a run; report and result are there already. `checks` are the folders with checks and
    policy that it was judged by."""
    from patrol.cli.placing import places_of

    wanted = [form for form in named(forms) if form not in ("html", "json")]
    places = places_of(result, folder, checks) if wanted else None
    for form in wanted:
        assert places is not None
        folder.write_rendering(FILES[form], render(form, result, folder, lang, places))
