"""Memory and CPU, and what is unknown stays unknown."""

from __future__ import annotations

from itertools import chain, repeat
from pathlib import Path

from patrol.errors import DeviceError, DeviceLost
from patrol.gather.base import GatherOptions
from patrol.gather.resources import ResourcesGatherer
from patrol.model.resources import Resources, ResourceSample
from tests.unit.gather.double import FakeDriver, context

CAPTURES = Path(__file__).parents[2] / "data" / "captures"
MEMINFO = (CAPTURES / "meminfo" / "a60_meminfo.txt").read_text()
BATTERY = (CAPTURES / "battery" / "oneplus7_a13_unplugged.txt").read_text()
STATUS = "Name:\tcom.harbour\nUid:\t10130\t10130\nRssAnon:\t   88000 kB\n"
FAST = GatherOptions(cpu_every_ms=10, memory_every_ms=1_000_000, battery_every_ms=1_000_000)


def stat(pid: int, ticks: int, threads: int = 10) -> str:
    return f"{pid} (com.harbour) S 1 1 1 0 -1 0 0 0 0 0 {ticks} 0 0 0 20 0 {threads} 0 217633 890245120 10702"


def gathered(driver: FakeDriver, samples: int = 2) -> tuple[Resources, list[ResourceSample]]:
    ctx, sink, _ = context(driver, options=FAST)
    gatherer = ResourcesGatherer()
    gatherer.start(ctx)
    for _ in range(200):
        if len(sink.streams.get("resources", [])) >= samples:
            break
        ctx.clock.sleep_ms(10)
    gatherer.stop(ctx)
    found = [one for one in sink.streams.get("resources", []) if isinstance(one, ResourceSample)]
    return gatherer.artifact(ctx), found


def test_memory_and_battery_are_asked_rarely_and_cpu_each_time() -> None:
    uptime = iter(range(100, 10_000))
    driver = FakeDriver(
        {
            "cat /proc/uptime /proc": lambda: f"{(now := next(uptime))}.00 1.00\n{stat(4321, 50 * now)}\n{STATUS}",
            "dumpsys meminfo 4321": MEMINFO,
            "dumpsys battery": BATTERY,
        }
    )
    artifact, samples = gathered(driver)
    assert (samples[0].pss_kb, samples[0].java_kb, samples[0].graphics_kb) == (145991, 17976, 40829)
    assert (samples[0].battery_percent, samples[0].temperature_c, samples[0].cpu_percent) == (77, 29.4, None)
    assert (samples[1].pss_kb, samples[1].cpu_percent, samples[1].threads) == (None, 50.0, 10)
    assert samples[0].anonymous_kb == 88_000 and samples[0].processes[0].name == "com.harbour"
    assert "memory: 1 readings" in artifact.note
    assert artifact.sources["pss_kb"] == "dumpsys meminfo" and "handles" in artifact.unknown


def test_a_phone_that_tells_nothing_gives_unknown_and_not_zero() -> None:
    artifact, samples = gathered(FakeDriver(), 1)
    assert samples[0] == ResourceSample(at_ms=samples[0].at_ms, until_ms=samples[0].until_ms)
    silent = {"cpu_percent", "pss_kb", "threads", "handles", "wake_locks", "temperature_c", "anonymous_kb"}
    assert silent <= set(artifact.unknown) and not artifact.sources


def test_an_app_that_does_not_run_gives_no_sample() -> None:
    driver = FakeDriver()
    driver.running = {}
    ctx, sink, _ = context(driver, options=FAST)
    gatherer = ResourcesGatherer()
    gatherer.start(ctx)
    ctx.clock.sleep_ms(50)
    gatherer.stop(ctx)
    assert sink.streams == {}
    assert gatherer.artifact(ctx).samples == ()


def test_a_reading_that_fails_is_counted_and_a_lost_phone_ends_sampling() -> None:
    errors = iter([DeviceError("busy"), DeviceLost("gone")])

    class Failing(FakeDriver):
        def processes(self, package: str) -> dict[int, str]:
            raise next(errors)

    ctx, _, _ = context(Failing(), options=FAST)
    gatherer = ResourcesGatherer()
    gatherer.start(ctx)
    ctx.clock.sleep_ms(200)
    gatherer.stop(ctx)
    assert gatherer.artifact(ctx) == Resources(note="1 readings without an answer", ended_early="gone")


def test_a_page_that_is_shown_is_answered_at_once() -> None:
    driver = FakeDriver({"cat /proc/uptime /proc": f"10.00 1\n{stat(4321, 5)}\n{STATUS}"})
    ctx, sink, _ = context(driver, options=GatherOptions(cpu_every_ms=60_000))
    gatherer = ResourcesGatherer()
    gatherer.start(ctx)
    for _ in range(300):
        if sink.streams.get("resources"):
            break
        ctx.clock.sleep_ms(10)
    ctx.page_shown.set()
    for _ in range(300):
        if len(sink.streams["resources"]) > 1:
            break
        ctx.clock.sleep_ms(10)
    gatherer.stop(ctx)
    first, second = sink.streams["resources"]
    assert isinstance(first, ResourceSample) and isinstance(second, ResourceSample)
    assert (first.page_shown, second.page_shown) == (False, True)


def test_a_reading_on_request_asks_for_everything() -> None:
    driver = FakeDriver({"dumpsys meminfo 4321": MEMINFO, "dumpsys battery": BATTERY})
    ctx, _, _ = context(driver, options=FAST)
    gatherer = ResourcesGatherer()
    for _ in range(2):
        sample = gatherer.read_now(ctx)
        assert sample is not None and (sample.pss_kb, sample.battery_percent) == (145991, 77)


def test_open_files_are_counted_with_the_page_and_not_once_more() -> None:
    listing = "/proc/4321/fd:\n0\n1\n2\n\n/proc/4400/fd:\n0\n1\n"
    light = f"10.00 1\n{stat(4321, 5)}\n{STATUS}"
    answers = chain([light], repeat(f"{light}\n=open\n{listing}"))
    driver = FakeDriver({"ls /proc/4321/fd": "0\n1\n", "cat /proc/uptime /proc": lambda: next(answers)})
    ctx, sink, _ = context(driver, options=GatherOptions(cpu_every_ms=60_000, memory_every_ms=0))
    gatherer = ResourcesGatherer()
    gatherer.start(ctx)
    for count in (1, 2):
        for _ in range(300):
            if len(sink.streams.get("resources", [])) >= count:
                break
            ctx.clock.sleep_ms(10)
        ctx.page_shown.set()
    gatherer.stop(ctx)
    second = sink.streams["resources"][1]
    assert isinstance(second, ResourceSample) and second.page_shown and second.handles == 5
    assert sum(command.startswith("ls /proc/4321/fd 2>&1") for command in driver.commands) == 1
