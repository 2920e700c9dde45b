"""The run's trace: valid by the Trace Event Format, and with the times of the recording."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from typing import Any

import pytest

from patrol.derive import facts_of
from patrol.model.artifacts import Crawl, CrawlStep, Environment, Journeys, PhoneInfo, Screens, Visit
from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.frames import FrameBatch, Frames
from patrol.model.graph import Action, ActionKind
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.locator import Locator
from patrol.model.record import Record
from patrol.model.recorded import Recorded
from patrol.model.resources import Resources, ResourceSample
from patrol.model.startup import StartKind, StartUp, StartUps
from patrol.model.traffic import Body, Flow, Timing, Traffic
from patrol.report import frame_tracks, trace, tracks

MS = 1_000_000

TAP = Action(ActionKind.tap, Locator(text="Pay"))
ENVIRONMENT = Environment("r1", "demo", "com.bank", "0", "3", PhoneInfo("s", refresh_hz=60.0), "2026-01-01T00:00:00Z")
STEPS = (
    StepTrace("1", "use", "use sign_in", Outcome.passed, 5000, 6000, page="home"),
    StepTrace("1.1", "tap", "tap “Sign in”", Outcome.passed, 5100, 5900, page="home", touched_ms=5120),
    StepTrace("2", "tap", "tap “Pay”", Outcome.failed, 6000, 7000, "no text", "pay", touched_ms=6010),
)


def flow(number: int, at_ms: int, total: float, status: int = 200) -> Flow:
    timing = Timing(dns=1, connect=2, tls=3, first_byte=20, total=total)
    return Flow(
        str(number), at_ms, "GET", "https", "api.bank", 443, f"/v{number}", status=status, timing=timing,
        response=Body(size=10),
    )  # fmt: skip


def recorded(*more: Record) -> Recorded:
    """A run with one of everything; frame 3 is late, frame 4 is frozen."""
    rows = tuple((n * 17 * MS, n * 17 * MS + took * MS, n * 17 * MS + 16 * MS) for n, took in enumerate((8, 8, 8, 40)))
    frozen = (200 * MS, 1000 * MS, 216 * MS)
    return Recorded(
        ENVIRONMENT,
        Screens((Visit(1000, "home", "home"), Visit(2100, "pay", "pay"), Visit(5950, "home", "home"))),
        Crawl(steps=(CrawlStep(1, 900, "", TAP, 1000, "home"), CrawlStep(2, 2000, "home", TAP, 2100, "pay"))),
        Journeys((JourneyTrace("pay", "支付", Outcome.failed, 5000, 7000, STEPS, name_en="Pay"),)),
        Traffic((flow(1, 2050, 60), flow(2, 2060, 200, 500), flow(3, 2400, 30))),
        StartUps((StartUp(100, StartKind.cold, "x/.Home", displayed_ms=600, am_total_ms=610, fully_drawn_ms=900),)),
        Frames((FrameBatch(3000, "w", "framestats", (*rows, frozen), uptime_ms=1000),)),
        DeviceLog(
            (
                LogLine(2500, 1, 1, "W", "Choreographer", "Skipped 40 frames!"),
                LogLine(2501, 1, 1, "I", "Info", "nothing"),
                LogLine(None, 1, 1, "E", "Late", "no time"),
                LogLine(2600, 1, 1, "E", "AndroidRuntime", "FATAL EXCEPTION: main"),
                LogLine(2600, 1, 1, "E", "AndroidRuntime", "java.lang.IllegalStateException: x"),
            )
        ),
        Resources((ResourceSample(1500, pss_kb=2048, cpu_percent=50.0), ResourceSample(2500, pss_kb=4096))),
        *more,
    )


def told(lang: str = "en", artifacts: Recorded | None = None) -> dict[str, Any]:
    data = trace.render(facts_of(artifacts or recorded()), lang)
    whole: dict[str, Any] = json.loads(gzip.decompress(data))
    return whole


def of(category: str, **more: Any) -> list[dict[str, Any]]:
    events = told()["traceEvents"]
    return [event for event in events if event["cat"] == category and more.items() <= event.items()]


def test_every_event_has_what_the_format_asks_for() -> None:
    for event in told()["traceEvents"]:
        assert {"ph", "ts", "pid", "tid", "name"} <= event.keys()
        assert event["ph"] in "XiCsfM" and isinstance(event["ts"], int) and event["ts"] >= 0
        assert ("dur" in event) == (event["ph"] == "X")
        if event["ph"] == "i":
            assert event["s"] in "gpt"
        if event["ph"] == "C":
            assert all(isinstance(value, int | float) for value in event["args"].values())


def test_slices_of_a_track_nest_and_every_track_has_a_name() -> None:
    events = told()["traceEvents"]
    named = {(e["pid"], e["tid"]) for e in events if e["name"] == "thread_name"}
    rows: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for event in events:
        if event["ph"] == "X":
            rows.setdefault((event["pid"], event["tid"]), []).append((event["ts"], event["ts"] + event["dur"]))
    assert rows.keys() <= named
    for spans in rows.values():
        assert not [(a, b) for a in spans for b in spans if a[0] < b[0] < a[1] < b[1]]


def test_arrows_have_two_ends_each_inside_a_slice() -> None:
    events = told()["traceEvents"]
    ends = [event for event in events if event["ph"] in "sf"]
    assert Counter(e["ph"] for e in ends) == {"s": 3, "f": 3}
    assert {e["id"] for e in ends if e["ph"] == "s"} == {e["id"] for e in ends if e["ph"] == "f"}
    for end in ends:
        assert any(
            e["ph"] == "X"
            and (e["pid"], e["tid"]) == (end["pid"], end["tid"])
            and e["ts"] <= end["ts"] <= e["ts"] + e["dur"]
            for e in events
        )


def test_times_are_those_of_the_recording() -> None:
    assert [(e["ts"], e["dur"]) for e in of("journey")] == [(5_000_000, 2_000_000)]
    assert [e["ts"] for e in of("crawl")] == [900_000, 2_000_000]
    assert [e["ts"] for e in of("page")] == [1_000_000, 2_100_000, 5_950_000]
    assert sorted(e["ts"] + e["dur"] for e in of("request")) == [2_110_000, 2_260_000, 2_430_000]
    assert [(e["ts"], e["args"]) for e in of("counter", name="Memory PSS")] == [
        (1_500_000, {"MB": 2.0}), (2_500_000, {"MB": 4.0})
    ]  # fmt: skip
    assert {e["dur"] for e in of("launch")} == {600_000, 610_000, 900_000}


def test_slow_frames_stand_out_by_name() -> None:
    assert Counter(e["name"] for e in of("frame")) == {"frame": 3, "late frame": 1, "frozen frame": 1}
    assert of("frame", name="frozen frame")[0]["dur"] == 800_000
    assert of("frame")[0]["ts"] == 2_000_000  # the phone's uptime 0, told at 3000 as 1000


def test_warnings_and_errors_of_the_log_are_there_with_what_they_mean() -> None:
    assert [e["ts"] for e in of("log")] == [2_500_000, 2_600_000, 2_600_000]
    assert [e["name"] for e in of("incident")] == ["crash: java.lang.IllegalStateException"]


def test_names_are_in_the_readers_language() -> None:
    assert of("journey")[0]["name"] == "Pay"
    assert {"用户流程", "页面", "内存 PSS"} <= {
        e["args"].get("name", e["name"]) for e in told("zh")["traceEvents"]
    }  # fmt: skip


def test_what_was_not_recorded_has_no_track() -> None:
    assert told(artifacts=Recorded(ENVIRONMENT))["traceEvents"] == []


def test_a_large_run_is_thinned_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_tracks, "MOST_FRAMES", 2)
    monkeypatch.setattr(tracks, "MOST", tracks.MOST | {"requests": 1})
    whole = told()
    assert whole["otherData"]["left_out"] == {"requests": 2, "frames": 2}
    kept = [e["name"] for e in whole["traceEvents"] if e["cat"] == "frame"]
    assert "frozen frame" in kept and "late frame" in kept
