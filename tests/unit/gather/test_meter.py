"""What measuring costs is itself measured."""

from __future__ import annotations

from patrol.clock import SimulatedClock
from patrol.gather.cost import CostGatherer
from patrol.gather.meter import Meter, metered, reading_of
from patrol.model.resources import MeasuringCost, ReadingCost
from tests.unit.gather.double import FakeDriver, context

PS = "  PID NAME\n  402 logd\n  712 adbd\n 1325 system_server\n 5000 app_process\n"


def stat(pid: int, name: str, own: int, children: int = 0) -> str:
    return f"{pid} ({name}) S 1 1 1 0 -1 0 0 0 0 0 {own} 0 {children} 0 20 0 8 0 217 890245120 10702\n"


def test_each_gatherers_calls_are_timed() -> None:
    clock, meter = SimulatedClock(), Meter()

    class Slow(FakeDriver):
        def processes(self, package: str) -> dict[int, str]:
            clock.sleep_ms(7)
            return {}

    def answer() -> str:
        clock.sleep_ms(30)
        return ""

    driver = metered(Slow({"dumpsys meminfo": answer}), meter, "resources", clock)
    for _ in range(3):
        driver.shell("dumpsys meminfo 4321")
    driver.processes("a")
    assert driver.name == "fake"
    assert meter.readings() == (
        ReadingCost("resources", "dumpsys meminfo", 3, 30.0, 30.0, 90.0),
        ReadingCost("resources", "processes", 1, 7.0, 7.0, 7.0),
    )


def test_readings_are_called_by_what_they_ask() -> None:
    assert reading_of("cat /proc/uptime /proc/1/stat /proc/1/status") == "cat /proc/PID/stat"
    assert reading_of("run-as com.harbour ls /proc/77/fd 2>&1") == "ls /proc/PID/fd"
    assert reading_of("cat /proc/uptime; echo =7; cat /proc/7/task/*/stat 2>/dev/null") == "cat /proc/PID/task/*/stat"
    assert reading_of("dumpsys gfxinfo com.harbour framestats") == "dumpsys gfxinfo"


def test_adbd_counts_with_the_commands_that_it_ran() -> None:
    texts = iter(
        [
            stat(402, "logd", 10) + stat(712, "adbd", 100, 50) + stat(5000, "app_process", 5),
            stat(402, "logd", 12) + stat(712, "adbd", 130, 90) + stat(5000, "app_process", 45),
        ]
    )
    clock = SimulatedClock()
    ctx, _, _ = context(FakeDriver({"ps": PS, "cat": lambda: next(texts)}), clock=clock)
    gatherer = CostGatherer()
    gatherer.start(ctx)
    clock.sleep_ms(10_000)
    gatherer.stop(ctx)
    cost = gatherer.artifact(ctx)
    assert (cost.shell_cpu_ms, cost.driver_cpu_ms, cost.log_cpu_ms, cost.span_ms) == (700, 400, 20, 10_000)
    assert cost.cpu_percent == 7.0


def test_a_phone_that_hides_adbd_gives_unknown_and_not_zero() -> None:
    ctx, _, _ = context(FakeDriver({"ps": PS, "cat": "cat: /proc/712/stat: Permission denied\n"}))
    gatherer = CostGatherer()
    gatherer.start(ctx)
    gatherer.stop(ctx)
    cost = gatherer.artifact(ctx)
    assert cost.shell_cpu_ms is None and cost.cpu_percent is None and "adbd" in cost.unknown
    assert MeasuringCost().cpu_percent is None
