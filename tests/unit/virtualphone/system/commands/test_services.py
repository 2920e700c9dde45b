"""cmd and service."""

from __future__ import annotations

from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def test_cmd_leads_to_services(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("cmd package list packages -3")).out == f"package:{PACKAGE}\n"
        assert "Status: ok" in (await desk.sh(f"cmd activity start-activity -W -n {PACKAGE}/.MainActivity")).out
        assert (await desk.sh("cmd window size")).out == "Physical size: 1080x2400\n"
        assert (await desk.sh("cmd notification allow_listener a/.B")).code == 0
        await desk.sh("cmd statusbar expand-notifications")
        assert desk.title == "NotificationShade"
        assert (await desk.sh("service check window")).out == "Service window: found\n"
        assert (await desk.sh("service check foo")).out == "Service foo: not found\n"

    on_phone(test)
