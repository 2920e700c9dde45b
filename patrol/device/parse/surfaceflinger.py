"""`dumpsys SurfaceFlinger --list` and `--latency LAYER`: frames of surfaces that an app draws by itself (video, games,
Flutter), and of all windows before Android 6."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from patrol.device.parse.decode import to_int

PENDING = (1 << 63) - 1
"""A frame that has not been shown yet."""

LONGEST_NAME = 1000
"""Characters; a longer line is no layer but a dump that went wrong."""

_WRAPPED = re.compile(r"^RequestedLayerState\{(.*?#\d+)(?: parentId=.*)?\}?$")
_DUMPED = re.compile(r"^\+ \w*Layer\w* 0x[0-9a-f]{1,16} \((.*)\)$")
_DISPLAY = re.compile(r'^Display \d+ name="')
_RESIDENCY = re.compile(
    r"^ *(ScreenOff|\d{1,4}\.\d{2} ?fps|\d{1,4}\.\d{2} Hz): (\d{1,5})d(\d\d):(\d\d):(\d\d\.\d{3})$", re.M
)
_NOT_DRAWN = ("ActivityRecord{", "Background for ", "Bounds for ", "ActivityRecordInputSink", "Splash Screen", "Task=")


class LatencyRow(NamedTuple):
    """One frame, nanoseconds of uptime: when it should be shown, when it was, when its buffer was ready."""

    desired_ns: int
    shown_ns: int
    ready_ns: int


@dataclass(frozen=True, slots=True)
class Latency:
    period_ns: int | None = None
    """The display's refresh period."""
    rows: tuple[LatencyRow, ...] = ()
    """Frames that were shown, oldest first. Empty is "not known", for the layer asked may not be the one drawn on."""
    slots: int = 0
    """Lines of the table; 0 means that there is no such layer."""
    skipped: int = 0


def parse_latency(text: str) -> Latency:
    """The refresh period and up to 127 frames; all-zero and pending lines hold no frame."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return Latency()
    rows: list[LatencyRow] = []
    skipped = slots = 0
    for line in lines[1:]:
        cells = [to_int(cell) for cell in line.split()]
        if len(cells) != 3 or cells[0] is None or cells[1] is None or cells[2] is None:
            skipped += 1
            continue
        slots += 1
        row = LatencyRow(cells[0], cells[1], cells[2])
        if row.shown_ns > 0 and PENDING not in row:
            rows.append(row)
    period = to_int(lines[0])
    return Latency(period if period and period > 0 else None, tuple(rows), slots, skipped)


def parse_layers(text: str) -> tuple[str, ...]:
    """Layer names as `--latency` wants them; Android 15 wraps each in RequestedLayerState{…}, and the whole dump of old
    versions puts each into brackets."""
    names = []
    for line in text.split("\n"):
        line = line.strip()
        if len(line) > LONGEST_NAME:
            continue
        if match := _WRAPPED.match(line) or _DUMPED.match(line):
            line = match[1]
        if line and not _DISPLAY.match(line):
            names.append(line)
    return tuple(names)


def parse_residency(text: str) -> dict[str, float]:
    """The scheduler's block of `dumpsys SurfaceFlinger` (Android 11 to 13): `60.00fps` or `ScreenOff` → seconds for
    which the display ran so since the phone started."""
    found: dict[str, float] = {}
    for name, days, hours, minutes, seconds in _RESIDENCY.findall(text):
        whole = (int(days) * 24 + int(hours)) * 60 + int(minutes)
        found.setdefault(name, round(whole * 60 + float(seconds), 3))
    return found


def drawn_layers(layers: tuple[str, ...], package: str) -> tuple[str, ...]:
    """The layers on which `package` may draw, likeliest first: its own surfaces that go through BLAST, its other
    surfaces, its windows."""
    own = [name for name in layers if package + "/" in name and not any(mark in name for mark in _NOT_DRAWN)]

    def rank(name: str) -> tuple[bool, bool, bool]:
        return (not name.startswith("SurfaceView"), "(BLAST)" not in name, not re.match(re.escape(package), name))

    return tuple(dict.fromkeys(sorted(own, key=rank)))
