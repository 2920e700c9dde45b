"""`dumpsys SurfaceFlinger --frametimeline -all | -jank`: what was expected of each frame, and what came of it.

Written as AOSP's FrameTimeline.cpp prints it (Android 12 to 16): times are milliseconds from the oldest frame of the
dump on, so a frame is named by its token alone, which is the FrameTimelineVsyncId of framestats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from patrol.virtualphone.contracts import Frame

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

KEPT = 64
"""Display frames that SurfaceFlinger remembers (kDefaultMaxDisplayFrames)."""

SINCE_SDK = 31

_HEAD = "    Start time\t\t|    End time\t\t|    Present time\n"
_RULE = "-" * 88 + "\n"


class LayerFrame(NamedTuple):
    """One frame of one layer; a surface that an app fills by itself has no token, and nothing is expected of it."""

    layer: str
    pid: int
    frame: Frame
    tokenless: bool = False

    @property
    def shown_ns(self) -> int:
        """The first refresh after it was completed."""
        period = self.frame.period_ns
        return -(-self.frame.completed_ns // period) * period

    @property
    def janky(self) -> bool:
        return not self.tokenless and self.frame.completed_ns > self.frame.deadline_ns


def dump(phone: VirtualPhone, args: list[str], frames: Iterable[LayerFrame]) -> str:
    """Nothing without -all or -jank, as on a phone."""
    if phone.sdk < SINCE_SDK:
        return ""
    shown: dict[int, list[LayerFrame]] = {}
    for one in frames:
        shown.setdefault(one.shown_ns, []).append(one)
    display = [shown[at] for at in sorted(shown)[-KEPT:]]
    base = min((one.frame.intended_ns for one in display[0]), default=0) if display else 0
    text = ""
    if "-jank" in args:
        text += "".join(_display(i, one, base) for i, one in enumerate(display) if any(f.janky for f in one))
    if "-all" in args:
        text += f"Number of display frames : {len(display)}\n"
        text += "".join(_display(i, one, base) for i, one in enumerate(display))
    return text


def _display(number: int, frames: Sequence[LayerFrame], base: int) -> str:
    """SurfaceFlinger itself is always in time here: it wakes two thirds of a period before the refresh."""
    shown, period = frames[0].shown_ns, frames[0].frame.period_ns
    times = shown - 2 * period // 3, shown - period // 2, shown
    body = (
        f"Display Frame {number}\nPrediction State : Valid\nJank Type : None\nPresent Metadata : On Time Present\n"
        f"Finish Metadata: On Time Finish\nStart Metadata: On Time Start\nVsync Period: {period / 1e6:10f}\n"
        f"Present delta: {0:10f}\nPresent delta % refreshrate: {0:10f}\n"
    )
    body += _table("", times, times, base) + "\n"
    return body + "".join(_surface(one, base) for one in frames) + "\n"


def _surface(one: LayerFrame, base: int) -> str:
    frame, late = one.frame, one.janky
    expected = frame.intended_ns, frame.deadline_ns, frame.intended_ns + frame.period_ns
    actual = frame.intended_ns, frame.completed_ns, one.shown_ns
    lines = [
        f"Layer - TX - {one.layer}{' [*] ' if late else ''}",
        f"Token: {-1 if one.tokenless else frame.vsync_id}",
        "Is Buffer?: 1",
        f"Owner Pid : {one.pid}",
        f"Scheduled rendering rate: {0 if one.tokenless else round(1e9 / frame.period_ns)} fps",
        f"Layer ID : {one.layer.rpartition('#')[2] or 0}",
        "Present State : Presented",
        f"Prediction State : {'None' if one.tokenless else 'Valid'}",
        f"Jank Type : {'App Deadline Missed' if late else 'None'}",
        f"Present Metadata : {_told(one, 'Late Present', 'On Time Present', 'Unknown Present')}",
        f"Finish Metadata: {_told(one, 'Late Finish', 'On Time Finish', 'Unknown Finish')}",
        f"Last latch time: {max(0, frame.intended_ns - base) / 1e6:10f}",
    ]
    if not one.tokenless:
        lines.append(f"Present delta: {abs(actual[2] - expected[2]) / 1e6:10f}")
    text = "".join(f"    {line}\n" for line in lines)
    return text + _table("    ", None if one.tokenless else expected, actual, base)


def _told(one: LayerFrame, late: str, in_time: str, unknown: str) -> str:
    if one.tokenless:
        return unknown
    return late if one.janky else in_time


def _table(indent: str, expected: tuple[int, int, int] | None, actual: tuple[int, int, int], base: int) -> str:
    text = f"{indent}\t\t{_HEAD}"
    if expected is not None:
        start, end, present = ((at - base) / 1e6 for at in expected)
        text += f"{indent}Expected\t|\t{start:10.2f}\t|\t{end:10.2f}\t|\t{present:10.2f}\n"
    start, end, present = (max(0, at - base) / 1e6 for at in actual)
    return f"{text}{indent}Actual  \t|\t{start:10.2f}\t|\t{end:10.2f}\t|\t{present:10.2f}\n{indent}{_RULE}"
