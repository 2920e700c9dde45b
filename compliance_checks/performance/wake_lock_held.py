"""The app holds a wake lock while it is in the background.

A lock counts when it is held both when the quiet span in the background begins and when it ends (`dumpsys power`).
Android vitals calls partial wake locks of two hours a day stuck; a lock that a background app holds although nothing is
going on is how that begins.

Not seen: locks that are taken by an alarm or a job later than the span lasts, and those of native code.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.derive.left_alone import LeftAlone
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

COLUMNS = (("唤醒锁", "Wake lock"), ("种类", "Kind"), ("已持有", "Held for"))


@check(
    title_pass=Text("在后台不持有唤醒锁", "No wake lock is held in the background"),
    title_fail=Text("在后台一直持有唤醒锁", "A wake lock is held in the background"),
    why=Text("手机无法休眠，一夜就能耗光电量。", "The phone cannot sleep: the battery is empty in the morning."),
    advice=Text(
        "acquire 一律带超时，用完在 finally 里 release；保活和同步改用 WorkManager 或 JobScheduler。",
        "Always acquire with a timeout and release in a finally block; leave syncing to WorkManager or JobScheduler.",
    ),
)
def wake_lock_held(alone: LeftAlone, *, allowed: tuple[str, ...] = ()) -> Iterator[Verdict]:
    one = alone.background
    if one is None or one.wake_locks is None:
        zh, en = "没有读到后台期间的唤醒锁", "wake locks were not read while the app was in the background"
        yield Verdict(Status.inconclusive, Text(zh, en))
        return
    for lock in one.wake_locks:
        if lock.tag in allowed:
            continue
        held = "" if lock.held_ms is None else f"{lock.held_ms / 1000:.0f} s"
        zh = f"在后台 {one.seconds:.0f} 秒始终持有 {lock.kind}“{lock.tag}”"
        en = f"{lock.kind} “{lock.tag}” was held all {one.seconds:.0f} s in the background"
        shown = table(COLUMNS, [(lock.tag, lock.kind, held)], at_ms=one.span.ended_ms)
        yield Verdict(Status.fail, Text(zh, en), subject=lock.tag, evidence=(shown,))
