"""Too large a share of a page's frames misses the deadline; on a surface, too large a share of the time stutters.

A frame is late when it is completed after the deadline the phone set for it (`dumpsys gfxinfo framestats`), or takes
longer than a refresh period where the phone tells no deadline. Android vitals warns when half of a session's frames
are slow (over 16 ms); the default limit is stricter because it looks at one page at a time. A surface (game, video,
Flutter) has no deadlines: there PerfDog's rule decides, a picture that stands longer than twice the mean of the three
before and over 84 ms. Both are told where both are known.

Not seen: pages on which too few frames were drawn, and what the main thread did meanwhile.
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
    frames: FramesByPage,
    pages: Pages,
    *,
    limit_percent: float = 20.0,
    stutter_percent: float = 10.0,
    frames_at_least: int = 60,
) -> Iterator[Verdict]:
    measured = {key: one for key, one in frames.pages.items() if key and not key.startswith(OUTSIDE)}
    judged = {key: one for key, one in measured.items() if one.judged >= frames_at_least}
    surfaces = {key: one for key, one in measured.items() if one.by_hz and one.frames - one.judged >= frames_at_least}
    if not judged and not surfaces:
        zh, en = f"没有一页有 {frames_at_least} 帧以上的数据", f"no page has {frames_at_least} frames or more"
        yield Verdict(Status.inconclusive, Text(zh, en))
    for key, one in judged.items():
        percent = 100 * one.late / one.judged
        if percent > limit_percent:
            zh = f"{percent:.0f}% 的帧超时（{one.late}/{one.judged} 帧，限值 {limit_percent:g}%）"
            en = f"{percent:.0f}% of frames late ({one.late} of {one.judged}, limit {limit_percent:g}%)"
            yield _late(frames, pages, key, Text(zh, en))
    for key, one in surfaces.items():
        percent = 100 * (one.stutter or 0.0)
        if percent > stutter_percent:
            zh = f"画面停顿占 {percent:.0f}%（限值 {stutter_percent:g}%，PerfDog 规则）"
            en = f"{percent:.0f}% of the time stutters (limit {stutter_percent:g}%, PerfDog's rule)"
            yield _late(frames, pages, key, Text(zh, en))


def _late(frames: FramesByPage, pages: Pages, key: str, told: Text) -> Verdict:
    one, name = frames.pages[key], pages.name(key)
    hz = max(one.by_hz, key=lambda rate: one.by_hz[rate], default=frames.refresh_hz)
    shown = f"{hz:g} Hz" if hz else "? Hz"
    points = one.worst or one.jerks[:20]
    series = Series(
        name=Text("最慢的帧", "Slowest frames"),
        unit="ms",
        points=tuple(sorted((float(at_ms), round(ms, 1)) for at_ms, ms in points)),
        source=", ".join(frames.sources),
        limit=round(1000 / hz, 1) if hz else None,
        at_ms=points[0][0],
        page=key,
    )
    zh = f"{name.zh}：{told.zh}；{shown}，PerfDog 卡顿 {one.janks} 次（严重 {one.big_janks} 次）"
    en = f"{name.en}: {told.en}; {shown}, PerfDog janks {one.janks} (big {one.big_janks})"
    for cause, _ in one.causes.most_common(1):
        zh, en = f"{zh}，FrameTimeline：{cause}", f"{en}, FrameTimeline: {cause}"
    return Verdict(Status.fail, Text(zh, en), subject=key, evidence=(series, *page_picture(pages, key)))
