"""`patrol run`: inspect an app from end to end; and the options that it shares with `crawl` and `play`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patrol.cli.forms import formats
from patrol.cli.options import checks_folder, combined, language
from patrol.cli.telling import telling

if TYPE_CHECKING:
    from patrol.cli.running import Wish

LIMITS = combined(
    click.option(
        "--actions",
        type=click.IntRange(min=1),
        help="End the crawl after so many actions (default: app.yaml's, else 400).",
    ),
    click.option(
        "--minutes",
        type=click.FloatRange(min=0.1),
        help="End the crawl after so many minutes (default: app.yaml's, else 10).",
    ),
    click.option("--seed", type=int, default=0, show_default=True, help="Same seed, same order of actions."),
    click.option(
        "--known",
        metavar="RUN",
        default="",
        help="Folder of an earlier run of this app: its pages are visited first, by a short tour, then what is new.",
    ),
)

COMMON = combined(
    click.option("--phone", default="", help="Name in devices.yaml, serial or label (default: the only one attached)."),
    click.option("--build", default="", help="Build of the app's model for the virtual phone."),
    click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("reports"),
        show_default=True,
        help="Folder in which the run gets a folder of its own.",
    ),
    click.option(
        "--skip-unset",
        is_flag=True,
        help="Leave out journeys that need a ${NAME} which the environment does not give, as in a pull request from a "
        "fork; they end inconclusive.",
    ),
    click.option(
        "--without",
        multiple=True,
        metavar="GATHERER",
        help="Leave a gatherer out, or a phase (passwords, consent, self-start); may be repeated.",
    ),
    checks_folder(),
    language(),
)

TOLD = combined(
    telling(),
    click.option(
        "--time-limit",
        type=click.FloatRange(min=0.1),
        metavar="MINUTES",
        help="A hard limit for the whole run, report included; a run that it cuts short is never a pass.",
    ),
    formats("Write the result in this form too, into the run folder; may be repeated, `all` is every form."),
)
"""How the run is told, and how long it may take."""


def wish(app: str, given: dict[str, Any], **fixed: Any) -> Wish:
    """The options of COMMON and LIMITS, as click gives them, and what the command fixes."""
    from patrol.cli.running import Wish

    return Wish(app=app, checks=given.pop("folders"), **given, **fixed)


@click.command("run")
@click.argument("app")
@LIMITS
@click.option("--no-journeys", is_flag=True, help="Do not walk the journeys.")
@click.option("--no-measure", is_flag=True, help="Do not measure start-up.")
@click.option(
    "--launches",
    type=click.IntRange(1, 100),
    default=None,
    help="Measured launches of each kind: cold, warm, hot (default: app.yaml's, else 7).",
)
@click.option(
    "--compare",
    metavar="RUN",
    default="last",
    show_default=True,
    help="Folder of an earlier run whose numbers stand beside this one's; `last` is the newest one of this app on "
    "such a phone, `none` leaves it out.",
)
@click.option(
    "--baseline",
    metavar="RUN|PATH|latest",
    default="",
    help="What the build is held against: an earlier run, a saved baseline (folder or .zip), or `latest`, the newest "
    "earlier run of this app. `patrol gate` says whether the build may pass.",
)
@click.option(
    "--idle",
    "quiet",
    type=click.FloatRange(min=0),
    default=None,
    metavar="SECONDS",
    help="Leave the app alone at the end for so long on a page, and as long in the background (default: app.yaml's, "
    "else 5; 0 leaves it out).",
)
@COMMON
@TOLD
def command(app: str, no_journeys: bool, no_measure: bool, **given: Any) -> int:
    """Inspect APP: find its pages, measure start-up, walk its journeys, judge, write the report.

    APP is a folder such as scenarios/demo, or a package name. The path of the report is printed last.

    \b
    Examples:
      patrol run scenarios/demo
      patrol run scenarios/my-app --phone R58M123ABC --minutes 10 --lang zh
      patrol run com.example.app --actions 100 --without traffic
      patrol run scenarios/demo --build 1.1 --known reports/latest
      patrol run scenarios/demo --build 1.1 --compare reports/demo-20260101-120000
      patrol run scenarios/demo --build 1.1 --baseline baselines/demo.zip
    """
    from patrol.cli.running import inspect

    return inspect(wish(app, given, measure=not no_measure, journeys=() if no_journeys else None))
