"""A phone that is restarted: nothing runs, uptime and log begin anew, what is stored stays."""

from __future__ import annotations

from tests.unit.virtualphone.system.desk import PACKAGE, Desk

BOOT_ID = "cat /proc/sys/kernel/random/boot_id"


def test_a_reboot_ends_the_app_and_begins_uptime_and_log_anew(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        await desk.sh("settings put global probe 7; touch /data/local/tmp/kept")
        before, clock = (await desk.sh(BOOT_ID)).out, desk.phone.wall_ms()
        desk.phone.power.away_ms = 50
        desk.phone.power.reboot()
        await desk.sh("sleep 0.12")
        assert desk.phone.faults.gone and desk.phone.running.of_package(PACKAGE) is None
        await desk.sh("sleep 0.1")
        assert not desk.phone.faults.gone
        assert (await desk.sh(BOOT_ID)).out != before
        assert desk.phone.uptime_ms() < 60_000
        assert 0 < desk.phone.wall_ms() - clock < 60_000
        assert "Force stopping" not in (await desk.sh("logcat -d -b all")).out
        assert (await desk.sh("settings get global probe")).out == "7\n"
        assert (await desk.sh("ls /data/local/tmp/kept")).code == 0
        await desk.start()

    on_phone(test)


def test_the_shell_reboots_too(on_phone) -> None:
    async def test(desk: Desk) -> None:
        for line in ("reboot", "svc power reboot userrequested"):
            boots = desk.phone.power.boots
            desk.phone.faults.booting = False
            assert (await desk.sh(line)).code == 0
            await desk.sh("sleep 0.15")
            assert desk.phone.faults.booting
            desk.phone.power.up()
            assert desk.phone.power.boots == boots + 1

    on_phone(test)
