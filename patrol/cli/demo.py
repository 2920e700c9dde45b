"""`patrol demo`: inspect the demo bank app on the virtual phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from patrol.cli.options import language
from patrol.cli.run import TOLD

CRAWL_MINUTES = 0.66
"""Long enough for half of the demo app's pages and for what is planted beside the journeys' ways."""
ACTIONS = 352
"""Never reached; by the share of the time that each takes the crawl knows what a launch costs it. With 400 it would go
other ways, and not come by the points shop."""
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
    """Inspect the demo bank app on the virtual phone: no hardware, less than four minutes.

    The short form of `patrol run scenarios/demo`: little more than half a minute of crawling, three launches of each
    kind in place of five, four seconds alone in place of five. What is planted deeper, such as a dead end that only a
    crawl which came to its end can prove, is the long form's.

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
        actions=ACTIONS,
        minutes=CRAWL_MINUTES,
        quiet=QUIET_S,
        launches=LAUNCHES,
        command="demo",
        compare="last",
        forgiving=True,
        **told,
    )
    return inspect(wish)
