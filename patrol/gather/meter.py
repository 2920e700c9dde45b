"""What measuring costs: each gatherer's calls to the phone are timed, and the phone's own counters are read for what
its side of them took."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar, cast

from patrol.clock import Clock
from patrol.device.driver import Driver, ShellResult
from patrol.device.parse import accounting, cpu
from patrol.model.resources import MeasuringCost, ReadingCost

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

ADBD, LOGD = "adbd", "logd"
HELPERS = ("uiautomator", "app_process", "com.github.uiautomator", "com.wetest.uia2")
"""Programs that look at the screen and touch it on behalf of uiautomator2."""
TICK_MS = 1000 // cpu.TICKS_PER_SECOND


class Meter:
    """Milliseconds of each reading by (gatherer, reading); filled from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._took: dict[tuple[str, str], list[int]] = {}

    def took(self, gatherer: str, reading: str, ms: int) -> None:
        with self._lock:
            self._took.setdefault((gatherer, reading), []).append(ms)

    def readings(self) -> tuple[ReadingCost, ...]:
        """Those that took most in all first."""
        with self._lock:
            found = [
                ReadingCost(gatherer, reading, len(times), float(median(times)), float(max(times)), float(sum(times)))
                for (gatherer, reading), times in self._took.items()
            ]
        return tuple(sorted(found, key=lambda cost: (-cost.total_ms, cost.gatherer, cost.reading)))


class MeteredDriver:
    """A Driver whose shell commands and process listings are counted for one gatherer."""

    def __init__(self, driver: Driver, meter: Meter, gatherer: str, clock: Clock) -> None:
        self._driver = driver
        self._meter = meter
        self._gatherer = gatherer
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        return self._timed(reading_of(command), lambda: self._driver.shell(command, timeout_s=timeout_s))

    def processes(self, package: str) -> dict[int, str]:
        return self._timed("processes", lambda: self._driver.processes(package))

    def stream(self, command: str) -> AbstractContextManager[Iterator[bytes]]:
        return self._driver.stream(command)

    def _timed(self, reading: str, read: Callable[[], T]) -> T:
        began = self._clock.now_ms()
        try:
            return read()
        finally:
            self._meter.took(self._gatherer, reading, self._clock.now_ms() - began)


def metered(driver: Driver, meter: Meter, gatherer: str, clock: Clock) -> Driver:
    return cast("Driver", MeteredDriver(driver, meter, gatherer, clock))


def reading_of(command: str) -> str:
    """The name of a command's kind: `dumpsys meminfo`, `cat /proc/PID/stat`. Of several commands the last counts, of
    several files the second: the first is the clock."""
    words = command.split(";")[-1].replace("2>/dev/null", "").replace("2>&1", "").split()
    if words[:1] == ["run-as"]:
        words = words[2:]
    named = [word for word in words[1:] if not word.startswith("-")]
    if words[:1] not in (["cat"], ["ls"], ["dumpsys"]):
        return words[0] if words else ""
    what = named[1] if words[:1] == ["cat"] and len(named) > 1 else named[0] if named else ""
    parts = ["PID" if part.isdecimal() else part for part in what.split("/")]
    return f"{words[0]} {'/'.join(parts)}".strip()


class PhoneTime:
    """Processor time, in milliseconds since the phone started, of what works for patrol there."""

    def __init__(self, driver: Driver) -> None:
        self.unknown = ""
        self._pids = self._find(driver)

    def _find(self, driver: Driver) -> dict[str, int]:
        listing = driver.shell("ps -A -o PID,NAME 2>/dev/null || ps").output
        pids: dict[str, int] = {}
        for line in listing.split("\n"):
            cells = line.split()
            number = next((cell for cell in cells if cell.isdecimal()), "")
            if number and cells[-1].rpartition("/")[2] in (ADBD, LOGD, *HELPERS):
                pids.setdefault(cells[-1].rpartition("/")[2], int(number))
        if ADBD not in pids:
            self.unknown = "`ps` does not list adbd"
        return pids

    def read(self, driver: Driver) -> dict[str, int]:
        """Program → ms; adbd's commands count for adbd as soon as they have ended."""
        names = {pid: name for name, pid in self._pids.items()}
        if not names:
            return {}
        text = driver.shell("cat " + " ".join(f"/proc/{pid}/stat" for pid in names)).output
        found = {}
        for line in text.split("\n"):
            time = cpu.parse_process_stat(line)
            if time is not None and time.pid in names:
                children = accounting.children_ticks(line) or 0
                found[names[time.pid]] = (time.ticks + children) * TICK_MS
        if ADBD not in found and not self.unknown:
            self.unknown = "the phone does not let the shell read /proc/PID/stat of adbd"
        return found


def cost(meter: Meter, span_ms: int, before: dict[str, int], after: dict[str, int], unknown: str) -> MeasuringCost:
    """From two readings of PhoneTime; a program that is not in both is unknown."""

    def used(*names: str) -> int | None:
        both = [after[name] - before[name] for name in names if name in before and name in after]
        return max(0, sum(both)) if both else None

    shell = used(ADBD)
    return MeasuringCost(
        readings=meter.readings(),
        span_ms=span_ms,
        shell_cpu_ms=shell,
        driver_cpu_ms=used(*HELPERS),
        log_cpu_ms=used(LOGD),
        source="" if shell is None else "/proc/PID/stat of adbd, its ended children included",
        unknown=unknown if shell is None else "",
    )
