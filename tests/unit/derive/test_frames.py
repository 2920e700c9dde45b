"""Frames by page: the phone's clock turned into the run's, late by deadline, unknown kept unknown."""

from __future__ import annotations

import msgspec
import pytest

from patrol.derive.frame_clock import NS, clock_offsets_ns
from patrol.derive.frames import PageFrames, frames_by_page
from patrol.derive.pages import Pages
from patrol.derive.timeline import timeline
from patrol.model.artifacts import Crawl, CrawlStep, Journeys, Screens, Visit
from patrol.model.frames import FrameBatch, Frames, RefreshRate, TimelineBatch
from patrol.model.graph import Action, ActionKind, Page, PageGraph
from patrol.model.journey import JourneyTrace, Outcome, StepTrace

BOOT = 5_000_000 * NS
"""The phone has been up for 5,000 s when the run begins."""


def batch(read_ms: int, *frames: tuple[int, float], deadline_ms: float = 16.0, **more: object) -> FrameBatch:
    """Frames as (begin in run time, duration in ms)."""
    rows = tuple(
        (BOOT + b * NS, BOOT + int((b + d) * NS), BOOT + int((b + deadline_ms) * NS) if deadline_ms else 0)
        for b, d in frames
    )
    return FrameBatch(read_ms, "main", "gfxinfo", rows, **more)  # type: ignore[arg-type]


SCREENS = Screens((Visit(0, "home", "h"), Visit(2000, "pay", "p"), Visit(6000, "home", "h")))
TIMELINE = timeline(SCREENS, None, None)


def test_the_smallest_delay_seen_tells_the_clocks_apart() -> None:
    assert clock_offsets_ns((batch(1500, (1000, 8)), batch(3009, (3000, 8)))) == (-BOOT + 1 * NS,) * 2
    assert clock_offsets_ns(()) == ()


