"""`patrol demo`: inspect the demo bank app on the virtual phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from patrol.cli.options import language
from patrol.cli.run import TOLD

CRAWL_MINUTES = 0.75
"""Long enough for most of the demo app's pages; the journeys walk the rest, and the whole stays under three minutes."""
LAUNCHES = 3
"""Measured launches of each kind: the fewest by which start-up is judged. The gate wants five."""
QUIET_S = 4.0
"""Alone on a page and alone in the background: long enough to see the planted heartbeat three times."""


@click.command("demo")
@click.option("--build", default="", help="Build of the demo app (default: the first).")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("reports"),
    show_default=True,
    help="Folder in which the run gets a folder of its own.",
)
@language()
@TOLD
def command(build: str, out: Path, lang: str, **told: Any) -> int:
    """Inspect the demo bank app on the virtual phone: no hardware, about five minutes.

    Exits with 0 when the inspection worked, with findings or without: the demo app has defects planted on purpose.

    \b
    Examples:
      patrol demo
      patrol demo --build 1.1 --lang zh
    """
    from patrol.cli.running import Wish, inspect

    wish = Wish(
        app="scenarios/demo",
        phone="demo",
        build=build,
        out=out,
        lang=lang,
        minutes=CRAWL_MINUTES,
        quiet=QUIET_S,
        launches=LAUNCHES,
        command="demo",
        compare="last",
        forgiving=True,
        **told,
    )
    return inspect(wish)
