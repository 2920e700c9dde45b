"""Frames in numbers: late by deadline and jerky by PerfDog's rule side by side, frozen, rate while moving, idle."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.derive.drawn_frames import PERFDOG_BIG_JANK_MS, PERFDOG_JANK_MS
from patrol.derive.facts import Facts
from patrol.derive.frames import FROZEN_MS, FramesByPage, PageFrames
from patrol.derive.statistics import often
from patrol.model.frames import Frames
from patrol.model.record import Text
from patrol.model.result import Figure

FEW = 3
"""PerfDog's rule needs three frame times before the one that it judges."""


def frame_figures(facts: Facts) -> Iterator[Figure]:
    """None is unknown; a run in which no frame was seen has a rate of unknown, not of 0."""
    frames, recorded = facts.find(FramesByPage), facts.find(Frames)
    if frames is None or recorded is None:
        return
    if not frames.total.frames:
        nothing = Text("没有读到任何一帧", "no frame was seen")
        yield Figure("frames.rate", Text("帧率", "Frame rate"), None, "Hz", "", 0, note=nothing)
        return
    source, total = ", ".join(frames.sources), frames.total
    yield from _shares(frames, source)
    yield from _motion(total, source)
    yield _causes(total, recorded)
    if recorded.reading_ms is not None:
        name = Text("读取帧数据的代价", "Cost of reading frames")
        worst = f"{recorded.reading_worst_ms:g} ms" if recorded.reading_worst_ms is not None else "?"
        note = Text(f"最长 {worst}", f"the longest {worst}")
        yield Figure("frames.cost", name, recorded.reading_ms, "ms", "host", recorded.readings, note=note)


def _shares(frames: FramesByPage, source: str) -> Iterator[Figure]:
    total, rate = frames.total, _display(frames)
    lost = Text(f"{rate.zh}；丢失 {frames.lost} 帧", f"{rate.en}; {frames.lost} frames not read in time")
    late = Text("超时帧占比", "Late frames")
    yield Figure("frames.late", late, _percent(total.late_share), "%", source, total.judged, note=lost)
    frozen = Text(f"冻结帧（超过 {FROZEN_MS} 毫秒）", f"Frozen frames (over {FROZEN_MS} ms)")
    yield Figure("frames.frozen", frozen, float(len(total.frozen)), "", source, total.frames, note=rate)
    idle = Text("画面静止的时间", "Time in which nothing moved")
    yield Figure("frames.idle", idle, _percent(total.idle_share), "%", source, total.frames)


def _motion(total: PageFrames, source: str) -> Iterator[Figure]:
    count = len(total.frame_times)
    over, big = f"{PERFDOG_JANK_MS:g} ms", f"{PERFDOG_BIG_JANK_MS:g} ms"
    rule = Text(
        f"画面停留超过前三帧均值的两倍且超过 {over}；其中超过 {big} 的 {total.big_janks} 次",
        f"longer than twice the mean of the three before and over {over}; {total.big_janks} over {big}",
    )
    janks, stutter = (float(total.janks), _percent(total.stutter)) if count > FEW else (None, None)
    yield Figure("frames.janks", Text("卡顿次数（PerfDog）", "Janks (PerfDog)"), janks, "", source, count, note=rule)
    yield Figure("frames.stutter", Text("卡顿时间占比（PerfDog）", "Stutter (PerfDog)"), stutter, "%", source, count)
    if total.rate is None:
        return
    seconds, low5, low1 = total.moving_ms / 1000, total.rate_at(0.05) or 0, total.rate_at(0.01) or 0
    note = Text(
        f"只计画面在动的 {seconds:.1f} 秒；最慢的 5% 为 {low5:.1f}，最慢的 1% 为 {low1:.1f}",
        f"over the {seconds:.1f} s in which something moved; the slowest 5% at {low5:.1f}, 1% at {low1:.1f}",
    )
    median, mean = round(total.rate_at(0.5) or 0, 1), round(total.rate, 1)
    yield Figure("frames.rate", Text("帧率中位数", "Frame rate, median"), median, "Hz", source, count, note=note)
    yield Figure("frames.rate.mean", Text("帧率均值", "Frame rate, mean"), mean, "Hz", source, count)


def _causes(total: PageFrames, recorded: Frames) -> Figure:
    name = Text("FrameTimeline 判为卡顿", "Janky by FrameTimeline")
    if not total.on_timeline:
        why = recorded.timeline_note or "no frame was found in it"
        note = Text(f"未知：{why}", f"unknown: {why}")
        return Figure("frames.timeline", name, None, "", "FrameTimeline", 0, note=note)
    listed = ", ".join(f"{kind} {count}" for kind, count in total.causes.most_common())
    dropped = sum(batch.dropped for batch in recorded.timeline)
    note = Text(
        f"{listed or '没有'}；认得 {total.frames} 帧中的 {total.on_timeline} 帧；丢弃 {dropped} 帧",
        f"{listed or 'none'}; it knew {total.on_timeline} of {total.frames} frames; {dropped} dropped",
    )
    janky = float(total.janky_on_timeline)
    return Figure("frames.timeline", name, janky, "", "FrameTimeline", total.on_timeline, note=note)


def _display(frames: FramesByPage) -> Text:
    """The refresh rates that frames were made for, the commonest first."""
    seen = [hz for hz, _ in frames.total.by_hz.most_common()] or ([frames.refresh_hz] if frames.refresh_hz else [])
    if not seen:
        return Text("刷新率未知", "refresh rate unknown")
    listed = ", ".join(f"{hz:g}" for hz in seen)
    changes = len(frames.rates) - 1
    zh, en = f"刷新率 {listed} Hz", f"{listed} Hz display"
    return Text(f"{zh}，变化 {changes} 次", f"{en}, changed {often(changes)}") if changes > 0 else Text(zh, en)


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 2)
