"""How much of the app's calls the hooks could see: what was not seen must not pass.

    def some_check(calls: AttributedCalls, sight: HookSight) -> Iterator[Verdict]:
        yield from (…a fail for each call that should not have been…)
        yield from sight.undecided()                        # nothing when all was seen
        yield from sight.undecided(from_ms, to_ms)          # … when all was seen in that time

What was found counts all the same; only a pass needs the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.incidents import IncidentKind, Incidents
from patrol.derive.processes import Lifetime, Lifetimes
from patrol.derive.sayings import said
from patrol.model.calls import Calls, HookedProcess, HookWay
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

SLACK_MS = 5000
"""Between the log's `Start proc` and the hooks' word for the same process: the two clocks are matched to some tens of
milliseconds, a slow phone takes a second to start a process."""
SHORT_LIFE_MS = 3000
"""A packed app looks for hooks when it starts and ends itself; its own crash in that time is told by other checks."""
TOLD = 3
"""Reasons that one verdict names; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Blind:
    """A time in which calls may have gone unseen."""

    from_ms: int
    to_ms: int | None
    """None: until the run's end."""
    why: Text
    advice: str = ""

    def touches(self, from_ms: int, to_ms: int | None) -> bool:
        return (to_ms is None or self.from_ms <= to_ms) and (self.to_ms is None or self.to_ms >= from_ms)


@dataclass(frozen=True, slots=True)
class HookSight:
    """Which processes were hooked, and when nothing, or not all, was seen."""

    processes: tuple[HookedProcess, ...]
    """One each, as last told."""
    blind: tuple[Blind, ...]
    """In order of time."""

    @property
    def whole(self) -> bool:
        """All of the run was seen."""
        return not self.blind

    def blind_in(self, from_ms: int = 0, to_ms: int | None = None) -> tuple[Blind, ...]:
        """What was not seen in this time."""
        return tuple(each for each in self.blind if each.touches(from_ms, to_ms))

    def undecided(self, from_ms: int = 0, to_ms: int | None = None) -> Iterator[Verdict]:
        """One inconclusive verdict that says why, where something went unseen in this time; else nothing."""
        if not (found := self.blind_in(from_ms, to_ms)):
            return
        reasons = list(dict.fromkeys(each.why for each in found))
        more = len(reasons) - TOLD
        zh = "；".join(reason.zh for reason in reasons[:TOLD]) + (f"；另有 {more} 个原因" if more > 0 else "")
        en = "; ".join(reason.en for reason in reasons[:TOLD]) + (f"; and {more} more reasons" if more > 0 else "")
        yield Verdict(Status.inconclusive, Text(f"部分调用可能没有看到：{zh}", f"calls may have gone unseen: {en}"))


FATAL = (IncidentKind.crash, IncidentKind.native_crash, IncidentKind.memory_kill, IncidentKind.anr)


def hook_sight(calls: Calls, lifetimes: Lifetimes | None, incidents: Incidents | None = None) -> HookSight:
    """From what the hooks said of themselves, and from the processes that the phone's log tells of; one that crashed
    or was killed did not leave because of the hooks."""
    processes = tuple({(each.pid, each.at_ms): each for each in calls.processes}.values())
    gaps = {(gap.from_ms, gap.why): gap for gap in calls.gaps}
    blind = [Blind(gap.from_ms, gap.to_ms, said(gap.why), gap.advice) for gap in gaps.values()]
    seen = lifetimes.all if lifetimes else ()
    fell = {each.pid for each in incidents.all if each.kind in FATAL} if incidents else set()
    for process in processes:
        lifetime = next((each for each in seen if each.pid == process.pid), None)
        blind += _of_process(process, lifetime, left=process.pid not in fell)
    for lifetime in seen:
        blind += _unhooked(lifetime, processes)
    return HookSight(processes, tuple(sorted(blind, key=lambda each: each.from_ms)))


def _of_process(process: HookedProcess, lifetime: Lifetime | None, *, left: bool) -> Iterator[Blind]:
    """`lifetime`: of this process as the log has it, where it has; `left`: nothing else tells why it ended."""
    name = f"{process.name} ({process.pid})"
    if process.way is HookWay.attach:
        zh, en = (
            f"{name} 启动后才挂上钩子，此前的调用未知",
            f"{name} was hooked while it ran; what it called before is not known",
        )
        begun = lifetime.started_ms if lifetime and lifetime.started_ms is not None else 0
        yield Blind(min(begun, process.at_ms), process.at_ms, Text(zh, en), "Start the app anew while it is watched.")
    lived_ms = None if process.ended_ms is None else process.ended_ms - process.at_ms
    if left and lived_ms is not None and lived_ms < SHORT_LIFE_MS and lifetime and lifetime.how == "died":
        zh = f"{name} 挂上钩子后 {lived_ms} ms 就自行退出，应用可能有加固或反调试"
        en = f"{name} ended by itself {lived_ms} ms after it was hooked: the app may be protected against hooks"
        yield Blind(process.at_ms, None, Text(zh, en), "Try a build without the protection.")
    if not process.methods and not process.never_ran:
        zh, en = f"{name} 中没有装上任何 Java 钩子", f"no Java hook stood in {name}"
        yield Blind(process.at_ms, process.ended_ms, Text(zh, en))
    if process.dropped:
        zh = f"{name} 的 {process.made} 次调用中有 {process.dropped} 次来不及记录"
        en = f"{process.dropped} of {process.made} calls of {name} came too fast to be recorded"
        yield Blind(process.at_ms, process.ended_ms, Text(zh, en))


def _unhooked(lifetime: Lifetime, processes: tuple[HookedProcess, ...]) -> Iterator[Blind]:
    """A process of the app that the log tells of and no hook was in. One that ran before the run and was ended before
    the app was started in it, as patrol does when it clears the app's data, is no part of what is judged."""
    started = lifetime.started_ms
    first = min((process.at_ms for process in processes), default=None)
    if started is None and lifetime.ended_ms is not None and first is not None and lifetime.ended_ms <= first:
        return
    for process in processes:
        if process.pid == lifetime.pid and (started is None or abs(process.at_ms - started) <= SLACK_MS):
            return
        if process.pid == lifetime.pid and process.way is HookWay.attach:
            return  # told already
    name = f"{lifetime.process} ({lifetime.pid})"
    zh, en = f"进程 {name} 没有被挂钩", f"the process {name} was not hooked"
    yield Blind(started or 0, lifetime.ended_ms, Text(zh, en))
