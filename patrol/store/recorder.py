"""What crawl, journeys and gatherers write into: a run folder, with the last minutes of log and traffic at hand."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

import msgspec

from patrol.errors import DeviceError
from patrol.model.artifacts import CrawlStep, Found, Visit
from patrol.model.calls import HookedCall
from patrol.model.consent import ConsentEvent, Moment, Trial
from patrol.model.depth import FieldTrial
from patrol.model.devicelog import LogLine
from patrol.model.journey import JourneyTrace
from patrol.model.record import Record
from patrol.model.screen import Screen
from patrol.model.toasts import Toast
from patrol.model.traffic import Flow, Uninspected
from patrol.model.unsteady import Steadiness
from patrol.store.masking import Mask, masked, painted_over, shown
from patrol.store.run_folder import RunFolder

RECENT_LINES = 5_000
RECENT_FLOWS = 2_000
RECENT_TOASTS = 50
"""Kept in memory for `expect request`, and for what lies around a failed step; the folder has everything."""

LOOKS = 6
"""Different looks kept of one state without a picture."""

Reading = Callable[[str, str], dict[str, float]]


def _nobody(kind: str, name: str) -> dict[str, float]:
    raise DeviceError(f"Nobody measures {kind} in this run.")


class RunRecorder:
    """The Recorder of crawl and journeys and the Sink of gatherers. `reading` takes a measurement now."""

    def __init__(self, folder: RunFolder, *, mask: Mask = str, records_traffic: bool = False) -> None:
        self._folder = folder
        self._mask = mask
        self._lines: deque[LogLine] = deque(maxlen=RECENT_LINES)
        self._flows: deque[Flow] | None = deque(maxlen=RECENT_FLOWS) if records_traffic else None
        self._sealed: deque[Uninspected] = deque(maxlen=RECENT_FLOWS)
        self._toasts: deque[Toast] = deque(maxlen=RECENT_TOASTS)
        self._recent = threading.Lock()
        self._looks: dict[str, dict[int, str]] = {}
        """State → what is where → path of the tree."""
        self._steadiness = Steadiness()
        self.reading: Reading = _nobody
        self.page_shown: Callable[[], object] = lambda: None
        """Called when another page or state is shown."""
        self.heard: Callable[[str, Record], object] = lambda name, record: None
        """Called with each record of a gatherer before anything in it is masked; quick, from any thread."""
        self.seen: Callable[[Visit, Screen], object] = lambda visit, screen: None
        """Called with each visit and its screen, nothing masked."""

    # --- the Sink of gatherers ----------------------------------------------------------------------------------------

    def append(self, name: str, record: Record) -> None:
        self.heard(name, record)
        if isinstance(record, LogLine):
            record = msgspec.structs.replace(record, message=self._mask(record.message))
        elif isinstance(record, Toast):
            record = msgspec.structs.replace(record, text=self._mask(record.text))
        elif isinstance(record, HookedCall):
            record = masked(record, self._mask)
        with self._recent:
            if isinstance(record, LogLine):
                self._lines.append(record)
            elif isinstance(record, Flow) and self._flows is not None:
                self._flows.append(record)
            elif isinstance(record, Toast):
                self._toasts.append(record)
            elif isinstance(record, Uninspected):
                self._sealed.append(record)
        self._folder.append(name, record)

    # --- the Recorder of crawl and journeys ---------------------------------------------------------------------------

    def begin(self, step: CrawlStep) -> None:
        self._folder.append("steps", masked(step, self._mask))

    def end(self, step: CrawlStep) -> None:
        self._folder.append("steps", masked(step, self._mask))

    def found(self, found: Found) -> None:
        self._folder.append("found", masked(found, self._mask))

    def visit(self, visit: Visit, screen: Screen, picture: bytes | None) -> Visit:
        """The tree is kept with each picture, and without one when this state has not looked so before (scrolled,
        filled, in large type); else the visit names the tree it looks like."""
        self.seen(visit, screen)
        looks, look = self._looks.setdefault(visit.state, {}), _look(screen)
        if picture is not None:
            path, looks[look] = self.evidence(screen, picture)
            visit = msgspec.structs.replace(visit, picture=path)
        elif look not in looks and len(looks) < LOOKS:
            looks[look] = self._folder.save_tree(masked(screen, self._mask))
        path = looks.get(look, "")
        self._steady(path, screen)
        visit = msgspec.structs.replace(visit, tree=path)
        self._folder.append("visits", visit)
        self.page_shown()
        return visit

    def look(self, state: str, screen: Screen) -> None:
        """Only what it says differently is kept, not what it says."""
        looks = self._looks.get(state)
        if looks and (path := looks.get(_look(screen))):
            self._steady(path, screen)

    def _steady(self, path: str, screen: Screen) -> None:
        if path:
            self._steadiness.kept(path, screen)
            if unsteady := self._steadiness.unlike(path, screen):
                self._folder.append("unsteady", unsteady)

    def evidence(self, screen: Screen, picture: bytes | None) -> tuple[str, str]:
        tree = self._folder.save_tree(masked(screen, self._mask))
        if picture and (places := shown(screen, self._mask)):
            picture = painted_over(picture, places)
        return self._folder.save_picture(picture) if picture else "", tree

    def consent(self, event: ConsentEvent) -> None:
        self._folder.append("consent", masked(event, self._mask))

    def trial(self, told: Moment | Trial) -> None:
        self._folder.append("trials" if isinstance(told, Trial) else "moments", masked(told, self._mask))

    def tried(self, trial: FieldTrial) -> None:
        self._folder.append("field_trials", masked(trial, self._mask))

    def log_since(self, at_ms: int) -> tuple[LogLine, ...]:
        with self._recent:
            return tuple(line for line in self._lines if line.at_ms is None or line.at_ms >= at_ms)

    def toasts_since(self, at_ms: int) -> tuple[str, ...]:
        """Texts of the toasts that were heard since then."""
        with self._recent:
            return tuple(toast.text for toast in self._toasts if toast.at_ms >= at_ms)

    def requests_since(self, at_ms: int) -> tuple[Flow, ...] | None:
        if self._flows is None:
            return None
        with self._recent:
            return tuple(flow for flow in self._flows if flow.at_ms >= at_ms)

    def sealed_since(self, at_ms: int) -> tuple[Uninspected, ...]:
        with self._recent:
            return tuple(one for one in self._sealed if one.at_ms >= at_ms)

    def walked(self, trace: JourneyTrace) -> None:
        """A journey ended."""
        self._folder.append("journeys", masked(trace, self._mask))


def _look(screen: Screen) -> int:
    """What is where, whatever it says; equal within one process only."""
    return hash(tuple((node.class_name, node.resource_id, node.bounds) for node in screen.nodes()))
