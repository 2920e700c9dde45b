"""What crawl and journeys share while they use a phone: the session, and what they ask of whoever records the run.

    recorder = …                                  # a Recorder: the inspection's, or MemoryRecorder
    session = Session(phone.driver, clock, scenario, recorder, values=Values(settings.environ))
    trace = play(journey, session, journeys)      # patrol.journey.play
    crawl = explore(session, CrawlLimits(…), seed=1, journeys=journeys)   # patrol.crawl.explorer

The session is a plain holder; its Eyes (patrol.crawl.eyes) are what looks, recognises and tells the recorder about
visits, so that crawl and journeys of one run name pages alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from patrol.clock import Clock
from patrol.device.driver import Driver
from patrol.errors import DeviceError
from patrol.journey.values import Values
from patrol.model.artifacts import CrawlStep, Found, Visit
from patrol.model.consent import ConsentEvent, ConsentPhase, Moment, Trial
from patrol.model.depth import FieldTrial
from patrol.model.devicelog import LogLine
from patrol.model.events import AnyEvent
from patrol.model.network import NetworkProfile
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Screen
from patrol.model.traffic import Flow, Uninspected

if TYPE_CHECKING:
    from patrol.crawl.eyes import Eyes
    from patrol.journey.play import Player


class Recorder(Protocol):
    """Keeps what crawl and journeys see. Every method returns only when what it was given is safe from kill -9."""

    def begin(self, step: CrawlStep) -> None:
        """A crawl action is about to be sent to the phone."""

    def end(self, step: CrawlStep) -> None:
        """The same step (same index) with what came of it."""

    def found(self, found: Found) -> None:
        """A page or state on its first sight, or a page of which more is known now (picture, wall)."""

    def visit(self, visit: Visit, screen: Screen, picture: bytes | None) -> Visit:
        """From `visit.at_ms` on this page and state is shown. Returns the visit with the paths under which picture
        and tree were kept; the tree is worth keeping whenever there is a picture."""

    def look(self, state: str, screen: Screen) -> None:
        """One more settled look at the state that was told last: what it says may have changed."""

    def evidence(self, screen: Screen, picture: bytes | None) -> tuple[str, str]:
        """Keeps a screen around a failed step: (path of the picture or "", path of the tree)."""

    def consent(self, event: ConsentEvent) -> None:
        """Consent changed: the app's data were cleared, the user agreed, refused or withdrew."""

    def trial(self, told: Moment | Trial) -> None:
        """Something was seen or done in a trial of consent, or the trial ended."""

    def tried(self, trial: FieldTrial) -> None:
        """A boundary value was tried in a form."""

    def log_since(self, at_ms: int) -> tuple[LogLine, ...]:
        """Recent lines of the device log, oldest first; empty when nobody records it."""

    def requests_since(self, at_ms: int) -> tuple[Flow, ...] | None:
        """Requests that the app began since then; None when nobody records them."""

    def sealed_since(self, at_ms: int) -> tuple[Uninspected, ...]:
        """Connections since then that the proxy could not open up."""

    def reading(self, kind: str, name: str) -> dict[str, float]:
        """Takes a reading now: start-up, frames, memory. Raises DeviceError when nobody measures that."""


