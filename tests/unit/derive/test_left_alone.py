"""What is counted lies within the quiet span."""

from __future__ import annotations

from patrol.derive.left_alone import LeftAlone, left_alone
from patrol.model.artifacts import GatherFailure
from patrol.model.resources import Quiet, QuietSpan, Resources, ResourceSample, WakeLock

QUIET = Quiet((QuietSpan(10_000, 16_000, background=True),))


def alone(*samples: ResourceSample) -> LeftAlone:
    found = left_alone(QUIET, Resources(samples), None)
    assert isinstance(found, LeftAlone)
    return found


def test_cpu_is_weighted_by_the_time_each_reading_speaks_of() -> None:
    found = alone(
        ResourceSample(9_900, cpu_percent=90.0),
        ResourceSample(11_900, cpu_percent=2.0),
        ResourceSample(12_000),
        ResourceSample(16_100, cpu_percent=8.0),
        ResourceSample(18_000, cpu_percent=70.0),
    ).background
    assert found is not None and found.cpu_percent == round((2000 * 2 + 4200 * 8) / 6200, 1)
    assert [at for at, _ in found.cpu_points] == [11_900.0, 16_100.0]


def test_a_counter_that_went_back_is_unknown() -> None:
    found = alone(
        ResourceSample(9_000, received_bytes=500, sent_bytes=5), ResourceSample(16_100, received_bytes=20, sent_bytes=9)
    )
    assert found.background is not None
    assert (found.background.received_bytes, found.background.sent_bytes, found.background.bytes) == (None, 4, None)


def test_a_lock_counts_that_is_held_at_both_ends() -> None:
    stays, goes = WakeLock("PARTIAL_WAKE_LOCK", "stays"), WakeLock("PARTIAL_WAKE_LOCK", "goes")
    first, last = ResourceSample(9_900, wake_locks=(stays, goes)), ResourceSample(16_100, wake_locks=(stays,))
    found = alone(first, last).background
    assert found is not None and found.wake_locks == (stays,)


def test_a_light_reading_between_a_whole_one_and_the_span_hides_nothing() -> None:
    held = (WakeLock("PARTIAL_WAKE_LOCK", "push"),)
    whole = (ResourceSample(at, wake_locks=held, received_bytes=at, sent_bytes=1) for at in (9_500, 16_400))
    light = (ResourceSample(at, cpu_percent=1.0) for at in (9_900, 16_100))
    found = alone(*sorted((*whole, *light), key=lambda sample: sample.at_ms)).background
    assert found is not None and (found.wake_locks, found.received_bytes) == (held, 6_900)


def test_a_reading_long_before_the_span_says_nothing_of_it() -> None:
    held = (WakeLock("PARTIAL_WAKE_LOCK", "push"),)
    found = left_alone(
        Quiet((QuietSpan(30_000, 36_000, background=True),)),
        Resources((ResourceSample(9_000, wake_locks=held), ResourceSample(36_100, wake_locks=held))),
        None,
    )
    assert isinstance(found, LeftAlone) and found.background is not None and found.background.wake_locks is None


def test_no_span_says_why() -> None:
    assert isinstance(left_alone(Quiet(note="it moved on"), Resources(), None), GatherFailure)
