"""Measured launches: cold, warm and hot, each by what the phone says and by what is seen from outside.

The state before each launch is established and proved first, since `am start -W` reports a time for anything:
cold: the process was stopped and is gone; warm: the process lives, its activities are made anew (CLEAR_TASK, which
works on each Android version, while Back only hides the root activity from Android 12 on); hot: process and activity
live, the app was left by Home.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable

from patrol.clock import wait_until
from patrol.device.driver import LaunchReport
from patrol.device.parse import launch as am
from patrol.device.parse import logcat, startup_log
from patrol.errors import DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.model.screen import Rect, Screen
from patrol.model.startup import StartKind, StartUp, StartUps

NEW_TASK_CLEAR_TASK = "0x10008000"
"""Intent.FLAG_ACTIVITY_NEW_TASK | FLAG_ACTIVITY_CLEAR_TASK."""
GONE_WITHIN_MS = 5_000
FULLY_WITHIN_MS = 2_000
BACKS = 8
STABLE_WITHIN_MS = 10_000
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
        for kind in StartKind:
            reports_fully = True
            for _ in range(ctx.options.launches):
                launch = _measured(ctx, kind, FULLY_WITHIN_MS if reports_fully else 0)
                # An app that did not call reportFullyDrawn() the first time is not waited for again.
                reports_fully = launch.fully_drawn_ms is not None
                ctx.sink.append("launches", launch)
                self._measured += 1


def _measured(ctx: GatherContext, kind: StartKind, fully_within_ms: int) -> StartUp:
    """One launch; one that could not be measured is recorded without figures, so that it is not forgotten."""
    began = ctx.clock.now_ms()
    try:
        return measure_launch(ctx, kind, fully_within_ms)
    except DeviceLost:
        raise
    except DeviceError as error:
        return StartUp(at_ms=began, kind=kind, status=f"not measured: {error.message}")


def measure_launch(ctx: GatherContext, kind: StartKind, fully_within_ms: int = 0) -> StartUp:
    """One launch; `Fully drawn` is waited for this long after the screen stood still. Raises DeviceLost when the phone
    is gone; a launch that failed is told by its status."""
    component = ctx.options.component or ctx.package
    proof = _PREPARE[kind](ctx, component)
    log_mark = ctx.driver.shell("date '+%m-%d %H:%M:%S'").output.strip()
    # The mark is as coarse as a second: what the log has of an earlier launch by now is not of this one.
    earlier = len(_drawn(ctx, log_mark))
    began = ctx.clock.now_ms()
    report = _launch(ctx, kind, component)
    stable = _stable_after(ctx, began)

    def said(fully: bool) -> int | None:
        # A line that comes late may still be of the launch before; it tells of a longer time than has passed since.
        passed = ctx.clock.now_ms() - began
        lines = _drawn(ctx, log_mark)[earlier:]
        return next((one.duration_ms for one in lines if one.fully is fully and one.duration_ms <= passed), None)

    displayed = said(fully=False)
    fully = wait_until(lambda: said(fully=True), clock=ctx.clock, timeout_ms=fully_within_ms)
    if report.state and report.state != STATE_OF[kind]:
        proof += f"; am says {report.state}"
    return StartUp(
        at_ms=began,
        kind=kind,
        activity=report.activity,
        am_total_ms=report.total_ms,
        am_wait_ms=report.wait_ms,
        displayed_ms=displayed,
        fully_drawn_ms=fully,
        stable_ms=stable,
        status=report.status or am.launch_error(report.raw),
        proof=proof,
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


def _make_cold(ctx: GatherContext, component: str) -> str:
    ctx.driver.press("home")
    ctx.driver.stop(ctx.package)
    left = _processes_left(ctx)
    return f"not proved: process {left} was still there" if left else "process gone"


def _processes_left(ctx: GatherContext) -> str:
    def gone() -> bool:
        return not ctx.driver.processes(ctx.package)

    if wait_until(gone, clock=ctx.clock, timeout_ms=GONE_WITHIN_MS):
        return ""
    return ", ".join(map(str, ctx.driver.processes(ctx.package)))


def _make_warm(ctx: GatherContext, component: str) -> str:
    alive = _main_process(ctx, component)
    if not _leave(ctx):
        ctx.driver.press("home")
    return f"process {alive} kept, task cleared" if alive else "not proved: the process did not stay"


def _leave(ctx: GatherContext) -> bool:
    """Out of the app by Back, page by page; the root activity ends up to Android 11 and is hidden since."""
    for _ in range(BACKS):
        if ctx.driver.screen().package != ctx.package:
            return True
        ctx.driver.press("back")
    return False


def _make_hot(ctx: GatherContext, component: str) -> str:
    alive = _main_process(ctx, component)
    ctx.driver.press("home")
    left = wait_until(lambda: ctx.driver.screen().package != ctx.package, clock=ctx.clock, timeout_ms=GONE_WITHIN_MS)
    if not alive or not left:
        return "not proved: the app could not be put behind the launcher"
    return f"process {alive} and its activities kept behind the launcher"


def _main_process(ctx: GatherContext, component: str) -> int | None:
    """The running process; the app is started first when there is none."""
    if not ctx.driver.processes(ctx.package):
        ctx.driver.launch(component)
    return next(iter(ctx.driver.processes(ctx.package)), None)


_PREPARE: dict[StartKind, Callable[[GatherContext, str], str]] = {
    StartKind.cold: _make_cold,
    StartKind.warm: _make_warm,
    StartKind.hot: _make_hot,
}


# --- what was seen ----------------------------------------------------------------------------------------------------


def _stable_after(ctx: GatherContext, began_ms: int) -> float | None:
    """From `began_ms` to the look that the next look equalled; an upper bound, as coarse as a look takes."""
    previous: object = None
    seen_ms = 0
    deadline = ctx.clock.now_ms() + STABLE_WITHIN_MS
    while ctx.clock.now_ms() < deadline:
        looked_ms = ctx.clock.now_ms()
        try:
            screen = ctx.driver.screen()
        except DeviceLost:
            raise
        except DeviceError:
            return None
        shape = _shape(screen) if screen.package == ctx.package and not screen.empty else None
        if shape is not None and shape == previous:
            return seen_ms - began_ms
        previous, seen_ms = shape, looked_ms
    return None


def _shape(screen: Screen) -> tuple[str, list[tuple[str, str, Rect]]]:
    """Without texts, which may go on changing on a page that is ready."""
    return screen.activity, [(node.class_name, node.resource_id, node.bounds) for node in screen.nodes()]


def _drawn(ctx: GatherContext, log_mark: str) -> tuple[startup_log.Drawn, ...]:
    tags = " ".join(f"{tag}:I" for tag in startup_log.TAGS)
    since = f"-T '{log_mark}.000'" if ctx.driver.info().sdk >= 21 else ""
    text = ctx.driver.shell(f"logcat -d -v threadtime {since} -s {tags}").output
    entries = (entry for entry in logcat.parse(text).entries if entry.when >= log_mark)
    return startup_log.of_package(entries, ctx.package)
