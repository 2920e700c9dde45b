"""Pipelines for CI systems, written for one app: `patrol init --ci`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from patrol import __version__
from patrol.errors import ConfigError
from patrol.model.record import to_json

if TYPE_CHECKING:
    from patrol.model.journey import Journey
    from patrol.model.scenario import Scenario

SYSTEMS: Mapping[str, tuple[str, Path]] = {
    "github": ("github.yml", Path(".github", "workflows", "patrol.yml")),
    "gitlab": ("gitlab.yml", Path("ci", "patrol.gitlab-ci.yml")),
    "jenkins": ("Jenkinsfile", Path("ci", "patrol.Jenkinsfile")),
}
"""System → its template, and where its file goes."""

SCRIPT, EMULATOR = Path("ci", "patrol.sh"), Path("ci", "emulator.sh")
REQUIREMENTS = Path("ci", "requirements.txt")

VARIABLE = re.compile(r"^[A-Z][A-Z0-9_]*$")
"""What CI systems take as the name of a secret."""


def app_in(folder: Path, app: str) -> Path:
    """The app's folder, relative to `folder`: the named one, else the only one there, else what the starter makes.
    Raises ConfigError."""
    if app:
        if not (folder / app / "app.yaml").is_file():
            raise ConfigError(f"{folder / app} holds no app.yaml.", advice="Name the app's folder after --app.")
        return Path(app)
    found = sorted(file.parent for file in (folder / "scenarios").glob("*/app.yaml"))
    if len(found) > 1:
        names = ", ".join(str(each.relative_to(folder)) for each in found)
        raise ConfigError(f"There are several apps: {names}.", advice="Name the pipeline's app after --app.")
    return found[0].relative_to(folder) if found else Path("scenarios", "my-app")


def pipeline(system: str, folder: Path, app: Path, *, virtual: bool | None = None) -> dict[Path, str]:
    """The files of a pipeline by their paths inside `folder`, which holds the app. `virtual`: on the virtual phone,
    else in an emulator; None takes the virtual phone for an app that has a model. Raises ScenarioError."""
    from patrol.journey.load import load_journeys
    from patrol.journey.scenario import load_scenario

    scenario = load_scenario(folder / app)
    on_virtual = bool(scenario.model) if virtual is None else virtual
    template, target = SYSTEMS[system]
    given = {
        "app": app.as_posix(),
        "package": scenario.package,
        "virtual": on_virtual,
        "secrets": _secrets(scenario, load_journeys(folder / app, scenario)),
    }
    texts = {
        target: _render(template, given),
        SCRIPT: _read("patrol.sh"),
        REQUIREMENTS: _read("requirements.txt").replace("VERSION", __version__),
    }
    if not on_virtual and system != "github":  # there an action starts the emulator
        texts[EMULATOR] = _read("emulator.sh")
    if system == "gitlab":
        texts[Path(".gitlab-ci.yml")] = f"include:\n  - local: {target.as_posix()}\n"
    return texts


def _read(name: str) -> str:
    return (files("patrol.cli") / "pipelines" / name).read_text("utf-8")


def _render(template: str, given: Mapping[str, object]) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # YAML and Groovy, not HTML
    )
    return environment.from_string(_read(template)).render(given)


def _secrets(scenario: Scenario, journeys: Mapping[str, Journey]) -> list[str]:
    """The `${NAME}` of the app's files without a default, which no journey gives either: to be set in the CI system."""
    from patrol.journey.needed import missing_values
    from patrol.journey.values import Values, references

    names = {name for name, default in references(to_json(scenario).decode()) if default is None}
    for journey in journeys.values():
        if "part" not in journey.tags:
            names |= {name for name, _ in missing_values(journey, Values(), journeys)}
    return sorted(name for name in names if VARIABLE.match(name))
