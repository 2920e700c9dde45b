"""APP of a command line, and what its folder holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from patrol import settings
from patrol.errors import ConfigError, PatrolError

if TYPE_CHECKING:
    from patrol.model.journey import Journey
    from patrol.model.scenario import Scenario


def load_app(app: str) -> tuple[Scenario, Mapping[str, Journey]]:
    """APP as a folder (here, or one that comes with patrol), or as a package name with defaults."""
    from patrol.journey.load import load_journeys
    from patrol.journey.scenario import load_scenario
    from patrol.model.scenario import Scenario

    for folder in (Path(app), settings.bundled(app), settings.bundled("scenarios", app)):
        if folder.is_dir():
            scenario = load_scenario(folder)
            return scenario, load_journeys(folder, scenario)
    if "." in app and "/" not in app:
        return Scenario(package=app, name=app), {}
    raise ConfigError(
        f"There is no app folder {app!r}.",
        advice="Name a folder that holds app.yaml (`patrol init` writes one), or a package such as com.example.app.",
    )


def app_of(app: str) -> tuple[Scenario | None, Journey | None]:
    """A recorded run's app and its sign-in; None where it has none, or its folder is not here."""
    from patrol.journey.load import way_in_of

    try:
        scenario, journeys = load_app(app)
    except PatrolError:
        return None, None
    return scenario, way_in_of(scenario, journeys)
