"""`patrol run`: inspect an app from end to end."""

from __future__ import annotations

from pathlib import Path

import click

from patrol.cli.options import checks_folder, combined, language

LIMITS = combined(
    click.option("--actions", type=click.IntRange(min=1), help="End the crawl after so many actions."),
    click.option("--minutes", type=click.FloatRange(min=0.1), help="End the crawl after so many minutes."),
    click.option("--seed", type=int, default=0, show_default=True, help="Same seed, same order of actions."),
)

COMMON = combined(
    click.option("--phone", default="", help="Name in devices.yaml, serial or label (default: the only one attached)."),
    click.option("--build", default="", help="Build of the app's model for the virtual phone."),
    click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("reports"), show_default=True),
    click.option("--without", multiple=True, metavar="GATHERER", help="Leave a gatherer out; may be repeated."),
    checks_folder(),
    language(),
)


@click.command("run")
@click.argument("app")
@LIMITS
@click.option("--no-journeys", is_flag=True, help="Do not walk the journeys.")
@click.option("--no-measure", is_flag=True, help="Do not measure start-up.")
@COMMON
def command(
    app: str,
    actions: int | None,
    minutes: float | None,
    seed: int,
    no_journeys: bool,
    no_measure: bool,
    phone: str,
    build: str,
    out: Path,
    without: tuple[str, ...],
    folders: tuple[Path, ...],
    lang: str,
) -> int:
    """Inspect APP: find its pages, measure start-up, walk its journeys, judge, write the report.

    APP is a folder such as scenarios/demo, or a package name. The path of the report is printed last.

    \b
    Examples:
      patrol run scenarios/demo
      patrol run scenarios/my-app --phone R58M123ABC --minutes 10 --lang zh
      patrol run com.example.app --actions 100 --without traffic
    """
    from patrol.cli.running import Wish, inspect

    return inspect(
        Wish(
            app=app,
            phone=phone,
            build=build,
            out=out,
            lang=lang,
            actions=actions,
            minutes=minutes,
            seed=seed,
            without=without,
            measure=not no_measure,
            journeys=() if no_journeys else None,
            checks=folders,
        )
    )
