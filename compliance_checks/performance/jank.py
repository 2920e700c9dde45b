"""Too large a share of a page's frames misses the deadline.

A frame is late when it is completed after the deadline the phone set for it (`dumpsys gfxinfo framestats`), or takes
longer than a refresh period where the phone tells no deadline. Android vitals warns when half of a session's frames
are slow (over 16 ms); the default limit is stricter because it looks at one page at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture
from patrol.derive.frames import FramesByPage
from patrol.derive.pages import OUTSIDE, Pages
from patrol.model.record import Text
from patrol.model.verdict import Series, Status, Verdict


@check(
    title_pass=Text("页面滚动和动画流畅", "Pages move smoothly"),
    title_fail=Text("有页面明显卡顿", "Pages stutter"),
    why=Text("画面一顿一顿，用户会觉得应用和手机都慢。", "When the picture stutters, app and phone both feel slow."),
    advice=Text(
        "用 Perfetto 的 FrameTimeline 看这些帧在主线程上做了什么：布局过深、图片在主线程解码、列表没有复用最常见。",
        "Look at these frames in Perfetto's FrameTimeline: deep layouts, images decoded on the main thread and lists "
        "that do not recycle are the usual causes.",
    ),
)
def jank(
    frames: FramesByPage, pages: Pages, *, limit_percent: float = 20.0, frames_at_least: int = 60
) -> Iterator[Verdict]:
    judged = {
        key: one
        for key, one in frames.pages.items()
        if key and not key.startswith(OUTSIDE) and one.judged >= frames_at_least
    }
    if not judged:
        zh, en = f"没有一页有 {frames_at_least} 帧以上的数据", f"no page has {frames_at_least} frames or more"
        yield Verdict(Status.inconclusive, Text(zh, en))
    for key, one in judged.items():
        percent = 100 * one.late / one.judged
        if percent <= limit_percent:
            continue
        name = pages.name(key)
        hz = f"{frames.refresh_hz:g} Hz" if frames.refresh_hz else "? Hz"
        series = Series(
            name=Text("最慢的帧", "Slowest frames"),
            unit="ms",
            points=tuple(sorted((float(at_ms), round(ms, 1)) for at_ms, ms in one.worst)),
            source=", ".join(frames.sources),
            limit=round(1000 / frames.refresh_hz, 1) if frames.refresh_hz else None,
            at_ms=one.worst[0][0],
            page=key,
        )
        zh = f"{name.zh}：{percent:.0f}% 的帧超时（{one.late}/{one.judged} 帧，{hz}，限值 {limit_percent:g}%）"
        en = f"{name.en}: {percent:.0f}% of frames late ({one.late} of {one.judged}, {hz}, limit {limit_percent:g}%)"
        yield Verdict(Status.fail, Text(zh, en), subject=key, evidence=(series, *page_picture(pages, key)))
