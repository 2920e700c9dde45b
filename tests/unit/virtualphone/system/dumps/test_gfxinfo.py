"""gfxinfo: the columns of real phones, the frames of the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.device.parse import gfxinfo as parser
from patrol.device.parse.decode import decode
from patrol.virtualphone.system.dumps.gfxinfo import BUCKETS, columns, histogram, percentile
from tests.unit.virtualphone.system.desk import PACKAGE, Desk

CAPTURES = Path(__file__).parents[4] / "data" / "captures" / "gfxinfo"


def captured(name: str) -> str:
    return decode((CAPTURES / name).read_bytes())


@pytest.mark.parametrize(
    ("sdk", "capture"),
    [
        (28, "a9_framestats_16_columns_statusbar_window.txt"),
        (33, "a13_framestats_long_max_deadline_and_minus_two.txt"),
        (35, "oppo_a15_framestats_utf16.txt"),
    ],
)
def test_columns_are_those_of_a_captured_phone(sdk: int, capture: str) -> None:
    header = next(line for line in captured(capture).splitlines() if line.startswith("Flags,"))
    assert columns(sdk) == header


def cells(text: str, name: str) -> list[int]:
    """The last row's numbers under and after this heading."""
    head, *rows = text.split("---PROFILEDATA---\n")[1].splitlines()
    place = head.split(",").index(name)
    return [int(cell) for cell in rows[-1].split(",")[place:-1]]


def test_start_and_interval_stand_under_each_others_heading_as_on_a_captured_phone(on_phone) -> None:
    def told(text: str) -> tuple[bool, bool]:
        start, interval, queued, *_ = cells(text, "FrameInterval")
        return interval < 20_000_000, interval < start < queued

    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("slow")
        text = (await desk.sh(f"sleep 1; dumpsys gfxinfo {PACKAGE} framestats")).out
        assert told(text) == told(captured("oppo_a15_framestats_utf16.txt")) == (True, True)
        intervals = {row.interval_ns for window in parser.parse(text).windows for row in window.rows}
        assert intervals == {desk.phone.frame_ns}

    on_phone(test, "15")


@pytest.mark.parametrize("capture", ["a9_gfxinfo.txt", "oppo_a15_framestats_utf16.txt"])
def test_histogram_ends_are_those_of_a_captured_phone(capture: str) -> None:
    line = next(line for line in captured(capture).splitlines() if line.startswith("HISTOGRAM: "))
    assert [int(cell.split("ms=")[0]) for cell in line.split()[1:]] == list(BUCKETS)


@pytest.mark.parametrize(("android", "capture"), [("9", "a9_gfxinfo.txt"), ("15", "oppo_a15_framestats_utf16.txt")])
def test_the_summary_has_the_lines_of_a_captured_phone_in_their_order(on_phone, android: str, capture: str) -> None:
    def names(text: str) -> list[str]:
        wanted = (
            "Stats since",
            "Total frames",
            "Janky",
            "50th",
            "90th",
            "95th",
            "99th",
            "Number",
            "HISTOGRAM",
            "GPU HIST",
        )
        found = [line.split(":")[0].strip() for line in text.splitlines() if line.strip().startswith(wanted)]
        return list(dict.fromkeys(found))

    async def test(desk: Desk) -> None:
        await desk.start()
        assert names((await desk.sh(f"dumpsys gfxinfo {PACKAGE}")).out) == names(captured(capture))

    on_phone(test, android)


@pytest.mark.parametrize("android", ["9", "11", "12", "15"])
def test_slow_frames_of_the_model_are_in_the_rows_that_our_parser_reads(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        await desk.sh(f"dumpsys gfxinfo {PACKAGE} reset")
        desk.tap("slow")
        await desk.sh("sleep 1")
        text = (await desk.sh(f"dumpsys gfxinfo {PACKAGE} framestats")).out
        seen = parser.parse(text)
        rows = [row for window in seen.windows for row in window.rows]
        slow = [row for row in rows if row.completed_ns - row.intended_ns == 40_000_000]
        assert len(slow) == 6
        total = next(line for line in text.splitlines() if line.startswith("Total frames rendered"))
        assert int(total.split(": ")[1]) == len(rows)
        assert text.count("---PROFILEDATA---") == 2

    on_phone(test, android)


def test_a_package_that_does_not_run_is_told(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("dumpsys gfxinfo com.nobody")).out == "No process found for: com.nobody\n"

    on_phone(test)


def test_percentiles_of_nothing_are_the_last_bucket_as_on_a_phone() -> None:
    assert percentile(histogram({}), 50) == 4950
    assert percentile(histogram({7: 90, 40: 10}), 50) == 7
    assert percentile(histogram({7: 90, 40: 10}), 99) == 40
