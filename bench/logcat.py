"""Megabytes of device log a second, read as a run reads it: captured logs of two phones, repeated to 100 MB, in pieces
as a socket hands them on. The app's lines and those about the app become LogLine records with their time; the others
are recognised as lines of logcat and skipped. Beside it, in the same turn: taking the same pieces apart into lines.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, ratios
from patrol.clock import RunClock
from patrol.device.driver import Phone
from patrol.gather.base import GatherContext, GatherOptions
from patrol.gather.log_reader import LogReader
from patrol.gather.log_time import LogTime, PhoneCalendar
from patrol.gather.worker import Worker
from patrol.model.artifacts import Environment, PhoneInfo
from patrol.model.record import Record

LOGS = Path(__file__).resolve().parent.parent / "tests" / "data" / "captures" / "logcat"
NAMES = ("qqmusic_droidbot_logcat_threadtime.txt.gz", "myexpenses_droidbot_logcat_threadtime.txt.gz")
QUIET, TALKING = "com.android.camera2", "org.totschnig.myexpenses.debug"
"""Apps of these logs: with what the system says of crashes and the like, 1.6 % and 8 % of the lines concern them."""
MEGABYTES = 100
PIECE = 64 * 1024
ROUNDS = 3


class Counted:
    """A sink that keeps the number alone: 100 MB of records would measure the memory."""

    def __init__(self) -> None:
        self.records = 0

    def append(self, name: str, record: Record) -> None:
        self.records += 1


def measure() -> Iterator[Figure]:
    """MB/s, and the ratio over plain reading of lines. Processor time, so that a busy machine measures the same."""
    once = b"".join(gzip.decompress((LOGS / name).read_bytes()).replace(b"\r\n", b"\n") for name in NAMES)
    pieces = _pieces(once)
    times = MEGABYTES * 1_000_000 // len(once) + 1
    size = times * len(once) / 1e6
    plain = [0.0] * ROUNDS
    for package, what, bound in ((QUIET, "of an app among others", 100.0), (TALKING, "of an app that talks", None)):
        ours = []
        for turn in range(ROUNDS):
            took, kept, lines = _read(pieces, times, package)
            ours.append(size / took)
            plain[turn] = size / _split(pieces, times)
        note = (
            f"{lines:,} lines, {kept / lines:.1%} of them recorded; plain lines {min(plain):.0f}–{max(plain):.0f} MB/s"
        )
        yield Figure(f"device log {what}", tuple(ours), unit="MB/s", at_least=bound, note=note)
        yield Figure(f"device log {what}, over reading its lines and nothing else", ratios(ours, plain))


def _pieces(text: bytes) -> list[bytes]:
    """Whole lines, about as many as one receive brings."""
    found = []
    start = 0
    while start < len(text):
        end = text.find(b"\n", start + PIECE)
        end = len(text) if end < 0 else end
        found.append(text[start:end])
        start = end + 1
    return found


def _read(pieces: list[bytes], times: int, package: str) -> tuple[float, int, int]:
    """(seconds, records, lines)."""
    sink = Counted()
    environment = Environment("bench", "app", package, "0", "3", PhoneInfo("none"), "")
    options = GatherOptions(log_bytes=1 << 40)
    driver = _NoDriver()
    ctx = GatherContext(Phone(driver), package, RunClock(), sink, environment, options)  # type: ignore[arg-type]
    reader = LogReader(ctx, LogTime(PhoneCalendar(2021, 12, 1_638_777_600, 28_800)), {})
    worker = Worker("bench", lambda _: None)
    begun = time.process_time()
    for _ in range(times):
        reader.take(iter(pieces), worker)
    return time.process_time() - begun, sink.records, reader.read


def _split(pieces: list[bytes], times: int) -> float:
    begun = time.process_time()
    count = 0
    for _ in range(times):
        for piece in pieces:
            for _line in piece.split(b"\n"):
                count += 1
    return time.process_time() - begun


class _NoDriver:
    """The reader asks the phone for nothing."""
