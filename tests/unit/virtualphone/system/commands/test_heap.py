"""am dumpheap."""

from __future__ import annotations

from patrol.device.parse.heap import value_in_heap
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def test_a_release_build_gives_no_heap(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        said = await desk.sh(f"am dumpheap -g {desk.process.pid} /data/local/tmp/h")
        assert said.code != 0 and "Process not debuggable: ProcessRecord{" in said.err

    on_phone(test)


def test_the_heap_of_any_app_on_a_rooted_phone_holds_what_it_holds(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("name")
        await desk.sh("input text s3cret")
        said = await desk.sh(f"am dumpheap {PACKAGE} /data/local/tmp/h")
        assert said.out.startswith("File: /data/local/tmp/h\n") and said.code == 0
        assert value_in_heap(desk.phone.files.read("/data/local/tmp/h"), "s3cret").whole == 1
        assert "Unknown process" in (await desk.sh("am dumpheap 99999 /data/local/tmp/h")).err
        assert "Unable to open file" in (await desk.sh(f"am dumpheap {PACKAGE} /nowhere/h")).err

    on_phone(test, rooted=True)
