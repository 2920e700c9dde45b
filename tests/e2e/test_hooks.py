"""Hooks in runs as users make them: seen calls, no Java here, patrol killed in the middle."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from patrol.model.artifacts import GatherFailure
from patrol.model.calls import Calls, HookWay
from patrol.store.run_folder import RunFolder
from tests.e2e.conftest import SMALL, Lent, World, ended, eventually, run_of

pytestmark = pytest.mark.timeout(240)
QUICK = ("--without", "traffic", "--without", "frames", "--without", "resources")


def javas(owner: int) -> list[int]:
    """Running JVMs of apps whose phone lives in the process `owner`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words, state = (folder / "cmdline").read_bytes(), (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if b"android.app.ActivityThread" in words and f"patrol-jvm-{owner}-".encode() in words and state[0] != "Z":
            found.append(int(folder.name))
    return found


def test_a_run_sees_the_apps_calls_and_leaves_no_process_behind(
    shared_world: World, small_phone: Lent, tmp_path: Path
) -> None:
    small_phone.shell("am force-stop com.example.small")  # another test may have left it running
    end = shared_world.patrol("play", SMALL, *QUICK, "--phone", small_phone.address, "--out", str(tmp_path))
    assert end.returncode in (0, 1, 4), end.stdout + end.stderr
    folder = RunFolder.open(run_of(tmp_path))
    calls = folder.get(Calls)
    assert isinstance(calls, Calls), calls
    assert calls.how == "virtual" and calls.client == calls.server != "" and calls.apis > 800
    assert calls.processes and not calls.gaps
    assert {process.way for process in calls.processes} == {HookWay.spawn}
    last = {process.pid: process for process in calls.processes}
    assert all(process.methods > 500 for process in last.values()), last
    eventually(lambda: not javas(os.getpid()), "the end of the app's Java")


def test_without_a_java_the_run_goes_on_and_says_what_to_do(shared_world: World, tmp_path: Path) -> None:
    shared_world.more = {"PATROL_JAVA": "/nowhere/java"}
    try:
        end = shared_world.patrol("play", SMALL, *QUICK, "--phone", "demo", "--out", str(tmp_path))
    finally:
        shared_world.more = {}
    assert end.returncode in (0, 1, 4), end.stdout + end.stderr
    failure = RunFolder.open(run_of(tmp_path)).get(Calls)
    assert isinstance(failure, GatherFailure)
    assert "There is no Java at /nowhere/java" in failure.message and "PATROL_JAVA" in failure.advice
    assert "Journeys 1/1" in end.stdout


@pytest.mark.parametrize("moment", ["while the first Java is prepared", "in the middle"])
def test_patrol_that_is_killed_leaves_no_java_behind(world: World, tmp_path: Path, moment: str) -> None:
    with world.lent() as phone:
        run = world.start("crawl", SMALL, *QUICK, "--phone", phone.address, "--out", str(tmp_path / "out"))
        eventually(lambda: javas(os.getpid()), "a Java of the app")
        if moment == "in the middle":
            eventually(lambda: list((tmp_path / "out").glob("*/hooked.jsonl")), "a hooked process")
        run.send_signal(signal.SIGKILL)
        run.communicate()
        eventually(lambda: not javas(os.getpid()), "the end of the app's Java")
        assert phone.call(lambda inside: inside.running.jvms.hosting) is None
        # The next run finds the phone as any other.
        end = ended(world.start("play", SMALL, *QUICK, "--phone", phone.address, "--out", str(tmp_path / "next")))
        assert end.returncode in (0, 1, 4), end.stdout + end.stderr
        assert isinstance(RunFolder.open(run_of(tmp_path / "next")).get(Calls), Calls)
