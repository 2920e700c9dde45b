"""dumpsys autofill."""

from __future__ import annotations

from patrol.device.parse.autofill import offered_to_autofill
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def test_a_focused_field_with_the_system_s_keyboard_is_offered(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        assert not offered_to_autofill((await desk.sh("dumpsys autofill")).out, PACKAGE)
        desk.tap("name")
        assert offered_to_autofill((await desk.sh("dumpsys autofill")).out, PACKAGE)
        await desk.sh("settings delete secure autofill_service")
        assert not offered_to_autofill((await desk.sh("dumpsys autofill")).out, PACKAGE)

    on_phone(test)
