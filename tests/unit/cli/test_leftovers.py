"""Every command removes what killed ones left, processes and Frida's folders too."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from patrol import temporary
from patrol.cli import leftovers
from patrol.cli.main import call
from patrol.device.hooks import helper_folder
from patrol.virtualphone.jvm.process import MAIN


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def abandoned(kind: str) -> Path:
    """A folder whose process has ended."""
    folder = temporary.new_folder(kind)
    os.close(temporary._held.pop(folder))
    return folder


def test_the_next_command_removes_what_a_killed_one_left(capsys: pytest.CaptureFixture[str]) -> None:
    left = abandoned("mitmdump")
    assert call(["hooks", "list", "--help"]) == 0
    assert not left.exists()


def test_a_java_that_hangs_is_ended_with_its_folder(tmp_path: Path) -> None:
    left, other = abandoned("jvm"), tmp_path / "other"
    waiting = [sys.executable, "-c", "input()", MAIN]
    with (
        subprocess.Popen([*waiting, f"-Dpatrol.calls={left}"], stdin=subprocess.PIPE) as hanging,
        subprocess.Popen([*waiting, f"-Dpatrol.calls={other}"], stdin=subprocess.PIPE) as running,
    ):
        leftovers.clear()
        assert hanging.wait(10) == -9 and running.poll() is None
        running.kill()
    assert not left.exists()


def test_what_frida_unpacked_for_a_killed_run_goes_and_nothing_else(tmp_path: Path) -> None:
    mine, others, strange = (tmp_path / f"frida-{digit * 32}" for digit in "123")
    for folder in (mine, others, strange):
        folder.mkdir()
        (folder / "idund").write_bytes(b"\x7fELF")
    (strange / "diary.txt").touch()
    marker = abandoned("frida")
    (marker / helper_folder.MADE).write_text(f"{mine.name}\n{strange.name}\n../{tmp_path.name}\nfrida-none")
    leftovers.clear()
    assert not mine.exists() and not marker.exists()
    assert (others / "idund").exists() and (strange / "diary.txt").exists()
