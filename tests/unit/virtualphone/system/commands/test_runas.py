"""run-as opens a debuggable app's own files, and no other's."""

from __future__ import annotations

from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def test_a_release_build_stays_closed(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        pid = desk.process.pid
        assert (await desk.sh(f"ls /proc/{pid}/fd")).err == f"ls: /proc/{pid}/fd: Permission denied\n"
        assert "Permission denied" in (await desk.sh(f"cat /proc/{pid}/io")).err
        said = await desk.sh(f"run-as {PACKAGE} ls /proc/{pid}/fd")
        assert said.err == f"run-as: package not debuggable: {PACKAGE}\n" and said.code == 1

    on_phone(test, "14")


def test_files_io_and_threads_of_a_debuggable_app(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        process = desk.process
        assert process.installed is not None
        object.__setattr__(process.installed.manifest, "debuggable", True)
        pid = process.pid
        before = (await desk.sh(f"run-as {PACKAGE} ls /proc/{pid}/fd")).out.split()
        threads = (await desk.sh(f"ls /proc/{pid}/task")).out.split()
        desk.tap("hold")
        after = (await desk.sh(f"run-as {PACKAGE} ls /proc/{pid}/fd")).out.split()
        assert len(after) == len(before) + 40
        assert "write_bytes: 5\n" in (await desk.sh(f"run-as {PACKAGE} cat /proc/{pid}/io")).out
        assert len((await desk.sh(f"ls /proc/{pid}/task")).out.split()) == len(threads) + 5
        stats = (await desk.sh(f"cat /proc/{pid}/task/*/stat")).out
        assert f"{pid} (m.example.small) S" in stats and "(Sync-1) S" in stats

    on_phone(test, "14")
