"""/proc and /sys follow what the phone does."""

from __future__ import annotations

from patrol.device.parse import cpu
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def test_processor_time_advances_while_the_app_works(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        pid = desk.process.pid
        before = cpu.parse_process_stat((await desk.sh(f"cat /proc/{pid}/stat")).out.strip())
        desk.tap("slow")
        await desk.sh("sleep 0.4")
        after = cpu.parse_process_stat((await desk.sh(f"cat /proc/{pid}/stat")).out.strip())
        assert before and after and after.ticks > before.ticks
        assert cpu.parse_system_stat((await desk.sh("cat /proc/stat")).out)

    on_phone(test)


def test_a_process_that_ended_is_gone(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        pid = desk.process.pid
        assert (await desk.sh(f"cat /proc/{pid}/cmdline")).out == f"{PACKAGE}\0"
        assert "Uid:\t10130\t" in (await desk.sh(f"cat /proc/{pid}/status")).out
        await desk.sh(f"am force-stop {PACKAGE}")
        said = await desk.sh(f"cat /proc/{pid}/stat")
        assert said.err == f"cat: /proc/{pid}/stat: No such file or directory\n" and said.code == 1

    on_phone(test)


def test_cores_memory_and_heat(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("cat /sys/devices/system/cpu/online")).out == "0-3\n"
        assert (await desk.sh("cat /sys/class/thermal/thermal_zone1/type")).out == "battery\n"
        assert (await desk.sh("cat /proc/meminfo | head -1")).out == "MemTotal:        2900000 kB\n"
        assert "wlan0" in (await desk.sh("cat /proc/net/dev")).out

    on_phone(test, "small")
