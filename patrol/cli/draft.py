"""`patrol draft`: a first test case for a page, written from what a run saw of it."""

from __future__ import annotations

from pathlib import Path

import click

from patrol.cli.options import run_argument, write_out


@click.command("draft")
@run_argument()
@click.argument("page")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write, such as scenarios/my-app/journeys/PAGE.yaml (default: standard output).",
)
def command(run: Path, page: str, out: Path | None) -> int:
    """Write a journey that covers PAGE (its id, key or name), as a first test case: the shortest way to it, what stood
    there, and its fields filled with the app's data. `patrol play` accepts it; read it before you keep it.

    \b
    Examples:
      patrol draft reports/latest p-0f02e58680
      patrol draft reports/latest transfer --out scenarios/my-app/journeys/transfer.yaml
    """
    from patrol.cli.drafting import material, page_key
    from patrol.cli.judging import judged
    from patrol.compare.drafts import draft
    from patrol.errors import ConfigError

    folder, result = judged(run)
    key = page_key(result, page)
    text = draft(key, material(folder, result))
    if text is None:
        raise ConfigError(
            f"The run knows no way to {page!r}.",
            advice="It was declared or seen, but not reached by actions; write its journey by hand.",
        )
    if out is None:
        click.echo(text, nl=False)
    else:
        write_out(out, text)
    return 0
