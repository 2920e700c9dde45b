"""Launches: the state before is proved, and each figure belongs to this launch."""

from __future__ import annotations

from patrol.clock import SimulatedClock
from patrol.gather.base import GatherOptions
from patrol.gather.startup import StartUpGatherer, measure_launch
from patrol.model.screen import Node, Rect, Screen
from patrol.model.startup import StartKind
from tests.unit.gather.double import PACKAGE, FakeDriver, context

MARK = "11-22 08:26:40"


def screen(package: str = PACKAGE, widgets: int = 1) -> Screen:
    children = tuple(Node("android.widget.TextView", bounds=Rect(0, n, 9, n + 1)) for n in range(widgets))
    return Screen(package=package, activity=".Main", roots=(Node("FrameLayout", children=children),))


def displayed(ms: int, word: str = "Displayed") -> str:
    return f"{MARK}.500  1000  1000 I ActivityTaskManager: {word} {PACKAGE}/.Main for user 0: +{ms}ms\n"


class Clocked(FakeDriver):
    """A launch takes 500 ms and a look 100."""

    def __init__(self, clock: SimulatedClock) -> None:
        super().__init__(
            {"date": MARK, "logcat -d": lambda: self.log, "am start": "Starting: Intent\nStatus: ok\nTotalTime: 300\n"}
        )
        self.clock, self.log = clock, ""

    def launch(self, component: str, *, stop_first: bool = False):  # type: ignore[no-untyped-def]
        self.clock.sleep_ms(500)
        self.log += displayed(480)
        return super().launch(component, stop_first=stop_first)

    def screen(self) -> Screen:
        self.clock.sleep_ms(100)
        return super().screen()


def test_a_cold_launch_is_proved_and_every_figure_has_its_source() -> None:
    clock = SimulatedClock()
    driver = Clocked(clock)
    driver.screens = [screen(widgets=1), screen(widgets=3), screen(widgets=3)]
    driver.log = displayed(9)  # of a launch before, within the same second
    ctx, _, _ = context(driver, clock=clock, options=GatherOptions(component=f"{PACKAGE}/.Main"))
    launch = measure_launch(ctx, StartKind.cold)
    assert launch.proof == "process gone"
    assert (launch.am_total_ms, launch.am_wait_ms, launch.displayed_ms, launch.fully_drawn_ms) == (500, 510, 480, None)
    assert launch.stable_ms == 600  # the second look, which the third equalled, began 600 ms after the launch


def test_a_process_that_does_not_go_is_said() -> None:
    clock = SimulatedClock()

    class Sticky(Clocked):
        def stop(self, package: str) -> None: ...

    driver = Sticky(clock)
    driver.screens = [screen()]
    ctx, _, _ = context(driver, clock=clock)
    assert measure_launch(ctx, StartKind.cold).proof.startswith("not proved: process 4321 was still there")


def test_a_warm_launch_leaves_by_back_and_clears_the_task() -> None:
    clock = SimulatedClock()
    driver = Clocked(clock)
    driver.screens = [screen(), screen("com.android.launcher"), screen()]
    ctx, _, _ = context(driver, clock=clock, options=GatherOptions(component=f"{PACKAGE}/.Main"))
    launch = measure_launch(ctx, StartKind.warm)
    assert driver.pressed == ["back"]
    assert launch.am_total_ms == 300
    assert any(command.startswith("am start -W") and "0x10008000" in command for command in driver.commands)
    assert launch.proof.startswith("process 4321 kept, task cleared")


def test_a_hot_launch_comes_back_from_behind_the_launcher() -> None:
    clock = SimulatedClock()
    driver = Clocked(clock)
    driver.screens = [screen("com.android.launcher"), screen()]
    ctx, _, _ = context(driver, clock=clock)
    launch = measure_launch(ctx, StartKind.hot)
    assert driver.pressed == ["home"]
    assert launch.proof == "process 4321 and its activities kept behind the launcher; am says COLD"


def test_fully_drawn_is_waited_for_and_one_that_is_too_long_ago_is_of_another_launch() -> None:
    clock = SimulatedClock()
    driver = Clocked(clock)
    driver.screens = [screen()]
    ctx, _, _ = context(driver, clock=clock)
    driver.answers["logcat -d"] = lambda: driver.log + (displayed(900, "Fully drawn") if clock.now_ms() > 900 else "")
    assert measure_launch(ctx, StartKind.cold, 2000).fully_drawn_ms == 900
    driver.answers["logcat -d"] = lambda: driver.log + displayed(90_000, "Fully drawn")
    assert measure_launch(ctx, StartKind.cold, 0).fully_drawn_ms is None


def test_all_launches_of_a_run_are_streamed() -> None:
    clock = SimulatedClock()
    driver = Clocked(clock)
    driver.screens = [screen()]
    ctx, sink, _ = context(driver, clock=clock, options=GatherOptions(launches=2))
    gatherer = StartUpGatherer()
    gatherer.measure(ctx)
    assert len(sink.streams["launches"]) == 6
    assert gatherer.artifact(ctx).launches == ()


def test_a_process_that_was_replaced_is_no_warm_start() -> None:
    clock = SimulatedClock()

    class Restarted(Clocked):
        def launch(self, component: str, *, stop_first: bool = False):  # type: ignore[no-untyped-def]
            report = super().launch(component, stop_first=stop_first)
            self.running = {5000: PACKAGE}
            return report

    driver = Restarted(clock)
    driver.screens = [screen("com.android.launcher"), screen()]
    ctx, _, _ = context(driver, clock=clock)
    launch = measure_launch(ctx, StartKind.hot)
    assert (launch.proved, launch.proof) == (False, "not proved: process 4321 was replaced by 5000; am says COLD")
    assert (launch.pid_before, launch.pid_after) == (4321, 5000)


def test_a_launch_that_am_calls_something_else_is_not_proved() -> None:
    clock = SimulatedClock()
    driver = Clocked(clock)
    driver.screens = [screen("com.android.launcher"), screen()]
    ctx, _, _ = context(driver, clock=clock)
    hot = measure_launch(ctx, StartKind.hot)
    cold = measure_launch(ctx, StartKind.cold)
    assert (hot.proved, hot.am_state, cold.proved) == (False, "COLD", True)
    assert cold.looks >= 2 and cold.looking_ms >= 200
