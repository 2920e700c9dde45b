"""Checks on what the app uses and what the log tells of it: each fires, and stays silent on its like."""

from __future__ import annotations

from typing import Any

from patrol.model.artifacts import AppInfo, Screens, Visit
from patrol.model.devicelog import AnrTrace, DeviceLog, LogLine
from patrol.model.resources import ProcessUse, Quiet, QuietSpan, Resources, ResourceSample, ThreadUse, WakeLock
from patrol.model.verdict import LogLines, Request, Series, Status, Table

APP = AppInfo("com.bank", debuggable=False)
ALIVE = (ProcessUse(9, "com.bank", started_ticks=1),)
QUIET = Quiet((QuietSpan(10_000, 15_000, page="home"), QuietSpan(20_000, 25_000, background=True)))


def failed(result: Any) -> list[str]:
    return [verdict.subject for verdict in result.verdicts if verdict.status is Status.fail]


def trips(kept: list[int], field: str = "anonymous_kb", start: int = 80_000) -> tuple[Screens, Resources]:
    """From home to `news` and back, again and again; each visit leaves `kept` behind. Samples lie inside the stays."""
    visits, samples, level = [Visit(0, "home", "home!")], [], start
    samples.append(ResourceSample(500, processes=ALIVE, **{field: level}))  # type: ignore[arg-type]
    for number, more in enumerate(kept):
        at = 1000 + 2000 * number
        visits += [Visit(at, "news", "news!"), Visit(at + 1000, "home", "home!")]
        level += more
        samples.append(ResourceSample(at + 1500, processes=ALIVE, **{field: level}))  # type: ignore[arg-type]
    visits.append(Visit(1000 + 2000 * len(kept), "end", "end!"))
    return Screens(tuple(visits)), Resources(tuple(samples))


def test_memory_growth_fires_on_a_page_that_leaks_at_each_visit(judged: Any) -> None:
    result = judged("memory-growth", *trips([3000, 3100, 2900, 3000, 3000, -200]))
    assert failed(result) == ["news"]
    series = result.verdicts[0].evidence[0]
    assert isinstance(series, Series) and series.points[-1] == (6.0, 92.6)
    assert "2.9 MB" in result.verdicts[0].message.en


def test_memory_growth_is_silent_on_a_cache_that_fills_once(judged: Any) -> None:
    assert failed(judged("memory-growth", *trips([9000, 0, 40, 0, 20, 0]))) == []


def test_memory_growth_is_silent_when_memory_comes_back(judged: Any) -> None:
    assert failed(judged("memory-growth", *trips([3000, 3000, -6000, 3000, 3000, -6000]))) == []


def test_too_many_threads_fires_on_a_page_that_leaves_threads(judged: Any) -> None:
    result = judged("too-many-threads-or-handles", *trips([4, 4, 4, 4, 4], "threads", 50))
    assert failed(result) == ["news/threads"]


def test_too_many_handles_fires_on_a_number_no_app_needs(judged: Any, make: Any) -> None:
    samples = tuple(ResourceSample(i, threads=40, handles=900 + i) for i in range(5))
    assert failed(judged("too-many-threads-or-handles", make.visits("home"), Resources(samples))) == ["handles"]


def test_too_many_threads_is_silent_on_a_pool_that_grows_once(judged: Any) -> None:
    assert judged("too-many-threads-or-handles", *trips([8, 0, 0, 0, 0], "threads", 50)).status is Status.passed


def test_too_many_threads_decides_nothing_without_a_count(judged: Any, make: Any) -> None:
    result = judged("too-many-threads-or-handles", make.visits("home"), Resources())
    assert result.status is Status.inconclusive


def alone(page: float = 1.0, background: float = 0.5, **last: Any) -> Resources:
    """Readings at both ends of both spans and one inside each."""
    ends = {"wake_locks": (), "received_bytes": 1000, "sent_bytes": 500}
    thread = ThreadUse("com.bank", 12, "MarketTicker", page)
    return Resources(
        (
            ResourceSample(9_900, **ends),
            ResourceSample(12_000, cpu_percent=page),
            ResourceSample(15_100, cpu_percent=page, busiest=(thread,), **ends),
            ResourceSample(19_900, cpu_percent=60.0, **(ends | last.get("before", {}))),
            ResourceSample(22_000, cpu_percent=background),
            ResourceSample(25_100, cpu_percent=background, **(ends | last.get("after", {}))),
        )
    )


def test_cpu_while_idle_fires_and_names_the_thread(judged: Any, make: Any) -> None:
    result = judged("cpu-while-idle", QUIET, alone(page=23.0), make.visits("home"))
    assert failed(result) == ["home"]
    assert [type(one) for one in result.verdicts[0].evidence] == [Series, Table]
    assert result.verdicts[0].evidence[1].rows[0] == ("MarketTicker", "com.bank", "23 %")


def test_cpu_while_idle_looks_into_the_background_too(judged: Any, make: Any) -> None:
    assert failed(judged("cpu-while-idle", QUIET, alone(background=9.0), make.visits("home"))) == ["background"]


def test_cpu_while_idle_is_silent_on_an_app_that_rests(judged: Any, make: Any) -> None:
    assert judged("cpu-while-idle", QUIET, alone(), make.visits("home")).status is Status.passed


