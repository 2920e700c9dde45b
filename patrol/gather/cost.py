"""What measuring itself costs the phone, from the first gatherer to the last."""

from __future__ import annotations

from patrol.errors import DeviceError, GatherError
from patrol.gather.base import GatherContext
from patrol.gather.meter import PhoneTime, cost
from patrol.model.resources import MeasuringCost


class CostGatherer:
    """Reads the phone's own counters of adbd and its helpers at both ends of the run; started first, stopped last, so
    that all that lies between is counted, crawl and journeys included."""

    name = "cost"
    artifact_name = "cost"

    def __init__(self) -> None:
        self._time: PhoneTime | None = None
        self._before: dict[str, int] = {}
        self._after: dict[str, int] = {}
        self._began_ms = 0
        self._span_ms = 0
        self._trouble = ""

    def start(self, ctx: GatherContext) -> None:
        self._time = PhoneTime(ctx.driver)
        self._began_ms = ctx.clock.now_ms()
        self._before = self._time.read(ctx.driver)

    def stop(self, ctx: GatherContext) -> None:
        if self._time is None:
            return
        try:
            self._after = self._time.read(ctx.driver)
        except DeviceError as error:
            self._trouble = error.message
        self._span_ms = ctx.clock.now_ms() - self._began_ms

    def artifact(self, ctx: GatherContext) -> MeasuringCost:
        if self._time is None:
            raise GatherError("Nobody counted what measuring costs.")
        return cost(ctx.meter, self._span_ms, self._before, self._after, self._trouble or self._time.unknown)
