"""`patrol play`: only walk an app's journeys."""

from __future__ import annotations

from pathlib import Path

import click

from patrol.cli.run import COMMON


@click.command("play")
@click.argument("app")
@click.argument("journeys", nargs=-1)
@COMMON
def command(
    app: str,
    journeys: tuple[str, ...],
    phone: str,
    build: str,
    out: Path,
    without: tuple[str, ...],
    folders: tuple[Path, ...],
    lang: str,
) -> int:
    """Walk APP's JOURNEYS (default: all), without a crawl. A journey is named by its file, without the ending.

    \b
    Examples:
      patrol play scenarios/demo
      patrol play scenarios/demo transfer sign-in --lang zh
    """
    from patrol.cli.running import Wish, inspect

    return inspect(
        Wish(
            app=app,
            phone=phone,
            build=build,
            out=out,
            lang=lang,
            without=without,
            crawl=False,
            measure=False,
            journeys=journeys or None,
            checks=folders,
            command="play",
        )
    )
