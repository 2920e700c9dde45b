"""uiautomator dump."""

from __future__ import annotations

from patrol.device.parse.hierarchy import hierarchy
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


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
