"""What a run shall do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from patrol.model.build import Build
from patrol.model.graph import PageGraph
from patrol.model.journey import Journey
from patrol.model.scenario import LAUNCHES, Scenario

PHASES = ("passwords", "consent", "self-start")
"""Parts of a run that can be left out by name, as gatherers can."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run shall do."""

    scenario: Scenario
    journeys: Mapping[str, Journey] = field(default_factory=dict)
    """All journeys of the scenario by id; `use` and the way in may need any of them."""
    play: tuple[str, ...] = ()
    """Ids of the journeys to play, in order."""
    crawl: bool = True
    quiet_s: float = 0
    """For how long the app is left alone at the end, on a page and then in the background; 0: not at all."""
    consent: bool = False
    """Try the consent window out from fresh installs at the end: refuse, accept, refuse permissions, withdraw."""
    self_start_s: float = 0
    """How long is watched, at the very end, whether the app starts itself: after its process was ended, and after the
    phone was restarted, where the scenario allows that. 0: not at all."""
    measure: bool = True
    """Take start-up measurements."""
    launches: int = LAUNCHES
    """Measured launches of each kind (cold, warm, hot)."""
    actions: int = 400
    minutes: float = 10
    seed: int = 0
    known: PageGraph | None = None
    """What an earlier run found, to be visited first."""
    base: Build | None = None
    """The baseline: what it knows is visited first, what it had not is looked at in depth."""
    absence_s: float = 60
    """How long the crawl waits for a phone that is gone, such as one that reboots."""
    without: frozenset[str] = frozenset()
    """Names of gatherers to leave out."""
    app: str = ""
    """The app as the user named it."""
    environ: Mapping[str, str] = field(default_factory=dict)
    unset: Mapping[str, str] = field(default_factory=dict)
    """Ids of journeys that are left out for a `${NAME}` that nothing gives, and why."""
