"""Launches measured over the real adb protocol: each source tells what the app took, and the useful page is found
behind the splash and the advertisement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.phone import adb_server
from patrol.clock import RunClock
from patrol.derive.startup import StartStatistics, start_statistics
from patrol.device.adb.device import AdbDevice
from patrol.device.driver import Phone
from patrol.device.shell_driver import ShellDriver
from patrol.gather.base import GatherContext, GatherOptions, MemorySink
from patrol.gather.startup import StartUpGatherer
from patrol.model.artifacts import Environment, PhoneInfo
from patrol.model.startup import StartKind, StartUps
from patrol.model.streams import assemble
from patrol.virtualphone.serve import running

PACKAGE = "com.example.advertised"
COLD, WARM, HOT, SPLASH, AD = 500, 250, 120, 900, 2200
"""Milliseconds; the splash counts from the launch on, the advertisement from when it came up."""

APP = f"""
package: {PACKAGE}
name: Advertised
version: {{name: "1", code: 1}}
sdk: {{min: 23, target: 34}}
activities: {{.SplashActivity: {{launcher: true}}, .AdActivity: {{}}, .MainActivity: {{}}}}
start: {{cold_ms: {COLD}, warm_ms: {WARM}, hot_ms: {HOT}, fully_drawn_ms: {SPLASH + AD + 100}, spread: 0}}
open: splash
pages:
  splash:
    activity: .SplashActivity
    title: Splash
    toolbar: none
    content: [{{text: A bank for all, id: motto}}]
    timers: [{{after_ms: {SPLASH}, do: {{go: ad, how: clear}}}}]
  ad:
    activity: .AdActivity
    title: Ad
    toolbar: none
    content: [{{text: Spring festival, id: offer}}, {{button: 跳过 2, id: skip, on_tap: {{go: home, how: clear}}}}]
    timers: [{{after_ms: {AD}, do: {{go: home, how: clear}}}}]
  home:
    activity: .MainActivity
    title: Home
    content: [{{text: Accounts, id: accounts}}, {{text: Transfer, id: transfer}}]
"""


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartStatistics]:
    """Two measured launches of each kind."""
    app = tmp_path_factory.mktemp("app") / "advertised.yaml"
    app.write_text(APP, encoding="utf-8")
    with adb_server() as server, running(Path(app)) as phone:
        server.attach(phone.address)
        assert server.wait_ready(phone.address, 20_000)
        clock, sink = RunClock(), MemorySink()
        driver = ShellDriver(AdbDevice(server, phone.address), clock)
        environment = Environment("run", "app", PACKAGE, "0", "3", PhoneInfo("virtual"), "")
        ctx = GatherContext(Phone(driver), PACKAGE, clock, sink, environment, GatherOptions(launches=2))
        gatherer = StartUpGatherer()
        gatherer.measure(ctx)
        found = assemble("startups", gatherer.artifact(ctx), sink.streams)
    assert isinstance(found, StartUps)
    yield start_statistics(found)


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_each_source_tells_what_the_app_took(starts: StartStatistics) -> None:
    for kind, took in ((StartKind.cold, COLD), (StartKind.warm, WARM), (StartKind.hot, HOT)):
        found = starts.by_kind[kind]
        assert found.unproved == (), [launch.proof for launch in found.unproved]
        assert [one.am_state for one in found.launches] == [kind.value.upper()] * 2
        assert found.measures["displayed"].spread.median == pytest.approx(took, rel=0.02)
        assert found.measures["am"].spread.median == pytest.approx(took, rel=0.02)
        assert found.undecided() == ("", "")


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_the_useful_page_comes_after_splash_and_advertisement(starts: StartStatistics) -> None:
    for kind in (StartKind.cold, StartKind.warm):
        found = starts.by_kind[kind]
        assert {page.activity.rpartition(".")[2] for page in found.passing()} >= {"AdActivity"}
        # Seen from outside, so never early; how late depends on how long this machine takes to look.
        assert found.measures["useful"].spread.median >= SPLASH + AD
        assert found.measures["stable"].spread.median < found.measures["useful"].spread.median
        assert all(launch.looks > 3 and launch.looking_ms > 0 for launch in found.launches)
    assert starts.by_kind[StartKind.hot].passing() == ()
