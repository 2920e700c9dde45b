"""`patrol audit`: judge a recorded run again, without a phone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from patrol.cli.forms import formats, write
from patrol.cli.options import checks_folder, language, run_argument


@click.command("audit")
@run_argument()
@checks_folder()
@click.option(
    "--pages",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A pages.yaml to judge by, in place of the one that the run was made with.",
)
@formats("Write the result in this form too, into the run folder; may be repeated, `all` is every form.")
@language()
def command(run: Path, folders: tuple[Path, ...], pages: Path | None, forms: tuple[str, ...], lang: str) -> int:
    """Judge a recorded run again, without a phone: after a change of policy, of pages.yaml, or with new checks.

    RUN is a run folder; reports/latest is the newest one. The same recording, checks and policy give the same result.

    \b
    Examples:
      patrol audit reports/latest
      patrol audit reports/demo-20260101-120000 --checks my_checks
      patrol audit reports/latest --pages scenarios/my-app/pages.yaml
    """
    from patrol.cli.judging import judge, rules
    from patrol.model.result import EXIT_CODES
    from patrol.report import terminal
    from patrol.store.run_folder import RunFolder

    folder = RunFolder.open(run)
    folder.lock()
    try:
        result = judge(folder, lang, rules(folders), pages)
        write(forms, result, folder, lang, folders)
    finally:
        folder.close()
    click.echo(terminal.render(result, lang, colour=sys.stdout.isatty()), nl=False)
    for place in folder.damage:
        click.echo(f"patrol: {place} could not be read and was left out.", err=True)
    click.echo(str(folder.path / "report.html"))
    return EXIT_CODES[result.overall]
