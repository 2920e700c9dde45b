"""`patrol report`: a judged run in another form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol.cli.options import OneOf, language, run_argument, write_out

if TYPE_CHECKING:
    from patrol.model.result import InspectionResult

FILES = {"html": "report.html", "json": "result.json", "junit": "junit.xml", "sarif": "result.sarif"}


@click.command("report")
@run_argument()
@click.option("--format", "form", type=OneOf(list(FILES)), default="html", show_default=True, help="What to write.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write (default: in the run folder; - for standard output).",
)
@click.option("--compare", metavar="RUN", default="", help="Folder of another run of this app to lay beside it.")
@language()
def command(run: Path, form: str, out: Path | None, compare: str, lang: str) -> int:
    """Write a judged run's report as HTML, JSON, JUnit or SARIF, and print where it is.

    \b
    Examples:
      patrol report reports/latest
      patrol report reports/latest --lang zh
      patrol report reports/latest --compare reports/demo-20260101-120000
      patrol report reports/latest --format junit --out build/junit.xml
      patrol report reports/latest --format sarif --out -
    """
    from patrol.cli.judging import judged

    folder, result = judged(run)
    if compare:
        result = _beside(result, Path(compare))
    text = _render(form, result, folder, lang)
    if out is None:
        click.echo(str(folder.write_rendering(FILES[form], text)))
    elif str(out) == "-":
        click.echo(text, nl=False)
    else:
        write_out(out, text)
    return 0


def _beside(result: InspectionResult, other: Path) -> InspectionResult:
    """The result with the other run's numbers in place of those it was compared with."""
    import msgspec

    from patrol.audit.comparison import compare
    from patrol.cli.comparing import snapshot_of

    then = snapshot_of(other, result.environment.package)
    return msgspec.structs.replace(result, compared=compare(result, then))


def _render(form: str, result: object, folder: object, lang: str) -> str:
    from patrol.model.record import to_json
    from patrol.model.result import InspectionResult
    from patrol.report import html, junit, sarif
    from patrol.store.run_folder import RunFolder

    assert isinstance(result, InspectionResult) and isinstance(folder, RunFolder)
    if form == "html":
        return html.render(result, folder, lang)
    if form == "junit":
        return junit.render(result, lang)
    if form == "sarif":
        return sarif.render(result, lang)
    return to_json(result).decode()
