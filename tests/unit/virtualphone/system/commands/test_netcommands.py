"""svc, ip, ping."""

from __future__ import annotations

from tests.unit.virtualphone.system.desk import Desk


def test_wifi_can_be_switched(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert "inet 10.0.2.16/24" in (await desk.sh("ip addr show wlan0")).out
        await desk.sh("svc wifi disable; svc data disable")
        assert "inet 10" not in (await desk.sh("ip addr show wlan0")).out
        assert not desk.phone.network.online
        await desk.sh("svc wifi enable")
        assert desk.phone.network.online
        await desk.sh("cmd connectivity airplane-mode enable")
        assert (await desk.sh("settings get global airplane_mode_on")).out == "1\n"

    on_phone(test)


def test_nothing_else_is_reachable(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("ping -c 1 example.com")).err == "ping: unknown host example.com\n"
        assert (await desk.sh("ip nonsense")).code == 1
        assert (await desk.sh("ifconfig wlan9")).code == 1

    on_phone(test)
