"""What a page leaves behind at each visit, told from what fills once and from noise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.derive.leaks import leaks, theil_sen
from patrol.derive.round_trips import round_trips
from patrol.derive.timeline import timeline
from patrol.model.artifacts import Screens, Visit
from patrol.model.resources import ProcessUse, Resources, ResourceSample


def run(levels: list[int], pid: int = 9) -> tuple[Screens, Resources]:
    """Home is shown with these levels, and `news` between each two of them."""
    alive = (ProcessUse(pid, "a", started_ticks=pid),)
    visits, samples = [], []
    for number, level in enumerate(levels):
        visits += [Visit(2000 * number, "home", "home!"), Visit(2000 * number + 1000, "news", "news!")]
        samples.append(
            ResourceSample(2000 * number + 400, anonymous_kb=level, processes=alive, until_ms=2000 * number + 430)
        )
    return Screens(tuple(visits)), Resources(tuple(samples), sources={"anonymous_kb": "/proc/PID/status (RssAnon)"})


def test_a_slope_by_visits_that_outliers_do_not_move() -> None:
    screens, resources = run([100_000, 103_000, 106_100, 109_000, 90_000, 115_200, 118_000])
    (leak,) = leaks(round_trips(timeline(screens, None, None), resources), resources).of("memory")
    assert (leak.page, leak.home, leak.visits, leak.source) == ("news", "home", 6, "/proc/PID/status (RssAnon)")
    assert leak.per_visit > 2_000


@given(st.lists(st.integers(-500, 500), min_size=4, max_size=30))
def test_noise_around_a_steady_slope_is_told_within_it(noise: list[int]) -> None:
    levels = [10_000.0 * i + wobble for i, wobble in enumerate(noise)]
    assert abs(theil_sen(levels) - 10_000) <= 1_000


def test_a_trip_through_a_restart_of_the_app_counts_for_nothing() -> None:
    first, _ = run([100_000] * 5)
    _, mine = run([100_000, 105_000, 110_000])
    _, other = run([60_000] * 5, pid=77)
    resources = Resources((*mine.samples, *other.samples[3:]))
    assert leaks(round_trips(timeline(first, None, None), resources), resources).all == ()


def test_a_reading_that_outlasted_the_stay_is_of_another_page() -> None:
    screens, resources = run([100_000] * 5)
    late = tuple(
        ResourceSample(s.at_ms + 500, anonymous_kb=s.anonymous_kb, processes=s.processes, until_ms=s.at_ms + 700)
        for s in resources.samples
    )
    assert round_trips(timeline(screens, None, None), Resources(late)).all == {}


def test_the_page_that_was_there_first_is_the_one_that_trips_begin_from() -> None:
    screens, resources = run([1, 2, 3, 4, 5])
    alive = resources.samples[0].processes
    away = tuple(ResourceSample(2000 * i + 1400, anonymous_kb=i, processes=alive) for i in range(5))
    trips = round_trips(timeline(screens, None, None), Resources((*resources.samples, *away)))
    assert list(trips.all) == [("home", "news")]


def test_a_page_that_was_shown_for_a_moment_keeps_its_own_reading() -> None:
    """Away for 12 ms: the reading that this woke is not of the page that came right after it."""
    shown = [(at, page) for n in range(4) for at, page in ((n * 1000, "home"), (n * 1000 + 988, "chat"))]
    screens = Screens(tuple(Visit(at, page, page) for at, page in shown))
    read = [(at + (1 if page == "chat" else 2), 48 + 3 * (at // 1000)) for at, page in shown]
    samples = [ResourceSample(at, threads=count, processes=(ProcessUse(9, "a"),)) for at, count in read]
    (trips,) = round_trips(timeline(screens, None, None), Resources(tuple(samples))).all.values()
    assert [(trip.before[-1].threads, trip.after[0].threads) for trip in trips] == [(48, 51), (51, 54), (54, 57)]
