"""The drop box keeps the main thread's stack of an ANR."""

from __future__ import annotations

from patrol.device.parse import thread_dump
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def test_the_report_of_an_anr_holds_the_main_thread(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("hang")
        said = (await desk.sh("dumpsys dropbox --print data_app_anr")).out
        assert said.startswith("Drop box contents: 1 entries\n") and f"Process: {PACKAGE}\n" in said
        dump = thread_dump.parse(said)
        main = dump.processes[0].main
        assert main is not None and main.frames[0] == "com.example.small.Store.load(Store.java:31)"
        assert "(No entries found.)" in (await desk.sh("dumpsys dropbox --print data_app_crash")).out

    on_phone(test, "14")


def test_the_trace_file_is_the_systems_own(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("hang")
        (name,) = (await desk.sh("ls /data/anr")).out.split()
        assert "Permission denied" in (await desk.sh(f"cat /data/anr/{name}")).err

    on_phone(test, "14")
