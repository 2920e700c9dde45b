"""`dumpsys SurfaceFlinger --frametimeline -all` (Android 12 to 16): what SurfaceFlinger expected of the last 64 frames
it showed, and what came of each layer's part in them. The layout is that of AOSP's FrameTimeline.cpp.

Times in it are relative to the oldest picture of the dump, so they say nothing across dumps. What joins a frame to the
other sources is its token, the FrameTimelineVsyncId of framestats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from patrol.device.parse.decode import to_int

_HEAD = re.compile(r"^Number of display frames : (\d{1,9})\s*$", re.M)
_LAYER = re.compile(r"^\s+Layer - (.{1,1000}?)(?: \[\*\])?\s*$")
_FIELD = re.compile(r"^\s+(Token|Owner Pid|Present State|Prediction State|Jank Type) ?: ?(.{0,200}?)\s*$")
_PENDING = re.compile(r"^\s+Actual  \t\|.*\tN/A\s*$")
_PERIOD = re.compile(r"^Vsync Period: {0,10}(\d{1,6}\.\d{1,9})", re.M)

NO_TOKEN = -1
"""A surface that an app fills by itself: nothing was expected of the frame, so nothing can be missed."""


class LayerFrame(NamedTuple):
    """One frame of one layer."""

    layer: str
    token: int
    pid: int | None
    shown: bool
    """False: dropped, a newer one took its place."""
    judged: bool
    """Whether SurfaceFlinger had a prediction to hold it against, and it has been shown."""
    jank: str
    """Jank types as the phone names them (`App Deadline Missed, Buffer Stuffing`); "" for none."""


@dataclass(frozen=True, slots=True)
class FrameTimeline:
    frames: tuple[LayerFrame, ...] = ()
    period_ms: float | None = None
    """Refresh period of the newest picture."""
    known: bool = False
    """The dump has a FrameTimeline at all; Android 11 prints nothing here."""


def parse(text: str) -> FrameTimeline:
    """All layers' frames, oldest first. What is cut short or unknown is left out."""
    if _HEAD.search(text) is None:
        return FrameTimeline()
    frames: list[LayerFrame] = []
    layer, said = "", dict[str, str]()
    for line in text.split("\n"):
        if match := _LAYER.match(line):
            _add(frames, layer, said)
            layer, said = match[1], {}
        elif layer and (match := _FIELD.match(line)):
            said.setdefault(match[1], match[2])
        elif layer and _PENDING.match(line):
            said["pending"] = line
    _add(frames, layer, said)
    periods = _PERIOD.findall(text)
    return FrameTimeline(tuple(frames), float(periods[-1]) if periods else None, known=True)


def _add(frames: list[LayerFrame], layer: str, said: dict[str, str]) -> None:
    token = to_int(said.get("Token", ""))
    if not layer or token is None or "Jank Type" not in said:
        return
    state, jank = said.get("Present State", ""), said["Jank Type"]
    frames.append(
        LayerFrame(
            layer=layer.removeprefix("TX - "),
            token=token,
            pid=to_int(said.get("Owner Pid", "")),
            shown=state != "Dropped",
            judged=token != NO_TOKEN
            and said.get("Prediction State") in ("Valid", "Expired")
            and state == "Presented"
            and "pending" not in said,
            jank="" if jank == "None" else jank,
        )
    )
