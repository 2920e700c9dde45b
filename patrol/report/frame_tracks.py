"""Frames on the trace: each with what it took, the late, frozen and jerky ones by name."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.derive.drawn_frames import DrawnFrame, drawn_frames
from patrol.derive.facts import Facts
from patrol.derive.frames import FROZEN_MS
from patrol.model.frames import Frames
from patrol.model.record import Text
from patrol.report.trace_format import Event, Slice, Track, counter, lanes, slices
from patrol.report.tracks import Group, LeftOut

MOST_FRAMES = 20_000
"""Five minutes of uninterrupted movement at 60 Hz; of more, what was in time is thinned first."""

MOST_LANES = 12
"""Frames under way at the same time; a pipeline is three deep, more means that the phone told nonsense."""


def frames(facts: Facts, lang: str, left_out: LeftOut) -> Group | None:
    """Frames on as many tracks as overlap, and the refresh rate as a curve."""
    found = facts.find(Frames)
    if found is None or not any(batch.rows for batch in found.batches):
        return None
    shown = list(_kept(found, left_out))
    rows = lanes(_slice(frame, lang) for frame in shown)
    beyond = sum(len(row) for row in rows[MOST_LANES:])
    if beyond:
        left_out["frames"] = left_out.get("frames", 0) + beyond

    def events(pid: int) -> Iterator[Event]:
        for place, row in enumerate(rows[:MOST_LANES], start=1):
            yield from slices(Track(pid, place), row)
        for change in found.rates:
            yield counter(pid, change.at_ms, Text("刷新率", "Refresh rate").of(lang), "Hz", change.hz)

    told = {place: f"{Text('帧', 'Frames').of(lang)} {place}" for place in range(1, min(len(rows), MOST_LANES) + 1)}
    return Group(Text("画面", "Frames").of(lang), told, events)


def _kept(found: Frames, left_out: LeftOut) -> Iterator[DrawnFrame]:
    """All frames, or every one that was slow and every nth of the others."""
    total = sum(len(batch.rows) for batch in found.batches)
    nth = -(-total // MOST_FRAMES)
    room = 2 * MOST_FRAMES
    for number, frame in enumerate(drawn_frames(found)):
        if room > 0 and (number % nth == 0 or is_slow(frame)):
            room -= 1
            yield frame
        else:
            left_out["frames"] = left_out.get("frames", 0) + 1


def is_slow(frame: DrawnFrame) -> bool:
    """Late by its deadline, frozen, or a jank by PerfDog's rule."""
    return bool(frame.late) or frame.jank or frame.duration_ms > FROZEN_MS


FROZEN = Text("冻结帧", "frozen frame")
LATE = Text("超时帧", "late frame")
JANK = Text("卡顿帧（PerfDog）", "jank (PerfDog)")
FRAME = Text("帧", "frame")


def _slice(frame: DrawnFrame, lang: str) -> Slice:
    frozen = frame.duration_ms > FROZEN_MS
    name = FROZEN if frozen else LATE if frame.late else JANK if frame.jank else FRAME
    args: dict[str, object] = {"milliseconds": round(frame.duration_ms, 3), "refresh_hz": frame.hz}
    args["late"] = "unknown" if frame.late is None else frame.late
    if frame.jank:
        args["perfdog"] = "big jank" if frame.big else "jank"
        args["picture before stood ms"] = round(frame.frame_time_ms or 0.0, 3)
    if frame.cause is not None:
        args["frametimeline"] = frame.cause or "on time"
    return Slice(name.of(lang), frame.at_ms, frame.at_ms + frame.duration_ms, "frame", args)
