"""The median cold start takes longer than the limit, or the first useful page does.

Android vitals calls a cold start of 5 s or more excessive, app stores ask for 5 s until the app can be used, and
Chinese teams call one within 1 s 秒开. Time to initial display; which source measured it is said, and only launches
count before which the process was proved to be gone.

Not seen: launches by a push message, a link or another app, and phones other than this one.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.start_limits import StartLimits, judge_starts
from patrol.derive.startup import StartStatistics
from patrol.model.record import Text
from patrol.model.startup import StartKind
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("冷启动时间在限值内", "The app starts cold within the limit"),
    title_fail=Text("冷启动太慢", "The app is slow to start cold"),
    why=Text(
        "用户点开图标后一直等不到画面，会以为没点中而反复点击，甚至放弃。",
        "Whoever taps the icon and sees nothing taps again, or gives up.",
    ),
    advice=Text(
        "用 Perfetto 录一次冷启动，把 Application.onCreate 和首个 Activity 里不是首屏必需的初始化推迟或移到后台线程；"
        "首个可用页面慢时缩短闪屏和开屏广告。",
        "Record one cold start with Perfetto; defer what Application.onCreate and the first activity do that the first "
        "frame does not need, or move it off the main thread. Where the first useful page is late, shorten splash and "
        "advertisement.",
    ),
)
def cold_start(
    starts: StartStatistics,
    *,
    limit_ms: float = 5000.0,
    useful_ms: float = 5000.0,
    instant_ms: float = 1000.0,
    instant_percent: float = 0.0,
    samples: int = 3,
    disagree_percent: float = 25.0,
) -> Iterator[Verdict]:
    limits = StartLimits(limit_ms, useful_ms, instant_ms, instant_percent, samples, disagree_percent)
    yield from judge_starts(starts, StartKind.cold, limits)
