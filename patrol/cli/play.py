"""`patrol play`: only walk an app's journeys."""

from __future__ import annotations

from typing import Any

import click

from patrol.cli.run import COMMON, TOLD, wish


@click.command("play")
@click.argument("app")
@click.argument("journeys", nargs=-1)
@COMMON
@TOLD
def command(app: str, journeys: tuple[str, ...], **given: Any) -> int:
    """Walk APP's JOURNEYS (default: all), without a crawl. A journey is named by its file, without the ending.

    \b
    Examples:
      patrol play scenarios/demo
      patrol play scenarios/demo transfer sign_in --lang zh
    """
    from patrol.cli.running import inspect

    return inspect(wish(app, given, crawl=False, measure=False, journeys=journeys or None, command="play"))
