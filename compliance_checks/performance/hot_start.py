"""The median hot start takes longer than the limit.

Android vitals calls a hot start of 1.5 s or more excessive. Only launches count of which it was proved that the
process and activity live behind the launcher.

Not seen: returns to an activity that another app's window covered for long.
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
    title_pass=Text("热启动时间在限值内", "The app starts hot within the limit"),
    title_fail=Text("热启动太慢", "The app is slow to start hot"),
    why=Text(
        "用户只是切出去回了条消息，切回来却要等，验证码这类流程会被打断。",
        "Somebody who left to read a text message waits again on the way back, in the middle of a sign-in.",
    ),
    advice=Text(
        "检查 onRestart、onStart、onResume 里做了什么：刷新数据不要放在主线程，也不要重新加载整页。",
        "Look at what onRestart, onStart and onResume do: refresh off the main thread, and do not load the "
        "whole page again.",
    ),
)
def hot_start(
    starts: StartStatistics,
    *,
    limit_ms: float = 1500.0,
    instant_ms: float = 1000.0,
    instant_percent: float = 0.0,
    samples: int = 3,
    disagree_percent: float = 25.0,
) -> Iterator[Verdict]:
    limits = StartLimits(limit_ms, 0, instant_ms, instant_percent, samples, disagree_percent)
    yield from judge_starts(starts, StartKind.hot, limits)
