"""Frames in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.derive.facts import Facts
from patrol.derive.frames import FROZEN_MS, FramesByPage
from patrol.model.record import Text
from patrol.model.result import Figure


def frame_figures(facts: Facts) -> Iterator[Figure]:
    frames = facts.find(FramesByPage)
    if frames is None or not frames.total.frames:
        return
    total, source = frames.total, ", ".join(frames.sources)
    hz = frames.refresh_hz
    rate = Text(f"刷新率 {hz:g} Hz" if hz else "刷新率未知", f"{hz:g} Hz display" if hz else "refresh rate unknown")
    lost = Text(f"{rate.zh}；丢失 {frames.lost} 帧", f"{rate.en}; {frames.lost} frames not read in time")
    share = None if total.late_share is None else round(100 * total.late_share, 2)
    yield Figure("frames.late", Text("超时帧占比", "Late frames"), share, "%", source, total.judged, note=lost)
    frozen = Text(f"冻结帧（超过 {FROZEN_MS} 毫秒）", f"Frozen frames (over {FROZEN_MS} ms)")
    yield Figure("frames.frozen", frozen, float(len(total.frozen)), "", source, total.frames, note=rate)
