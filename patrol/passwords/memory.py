"""Looks for a password in the app's memory when its page was left."""

from __future__ import annotations

import re

from patrol.clock import Clock, wait_until
from patrol.device.driver import Driver
from patrol.device.parse.heap import HeapHits, is_heap_dump, value_in_heap, value_in_memory
from patrol.errors import DeviceError, DeviceLost
from patrol.passwords.notes import Came, exposed, protected, untried
from patrol.passwords.raw_memory import raw_heaps

FILE = "/data/local/tmp/patrol-heap.hprof"
DUMP_MS = 60_000
LARGEST = 600 * 1024 * 1024
"""Bytes; more than any Java heap Android allows."""
SHORTEST = 4
"""Characters; shorter values would be found by chance."""


class HeapUnreadable(Exception):
    """The phone gives no heap dump; the word for why, and what it said."""

    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.said = said


def heap_of(driver: Driver, package: str, clock: Clock) -> bytes:
    """The Java heap of the app's main process, garbage collected first; where the app may not be debugged and the phone
    is rooted, the raw memory of its heaps. The app stands still meanwhile: 1 to 5 seconds on a phone. Raises
    HeapUnreadable, DeviceLost."""
    pid = next((pid for pid, name in sorted(driver.processes(package).items()) if name == package), None)
    if pid is None:
        raise HeapUnreadable("no-process")
    try:
        _dump(driver, pid)
        data = _fetched(driver, clock)
    except DeviceLost:
        raise
    except DeviceError as error:
        raise HeapUnreadable("no-dump", error.message[:200]) from None
    except HeapUnreadable as problem:
        raw = raw_heaps(driver, pid) if problem.reason == "not-debuggable" else None
        if raw is None:
            raise
        return raw
    finally:
        driver.shell(f"rm -f {FILE}")
    if not is_heap_dump(data):
        raise HeapUnreadable("no-dump", "the file is no heap dump")
    return data


def _fetched(driver: Driver, clock: Clock) -> bytes:
    size = wait_until(lambda: _settled(driver, clock), clock=clock, timeout_ms=DUMP_MS, poll_ms=100)
    if not size:
        raise HeapUnreadable("no-dump")
    if size > LARGEST:
        raise HeapUnreadable("dump-too-large", str(size))
    return driver.pull(FILE)


def _dump(driver: Driver, pid: int) -> None:
    """With a collection first where am knows how to ask for one (Android 10), so that garbage is no finding."""
    for options in ("-g ", ""):
        result = driver.shell(f"am dumpheap {options}{pid} {FILE}", timeout_s=DUMP_MS / 1000)
        said = " ".join((result.output + result.errors).split())
        if "not debuggable" in said:
            raise HeapUnreadable("not-debuggable")
        if not options or not re.search(r"[Uu]nknown option", said):
            if "Exception" in said or "Error" in said:
                raise HeapUnreadable("no-dump", said[:200])
            return


def _settled(driver: Driver, clock: Clock) -> int:
    """The file's size once it no longer grows: older Androids go on writing after am has returned. 0 until then."""
    first = _size(driver)
    clock.sleep_ms(50 if driver.info().virtual else 400)
    return first if first and first == _size(driver) else 0


def _size(driver: Driver) -> int:
    said = driver.shell(f"stat -c %s {FILE}").output.strip()
    return int(said) if said.isdigit() else 0


def left_in_heap(data: bytes, value: str) -> Came:
    """Whether the value stands on the heap as a string or inside a longer text."""
    if len(value) < SHORTEST:
        return untried("too-short")
    dump = is_heap_dump(data)
    hits: HeapHits = value_in_heap(data, value) if dump else value_in_memory(data, value)
    source = "am dumpheap" if dump else "/proc/PID/mem"
    facts = {"whole": str(hits.whole), "inside": str(hits.inside), "heap_kb": str(len(data) // 1024), "source": source}
    return exposed("in-heap", **facts) if hits.whole or hits.inside else protected("not-in-heap", **facts)
