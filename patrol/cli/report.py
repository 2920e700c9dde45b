"""`patrol report`: a judged run in other forms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol.cli.forms import FILES, formats, named
from patrol.cli.options import checks_folder, language, run_argument, write_out

if TYPE_CHECKING:
    from patrol.model.result import InspectionResult


@click.command("report")
@run_argument()
@formats("What to write; may be repeated, `all` is every form.  [default: html]")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write, for several forms the folder (default: the run folder; - for standard output).",
)
@click.option("--compare", metavar="RUN", default="", help="Folder of another run of this app to lay beside it.")
@checks_folder()
@language()
def command(
    run: Path, forms: tuple[str, ...], out: Path | None, compare: str, folders: tuple[Path, ...], lang: str
) -> int:
    """Write a judged run's report in other forms, and print where they are: HTML, JSON, JUnit, SARIF, Markdown, GitHub
    annotations, GitLab code quality, OpenMetrics. docs/outputs.md says who reads which.

    \b
    Examples:
      patrol report reports/latest
      patrol report reports/latest --lang zh
      patrol report reports/latest --compare reports/demo-20260101-120000
      patrol report reports/latest --format junit --out build/junit.xml
      patrol report reports/latest --format junit --format sarif --out build
      patrol report reports/latest --format annotations --out -
    """
    from patrol.cli.forms import render
    from patrol.cli.judging import judged
    from patrol.cli.placing import places_of

    wanted = named(forms or ("html",))
    to_stdout = str(out) == "-"
    if to_stdout and len(wanted) > 1:
        raise click.UsageError("Standard output takes one --format; name a folder after --out for several.")
    folder, result = judged(run)
    if compare:
        result = _beside(result, Path(compare))
    places = places_of(result, folder, folders)
    for form in wanted:
        text = render(form, result, folder, lang, places)
        if to_stdout:
            click.echo(text, nl=False)
        elif out is None:
            click.echo(str(folder.write_rendering(FILES[form], text)))
        else:
            write_out(out / FILES[form] if len(wanted) > 1 or out.is_dir() else out, text)
    return 0


def _beside(result: InspectionResult, other: Path) -> InspectionResult:
    """The result with the other run's numbers in place of those it was compared with."""
    import msgspec

    from patrol.audit.comparison import compare
    from patrol.cli.comparing import snapshot_of

    then = snapshot_of(other, result.environment.package)
    return msgspec.structs.replace(result, compared=compare(result, then))
