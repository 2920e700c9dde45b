"""Times of log lines, across zones and New Year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.gather.log_time import LogTime, PhoneCalendar, PhoneClockSet

CHINA = PhoneCalendar(2026, 11, 1_795_300_000, 8 * 3600)


def test_the_phones_calendar() -> None:
    assert PhoneCalendar.read("2026-11 1795300000 +0800\n") == CHINA
    assert PhoneCalendar.read("2026-11 1795300000 -0330\n") == PhoneCalendar(2026, 11, 1795300000, -12600)
    assert PhoneCalendar.read("date: bad format") is None


@pytest.mark.parametrize(
    ("when", "epoch_ms"),
    [
        ("1795300000.123", 1795300000123),
        ("1795300000.123456", 1795300000123),
        ("11-22 08:26:40.007", 1795307200007),
        ("2026-11-22 08:26:40.007123", 1795307200007),
        ("02-30 00:00:00.000", None),
        ("13-01 00:00:00.000", None),
        ("123.456", None),
        ("", None),
    ],
)
def test_times(when: str, epoch_ms: int | None) -> None:
    assert LogTime(CHINA).epoch_ms(when) == epoch_ms


def test_a_run_over_new_year() -> None:
    december, january = PhoneCalendar(2026, 12, 1798700000, 0), PhoneCalendar(2027, 1, 1798800000, 0)
    new_year = LogTime(december).epoch_ms("01-01 00:00:00.000")
    assert new_year == LogTime(january).epoch_ms("01-01 00:00:00.000") == 1798761600000
    assert LogTime(january).epoch_ms("12-31 23:59:59.000") == 1798761599000


def test_without_a_zone_only_epoch_times_can_be_placed() -> None:
    assert LogTime(None).epoch_ms("11-22 08:26:40.007") is None
    assert LogTime(None).epoch_ms("1795300000.123") == 1795300000123


@given(st.text())
def test_never_raises(when: str) -> None:
    LogTime(CHINA).epoch_ms(when)


def test_lines_of_a_phone_whose_clock_is_set_forward_and_back_keep_their_place() -> None:
    clock = PhoneClockSet()
    assert clock.placed(10_000, 10_200) == 10_000
    assert clock.placed(3_611_000, 11_300) == 11_300  # an hour forward
    assert clock.placed(3_611_500, 11_900) == 11_800
    assert clock.placed(13_000, 13_400) == 13_400  # and back again
    assert clock.placed(13_500, 14_000) == 13_900


def test_old_lines_that_are_repeated_say_nothing_of_the_clock() -> None:
    clock = PhoneClockSet()
    assert clock.placed(200_000, 200_100) == 200_000
    clock.reconnected()
    assert clock.placed(5_000, 201_000) == 5_000
    assert clock.placed(201_500, 201_600) == 201_500
