"""The median warm start takes longer than the limit.

Android vitals calls a warm start of 2 s or more excessive. Only launches count of which it was proved that the
process lives and its activities are made anew.

Not seen: returns after hours in the background, when Android may have ended the process.
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
    title_pass=Text("温启动时间在限值内", "The app starts warm within the limit"),
    title_fail=Text("温启动太慢", "The app is slow to start warm"),
    why=Text(
        "应用刚被返回键退出，再点开却像重新安装过一样慢，用户会觉得它没有记性。",
        "The app was left a moment ago; when it takes as long as the first time, it feels as if it remembered nothing.",
    ),
    advice=Text(
        "进程还在，慢的是重建 Activity：减少首个 Activity 的 onCreate 里的同步读写和布局层级，"
        "把结果留在进程内的缓存里。",
        "The process lives, so it is the activity that is slow to be made: read less in its onCreate, build a "
        "flatter layout, and keep results in memory.",
    ),
)
def warm_start(
    starts: StartStatistics,
    *,
    limit_ms: float = 2000.0,
    instant_ms: float = 1000.0,
    instant_percent: float = 0.0,
    samples: int = 3,
    disagree_percent: float = 25.0,
) -> Iterator[Verdict]:
    limits = StartLimits(limit_ms, 0, instant_ms, instant_percent, samples, disagree_percent)
    yield from judge_starts(starts, StartKind.warm, limits)
