"""The app's sensitive calls, as hooks report them."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from patrol.device.driver import Phone
from patrol.device.hooks.messages import Raw
from patrol.device.hooks.outlet import AnyRecord, Outlet
from patrol.errors import GatherError
from patrol.gather.base import GatherContext, MemorySink
from patrol.gather.calls import CallsGatherer
from patrol.model.calls import Calls, HookedCall, HookedProcess, HookGap, HookWay
from tests.unit.gather.double import FakeDriver, context

ZERO_S = 1_700_000_000
"""The double's run began then."""
CALL = HookedCall(0, ("API-IMEI-001",), "android.telephony.TelephonyManager.getImei", 41)


class FakeHooks:
    """A HookSource that reports what it is given."""

    versions = ("17.1.0", "17.1.0")
    watched = 856

    def __init__(self, *told: tuple[float, AnyRecord], trouble: GatherError | None = None) -> None:
        self.outlet = Outlet()
        self.told, self.trouble = told, trouble
        self.stopped = 0

    def start(self, driver: Any, package: str) -> str:
        if self.trouble:
            raise self.trouble
        for epoch_s, record in self.told:
            self.outlet.put(epoch_s, record)
        return "spawn-gating"

    def observe(self, observer: Callable[[float, HookedCall, tuple[Raw, ...]], None]) -> None:
        self.outlet.observe(observer)

    def records(self) -> Iterator[tuple[float, AnyRecord]]:
        return self.outlet.records()

    def stop(self) -> None:
        self.stopped += 1
        self.outlet.end()


def with_hooks(hooks: FakeHooks | None) -> tuple[GatherContext, MemorySink, list[str]]:
    ctx, sink, notices = context(FakeDriver())
    return replace(ctx, phone=Phone(ctx.driver, hooks=hooks)), sink, notices


def recorded(hooks: FakeHooks) -> tuple[Calls, MemorySink, list[str]]:
    ctx, sink, notices = with_hooks(hooks)
    gatherer = CallsGatherer()
    gatherer.start(ctx)
    gatherer.stop(ctx)
    return gatherer.artifact(ctx), sink, notices


def test_calls_processes_and_gaps_stand_at_their_moment_of_the_run() -> None:
    process = HookedProcess(0, 41, "com.harbour", HookWay.spawn, ended_ms=900)
    hooks = FakeHooks(
        (ZERO_S + 1.0, process),
        (ZERO_S + 1.5, CALL),
        (ZERO_S + 2.0, HookGap(0, 250, "gone")),
        (ZERO_S + 3.0, HookGap(0, None, "x")),
    )
    artifact, sink, _ = recorded(hooks)
    assert artifact == Calls(how="spawn-gating", client="17.1.0", server="17.1.0", apis=856)
    assert sink.streams["calls"] == [msgspec.structs.replace(CALL, at_ms=1500)]
    assert sink.streams["hooked"] == [msgspec.structs.replace(process, at_ms=1000, ended_ms=1900)]
    assert sink.streams["hook_gaps"] == [HookGap(2000, 2250, "gone"), HookGap(3000, None, "x")]


def test_hooks_that_are_gone_for_good_leave_what_they_saw_and_a_gap() -> None:
    hooks = FakeHooks((ZERO_S + 1.0, CALL))
    ctx, sink, notices = with_hooks(hooks)
    gatherer = CallsGatherer()
    gatherer.start(ctx)
    hooks.outlet.fail(GatherError("Frida is gone.", advice="Start it."))
    gatherer.stop(ctx)
    gatherer.artifact(ctx)
    (gap,) = sink.streams["hook_gaps"]
    assert isinstance(gap, HookGap) and (gap.to_ms, gap.why, gap.advice) == (None, "Frida is gone.", "Start it.")
    assert len(sink.streams["calls"]) == 1
    assert "not seen to the end" in notices[0]


def test_a_phone_without_hooks_says_so() -> None:
    ctx, _, _ = with_hooks(None)
    with pytest.raises(GatherError, match="without hooks"):
        CallsGatherer().start(ctx)


def test_hooks_that_cannot_start_are_stopped_all_the_same() -> None:
    hooks = FakeHooks(trouble=GatherError("There is no frida-server.", advice="patrol doctor"))
    ctx, _, _ = with_hooks(hooks)
    gatherer = CallsGatherer()
    with pytest.raises(GatherError, match="no frida-server"):
        gatherer.start(ctx)
    gatherer.stop(ctx)
    assert hooks.stopped == 1


def test_what_processes_waited_for_their_hooks_is_part_of_what_measuring_costs() -> None:
    process = HookedProcess(0, 41, "com.harbour", HookWay.spawn, held_ms=800)
    ctx, _, _ = with_hooks(FakeHooks((ZERO_S + 1.0, process), (ZERO_S + 1.0, process)))
    gatherer = CallsGatherer()
    gatherer.start(ctx)
    gatherer.stop(ctx)
    (cost,) = ctx.meter.readings()
    assert (cost.gatherer, cost.reading, cost.count, cost.total_ms) == ("calls", "hooking a process that waits", 1, 800)


def test_bytes_are_shown_to_observers_and_never_recorded() -> None:
    outlet, seen = Outlet(), queue.SimpleQueue[bytes]()
    outlet.observe(lambda at_s, call, raw: seen.put(raw[0].data))
    outlet.put(1.0, CALL, (Raw("in", b"6222020000000000", 16),))
    outlet.put(2.0, CALL)
    outlet.end()
    assert seen.get_nowait() == b"6222020000000000" and seen.empty()
    assert [record for _, record in outlet.records()] == [CALL, CALL]
