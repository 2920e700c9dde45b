"""`patrol crawl`: only find an app's pages."""

from __future__ import annotations

from pathlib import Path

import click

from patrol.cli.run import COMMON, LIMITS


@click.command("crawl")
@click.argument("app")
@LIMITS
@COMMON
def command(
    app: str,
    actions: int | None,
    minutes: float | None,
    seed: int,
    phone: str,
    build: str,
    out: Path,
    without: tuple[str, ...],
    folders: tuple[Path, ...],
    lang: str,
) -> int:
    """Find APP's pages, without journeys and start-up measurements.

    \b
    Examples:
      patrol crawl scenarios/demo --actions 60
      patrol crawl com.example.app --phone R58M123ABC --minutes 5 --seed 7
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
            measure=False,
            journeys=(),
            checks=folders,
            command="crawl",
        )
    )
