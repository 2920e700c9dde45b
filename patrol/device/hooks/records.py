"""What the agent says, as the records of a run."""

from __future__ import annotations

from patrol.device.hooks.messages import Event, Installed
from patrol.model.calls import HookedCall, HookedProcess, HookWay


def call_of(event: Event, pid: int, *, stack: tuple[str, ...] | None = None) -> HookedCall:
    """`at_ms` is left at 0: the run's time is known to the gatherer only."""
    return HookedCall(
        at_ms=0,
        apis=event.id,
        call=event.call,
        pid=pid,
        arguments=event.args,
        result=event.ret or "",
        error=event.error,
        stack=event.stack if stack is None else stack,
        thread=event.th,
        number=event.n,
        about=event.about,
    )


def process_of(installed: Installed, pid: int, name: str, way: HookWay, note: str = "") -> HookedProcess:
    """A process whose hooks stand."""
    return HookedProcess(
        at_ms=0,
        pid=pid,
        name=name,
        way=way,
        methods=len(installed.hooked),
        natives=len(installed.native),
        missing=by_reason((*installed.missing, *installed.native_missing)),
        note=note,
    )


def by_reason(missing: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """What shares a reason stands together: a run has a hundred processes, each with the same twenty."""
    names: dict[str, list[str]] = {}
    for name, why in missing:
        names.setdefault(why, []).append(name)
    return tuple((", ".join(found), why) for why, found in names.items())
