"""When the app's processes lived."""

from __future__ import annotations

from patrol.derive.processes import lifetimes
from patrol.model.artifacts import AppInfo
from patrol.model.devicelog import DeviceLog, LogLine

SAID = (
    "Start proc 9096:com.bank/u0a693 for next-top-activity {com.bank/.Main}",
    "Start proc 9100:com.bank:push/u0a693 for service {com.bank/.Push}",
    "Start proc com.bank for activity com.bank/.Main: pid=10429 uid=10031 gids={50031, 3003}",
    "Start proc 7777:com.bankrupt/u0a1 for service {x/.y}",
    "Process com.bank (pid 9096) has died: fg  TOP ",
    "Killing 9100:com.bank:push/u0a693 (adj 975): empty #17",
    "Process com.bank (pid 4000) has died",
)


def test_each_process_of_the_app_has_its_span_in_new_and_old_wording() -> None:
    lines = tuple(LogLine(i, 1, 1, "I", "ActivityManager", message) for i, message in enumerate(SAID))
    found = lifetimes(DeviceLog(lines), AppInfo("com.bank")).all
    assert [(one.process, one.pid, one.started_ms, one.ended_ms, one.how) for one in found] == [
        ("com.bank", 9096, 0, 4, "died"),
        ("com.bank:push", 9100, 1, 5, "killed"),
        ("com.bank", 4000, None, 6, "died"),
        ("com.bank", 10429, 2, None, ""),
    ]
