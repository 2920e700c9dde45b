"""What was measured of a page, visit by visit."""

from __future__ import annotations

from patrol.compare.visits import Visit, visits_of
from patrol.derive import facts_of
from patrol.model.artifacts import Environment, PhoneInfo, Screens
from patrol.model.artifacts import Visit as Look
from patrol.model.calls import Calls, HookedCall
from patrol.model.frames import FrameBatch, Frames
from patrol.model.record import Record
from patrol.model.recorded import Recorded
from patrol.model.resources import Resources, ResourceSample
from patrol.model.traffic import Flow, Timing, Traffic

ENVIRONMENT = Environment("r", "demo", "com.bank", "0", "3", PhoneInfo("s"), "2026-01-01T00:00:00Z")
SCREENS = Screens((Look(100, "home", "home!"), Look(500, "home", "home!2"), Look(2000, "pay", "pay!"),
                   Look(4000, "home", "home!")))  # fmt: skip
MS = 1_000_000


def visits(*records: Record) -> tuple[Visit, ...]:
    return visits_of(facts_of(Recorded(ENVIRONMENT, SCREENS, *records)))


def flow(at_ms: int) -> Flow:
    return Flow(f"f{at_ms}", at_ms, "GET", "https", "api.bank", 443, "/x", status=200, timing=Timing(total=5.0))


def test_looks_at_one_page_in_a_row_are_one_visit() -> None:
    assert [visit.page for visit in visits()] == ["home", "pay", "home"]


def test_what_was_not_recorded_is_unknown_and_not_none() -> None:
    found = visits()[0]
    assert (found.requests, found.calls, found.late_percent, found.rate, found.memory_mb) == (
        None,
        None,
        None,
        None,
        [],
    )


def test_requests_and_calls_are_counted_where_they_were_made() -> None:
    calls = Calls(
        tuple(
            HookedCall(at, ("API-IMEI-002",), "x.getImei", 1, stack=("com.bank.A.b(A.java:1)",)) for at in (600, 4100)
        )
    )
    found = visits(Traffic((flow(50), flow(150), flow(600), flow(2500))), calls)
    assert [visit.requests for visit in found] == [2, 1, 0]
    assert [visit.calls for visit in found] == [1, 0, 1]


def test_memory_is_that_of_the_page_shown() -> None:
    samples = (ResourceSample(50, pss_kb=1024), ResourceSample(200, pss_kb=2048), ResourceSample(2100, pss_kb=4096))
    assert [visit.memory_mb for visit in visits(Resources(samples))] == [[2.0], [4.0], []]


def test_frames_make_a_rate_and_a_share_once_there_are_enough() -> None:
    rows = tuple((n * 17 * MS, n * 17 * MS + (30 if n % 10 == 0 else 8) * MS, (n + 1) * 17 * MS) for n in range(40))
    few = tuple(
        (5_000 * MS + n * 17 * MS, 5_000 * MS + n * 17 * MS + 8 * MS, 5_000 * MS + (n + 1) * 17 * MS) for n in range(5)
    )
    batch = FrameBatch(3000, "w", "framestats", rows, refresh_hz=60.0, uptime_ms=700)
    late = FrameBatch(9000, "w", "framestats", few, refresh_hz=60.0, uptime_ms=6000)
    found = visits(Frames((batch, late), refresh_hz=60.0))
    assert found[1].late_percent == 10.0
    assert found[1].rate is not None and 50 < found[1].rate <= 60
    assert (found[2].judged, found[2].late_percent, found[2].rate) == (5, None, None)
