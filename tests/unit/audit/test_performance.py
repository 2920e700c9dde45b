"""The numbers of the performance section."""

from __future__ import annotations

import msgspec
import pytest

from patrol.audit.performance import performance, waterfalls
from patrol.derive import facts_of
from patrol.model.artifacts import Crawl, CrawlStep, Environment, PhoneInfo, Screens, Visit
from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.frames import FrameBatch, Frames
from patrol.model.graph import Action, ActionKind, Page, PageGraph, State
from patrol.model.performance import Performance
from patrol.model.record import Record, from_json, to_json
from patrol.model.recorded import Recorded
from patrol.model.resources import Resources, ResourceSample
from patrol.model.startup import LaunchScreen, StartKind, StartUp, StartUps
from patrol.model.traffic import Flow, Timing, Traffic

ENVIRONMENT = Environment("r", "demo", "com.bank", "0", "3", PhoneInfo("s"), "2026-01-01T00:00:00Z")
TAP = Action(ActionKind.tap)
MS = 1_000_000


def crawl() -> Crawl:
    pages = (Page("home", "首页", ".Main"), Page("pay", "付款", ".Pay"))
    steps = (
        CrawlStep(1, 1000, "home!", TAP, 1400, "pay!"),
        CrawlStep(2, 3000, "pay!", TAP, 3100, "home!"),
        CrawlStep(3, 5000, "home!", TAP, 5900, "pay!"),
    )
    return Crawl(PageGraph("home!", pages, (State("home!", "home"), State("pay!", "pay"))), steps)


SCREENS = Screens((Visit(0, "home", "home!"), Visit(1400, "pay", "pay!"), Visit(3100, "home", "home!"),
                   Visit(5900, "pay", "pay!"), Visit(9000, "home", "home!")))  # fmt: skip


def flow(name: str, at_ms: int, total: float, status: int = 200) -> Flow:
    timing = Timing(first_byte=total / 2, total=float(total))
    return Flow(name, at_ms, "GET", "https", "api.bank", 443, f"/{name}", status=status, timing=timing)


def told(*records: Record) -> Performance:
    return performance(facts_of(Recorded(ENVIRONMENT, crawl(), SCREENS, *records)))


def test_a_pages_waterfall_is_that_of_its_slowest_opening() -> None:
    found = told(Traffic((flow("quick", 1100, 50), flow("slow", 5200, 300, 500), flow("late", 6500, 80))))
    (falls,) = [one for one in found.falls if one.page == "pay"]
    assert (falls.from_ms, falls.settled_ms, falls.openings) == (5000, 5900, 2)
    assert [bar.endpoint for bar in falls.bars] == ["GET api.bank/slow", "GET api.bank/late"]
    assert falls.to_ms == 6580


def test_more_requests_and_more_waterfalls_than_one_reads_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waterfalls, "MOST_BARS", 2)
    flows = tuple(flow(f"f{n}", 5100 + n, 10) for n in range(5))
    (falls,) = [one for one in told(Traffic(flows)).falls if one.page == "pay"]
    assert (len(falls.bars), falls.left_out) == (2, 3)
    monkeypatch.setattr(waterfalls, "MOST_FALLS", 0)
    assert told(Traffic(flows)).falls_left_out == 1


def test_a_page_is_told_with_its_samples_and_the_slowest_comes_first() -> None:
    found = told(Resources((ResourceSample(2000, pss_kb=1024), ResourceSample(6000, pss_kb=3072))), Traffic(()))
    assert [page.page for page in found.pages] == ["pay", "home"]
    pay = found.pages[0]
    assert (pay.opening.value, pay.opening.samples, pay.memory_mb.value, pay.memory_mb.samples) == (650.0, 2, 2.0, 2)
    assert pay.frames is None and pay.network_percent == 0.0


def test_frames_are_told_by_both_rules() -> None:
    rows = tuple((n * 17 * MS, n * 17 * MS + (120 if n == 9 else 8) * MS, (n + 1) * 17 * MS) for n in range(12))
    batch = FrameBatch(7000, "w", "framestats", rows, refresh_hz=60.0, uptime_ms=1000)
    frames = told(Frames((batch,), refresh_hz=60.0)).pages[0].frames
    assert frames is not None
    assert (frames.frames, frames.judged, frames.late_percent, frames.frozen) == (12, 12, 8.33, 0)
    assert frames.janks == 1 and frames.hz == (60.0,) and frames.rate is not None


def test_launches_carry_all_sources_and_those_not_proved_do_not_count() -> None:
    screens = (LaunchScreen(100, page="splash", left=True), LaunchScreen(900, 950, page="home"))
    launches = tuple(
        StartUp(n * 100, StartKind.cold, "x/.Main", displayed_ms=float(value), am_total_ms=600.0, proof="process gone",
                proved=n != 6, screens=screens)
        for n, value in enumerate((600, 605, 610, 600, 605, 2000, 90))
    )  # fmt: skip
    (starts,) = told(StartUps(launches)).starts
    assert starts.measures["displayed"].samples == 6 and starts.measures["displayed"].outliers == 1
    assert [launch.outlier for launch in starts.launches][5] == ("displayed",)
    assert [launch.proved for launch in starts.launches] == [True] * 6 + [False]
    assert [(page.name, page.passing, page.useful) for page in starts.launches[0].pages] == [
        ("splash", True, False), ("home", False, True)
    ]  # fmt: skip


def test_incidents_name_the_page_and_the_action_before() -> None:
    lines = tuple(
        LogLine(1600 + n, 7, 7, "E", "AndroidRuntime", text)
        for n, text in enumerate(("FATAL EXCEPTION: main", "Process: com.bank, PID: 7", "java.lang.Error: x"))
    )
    (group,) = told(DeviceLog(lines)).incidents
    assert (group.kind, group.count, group.page, group.step) == ("crash", 1, "pay", "crawl/1")
    assert group.action is not None and group.after_ms == 600


def test_curves_are_scaled_and_traffic_counts_from_the_runs_beginning() -> None:
    samples = (
        ResourceSample(1000, pss_kb=2048, received_bytes=5_000_000),
        ResourceSample(2000, pss_kb=4096, received_bytes=7_000_000),
    )
    found = {curve.id: curve.points for curve in told(Resources(samples)).curves}
    assert found == {"pss": ((1000, 2.0), (2000, 4.0)), "received": ((1000, 0.0), (2000, 2.0))}


def test_nothing_measured_is_nothing_told_and_everything_survives_json() -> None:
    assert performance(facts_of(Recorded(ENVIRONMENT))) == Performance()
    found = told(
        Traffic((flow("a", 5200, 300),)), Resources((ResourceSample(1, pss_kb=1), ResourceSample(2, pss_kb=2)))
    )
    assert from_json(to_json(found), Performance) == found
    assert msgspec.json.encode(from_json(to_json(found), Performance)) == to_json(found)
