"""Each performance check fires on what it is for, and stays silent on its like."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from patrol.model.artifacts import Screens, Visit
from patrol.model.frames import FrameBatch, Frames
from patrol.model.resources import Resources, ResourceSample
from patrol.model.startup import LaunchScreen, StartKind, StartUp, StartUps
from patrol.model.verdict import Request, Screenshot, Series, Status


def subjects(result: Any) -> list[str]:
    return [verdict.subject for verdict in result.verdicts if verdict.status is Status.fail]


def test_cold_start_fires_on_a_slow_median_and_shows_every_launch(judged: Any, make: Any) -> None:
    result = judged("cold-start", make.starts(2900, 3100, 3000), limit_ms=2000.0)
    assert result.status is Status.fail and result.title.en == "The app is slow to start cold"
    series = result.verdicts[0].evidence[0]
    assert isinstance(series, Series) and series.limit == 2000 and len(series.points) == 3
    assert "Displayed (logcat)" in result.verdicts[0].message.en


def test_cold_start_is_not_moved_by_one_outlier(judged: Any, make: Any) -> None:
    assert judged("cold-start", make.starts(600, 9000, 640), limit_ms=2000.0).status is Status.passed


def test_cold_start_needs_enough_launches_that_agree(judged: Any, make: Any) -> None:
    assert judged("cold-start", make.starts(600, 640)).status is Status.inconclusive
    contradicting = make.starts(600, 640, 650, am=(2600, 2640, 2650))
    assert judged("cold-start", contradicting).status is Status.inconclusive


def test_a_late_useful_page_is_told_apart_from_a_quick_first_picture(judged: Any, make: Any) -> None:
    ad = LaunchScreen(after_ms=600, settled_ms=600, activity=".Ad", skip="跳过 5", left=True)
    home = LaunchScreen(after_ms=5600, settled_ms=5700, activity=".Main")
    launches = tuple(
        StartUp(1000 * i, StartKind.cold, displayed_ms=600, am_total_ms=610, proved=True, screens=(ad, home))
        for i in range(3)
    )
    result = judged("cold-start", StartUps(launches), limit_ms=2000.0, useful_ms=5000.0)
    assert subjects(result) == ["cold-start useful"]
    assert "median 5700 ms" in result.verdicts[1].message.en and "by way of Ad" in result.verdicts[1].message.en
    quick = tuple(structs.replace(one, screens=(structs.replace(home, settled_ms=900),)) for one in launches)
    assert judged("cold-start", StartUps(quick), limit_ms=2000.0).status is Status.passed


def test_a_share_of_launches_may_be_asked_to_open_within_a_second(judged: Any, make: Any) -> None:
    starts = make.starts(700, 800, 900, 1400)
    assert subjects(judged("cold-start", starts, instant_percent=90.0)) == ["cold-start instant"]
    assert judged("cold-start", starts, instant_percent=75.0).status is Status.passed


@pytest.mark.parametrize(("check", "kind", "slow"), [("warm-start", "warm", 2300.0), ("hot-start", "hot", 1700.0)])
def test_warm_and_hot_start_fire_over_their_limits(judged: Any, check: str, kind: str, slow: float) -> None:
    def starts(*times: float) -> StartUps:
        return StartUps(tuple(StartUp(i, StartKind(kind), displayed_ms=ms, proved=True) for i, ms in enumerate(times)))

    assert subjects(judged(check, starts(slow, slow + 50, slow - 20))) == [check]
    assert judged(check, starts(300, 310, 320)).status is Status.passed
    assert judged(check, starts(300, 310)).status is Status.inconclusive


def test_launches_from_an_unproved_state_count_for_nothing(judged: Any, make: Any) -> None:
    proof = "not proved: process 77 was still there"
    odd = StartUps(tuple(StartUp(i, StartKind.cold, displayed_ms=90, proved=False, proof=proof) for i in range(5)))
    result = judged("cold-start", odd)
    assert result.status is Status.inconclusive and "process 77 was still there" in result.message


def test_slow_page_fires_on_the_page_that_takes_much_longer_than_the_others(judged: Any, make: Any) -> None:
    steps = [make.step(i, "home", "pay", ms=300) for i in range(3)]
    crawl = make.crawl("home pay report", *steps, make.step(4, "home", "report", ms=3800))
    seen = Screens((Visit(39_000, "home", "home!"), Visit(43_700, "report", "report!")))
    traffic = make.traffic(make.flow(at=40_100, ms=1900))
    result = judged("slow-page", crawl, seen, traffic)
    assert subjects(result) == ["report"]
    assert "50%" in result.verdicts[0].message.zh


def test_slow_page_blames_no_page_when_all_are_slow_alike(judged: Any, make: Any) -> None:
    steps = [make.step(i, "home", page, ms=3500) for i, page in enumerate(("pay", "report", "pay"))]
    assert judged("slow-page", make.crawl("home pay report", *steps)).status is Status.passed


def test_jank_fires_on_the_page_with_late_frames_only(judged: Any, make: Any) -> None:
    late, smooth = make.frames(*[50.0] * 80, start_ms=100), make.frames(*[8.0] * 80, start_ms=10_000)
    frames = Frames((*late.batches, *smooth.batches), refresh_hz=60.0)
    result = judged("jank", frames, make.visits("list", "home", every_ms=9000))
    assert subjects(result) == ["list"] and "100%" in result.verdicts[0].message.en


def test_jank_is_silent_on_smooth_pages(judged: Any, make: Any) -> None:
    assert judged("jank", make.frames(*[8.0] * 80), make.visits("list")).status is Status.passed


def test_jank_holds_a_surface_against_perfdogs_rule(judged: Any, make: Any) -> None:
    """A game at 60 Hz: every tenth picture stands for 150 ms; the other page's 100 ms pictures are its own pace."""
    rows, now = [], 0
    for number in range(200):
        rows.append((now, now + 33_000_000, 0))
        now += 150_000_000 if number % 10 == 9 else 16_666_667
    steady = [(now + 5_000_000_000 + n * 100_000_000, now + 5_040_000_000 + n * 100_000_000, 0) for n in range(100)]
    batches = [
        FrameBatch(rows[-1][1] // 1_000_000, "SurfaceView[a/b]", "surfaceflinger", tuple(rows), refresh_hz=60.0),
        FrameBatch(steady[-1][1] // 1_000_000, "SurfaceView[a/b]", "surfaceflinger", tuple(steady), refresh_hz=60.0),
    ]
    screens = make.visits("game", "slide_show", every_ms=rows[-1][1] // 1_000_000 + 1000)
    result = judged("jank", Frames(tuple(batches), refresh_hz=60.0), screens)
    assert subjects(result) == ["game"]
    assert "PerfDog janks 19 (big 19)" in result.verdicts[0].message.en


def test_jank_says_unknown_when_the_phone_tells_neither_deadline_nor_refresh_rate(judged: Any, make: Any) -> None:
    rows = tuple((i * 100_000_000, i * 100_000_000 + 50_000_000, 0) for i in range(100))
    frames = Frames((FrameBatch(10_000, "main", "gfxinfo", rows),))
    assert judged("jank", frames, make.visits("list")).status is Status.inconclusive


def test_frozen_frames_fires_over_700_ms(judged: Any, make: Any) -> None:
    result = judged("frozen-frames", make.frames(8, 8, 1200, 8), make.visits("list"))
    assert subjects(result) == ["list"] and "1200" in result.verdicts[0].message.en
    assert judged("frozen-frames", make.frames(8, 690, 8), make.visits("list")).status is Status.passed


def test_slow_requests_fires_on_the_endpoint_and_names_it_without_its_numbers(judged: Any, make: Any) -> None:
    slow = [make.flow(f"https://api.bank.example/v1/orders/{10001 + i}", at=i, ms=1800) for i in range(3)]
    result = judged("slow-requests", make.traffic(*slow, make.flow()))
    assert subjects(result) == ["GET api.bank.example/v1/orders/{…}"]
    assert isinstance(result.verdicts[0].evidence[0], Request)


def test_slow_requests_forgives_one_slow_answer_among_many(judged: Any, make: Any) -> None:
    flows = [make.flow(at=i, ms=80) for i in range(40)]
    assert judged("slow-requests", make.traffic(*flows, make.flow(at=99, ms=5000))).status is Status.passed


@pytest.mark.parametrize("trouble", [{"status": 500}, {"status": 404}, {"error": "connection reset"}])
def test_failed_requests_fires(judged: Any, make: Any, trouble: dict[str, Any]) -> None:
    result = judged("failed-requests", make.traffic(make.flow(), make.flow("https://api.bank.example/v1/x", **trouble)))
    assert subjects(result) == ["GET api.bank.example/v1/x"]


def test_failed_requests_takes_401_for_a_call_to_sign_in(judged: Any, make: Any) -> None:
    assert judged("failed-requests", make.traffic(make.flow(status=401), make.flow(status=304))).status is Status.passed


def test_failed_requests_leaves_out_what_the_system_asks_by_itself(judged: Any, make: Any) -> None:
    probe = make.flow("http://connectivitycheck.gstatic.com/generate_204", error="refused")
    assert judged("failed-requests", make.traffic(probe)).status is Status.passed


def test_oversized_response_fires_over_the_limit_of_its_kind(judged: Any, make: Any) -> None:
    big = make.flow("https://img.bank.example/banner.png", size=4_000_000, type="image/png")
    fair = make.flow("https://img.bank.example/icon.png", size=900_000, type="image/png")
    assert subjects(judged("oversized-response", make.traffic(big, fair))) == ["GET img.bank.example/banner.png"]
    assert judged("oversized-response", make.traffic(fair)).status is Status.passed


def test_uncompressed_response_fires_on_large_plain_text(judged: Any, make: Any) -> None:
    plain = make.flow(size=80_000, encoding="")
    assert subjects(judged("uncompressed-response", make.traffic(plain))) == ["GET api.bank.example/v1/accounts"]
    picture = make.flow(size=80_000, encoding="", type="image/png")
    small = make.flow(size=800, encoding="")
    zipped = make.flow(size=80_000)
    assert judged("uncompressed-response", make.traffic(picture, small, zipped)).status is Status.passed


def test_duplicate_requests_fires_on_three_alike_within_seconds(judged: Any, make: Any) -> None:
    result = judged("duplicate-requests", make.traffic(*[make.flow(at=at) for at in (1000, 1300, 1900)]))
    assert "sent 3 times within 900 ms" in result.verdicts[0].message.en
    assert len(result.verdicts[0].evidence) == 3


def test_duplicate_requests_forgives_retries_polling_and_different_queries(judged: Any, make: Any) -> None:
    retries = [make.flow(at=at, status=503) for at in (1000, 1300, 1900)]
    polling = [make.flow("https://api.bank.example/poll", at=at) for at in (1000, 9000, 17000)]
    queries = [make.flow(f"https://api.bank.example/list?page={at}", at=at) for at in (1000, 1100, 1200)]
    assert judged("duplicate-requests", make.traffic(*retries, *polling, *queries)).status is Status.passed


def test_duplicate_requests_forgives_a_page_that_is_opened_again(judged: Any, make: Any) -> None:
    crawl = make.crawl("home pay", *[make.step(i, "home", "pay", value="") for i in range(3)])
    opened = [make.replace(step, at_ms=1000 + 500 * i) for i, step in enumerate(crawl.steps)]
    flows = make.traffic(*[make.flow(at=step.at_ms + 100) for step in opened])
    assert judged("duplicate-requests", make.replace(crawl, steps=tuple(opened)), flows).status is Status.passed


def memory(*pss_mb: int) -> Resources:
    return Resources(tuple(ResourceSample(i * 15_000, pss_kb=mb * 1024) for i, mb in enumerate(pss_mb)))


def test_memory_growth_fires_when_the_low_points_rise(judged: Any) -> None:
    result = judged("memory-growth", memory(120, 140, 125, 180, 200, 190, 260, 280, 270))
    assert subjects(result) == ["PSS"] and "rose by 140 MB" in result.verdicts[0].message.en


def test_memory_growth_forgives_a_peak_that_comes_back(judged: Any) -> None:
    assert judged("memory-growth", memory(120, 140, 125, 380, 300, 190, 140, 280, 130)).status is Status.passed


def test_memory_growth_decides_nothing_from_a_few_samples(judged: Any) -> None:
    assert judged("memory-growth", memory(120, 400)).status is Status.inconclusive


def test_a_measurement_that_is_missing_makes_a_check_inconclusive(judged: Any) -> None:
    result = judged("jank")
    assert result.status is Status.inconclusive and result.message == "frames: was not recorded"


def test_a_pages_picture_is_shown_with_its_frames(judged: Any, make: Any) -> None:
    screens = make.seen("list", at_ms=0)
    evidence = judged("frozen-frames", make.frames(8, 1200), screens).verdicts[0].evidence
    assert [type(item) for item in evidence] == [Series, Screenshot]
