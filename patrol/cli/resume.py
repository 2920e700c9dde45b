"""`patrol resume`: go on where a run broke off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from patrol.cli.options import checks_folder, language, run_argument
from patrol.cli.run import TOLD


@click.command("resume")
@run_argument()
@click.option("--phone", default="", help="Another phone than the run began on.")
@checks_folder()
@language()
@TOLD
def command(run: Path, phone: str, folders: tuple[Path, ...], lang: str, **told: Any) -> int:
    """Go on where a run broke off: killed, interrupted, phone lost, disk full. What was recorded is kept.

    \b
    Examples:
      patrol resume reports/latest
      patrol resume reports/demo-20260101-120000 --phone R58M123ABC
    """
    from patrol.cli.running import inspect, wish_of

    return inspect(wish_of(run, phone=phone, checks=folders, lang=lang, **told))