def test_cpu_while_idle_decides_nothing_when_the_app_was_not_left_alone(judged: Any, make: Any) -> None:
    result = judged("cpu-while-idle", Quiet(note="the app showed no page that stays"), alone(), make.visits("home"))
    assert result.status is Status.inconclusive and "no page that stays" in result.message


LOCK = WakeLock("PARTIAL_WAKE_LOCK", "bank:sync", 30_000)


def test_wake_lock_held_fires_on_one_that_outlasts_the_span(judged: Any) -> None:
    held = {"wake_locks": (LOCK,)}
    assert failed(judged("wake-lock-held", QUIET, alone(before=held, after=held))) == ["bank:sync"]


def test_wake_lock_held_is_silent_on_one_that_was_released(judged: Any) -> None:
    assert judged("wake-lock-held", QUIET, alone(before={"wake_locks": (LOCK,)})).status is Status.passed


def test_wake_lock_held_decides_nothing_when_nobody_read_them(judged: Any) -> None:
    silent = {"wake_locks": None}
    assert judged("wake-lock-held", QUIET, alone(before=silent, after=silent)).status is Status.inconclusive


def test_background_traffic_fires_by_the_phones_counter(judged: Any) -> None:
    result = judged("background-traffic", QUIET, alone(after={"received_bytes": 90_000, "sent_bytes": 900}))
    assert failed(result) == ["background"] and "89.4 kB" in result.verdicts[0].message.en


def test_background_traffic_fires_by_requests(judged: Any, make: Any) -> None:
    flows = [make.flow(at=21_000 + i * 500) for i in range(5)]
    result = judged("background-traffic", QUIET, alone(), make.traffic(*flows))
    assert failed(result) == ["background"]
    assert sum(isinstance(one, Request) for one in result.verdicts[0].evidence) == 5


def test_background_traffic_is_silent_on_a_heartbeat_and_on_what_came_before(judged: Any, make: Any) -> None:
    flows = [make.flow(at=21_000), *(make.flow(at=11_000 + i) for i in range(9))]
    assert judged("background-traffic", QUIET, alone(), make.traffic(*flows)).status is Status.passed


ANR = """
E/ActivityManager: ANR in com.bank (com.bank/.pay.PayActivity)
E/ActivityManager: PID: 17681
E/ActivityManager: Reason: Input dispatching timed out (61a981d com.bank/.pay.PayActivity is not responding.)
"""


def test_anr_is_told_apart_by_where_the_main_thread_stood(judged: Any, make: Any) -> None:
    main = ('"main" Blocked', "java.lang.Object.wait(Native method)", "com.bank.store.Ledger.load(Ledger.java:88)")
    trace = AnrTrace(6000, "com.bank", 17681, main, "dumpsys dropbox --print data_app_anr")
    result = judged("anr", DeviceLog(make.log(ANR), traces=(trace,)), APP)
    assert failed(result) == ["ANR .pay.PayActivity: Input dispatching timed out at com.bank.store.Ledger.load"]
    assert any(isinstance(one, LogLines) and one.lines == main for one in result.verdicts[0].evidence)


def test_an_incident_names_the_action_before(judged: Any, make: Any) -> None:
    crawl = make.crawl("home pay", make.step(1, "home", "pay", text="付款"))
    result = judged("anr", DeviceLog(make.log(ANR, at_ms=10_400)), APP, crawl, make.visits("home"))
    assert "0.4 s after tapping “付款”" in result.verdicts[0].message.en


def kill(adj: int) -> str:
    said = f"Kill 'com.bank' (77), uid 10130, oom_score_adj {adj} to free 400000kB rss, 0kB swap"
    return f"I/lowmemorykiller: {said}; reason: device is low on swap and thrashing (12%)"


def test_low_memory_kill_fires_when_the_app_was_in_front(judged: Any, make: Any) -> None:
    result = judged(
        "low-memory-kill", DeviceLog(make.log(kill(0))), APP, Resources((ResourceSample(1, pss_kb=900_000),))
    )
    assert failed(result) == ["com.bank in front: device is low on swap and thrashing"]
    assert isinstance(result.verdicts[0].evidence[-1], Series)


def test_low_memory_kill_is_silent_on_a_cached_process(judged: Any, make: Any) -> None:
    assert judged("low-memory-kill", DeviceLog(make.log(kill(700))), APP).status is Status.passed


def lines(count: int, level: str = "D", tag: str = "BankTrace") -> DeviceLog:
    began = LogLine(0, 1325, 1325, "I", "ActivityManager", "Start proc 100:com.bank/u0a130 for next-top-activity {x}")
    return DeviceLog((began, *(LogLine(100 * i, 100, 100, level, tag, f"step {i}") for i in range(count))))


def test_log_chatter_fires_on_a_stream_of_debug_lines(judged: Any, make: Any) -> None:
    assert failed(judged("log-chatter", lines(300), APP, make.visits("home"))) == ["BankTrace"]


def test_log_chatter_is_silent_on_few_lines_other_levels_and_androids_own(judged: Any, make: Any) -> None:
    for log in (lines(20), lines(300, "I"), lines(300, tag="ViewRootImpl")):
        assert judged("log-chatter", log, APP, make.visits("home")).status is Status.passed


def test_log_chatter_claims_nothing_of_a_debuggable_build(judged: Any, make: Any) -> None:
    app = AppInfo("com.bank", debuggable=True)
    assert judged("log-chatter", lines(300), app, make.visits("home")).status is Status.not_applicable
