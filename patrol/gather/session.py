"""Starts and stops the gatherers of a run, and turns what goes wrong with one into data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from patrol.errors import DeviceLost, PatrolError
from patrol.gather.base import GatherContext, Gatherer
from patrol.gather.meter import metered
from patrol.model.artifacts import GatherFailure
from patrol.model.record import Record
from patrol.store.streams import DiskFull

T = TypeVar("T")
AnyGatherer = Gatherer[Any]


class Gathering:
    """The gatherers of one run. `start()`, use the phone, `stop()`, then read `artifacts`."""

    def __init__(
        self,
        ctx: GatherContext,
        gatherers: Sequence[AnyGatherer],
        on_failure: Callable[[GatherFailure], None] = lambda failure: None,
    ) -> None:
        self._ctx = ctx
        self._gatherers = gatherers
        self._on_failure = on_failure
        self._running: list[AnyGatherer] = []
        self._cut_short = False
        self._stopping = False
        self.artifacts: dict[str, Record] = {}
        """Artifact name → the artifact without its streamed fields."""
        self.failures: dict[str, GatherFailure] = {}
        """Artifact name → why there is none."""

    def start(self) -> None:
        """Start all, in order. One that fails is left out from here on. Raises DeviceLost."""
        for gatherer in self._gatherers:
            self._running.append(gatherer)
            self._guard(gatherer, gatherer.start, ends_run=(DeviceLost, DiskFull))

    def stop(self, *, cut_short: bool = False) -> None:
        """Stop all, in reverse order, those that failed to start included: they may have changed the phone. When the
        run was cut short, what fails now is a consequence of that, and what was recorded until then still counts."""
        self._cut_short, self._stopping = cut_short, True
        while self._running:
            gatherer = self._running.pop()
            self._guard(gatherer, gatherer.stop)
        for gatherer in self._gatherers:
            if gatherer.artifact_name in self.failures:
                continue
            artifact = self._guard(gatherer, gatherer.artifact)
            if artifact is not None:
                self.artifacts[gatherer.artifact_name] = artifact

    def measure(self, gatherer: AnyGatherer, measure: Callable[[GatherContext], T]) -> T | None:
        """A phase of its own that belongs to `gatherer`, such as the measured launches; None when it failed. Raises
        DeviceLost."""
        return self._guard(gatherer, measure, ends_run=(DeviceLost, DiskFull))

    def _own(self, gatherer: AnyGatherer) -> GatherContext:
        """The context with a driver that counts what this gatherer asks of the phone."""
        ctx = self._ctx
        driver = metered(ctx.phone.driver, ctx.meter, gatherer.name, ctx.clock)
        return replace(ctx, phone=replace(ctx.phone, driver=driver))

    def _guard(
        self,
        gatherer: AnyGatherer,
        action: Callable[[GatherContext], T],
        ends_run: tuple[type[PatrolError], ...] = (),
    ) -> T | None:
        try:
            return action(self._own(gatherer))
        except ends_run:
            raise
        except PatrolError as error:
            self._fail(gatherer, error.message, error.advice)
        # A gatherer meets phones, vendors' output and foreign processes that nobody has seen yet. Whatever it trips
        # over must not take the run and the other gatherers with it, so all exceptions become a GatherFailure.
        except Exception as error:  # noqa: BLE001
            self._fail(gatherer, f"{type(error).__name__}: {error}", "This is a defect of patrol: please report it.")
        return None

    def _fail(self, gatherer: AnyGatherer, message: str, advice: str) -> None:
        if self._cut_short or gatherer.artifact_name in self.failures:
            return
        failure = GatherFailure(
            gatherer=gatherer.name,
            artifact=gatherer.artifact_name,
            message=message,
            advice=advice,
            at_ms=self._ctx.clock.now_ms(),
        )
        self.failures[gatherer.artifact_name] = failure
        try:
            self._on_failure(failure)
        except DiskFull:
            # While stopping, the others must be stopped too; the run meets the full disk with its next write.
            if not self._stopping:
                raise
