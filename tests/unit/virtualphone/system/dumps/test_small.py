"""Services of which clients read a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.device.parse import battery as battery_parser
from patrol.device.parse import cpu as cpu_parser
from patrol.device.parse import phone as phone_parser
from tests.unit.virtualphone.system.desk import PACKAGE, Desk

CAPTURES = Path(__file__).parents[4] / "data" / "captures"


@pytest.mark.parametrize("android", ["9", "12", "15"])
def test_battery_has_the_lines_of_a_captured_phone_and_can_be_set(on_phone, android: str) -> None:
    def names(text: str) -> list[str]:
        return [line.split(":")[0].strip() for line in text.splitlines() if ":" in line]

    theirs = names((CAPTURES / "battery" / "oneplus7_a13_unplugged.txt").read_text())

    async def test(desk: Desk) -> None:
        text = (await desk.sh("dumpsys battery")).out
        assert [name for name in names(text) if name in theirs] == theirs
        await desk.sh("dumpsys battery set level 7; dumpsys battery set temp 412; dumpsys battery unplug")
        seen = battery_parser.parse((await desk.sh("dumpsys battery")).out)
        assert (seen.percent, seen.temperature_c) == (7, 41.2)
        assert "UPDATES STOPPED" in (await desk.sh("dumpsys battery")).out
        await desk.sh("dumpsys battery reset")
        assert (await desk.sh("dumpsys battery")).out == text

    on_phone(test, android)


def test_cpuinfo_names_who_was_busy(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        seen = cpu_parser.parse_cpuinfo((await desk.sh("dumpsys cpuinfo")).out)
        assert any(PACKAGE in share.name for share in seen.processes)

    on_phone(test)


def test_display_tells_size_and_refresh_rate(on_phone) -> None:
    async def test(desk: Desk) -> None:
        text = (await desk.sh("dumpsys display")).out
        assert "orientation=0" in text
        assert phone_parser.refresh_rate(text) == 90

    on_phone(test, "12")


def test_notifications_are_listed(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("notify")
        text = (await desk.sh("dumpsys notification")).out
        assert f"pkg={PACKAGE}" in text and "android.title=String (新消息)" in text

    on_phone(test, "12")


@pytest.mark.parametrize("android", ["9", "15"])
def test_a_service_whose_state_nobody_keeps_is_refused_rather_than_made_up(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        said = await desk.sh("dumpsys bluetooth_manager")
        assert "Can't find service: bluetooth_manager" in said.out + said.err

    on_phone(test, android)
