"""`patrol gate`: hold a run against a baseline and say whether the build may pass."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol.cli.forms import formats, write
from patrol.cli.options import checks_folder, language, run_argument

if TYPE_CHECKING:
    from patrol.cli.judging import Rules
    from patrol.model.result import InspectionResult
    from patrol.store.run_folder import RunFolder


@click.command("gate")
@run_argument()
@click.option(
    "--baseline",
    metavar="RUN|PATH|latest",
    default="",
    help="What the build is held against: an earlier run, a saved baseline (folder or .zip), or `latest`, the newest "
    "earlier run of this app (default: the baseline that the run was made with).",
)
@click.option(
    "--drafts",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a journey for each new page, and each important way, that has no owner into this folder; files that "
    "are there already are left alone.",
)
@checks_folder()
@formats("Write the result in this form too, into the run folder; may be repeated, `all` is every form.")
@language()
def command(
    run: Path, baseline: str, drafts: Path | None, folders: tuple[Path, ...], forms: tuple[str, ...], lang: str
) -> int:
    """Say whether the build of RUN may pass: nothing new without a journey, nothing worse than in the baseline.

    What counts is the section `gate:` of policy.yaml (docs/build-gate.md). The answer stands in the run's report, too,
    and the baseline is kept with the run, so that it need not be named again.
    Exit codes: 0 passed, 1 failed, 2 a baseline that cannot be used, 4 inconclusive.

    \b
    Examples:
      patrol gate reports/latest --baseline baselines/my-app.zip
      patrol gate reports/latest --baseline latest
      patrol gate reports/latest --baseline baselines/my-app --drafts scenarios/my-app/journeys
    """
    from patrol.cli.drafting import copied
    from patrol.cli.judging import rules
    from patrol.model.gate import EXIT_CODES
    from patrol.report import terminal
    from patrol.store.run_folder import RunFolder

    folder = RunFolder.open(run)
    folder.lock()
    try:
        result = _held(folder, baseline, rules(folders), lang)
        write(forms, result, folder, lang, folders)
    finally:
        folder.close()
    click.echo(terminal.render_gate(result, lang, colour=sys.stdout.isatty()), nl=False)
    for path in copied(folder, result, drafts) if drafts else ():
        click.echo(str(path))
    click.echo(str(folder.path / "report.html"))
    assert result.gate is not None  # there is a baseline
    return EXIT_CODES[result.gate.status]


def _held(folder: RunFolder, baseline: str, applied: Rules, lang: str) -> InspectionResult:
    """The run judged against the baseline, which it keeps. Raises ConfigError when there is none to be used."""
    from patrol.cli.baselines import find, hold_against
    from patrol.cli.judging import judge
    from patrol.errors import ConfigError
    from patrol.model.artifacts import Environment
    from patrol.model.build import Build

    environment = folder.get(Environment)
    if baseline and isinstance(environment, Environment):
        hold_against(folder, find(baseline, environment.package, folder.path.parent, folder))
    elif not baseline and not isinstance(folder.get(Build), Build):
        raise ConfigError(
            f"{folder.path} was made without a baseline.",
            advice="Name one: --baseline RUN, --baseline PATH or --baseline latest.",
        )
    return judge(folder, lang, applied)
