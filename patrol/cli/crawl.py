"""`patrol crawl`: only find an app's pages."""

from __future__ import annotations

from typing import Any

import click

from patrol.cli.run import COMMON, LIMITS, TOLD, wish


@click.command("crawl")
@click.argument("app")
@LIMITS
@COMMON
@TOLD
def command(app: str, **given: Any) -> int:
    """Find APP's pages, without journeys and start-up measurements.

    \b
    Examples:
      patrol crawl scenarios/demo --actions 60
      patrol crawl com.example.app --phone R58M123ABC --minutes 5 --seed 7
    """
    from patrol.cli.running import inspect

    return inspect(wish(app, given, measure=False, journeys=(), command="crawl"))
