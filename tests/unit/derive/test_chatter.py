"""The app's own words in the log are counted apart from what Android writes in its process."""

from __future__ import annotations

from patrol.derive.chatter import chatter, is_platform
from patrol.derive.processes import Lifetimes
from patrol.derive.timeline import timeline
from patrol.model.artifacts import AppInfo, Screens, Visit
from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.resources import ProcessUse, Resources, ResourceSample


def test_lines_of_the_apps_own_tags_and_processes_count() -> None:
    def line(at: int, level: str, tag: str, pid: int = 9) -> LogLine:
        return LogLine(at, pid, pid, level, tag, "x")

    log = DeviceLog(
        (
            line(0, "D", "Pay"),
            line(30_000, "V", "Pay"),
            line(60_000, "I", "Pay"),
            line(1, "D", "HWUI"),
            line(2, "D", "Other", 5),
        )
    )
    screens = Screens((Visit(0, "home", "home!"), Visit(120_000, "end", "end!")))
    resources = Resources((ResourceSample(1, processes=(ProcessUse(9, "a"),)),))
    found = chatter(log, AppInfo("a"), Lifetimes(()), timeline(screens, None, None), resources)
    assert (found.verbose, found.levels, found.tags, found.minutes) == (2, {"D": 1, "V": 1, "I": 1}, {"Pay": 2}, 2.0)
    assert found.per_minute == 1.0 and len(found.examples["Pay"]) == 2


def test_androids_own_tags_are_known() -> None:
    assert is_platform("ViewRootImpl") and is_platform("cr_WebView") and not is_platform("PayRepository")