class MemoryRecorder:
    """A Recorder for tests and for trying things out: keeps everything in lists."""

    def __init__(self) -> None:
        self.steps: list[CrawlStep] = []
        self.findings: list[Found] = []
        self.visits: list[Visit] = []
        self.screens: dict[str, Screen] = {}
        self.pictures: dict[str, bytes] = {}
        self.lines: list[LogLine] = []
        self.flows: list[Flow] | None = None
        self.sealed: list[Uninspected] = []
        self.readings: dict[str, dict[str, float]] = {}
        self.consents: list[ConsentEvent] = []
        self.moments: list[Moment] = []
        self.trials: list[Trial] = []
        self.field_trials: list[FieldTrial] = []

    def begin(self, step: CrawlStep) -> None:
        self.steps.append(step)

    def end(self, step: CrawlStep) -> None:
        self.steps[-1] = step

    def found(self, found: Found) -> None:
        self.findings.append(found)

    def visit(self, visit: Visit, screen: Screen, picture: bytes | None) -> Visit:
        if picture is not None:
            path, tree = self.evidence(screen, picture)
            visit = Visit(visit.at_ms, visit.page, visit.state, path, tree, visit.secure)
        self.visits.append(visit)
        return visit

    def look(self, state: str, screen: Screen) -> None:
        """Not kept."""

    def evidence(self, screen: Screen, picture: bytes | None) -> tuple[str, str]:
        number = len(self.screens) + 1
        self.screens[f"trees/{number}"] = screen
        if picture is None:
            return "", f"trees/{number}"
        self.pictures[f"pictures/{number}"] = picture
        return f"pictures/{number}", f"trees/{number}"

    def consent(self, event: ConsentEvent) -> None:
        self.consents.append(event)

    def trial(self, told: Moment | Trial) -> None:
        if isinstance(told, Trial):
            self.trials.append(told)
        else:
            self.moments.append(told)

    def tried(self, trial: FieldTrial) -> None:
        self.field_trials.append(trial)

    def log_since(self, at_ms: int) -> tuple[LogLine, ...]:
        return tuple(line for line in self.lines if line.at_ms is None or line.at_ms >= at_ms)

    def requests_since(self, at_ms: int) -> tuple[Flow, ...] | None:
        return None if self.flows is None else tuple(flow for flow in self.flows if flow.at_ms >= at_ms)

    def sealed_since(self, at_ms: int) -> tuple[Uninspected, ...]:
        return tuple(one for one in self.sealed if one.at_ms >= at_ms)

    def reading(self, kind: str, name: str) -> dict[str, float]:
        if kind not in self.readings:
            raise DeviceError(f"nobody measures {kind} in this run.")
        return self.readings[kind]


STOPPED = "the user stopped the run"


def _ignore(_event: AnyEvent) -> None: ...


def _no_proxy(profile: NetworkProfile) -> None:
    raise DeviceError(
        "a weak network is played by the proxy, and this run has none.", advice="Run with the traffic gatherer."
    )


def _not_followed(page: str, node: Node | None, text: str) -> None: ...


def _type_on(player: Player, node: Node | None, text: str) -> None: ...


@dataclass
class Session:
    """One phone in use for one app."""

    driver: Driver
    clock: Clock
    scenario: Scenario
    recorder: Recorder
    values: Values = field(default_factory=Values)
    notify: Callable[[AnyEvent], None] = _ignore
    """Told of pages found and of progress."""
    stopped: Callable[[], bool] = lambda: False
    """True when the run is to end (Ctrl-C, a time limit): crawl and journeys stop after the action in flight."""
    why_stopped: Callable[[], str] = lambda: STOPPED
    network: Callable[[NetworkProfile], None] = _no_proxy
    """Plays a network from now on. Raises DeviceError."""
    typing: Callable[[Player, Node | None, str], None] = _type_on
    """Told before a journey types a text: the player, the field that has the focus (None: keys without a field), and
    the text. Raises StepFailed to end the journey there."""
    typed: Callable[[str, Node | None, str], None] = _not_followed
    """Told of each text that crawl or journeys are about to type: the page, the field (None: keys without one), and the
    text in clear, to be looked for wherever it goes."""
    pictures: bool = True
    """False: take no screenshots (benchmarks)."""

    @cached_property
    def eyes(self) -> Eyes:
        from patrol.crawl.eyes import Eyes

        return Eyes(self)

    @property
    def package(self) -> str:
        return self.scenario.package

    def clear_data(self, by: str) -> None:
        """As after installing: nothing was agreed to, nothing is kept. `by` tells who wanted it. Raises DeviceError."""
        self.driver.clear_data(self.package)
        # After it: until then the old installation's processes ran on.
        self.recorder.consent(ConsentEvent(self.clock.now_ms(), ConsentPhase.before_notice, by))

    @property
    def component(self) -> str:
        """What launches the app: its activity where the scenario names one, else the package."""
        activity = self.scenario.activity
        return f"{self.package}/{activity}" if activity else self.package
