"""Measured launches: cold, warm and hot, each by what the phone says and by what is seen from outside.

The state before each launch is established and proved first, since `am start -W` reports a time for anything:
cold: the process was stopped and is gone; warm: the process lives, its activities are made anew (CLEAR_TASK, which
works on each Android version, while Back only hides the root activity from Android 12 on); hot: process and activity
live, the app was left by Home.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import NamedTuple

from patrol.clock import wait_until
from patrol.device.driver import LaunchReport
from patrol.device.parse import launch as am
from patrol.device.parse import logcat, startup_log
from patrol.errors import DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.gather.launch_watch import LaunchWatch
from patrol.model.startup import StartKind, StartUp, StartUps

NEW_TASK_CLEAR_TASK = "0x10008000"
"""Intent.FLAG_ACTIVITY_NEW_TASK | FLAG_ACTIVITY_CLEAR_TASK."""
GONE_WITHIN_MS = 5_000
FULLY_WITHIN_MS = 2_000
BACKS = 8
STATE_OF = {StartKind.cold: "COLD", StartKind.warm: "WARM", StartKind.hot: "HOT"}


class StartUpGatherer:
    """Launches the app in a phase of its own; while the run goes on it does nothing."""

    name = "start-up"
    artifact_name = "startups"

    def __init__(self) -> None:
        self._measured = 0

    def start(self, ctx: GatherContext) -> None: ...

    def stop(self, ctx: GatherContext) -> None: ...

    def artifact(self, ctx: GatherContext) -> StartUps:
        if not self._measured:
            raise GatherError("No launch was measured.", advice="Run without --no-measure.")
        return StartUps()

    def measure(self, ctx: GatherContext) -> None:
        """All launches of a run, `options.launches` of each kind; each is streamed as soon as it was measured."""
        watch = LaunchWatch(ctx.driver, ctx.clock, ctx.package, ctx.scenario)
        for kind in StartKind:
            reports_fully = True
            for _ in range(ctx.options.launches):
                if ctx.stopped():
                    return
                launch = _measured(ctx, kind, FULLY_WITHIN_MS if reports_fully else 0, watch)
                # An app that did not call reportFullyDrawn() the first time is not waited for again.
                reports_fully = launch.fully_drawn_ms is not None
                ctx.sink.append("launches", launch)
                self._measured += 1


def _measured(ctx: GatherContext, kind: StartKind, fully_within_ms: int, watch: LaunchWatch) -> StartUp:
    """One launch; one that could not be measured is recorded without figures, so that it is not forgotten."""
    began = ctx.clock.now_ms()
    try:
        return measure_launch(ctx, kind, fully_within_ms, watch)
    except DeviceLost:
        raise
    except DeviceError as error:
        return StartUp(at_ms=began, kind=kind, status=f"not measured: {error.message}")


def measure_launch(
    ctx: GatherContext, kind: StartKind, fully_within_ms: int = 0, watch: LaunchWatch | None = None
) -> StartUp:
    """One launch; `Fully drawn` is waited for this long after the screen stood still. Without `watch` nobody waits to
    see which pages only pass by. Raises DeviceLost when the phone is gone; a launch that failed is told by its
    status."""
    component = ctx.options.component or ctx.package
    before = _PREPARE[kind](ctx, component)
    log_mark = ctx.driver.shell("date '+%m-%d %H:%M:%S'").output.strip()
    # The mark is as coarse as a second: what the log has of an earlier launch by now is not of this one.
    earlier = len(_drawn(ctx, log_mark))
    began = ctx.clock.now_ms()
    report = _launch(ctx, kind, component)
    eyes = watch or LaunchWatch(ctx.driver, ctx.clock, ctx.package, patient=False)
    seen = eyes.watch(began)

    def said(fully: bool) -> int | None:
        # A line that comes late may still be of the launch before; it tells of a longer time than has passed since.
        passed = ctx.clock.now_ms() - began
        lines = _drawn(ctx, log_mark)[earlier:]
        return next((one.duration_ms for one in lines if one.fully is fully and one.duration_ms <= passed), None)

    displayed = said(fully=False)
    fully = wait_until(lambda: said(fully=True), clock=ctx.clock, timeout_ms=fully_within_ms)
    pid_after = next(iter(ctx.driver.processes(ctx.package)), None)
    proved, proof = _proof(before, kind, report, pid_after)
    return StartUp(
        at_ms=began,
        kind=kind,
        activity=report.activity,
        am_total_ms=report.total_ms,
        am_wait_ms=report.wait_ms,
        displayed_ms=displayed,
        fully_drawn_ms=fully,
        stable_ms=seen.stable_ms,
        status=report.status or am.launch_error(report.raw),
        proof=proof,
        proved=proved,
        am_state=report.state,
        pid_before=before.pid,
        pid_after=pid_after,
        screens=seen.screens,
        looks=seen.looks,
        looking_ms=seen.looking_ms,
    )


def _launch(ctx: GatherContext, kind: StartKind, component: str) -> LaunchReport:
    if kind is not StartKind.warm or "/" not in component:
        return ctx.driver.launch(component)
    command = (
        "am start -W -a android.intent.action.MAIN -c android.intent.category.LAUNCHER"
        f" -f {NEW_TASK_CLEAR_TASK} -n {shlex.quote(component)}"
    )
    return am.launch(ctx.driver.shell(command, timeout_s=60).output)


# --- the state before -------------------------------------------------------------------------------------------------


class _Before(NamedTuple):
    """The state that a launch starts from, and how that is known."""

    proved: bool
    proof: str
    pid: int | None = None


def _proof(before: _Before, kind: StartKind, report: LaunchReport, pid_after: int | None) -> tuple[bool, str]:
    """(whether the state before was as it should be, how that is known), with what the launch itself shows of it."""
    proved, proof = before.proved, before.proof
    if kind is not StartKind.cold and proved and pid_after != before.pid:
        proved, proof = False, f"not proved: process {before.pid} was replaced by {pid_after}"
    if report.state and report.state != STATE_OF[kind]:
        proved = proved and report.state not in STATE_OF.values()
        proof += f"; am says {report.state}"
    return proved, proof


def _make_cold(ctx: GatherContext, component: str) -> _Before:
    ctx.driver.press("home")
    pid = next(iter(ctx.driver.processes(ctx.package)), None)
    ctx.driver.stop(ctx.package)
    left = _processes_left(ctx)
    return _Before(not left, f"not proved: process {left} was still there" if left else "process gone", pid)


def _processes_left(ctx: GatherContext) -> str:
    def gone() -> bool:
        return not ctx.driver.processes(ctx.package)

    if wait_until(gone, clock=ctx.clock, timeout_ms=GONE_WITHIN_MS):
        return ""
    return ", ".join(map(str, ctx.driver.processes(ctx.package)))


def _make_warm(ctx: GatherContext, component: str) -> _Before:
    alive = _main_process(ctx, component)
    if not _leave(ctx):
        ctx.driver.press("home")
    alive = alive if alive in ctx.driver.processes(ctx.package) else None
    proof = f"process {alive} kept, task cleared" if alive else "not proved: the process did not stay"
    return _Before(alive is not None, proof, alive)


def _leave(ctx: GatherContext) -> bool:
    """Out of the app by Back, page by page; the root activity ends up to Android 11 and is hidden since."""
    for _ in range(BACKS):
        if ctx.driver.screen().package != ctx.package:
            return True
        ctx.driver.press("back")
    return False


def _make_hot(ctx: GatherContext, component: str) -> _Before:
    alive = _main_process(ctx, component)
    ctx.driver.press("home")
    left = wait_until(lambda: ctx.driver.screen().package != ctx.package, clock=ctx.clock, timeout_ms=GONE_WITHIN_MS)
    if not alive or not left:
        return _Before(False, "not proved: the app could not be put behind the launcher", alive)
    return _Before(True, f"process {alive} and its activities kept behind the launcher", alive)


def _main_process(ctx: GatherContext, component: str) -> int | None:
    """The running process; the app is started first when there is none."""
    if not ctx.driver.processes(ctx.package):
        ctx.driver.launch(component)
    return next(iter(ctx.driver.processes(ctx.package)), None)


_PREPARE: dict[StartKind, Callable[[GatherContext, str], _Before]] = {
    StartKind.cold: _make_cold,
    StartKind.warm: _make_warm,
    StartKind.hot: _make_hot,
}


# --- what the log says ------------------------------------------------------------------------------------------------


def _drawn(ctx: GatherContext, log_mark: str) -> tuple[startup_log.Drawn, ...]:
    tags = " ".join(f"{tag}:I" for tag in startup_log.TAGS)
    since = f"-T '{log_mark}.000'" if ctx.driver.info().sdk >= 21 else ""
    text = ctx.driver.shell(f"logcat -d -v threadtime {since} -s {tags}").output
    entries = (entry for entry in logcat.parse(text).entries if entry.when >= log_mark)
    return startup_log.of_package(entries, ctx.package)
