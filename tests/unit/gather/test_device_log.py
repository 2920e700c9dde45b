"""The app's lines and the system's lines about it, once each, whatever happens to the stream."""

from __future__ import annotations

import pytest

from patrol.errors import GatherError
from patrol.gather import device_log
from patrol.gather.base import GatherOptions, MemorySink
from patrol.gather.device_log import DeviceLogGatherer, LogReader
from patrol.gather.log_time import LogTime
from patrol.gather.worker import Worker
from patrol.model.devicelog import DeviceLog, LogLine
from tests.unit.gather.double import FakeDriver, context

EPOCH = 1_700_000_000
NOW = {"date '+%Y": f"2023-11 {EPOCH} +0800\n", "date '+%m": "11-15 06:13:20.000\n"}


def line(second: float, pid: int, tag: str, message: str, level: str = "I") -> bytes:
    return f"{EPOCH + second:.3f} {pid:5d} {pid:5d} {level} {tag:<8}: {message}".encode()


def gathered(driver: FakeDriver, options: GatherOptions | None = None) -> tuple[DeviceLog, list[LogLine], list[str]]:
    """Runs the gatherer until it has asked for a stream that gives nothing."""
    ctx, sink, notices = context(driver, options=options)
    gatherer = DeviceLogGatherer()
    wanted = len(driver.streams) + 1
    gatherer.start(ctx)
    for _ in range(200):
        if len(driver.stream_commands) >= wanted:
            break
        ctx.clock.sleep_ms(20)
    gatherer.stop(ctx)
    return gatherer.artifact(ctx), [one for one in sink.streams.get("log", []) if isinstance(one, LogLine)], notices


def test_lines_of_the_app_and_about_the_app_are_kept_and_others_are_not() -> None:
    driver = FakeDriver(NOW)
    driver.streams = [
        [
            b"--------- beginning of main",
            line(1, 4321, "Harbour", "hello"),
            line(1, 99, "Other", "noise"),
            line(2, 1000, "ActivityManager", "Start proc 5555:com.harbour:push/u0a1 for service"),
            line(3, 5555, "Push", "connected"),
            line(4, 1000, "ActivityManager", "ANR in com.other", "E"),
            line(4, 1000, "ActivityManager", "everyday talk"),
            line(5, 77, "DEBUG", "*** *** ***", "F"),
            b"what is this",
        ]
    ]
    log, lines, _ = gathered(driver)
    assert [one.message for one in lines] == [
        "hello",
        "Start proc 5555:com.harbour:push/u0a1 for service",
        "connected",
        "ANR in com.other",
        "*** *** ***",
    ]
    assert lines[0] == LogLine(1000, 4321, 4321, "I", "Harbour", "hello")
    assert log.unparsed == 1


def test_a_silent_log_is_not_a_log_without_complaints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_log, "FIRST_LINE_PAUSES", 1)
    with pytest.raises(GatherError, match="logcat gave no line"):
        gathered(FakeDriver(NOW))


def test_a_broken_stream_is_taken_up_where_it_ended_without_repeating_lines() -> None:
    driver = FakeDriver(NOW)
    first = [line(1, 4321, "A", "one"), line(2, 4321, "A", "two"), line(2, 4321, "A", "two")]
    driver.streams = [first, [line(2, 4321, "A", "two"), line(2, 4321, "A", "three"), line(3, 4321, "A", "four")]]
    _, lines, _ = gathered(driver)
    assert [one.message for one in lines] == ["one", "two", "two", "three", "four"]
    assert driver.stream_commands[0] == f"logcat -v threadtime -v epoch -T {EPOCH}.000"
    assert driver.stream_commands[1].endswith(f"-T {EPOCH + 2}.000")


def test_old_phones_are_asked_for_what_they_know() -> None:
    driver = FakeDriver(NOW, sdk=19)
    driver.streams = [[b"11-15 06:13:21.500  4321  4321 I Harbour : hello"]]
    _, lines, _ = gathered(driver)
    assert driver.stream_commands[0] == "logcat -v threadtime"
    assert lines[0].at_ms == 1500


def test_lines_over_the_limit_are_counted_exactly_and_said_once() -> None:
    driver = FakeDriver(NOW)
    driver.streams = [[line(1, 4321, "A", "x" * 100) for _ in range(50)]]
    log, lines, notices = gathered(driver, GatherOptions(log_bytes=1000))
    assert len(lines) + log.dropped == 50
    assert 0 < len(lines) < 12
    assert len(notices) == 1


def test_a_hundred_thousand_lines_are_read_and_only_the_apps_are_kept() -> None:
    ctx, sink, _ = context(FakeDriver())
    assert isinstance(sink, MemorySink)
    reader = LogReader(ctx, LogTime(None), {4321: "com.harbour"})
    noise, own = line(1, 99, "Other", "noise" * 20), line(1, 4321, "A", "own")
    reader.take(iter([noise] * 99_999 + [own]), Worker("log", lambda worker: None))
    assert reader.read == 100_000
    assert len(sink.streams["log"]) == 1


LOUD = [line(n / 10, n % 7 + 4318, "Harbour" if n % 3 else "DEBUG", f"line {n}") for n in range(300)]
LOUD[40] = line(4, 1000, "ActivityManager", "Start proc 4322:com.harbour:push/u0a1 for service")
LOUD[90] = b"no line of logcat"


@pytest.mark.parametrize("size", [1, 2, 7, 50, 300])
def test_however_many_lines_come_at_once_the_same_are_kept(size: int) -> None:
    driver = FakeDriver(NOW)
    driver.streams = [[b"\n".join(LOUD[at : at + size]) for at in range(0, len(LOUD), size)]]
    log, lines, _ = gathered(driver)
    expected = [n for n in range(300) if n != 90 and (n % 3 == 0 or n % 7 + 4318 == 4321 or n == 40)]
    expected += [n for n in range(41, 300) if n % 7 + 4318 == 4322 and n % 3 and n != 90]
    assert [one.message for one in lines] == [LOUD[n].decode().split(": ", 1)[1] for n in sorted(set(expected))]
    assert log.unparsed == 1
