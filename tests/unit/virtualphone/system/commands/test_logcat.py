"""logcat: formats, filters, buffers, following."""

from __future__ import annotations

import asyncio
import re

import pytest

from patrol.device.parse import logcat as parser
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def fill(desk: Desk) -> None:
    log = desk.phone.log
    log.write("D", "MyTag", "hello world", pid=1234, tid=5678, uid=10123)
    log.write("W", "OkHttp", "slow response\nsecond line", pid=4321, uid=10123)
    log.write("I", "am_crash", "[1,2]", pid=1325, buffer="events")


@pytest.mark.parametrize(
    ("options", "pattern"),
    [
        ("-v threadtime", r"\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}  1234  5678 D MyTag   : hello world"),
        ("-v brief", r"D/MyTag   \( 1234\): hello world"),
        ("-v time", r"\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} D/MyTag   \( 1234\): hello world"),
        ("-v tag", r"D/MyTag   : hello world"),
        ("-v process", r"D\( 1234\) hello world  \(MyTag\)"),
        ("-v thread", r"D\( 1234: 5678\) hello world"),
        ("-v raw", r"hello world"),
        ("-v epoch", r"\d{10}\.\d{3}  1234  5678 D MyTag   : hello world"),
        ("-v monotonic", r" *\d+\.\d{3}  1234  5678 D MyTag   : hello world"),
        ("-v year -v usec", r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}  1234  5678 D MyTag   : hello world"),
        ("-v uid", r"\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} u0_a123  1234  5678 D MyTag   : hello world"),
        ("-v zone", r"\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \+0800  1234  5678 D MyTag   : hello world"),
        ("-v long", r"\[ \d\d-\d\d \d\d:\d\d:\d\d\.\d{3}  1234: 5678 D/MyTag    \]"),
    ],
)
def test_each_format(on_phone, options: str, pattern: str) -> None:
    async def test(desk: Desk) -> None:
        fill(desk)
        lines = (await desk.sh(f"logcat -d {options}")).out.splitlines()
        assert lines[:1] == ["--------- beginning of system"] or "--------- beginning of main" in lines
        assert any(re.fullmatch(pattern, line) for line in lines), lines

    on_phone(test)


def test_buffers_filters_tail_and_clear(on_phone) -> None:
    async def test(desk: Desk) -> None:
        fill(desk)
        assert "am_crash" not in (await desk.sh("logcat -d")).out
        assert "am_crash" in (await desk.sh("logcat -d -b events")).out
        assert "am_crash" in (await desk.sh("logcat -d -b main,events")).out
        said = (await desk.sh("logcat -d -v raw -s OkHttp")).out
        assert said == "--------- beginning of main\nslow response\nsecond line\n"
        assert (await desk.sh("logcat -d -v raw MyTag:D '*:S'")).out.splitlines()[1:] == ["hello world"]
        assert (await desk.sh("logcat -d -v raw MyTag:E '*:S'")).out == ""
        assert "slow response" in (await desk.sh("logcat -t 1 -v raw")).out
        assert (await desk.sh("logcat -d -v raw --pid 1234")).out.splitlines()[1:] == ["hello world"]
        await desk.sh("logcat -c")
        assert (await desk.sh("logcat -d")).out == ""
        assert "am_crash" in (await desk.sh("logcat -d -b events")).out

    on_phone(test)


def test_what_logcat_does_not_know_it_refuses(on_phone) -> None:
    async def test(desk: Desk) -> None:
        said = await desk.sh("logcat -v nonsense")
        assert (said.err, said.code) == ('Invalid parameter "nonsense" to -v\n', 1)
        assert (await desk.sh("logcat --nonsense")).code == 1
        assert (await desk.sh("logcat -b nonsense")).err == "unknown buffer nonsense\n"

    on_phone(test)


def test_it_follows_until_the_client_hangs_up(on_phone) -> None:
    async def test(desk: Desk) -> None:
        from tests.unit.virtualphone.system import desk as hands

        out = hands._Out()
        work = asyncio.ensure_future(desk.phone.run_shell("logcat -v raw", hands._In(b""), out, hands._Out()))
        await asyncio.sleep(0.02)
        desk.phone.log.write("I", "late", "came later", pid=1)
        await asyncio.sleep(0.02)
        assert out.data.endswith(b"came later\n")
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        desk.phone.log.write("I", "late", "unheard", pid=1)
        assert b"unheard" not in out.data

    on_phone(test)


def test_our_parser_reads_every_line(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("crash")
        log = parser.parse((await desk.sh("logcat -d -b all -v threadtime")).out)
        assert not log.unparsed
        assert any(entry.message.startswith(f"Process {PACKAGE} ") for entry in log.entries)

    on_phone(test)
