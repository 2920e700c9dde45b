"""dumpsys and cmd: which services there are."""

from __future__ import annotations

import pytest

from patrol.virtualphone.system.dumps.table import SERVICES
from tests.unit.virtualphone.system.desk import Desk


@pytest.mark.parametrize("android", ["9", "12", "15"])
def test_every_service_has_something_to_say(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        for name in SERVICES:
            said = await desk.sh(f"dumpsys {name}")
            assert said.out and not said.err and said.code == 0, name
        assert "DUMP OF SERVICE window:" in (await desk.sh("dumpsys")).out

    on_phone(test, android)


def test_an_unknown_service_is_refused(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("dumpsys foo")).err == "Can't find service: foo\n"
        assert (await desk.sh("cmd foo bar")).err == "cmd: Can't find service: foo\n"
        assert "  window\n" in (await desk.sh("dumpsys -l")).out

    on_phone(test)
