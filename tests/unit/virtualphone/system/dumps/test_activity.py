"""dumpsys activity: what is resumed, by version, as our parsers and other clients read it."""

from __future__ import annotations

import re

import pytest

from patrol.device.parse import focus
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


@pytest.mark.parametrize(
    ("android", "line"),
    [
        ("9", r"    mResumedActivity: ActivityRecord\{\w+ u0 com\.example\.small/\.MainActivity t\d+\}"),
        ("12", r"  ResumedActivity: ActivityRecord\{\w+ u0 com\.example\.small/\.MainActivity t\d+\}"),
        ("15", r"    topResumedActivity=ActivityRecord\{\w+ u0 com\.example\.small/\.MainActivity t\d+\}"),
    ],
)
def test_the_resumed_activity(on_phone, android: str, line: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        text = (await desk.sh("dumpsys activity activities")).out
        assert re.search(line, text)
        assert re.search(r"\* Hist +#0: ActivityRecord\{\w+ u0 com\.example\.small/\.MainActivity t\d+\}", text)
        seen = focus.resumed_activity(text)
        assert seen is not None and (seen.package, seen.activity) == (PACKAGE, f"{PACKAGE}.MainActivity")

    on_phone(test, android)


def test_top_processes_services_and_recents(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        pid = desk.process.pid
        assert re.search(
            rf"ACTIVITY {PACKAGE}/\.MainActivity \w+ pid={pid}", (await desk.sh("dumpsys activity top")).out
        )
        processes = (await desk.sh("dumpsys activity processes")).out
        assert f" {pid}:{PACKAGE}/u0a130}}" in processes and "(top-activity)" in processes
        assert "ServiceRecord{" in (await desk.sh(f"dumpsys activity services {PACKAGE}")).out
        assert f"realActivity={{{PACKAGE}/{PACKAGE}.MainActivity}}" in (await desk.sh("dumpsys activity recents")).out

    on_phone(test)
