"""What is removed of what killed processes leave, and what is never touched."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from patrol import temporary

KILLED = """
import os, signal, sys, tempfile
tempfile.tempdir = sys.argv[1]
from patrol import temporary
folder = temporary.new_folder("scan")
(folder / "base.apk").write_bytes(b"x" * 1000)
print(folder, flush=True)
if sys.argv[2] == "wait":
    sys.stdin.readline()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def started(tmp_path: Path, how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KILLED, str(tmp_path), how]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_folder_is_gone_after_its_block_however_that_ends(tmp_path: Path) -> None:
    with temporary.folder("scan") as folder:
        (folder / "a").mkdir()
        assert folder.parent == tmp_path and folder.name.startswith("patrol-scan-")
    with pytest.raises(ZeroDivisionError), temporary.folder("scan") as other:
        raise ZeroDivisionError
    assert not folder.exists() and not other.exists() and not temporary._held


def test_what_a_killed_process_left_is_removed_and_what_a_running_one_needs_is_not(tmp_path: Path) -> None:
    with started(tmp_path, "at once") as killed, started(tmp_path, "wait") as running:
        assert killed.stdout and running.stdout
        left, needed = (Path(one.stdout.readline().strip()) for one in (killed, running) if one.stdout)
        killed.wait(20)
        told: list[tuple[str, Path]] = []
        temporary.clear(lambda kind, path: told.append((kind, path)))
        assert told == [("scan", left)] and not left.exists() and (needed / "base.apk").exists()
        running.communicate("\n", timeout=20)
        temporary.clear()
        assert not needed.exists()


def test_our_own_folders_stay(tmp_path: Path) -> None:
    with temporary.folder("scan") as folder:
        temporary.clear()
        assert folder.exists()


def test_what_is_not_surely_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "patrol-notes").mkdir()
    (tmp_path / "patrol-notes" / "owner.txt").write_text("mine")
    (tmp_path / "patrol-file").write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "owner").touch()
    (tmp_path / "patrol-scan-1-link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "other-scan-1-x").mkdir()
    (tmp_path / "other-scan-1-x" / "owner").touch()
    before = sorted(tmp_path.rglob("*"))
    temporary.clear()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_temporary_folder_that_is_not_there_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    temporary.clear()
