"""Times of the device log → the run's time."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_DATE = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{3})\d*")
_EPOCH = re.compile(r"(\d{9,11})\.(\d{3})\d*")
_NOW = re.compile(r"^(\d{4})-(\d\d) (\d{9,11}) ([+-])(\d\d):?(\d\d)", re.M)
NOW_COMMAND = "date '+%Y-%m %s %z'"
"""What `PhoneCalendar.read` understands."""


@dataclass(frozen=True, slots=True)
class PhoneCalendar:
    """The phone's year and zone at the start of the run: threadtime lines carry neither."""

    year: int
    month: int
    epoch_s: int
    zone_s: int
    """Seconds east of Greenwich."""

    @classmethod
    def read(cls, output: str) -> PhoneCalendar | None:
        """From the output of NOW_COMMAND; None when the phone's `date` says something else."""
        match = _NOW.search(output)
        if match is None:
            return None
        zone = int(match[5]) * 3600 + int(match[6]) * 60
        return cls(int(match[1]), int(match[2]), int(match[3]), -zone if match[4] == "-" else zone)


class LogTime:
    """Phone wall clock (epoch milliseconds) of a line's time; the conversion of a second is remembered, since
    thousands of lines share one."""

    def __init__(self, calendar_: PhoneCalendar | None) -> None:
        self._calendar = calendar_
        self._seconds: dict[str, int | None] = {}

    def epoch_ms(self, when: str) -> int | None:
        """None when the time cannot be placed: monotonic times, impossible dates, a phone that hides its zone."""
        if match := _EPOCH.fullmatch(when):
            return int(match[1]) * 1000 + int(match[2])
        match = _DATE.fullmatch(when)
        if match is None:
            return None
        head = when[: match.start(7)]
        if head not in self._seconds:
            if len(self._seconds) > 10_000:
                self._seconds.clear()
            self._seconds[head] = self._second(match)
        second = self._seconds[head]
        return None if second is None else second * 1000 + int(match[7])

    def _second(self, match: re.Match[str]) -> int | None:
        if self._calendar is None:
            return None
        month, day, hour, minute, second = (int(match[place]) for place in range(2, 7))
        year = int(match[1]) if match[1] else self._year(month)
        if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
            return None
        if hour > 23 or minute > 59 or second > 60:
            return None
        return calendar.timegm((year, month, day, hour, minute, second)) - self._calendar.zone_s

    def _year(self, month: int) -> int:
        """The run's year; a December line read in January is of the year before, and the other way round."""
        assert self._calendar is not None
        if month - self._calendar.month > 6:
            return self._calendar.year - 1
        if self._calendar.month - month > 6:
            return self._calendar.year + 1
        return self._calendar.year


AHEAD_MS = 10_000
"""A line of so much later than now was not stamped by the clock that was measured, however slow the phone was then."""

BACK_MS = 60_000
"""Lines come in order; one of so long before the last was stamped after the phone's clock was set back."""


class PhoneClockSet:
    """Follows a phone whose clock is set while the run goes on (network time, a zone that is no zone, a person): from
    the first line that cannot be, lines count from the moment in which that one was read."""

    def __init__(self) -> None:
        self._by_ms = 0
        self._last_ms: int | None = None

    def reconnected(self) -> None:
        """Old lines may be repeated: they say nothing of the clock."""
        self._last_ms = None

    def placed(self, at_ms: int, now_ms: int) -> int:
        """The run's time of a line that would be at `at_ms` if nobody had set anything, read now."""
        placed = at_ms - self._by_ms
        if placed > now_ms + AHEAD_MS or (self._last_ms is not None and placed < self._last_ms - BACK_MS):
            self._by_ms = at_ms - now_ms
            placed = now_ms
        self._last_ms = placed
        return placed