def test_a_phone_that_tells_its_clock_need_not_have_drawn_just_before_a_reading() -> None:
    # Asked at 1,500, it answered 300 ms later, and had drawn meanwhile; asked at 2,500, it answered 20 ms later.
    slow = batch(1500, (1990, 8), uptime_ms=BOOT // NS + 1800)
    quick = batch(2500, (1100, 8), uptime_ms=BOOT // NS + 2520)
    assert clock_offsets_ns((slow, quick)) == (-BOOT - 20 * NS,) * 2
    found = frames_by_page(
        Frames((slow, quick)), timeline(Screens((Visit(0, "home", "h"), Visit(1900, "pay", "p"))), None, None)
    )
    assert {page: one.frames for page, one in found.pages.items()} == {"home": 1, "pay": 1}


def test_a_resumed_run_whose_clock_stood_still_has_an_offset_of_its_own() -> None:
    hour = 3_600_000
    later = FrameBatch(
        3009, "main", "gfxinfo", tuple((b + hour * NS, c + hour * NS, 0) for b, c, _ in batch(0, (3000, 8)).rows)
    )
    rebooted = FrameBatch(5010, "main", "gfxinfo", ((2000 * NS, 2010 * NS, 0),))
    batches = (batch(1501, (1400, 100)), later, rebooted)
    assert clock_offsets_ns(batches) == (-BOOT + NS, -BOOT - hour * NS + NS, 3000 * NS)
    found = frames_by_page(Frames(batches), TIMELINE)
    assert {page: one.frames for page, one in found.pages.items()} == {"home": 1, "pay": 2}


def test_frames_go_to_the_page_that_was_shown_when_they_began() -> None:
    frames = Frames((batch(2500, (1000, 8), (1990, 40), (2100, 8)), batch(3009, (3000, 8))))
    found = frames_by_page(frames, TIMELINE)
    assert {page: (one.frames, one.late) for page, one in found.pages.items()} == {"home": (2, 1), "pay": (2, 0)}
    assert found.total.frames == 4 and found.total.late_share == 0.25


def test_without_a_deadline_the_refresh_rate_decides_and_without_both_nobody() -> None:
    slow = [(1000, 20.0), (1100, 10.0)]
    at_60 = frames_by_page(Frames((batch(1200, *slow, deadline_ms=0, refresh_hz=60.0),)), TIMELINE).pages["home"]
    at_120 = frames_by_page(Frames((batch(1200, *slow, deadline_ms=0),), refresh_hz=120.0), TIMELINE).pages["home"]
    unknown = frames_by_page(Frames((batch(1200, *slow, deadline_ms=0),)), TIMELINE).pages["home"]
    assert (at_60.late, at_120.late) == (1, 2)
    assert (unknown.frames, unknown.judged, unknown.late_share) == (2, 0, None)


def test_frozen_worst_lost_and_idle() -> None:
    late = [(2100 + 100 * i, 30.0 + i) for i in range(35)]
    found = frames_by_page(Frames((batch(6000, (2050, 900.0), *late, lost=7),)), TIMELINE)
    pay = found.pages["pay"]
    assert [duration for _, duration in pay.frozen] == [900.0]
    assert pay.worst[0][1] == 900.0 and len(pay.worst) == 20
    assert found.lost == 7
    assert pay.idle_share == pytest.approx(1 - pay.busy_ms / 4000)


def test_no_frames_is_nothing_measured() -> None:
    found = frames_by_page(Frames(), TIMELINE)
    assert found.pages == {} and found.total.late_share is None and found.total.idle_share is None


def test_a_frame_of_exactly_one_period_is_in_time_whatever_was_rounded() -> None:
    rows = tuple((i * 16_666_667, i * 16_666_667 + late, 0) for i, late in enumerate((16_666_667, 33_333_333)))
    frames = Frames((FrameBatch(1000, "com.bank/.Main", "framestats", rows, refresh_hz=60.0),), 60.0)
    total = frames_by_page(frames, timeline(Screens(()), None, None)).total
    assert (total.judged, total.late) == (2, 1)


def test_the_rate_counts_only_the_time_in_which_something_moved() -> None:
    moving = [(1000 + 16.667 * i, 5.0) for i in range(60)] + [(1800 + 16.667 * i, 5.0) for i in range(300, 360)]
    home = frames_by_page(Frames((batch(9000, *moving, refresh_hz=60.0),)), timeline(Screens(), None, None)).pages[""]
    assert home.rate == pytest.approx(60, rel=0.01) and home.rate_at(0.5) == pytest.approx(60, rel=0.01)
    assert home.moving_ms == pytest.approx(2000, rel=0.01)
    assert PageFrames().rate is None and PageFrames().rate_at(0.5) is None and PageFrames().stutter is None


def test_a_freeze_in_the_window_of_the_page_that_was_touched_is_that_pages() -> None:
    crawl = Crawl(steps=(CrawlStep(1, 1850, "policy", Action(ActionKind.tap)),))
    line = timeline(Screens((Visit(0, "policy", "policy"), Visit(2800, "claim", "claim"))), crawl, None)
    declared = (Page("policy", "Policy", "com.bank.PolicyActivity"), Page("claim", "Claim", "com.bank.ClaimActivity"))
    known = Pages(PageGraph(pages=declared), {page.key: page for page in declared}, {})

    def frozen(window: str, known: Pages | None = known) -> list[str]:
        told = msgspec.structs.replace(batch(3000, (1890, 800)), window=window)
        return [page for page, one in frames_by_page(Frames((told,)), line, known).pages.items() if one.frozen]

    assert frozen("com.bank/com.bank.PolicyActivity") == ["policy"]
    assert frozen("com.bank/com.bank.ClaimActivity") == frozen("Toast") == ["claim"]
    assert frozen("com.bank/com.bank.PolicyActivity", None) == ["claim"]


def test_frames_of_a_journeys_step_are_told_apart() -> None:
    steps = tuple(
        StepTrace(index=str(n), kind="tap", text="", outcome=Outcome.passed, started_ms=at, ended_ms=at + 900)
        for n, at in ((1, 1000), (2, 3000))
    )
    walked = Journeys((JourneyTrace("pay", "pay", Outcome.passed, 1000, 3900, steps),))
    line = timeline(SCREENS, None, walked)
    found = frames_by_page(Frames((batch(3900, (500, 8), (1100, 8), (1500, 40), (3100, 800)),)), line)
    assert {name: (one.frames, one.late, len(one.frozen)) for name, one in found.steps.items()} == {
        "pay/1": (2, 1, 0),
        "pay/2": (1, 1, 1),
    }
    assert found.steps["pay/1"].shown_ms == 2000


def test_what_frametimeline_says_is_counted_by_cause() -> None:
    drawn = batch(3000, (1000, 8), (1100, 40), (1200, 40), (1300, 8), tokens=(1, 2, 3, 4))
    told = TimelineBatch(
        3000, on_time=(1,), janky=((2, "App Deadline Missed, Buffer Stuffing"), (3, "Buffer Stuffing"))
    )
    total = frames_by_page(Frames((drawn,), timeline=(told,), rates=(RefreshRate(5, 90.0),)), TIMELINE).total
    assert (total.on_timeline, total.janky_on_timeline) == (3, 2)
    assert total.causes == {"App Deadline Missed": 1, "Buffer Stuffing": 2}
