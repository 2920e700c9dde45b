"""From pytest's options to the run of this process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from patrol import settings
from patrol.errors import PatrolError
from patrol.testing.rig import Rig
from patrol.testing.stash import RIG

if TYPE_CHECKING:
    from patrol.cli.running import Wish


def configure(config: pytest.Config, app: str) -> None:
    """Make the run, and have its journeys collected beside what pytest would collect. Raises pytest.UsageError with
    patrol's message for whatever is wrong with app, journeys, phones or options."""
    try:
        skip, plays = config.getoption("--patrol-skip-unset"), not config.getoption("collectonly")
        rig = Rig(_wish(config, app), root=config.rootpath, skip_unset=skip, plays=plays)
        _check_workers(config, rig)
    except PatrolError as error:
        raise pytest.UsageError(f"patrol: {error}") from None
    config.stash[RIG] = rig
    folder = rig.folder / "journeys"
    if rig.plan.play and _adds(config) and str(folder) not in config.args:
        config.args.append(str(folder))


def _wish(config: pytest.Config, app: str) -> Wish:
    from patrol.cli.running import Wish

    asked = config.getoption("--patrol-journeys")
    journeys = None if asked is None else () if asked == "none" else tuple(_names(asked))
    return Wish(
        app=app,
        phone=_phone(config),
        build=config.getoption("--patrol-build"),
        out=Path(config.getoption("--patrol-out")),
        lang=config.getoption("--patrol-lang") or settings.read().language,
        without=tuple(config.getoption("--patrol-without")),
        crawl=False,
        measure=False,
        journeys=journeys,
        skip_unset=True,  # each test says for itself what it lacks
        command="pytest",
    )


def _names(text: str) -> list[str]:
    return [name for each in text.split(",") if (name := each.strip())]


def _phone(config: pytest.Config) -> str:
    """The phone of this process: with one named for each xdist worker, the worker's own."""
    phones = _names(config.getoption("--patrol-phone"))
    worker = getattr(config, "workerinput", None)
    if worker is None or len(phones) < 2:
        return phones[0] if phones else ""
    return phones[int(worker["workerid"].removeprefix("gw")) % len(phones)]


def _check_workers(config: pytest.Config, rig: Rig) -> None:
    """Each xdist worker needs a phone of its own; a virtual one is started for each. Raises pytest.UsageError."""
    workers = len(getattr(config.option, "tx", None) or ())
    phones = _names(config.getoption("--patrol-phone"))
    if hasattr(config, "workerinput") or workers < 2 or len(set(phones)) >= workers or rig.virtual():
        return
    raise pytest.UsageError(
        f"patrol: {workers} xdist workers need a phone each, and --patrol-phone names {len(set(phones)) or 'none'}. "
        "Name one phone a worker (--patrol-phone a,b,c), use the virtual phone, or run without -n."
    )


def _adds(config: pytest.Config) -> bool:
    """Whether the journeys come beside what is asked for: not when files or single tests are named."""
    asked: list[Any] = config.args if config.args_source is config.ArgsSource.ARGS else []
    return not any("::" in str(each) or Path(str(each)).is_file() for each in asked)
