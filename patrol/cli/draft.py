"""`patrol draft`: a first test case for a page or a way, written from what a run saw of it."""

from __future__ import annotations

from pathlib import Path

import click

from patrol.cli.options import language, run_argument, write_out


@click.command("draft")
@run_argument()
@click.argument("page")
@click.argument("target", default="", metavar="[TARGET]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write, such as scenarios/my-app/journeys/PAGE.yaml (default: standard output).",
)
@language()
def command(run: Path, page: str, target: str, out: Path | None, lang: str) -> int:
    """Write a journey that covers PAGE (its id, key or name), as a first test case: the shortest way to it, what stood
    there, and its fields filled with the app's data. With TARGET, a journey that goes the way from PAGE straight to
    TARGET. `patrol play` accepts it; read it before you keep it.

    \b
    Examples:
      patrol draft reports/latest p-0f02e58680
      patrol draft reports/latest transfer --out scenarios/my-app/journeys/transfer.yaml
      patrol draft reports/latest home transfer
    """
    from patrol.cli.drafting import material, page_key, way_of
    from patrol.cli.judging import judged
    from patrol.compare.drafts import draft, draft_of_way
    from patrol.errors import ConfigError

    folder, result = judged(run)
    if (way := way_of(result, page, target)) is not None:
        text = draft_of_way(*way, material(folder, result, lang))
        failed = f"The run knows no action that leads from {way[0]!r} straight to {way[1]!r}."
    else:
        text = draft(page_key(result, page), material(folder, result, lang))
        failed = f"The run knows no way to {page!r}."
    if text is None:
        raise ConfigError(failed, advice="It was declared or seen, but not gone by actions; write its journey by hand.")
    if out is None:
        click.echo(text, nl=False)
    else:
        write_out(out, text)
    return 0
