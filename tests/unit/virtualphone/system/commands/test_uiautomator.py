"""uiautomator dump."""

from __future__ import annotations

import asyncio

from patrol.device.parse.accessibility import parse_event
from patrol.device.parse.hierarchy import hierarchy
from tests.unit.virtualphone.system.desk import PACKAGE, Desk, _In, _Out


def test_the_tree_of_the_focused_window_as_a_file(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        said = await desk.sh("uiautomator dump")
        assert said.out == "UI hierchary dumped to: /sdcard/window_dump.xml\n"
        seen = hierarchy(desk.phone.files.read("/sdcard/window_dump.xml"))
        ids = {node.resource_id for root in seen.roots for node in root.walk()}
        assert f"{PACKAGE}:id/crash" in ids
        assert (await desk.sh("uiautomator dump /nowhere/x.xml")).code == 1
        await desk.sh("input keyevent POWER")
        assert "null root node" in (await desk.sh("uiautomator dump")).err

    on_phone(test)


def test_events_are_told_while_no_other_client_uses_ui_automation(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        heard = _Out()
        listening = asyncio.create_task(desk.phone.run_shell("uiautomator events", _In(b""), heard, heard))
        await asyncio.sleep(0.05)
        desk.tap("name")
        await desk.sh("input text a")
        await asyncio.sleep(0.05)
        listening.cancel()
        events = [parse_event(line) for line in heard.data.decode().splitlines()]
        assert [event.kind for event in events if event] == ["TYPE_VIEW_CLICKED", "TYPE_VIEW_TEXT_CHANGED"]
        desk.phone.ports[9008] = None  # type: ignore[assignment]
        assert "already registered" in (await desk.sh("uiautomator events")).err

    on_phone(test)
