"""`patrol baseline`: what later builds are held against."""

from __future__ import annotations

from pathlib import Path

import click

from patrol.cli.options import run_argument


@click.group("baseline")
def command() -> None:
    """Save a run as the baseline that later builds are held against."""


@command.command("save")
@run_argument()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="A folder, or a file that ends in .zip (default: baselines/PACKAGE).",
)
@click.option("--accept", is_flag=True, help="Let pages that still owe a journey go: later builds do not ask for it.")
def save(run: Path, out: Path | None, accept: bool) -> int:
    """Save RUN as the baseline of later builds.

    A folder or a .zip, small enough to be committed, or to be kept as an artifact of the CI.

    \b
    Examples:
      patrol baseline save reports/latest
      patrol baseline save reports/latest --out baselines/my-app.zip
    """
    from patrol.cli.baselines import of_run
    from patrol.compare.history import accepted
    from patrol.store import baselines

    made = of_run(run)
    build = accepted(made.build) if accept else made.build
    path = out or Path("baselines") / build.head.package
    if build.head.why_incomplete is not None:
        click.echo(f"patrol: this baseline does not know all pages: {build.head.why_incomplete.en}.", err=True)
    baselines.save(path, baselines.Baseline(build, made.pictures))
    click.echo(str(path))
    return 0
