"""`dumpsys gfxinfo PACKAGE framestats`, Android 4.4 to 16.

Columns are found by their names in the header line, since each Android version has its own set (16 columns on Android
9, 23 from Android 12 on); see https://developer.android.com/training/testing/performance for their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from patrol.device.parse.decode import to_int

UNKNOWN_DEADLINE = (1 << 63) - 1
"""Long.MAX_VALUE: the frame had no deadline of its own."""

LONGEST_INTERVAL = 1_000_000_000

_HEADER = re.compile(r"\*\* Graphics info for pid (\d{1,10}) \[([^\]\n]{0,300})\]")
_UPTIME = re.compile(r"^Uptime: (\d{1,15}) Realtime: ", re.M)
_TOTAL = re.compile(r"Total frames rendered: (\d{1,18})")
_JANKY = re.compile(r"Janky frames: (\d{1,18})")
_FAILURE = re.compile(r"^Failure while dumping the app: .*|^No process found for: .*", re.M)
_OLD_COLUMNS = {"Draw", "Prepare", "Process", "Execute"}


class FrameRow(NamedTuple):
    """One frame, nanoseconds of the phone's uptime. 0 is unknown."""

    flags: int
    """Not 0: the frame is of another kind (first frame of a window …) and no measure of smoothness."""
    intended_ns: int
    completed_ns: int
    deadline_ns: int
    interval_ns: int
    vsync_id: int = 0
    """FrameTimelineVsyncId (Android 12 and up): FrameTimeline's token of the same frame."""


@dataclass(frozen=True, slots=True)
class WindowFrames:
    """The frames that the phone still remembers of one window, at most 120."""

    window: str
    rows: tuple[FrameRow, ...] = ()
    total: int | None = None
    """Frames rendered since the window's statistics began."""


@dataclass(frozen=True, slots=True)
class GfxInfo:
    """What one dump says; None is unknown."""

    pid: int | None = None
    process: str = ""
    total: int | None = None
    janky: int | None = None
    windows: tuple[WindowFrames, ...] = ()
    profile_ms: tuple[float, ...] = ()
    """Android 4.1 to 5: the time of each frame, without times of day."""
    uptime_ms: int | None = None
    """The clock that the frames are timed by, when the dump began."""
    failure: str = ""
    """What the phone said instead of statistics."""
    skipped: int = 0
    """Rows that could not be read."""


def parse(text: str) -> GfxInfo:
    """All processes of the dump taken together; totals are those of the first process."""
    header, uptime = _HEADER.search(text), _UPTIME.search(text)
    total, janky, failure = _TOTAL.search(text), _JANKY.search(text), _FAILURE.search(text)
    lines = text.split("\n")
    windows, skipped = _windows(lines)
    profile, broken = _old_profile(lines)
    return GfxInfo(
        pid=int(header[1]) if header else None,
        process=header[2] if header else "",
        total=int(total[1]) if total else None,
        janky=int(janky[1]) if janky else None,
        windows=windows,
        profile_ms=profile,
        uptime_ms=int(uptime[1]) if uptime else None,
        failure=failure[0].strip() if failure else "",
        skipped=skipped + broken,
    )


def _windows(lines: list[str]) -> tuple[tuple[WindowFrames, ...], int]:
    found: list[WindowFrames] = []
    skipped = 0
    window, total = "", None
    reader = iter(lines)
    for line in reader:
        if line.startswith("Window: "):
            window, total = line[8:].strip(), None
        elif match := _TOTAL.match(line.strip()):
            total = int(match[1])
        elif line.startswith("---PROFILEDATA---"):
            rows, broken = _profile(reader)
            skipped += broken
            found.append(WindowFrames(window, rows, total))
            window, total = "", None
    return tuple(found), skipped


def _profile(lines: Iterator[str]) -> tuple[tuple[FrameRow, ...], int]:
    """Rows up to the closing line; a dump that was cut short ends without one."""
    columns = next(lines, "").split(",")
    try:
        places = columns.index("Flags"), columns.index("IntendedVsync"), columns.index("FrameCompleted")
    except ValueError:
        return (), 0
    names = ("FrameDeadline", "FrameInterval", "FrameStartTime")
    optional = [columns.index(name) if name in columns else -1 for name in (*names, "FrameTimelineVsyncId")]
    rows: list[FrameRow] = []
    skipped = 0
    for line in lines:
        if line.startswith("---PROFILEDATA---"):
            break
        if not line.strip():
            continue
        row = _row(line.split(","), len(columns), places, optional)
        if row is None:
            skipped += 1
        else:
            rows.append(row)
    return tuple(rows), skipped


def _row(cells: list[str], count: int, places: tuple[int, int, int], optional: list[int]) -> FrameRow | None:
    # The header ends with a comma too, so a whole row has exactly as many cells.
    if len(cells) != count:
        return None
    flags, intended, completed = (to_int(cells[place]) for place in places)
    deadline, *intervals, vsync_id = (to_int(cells[place]) if place >= 0 else 0 for place in optional)
    if flags is None or intended is None or completed is None or deadline is None:
        return None
    if deadline == UNKNOWN_DEADLINE or deadline < 0:
        deadline = 0
    return FrameRow(flags, intended, completed, deadline, _interval(intervals), max(0, vsync_id or 0))


def _interval(columns: list[int | None]) -> int:
    """Android 12 to 16 print the interval under the heading FrameStartTime and the start under FrameInterval (seen in
    captures of 13 and 15); an interval is shorter than a second, a start time is not."""
    return next((value for value in columns if value is not None and 0 < value < LONGEST_INTERVAL), 0)


def _old_profile(lines: list[str]) -> tuple[tuple[float, ...], int]:
    """The table of Android 4.1 to 5: a header of Draw, (Prepare,) Process, Execute, then milliseconds."""
    sums: list[float] = []
    skipped = 0
    width = 0
    for line in lines:
        cells = line.split()
        if cells and cells[0] == "Draw" and set(cells) <= _OLD_COLUMNS:
            width = len(cells)
        elif width and not cells:
            width = 0
        elif width:
            times = [_milliseconds(cell) for cell in cells]
            if len(times) != width or None in times:
                skipped += 1
            else:
                sums.append(round(sum(time for time in times if time is not None), 3))
    return tuple(sums), skipped


def _milliseconds(cell: str) -> float | None:
    return float(cell) if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", cell, re.A) else None
