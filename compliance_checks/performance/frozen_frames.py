"""A frame takes over 700 ms.

Android vitals calls such a frame frozen: the app does not answer while it is made.

Not seen: frames of pages that the run did not visit, and causes: the trace shows what ran beside them.
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
    title_pass=Text("没有冻结帧", "No frame freezes"),
    title_fail=Text("有页面出现冻结帧", "Pages freeze"),
    why=Text(
        "画面停住半秒以上，用户会以为应用卡死。", "A picture that stands still for over half a second looks dead."
    ),
    advice=Text(
        "主线程在这一刻做了大块工作：用 Perfetto 或 Android Studio 的 CPU Profiler 录下该页打开过程，移到后台线程。",
        "The main thread did a large piece of work then: record the opening of this page with Perfetto or the CPU "
        "profiler, and move that work to another thread.",
    ),
)
def frozen_frames(frames: FramesByPage, pages: Pages, *, allowed: int = 0) -> Iterator[Verdict]:
    if not frames.total.frames:
        yield Verdict(Status.inconclusive, Text("没有记录到任何帧", "no frame was recorded"))
    for key, one in frames.pages.items():
        if not key or key.startswith(OUTSIDE) or len(one.frozen) <= allowed:
            continue
        name, worst = pages.name(key), max(ms for _, ms in one.frozen)
        series = Series(
            name=Text("冻结帧", "Frozen frames"),
            unit="ms",
            points=tuple((float(at_ms), round(ms, 1)) for at_ms, ms in one.frozen[:100]),
            source=", ".join(frames.sources),
            limit=700.0,
            at_ms=one.frozen[0][0],
            page=key,
        )
        zh = f"{name.zh}：{len(one.frozen)} 个冻结帧，最长 {worst:.0f} 毫秒"
        several = f"{len(one.frozen)} frozen frames, the longest {worst:.0f} ms"
        en = f"{name.en}: {several if len(one.frozen) > 1 else f'a frozen frame of {worst:.0f} ms'}"
        yield Verdict(Status.fail, Text(zh, en), subject=key, evidence=(series, *page_picture(pages, key)))
