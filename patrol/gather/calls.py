"""The app's sensitive calls, as hooks in its processes see them."""

from __future__ import annotations

from typing import Any

import msgspec

from patrol.device.hooks.outlet import AnyRecord
from patrol.errors import GatherError
from patrol.gather.base import GatherContext
from patrol.gather.worker import Worker
from patrol.model.calls import Calls, HookedCall, HookedProcess, HookGap

STREAM = {HookedCall: "calls", HookedProcess: "hooked", HookGap: "hook_gaps"}


class CallsGatherer:
    """Has the app's processes hooked and streams what the hooks report.

    Whoever searches values at the calls themselves (what was encrypted, hashed, put on the clipboard) calls
    `ctx.phone.hooks.observe(observer)` before this gatherer starts: it gets the bytes, which are never recorded.
    """

    name = "calls"
    artifact_name = "calls"

    def __init__(self) -> None:
        self._how = ""
        self._worker: Worker | None = None

    def start(self, ctx: GatherContext) -> None:
        if ctx.phone.hooks is None:
            raise GatherError(
                "This phone was opened without hooks, so the app's calls are not seen.",
                advice="Run `patrol doctor` to see what hooks need.",
            )
        self._how = ctx.phone.hooks.start(ctx.driver, ctx.package)
        self._worker = Worker(self.name, lambda worker: self._read(ctx))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None:
        # Also after a failed start: a process may have been left suspended.
        if ctx.phone.hooks is not None:
            ctx.phone.hooks.stop()
        if self._worker:
            # records() ends after stop(), once all that the hooks had seen was read.
            self._worker.stop(timeout_s=5)

    def artifact(self, ctx: GatherContext) -> Calls:
        assert ctx.phone.hooks is not None and self._worker is not None
        if trouble := self._worker.trouble:
            ctx.notice(f"The app's calls were not seen to the end: {trouble}")
            gap = HookGap(ctx.clock.now_ms(), None, trouble.message, trouble.advice)
            ctx.sink.append("hook_gaps", gap)
        client, server = ctx.phone.hooks.versions
        return Calls(how=self._how, client=client, server=server, apis=ctx.phone.hooks.watched)

    def _read(self, ctx: GatherContext) -> None:
        assert ctx.phone.hooks is not None
        held: set[tuple[int, float]] = set()
        for epoch_s, record in ctx.phone.hooks.records():
            if isinstance(record, HookedProcess) and record.held_ms and (record.pid, epoch_s) not in held:
                held.add((record.pid, epoch_s))
                ctx.meter.took(self.name, "hooking a process that waits", record.held_ms)
            ctx.sink.append(STREAM[type(record)], placed(record, ctx.at_ms(epoch_s * 1000)))


def placed(record: AnyRecord, at_ms: int) -> AnyRecord:
    """The record at its moment of the run; times inside it count from there."""
    changes: dict[str, Any]
    match record:
        case HookedCall():
            changes = {"at_ms": at_ms}
        case HookedProcess():
            ended = record.ended_ms
            changes = {"at_ms": at_ms, "ended_ms": None if ended is None else at_ms + ended}
        case HookGap():
            until = record.to_ms
            changes = {"from_ms": at_ms, "to_ms": None if until is None else at_ms + until}
    return msgspec.structs.replace(record, **changes)
