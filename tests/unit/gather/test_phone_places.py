"""Files of an app by what the phone's shell prints, and notifications by what dumpsys prints."""

from __future__ import annotations

import base64
import shlex
from types import SimpleNamespace
from typing import Any

from patrol.device.driver import ShellResult
from patrol.gather.phone_places import PhoneFiles, notifications
from patrol.model.values import Place

OWN = "/data/user/0/a.b"


class Shell:
    """A phone with files; `root` says whether `su` is there."""

    def __init__(self, root: bool) -> None:
        self.root = root
        self.files: dict[str, tuple[int, bytes]] = {"/sdcard/old.txt": (1, b"before the run")}

    def shell(self, command: str) -> ShellResult:
        words = shlex.split(command)
        if words[0] == "su":
            return ShellResult(self._run(words[-1]), 0) if self.root else ShellResult("su: not found", 127)
        return ShellResult("" if words[0] in ("run-as", "ls") else self._run(command), 0)

    def _run(self, line: str) -> str:
        if "patrol-yes" in line:
            return "patrol-yes"
        if line.startswith("find "):
            folder = line.split()[1]
            return "".join(f"{t} {len(d)} {p}\n" for p, (t, d) in self.files.items() if p.startswith(folder))
        return base64.encodebytes(self.files[shlex.split(line)[1]][1]).decode()


def driver(shell: Shell) -> Any:
    return SimpleNamespace(shell=shell.shell)


def test_new_and_changed_files_are_read_and_small_own_ones_told_again() -> None:
    phone = Shell(root=True)
    phone.files[f"{OWN}/shared_prefs/a.xml"] = (5, b"<map/>")
    files = PhoneFiles(driver(phone), "a.b")
    assert [(one.path, one.place) for one in files.look()] == [(f"{OWN}/shared_prefs/a.xml", Place.preferences)]
    phone.files["/sdcard/Download/x.csv"] = (9, b"name")
    again = {one.path: one.place for one in files.look()}
    assert again == {"/sdcard/Download/x.csv": Place.external, f"{OWN}/shared_prefs/a.xml": Place.preferences}
    del phone.files[f"{OWN}/shared_prefs/a.xml"]
    assert list(files.look()) == []


def test_a_phone_that_lets_nobody_in_says_so_and_shared_storage_is_still_read() -> None:
    phone = Shell(root=False)
    files = PhoneFiles(driver(phone), "a.b")
    phone.files["/sdcard/x.txt"] = (9, b"y")
    assert "not rooted" in files.trouble and [one.path for one in files.look()] == ["/sdcard/x.txt"]
    assert files.as_root("id") == ""


def test_large_files_are_left_out_and_counted() -> None:
    phone = Shell(root=True)
    files = PhoneFiles(driver(phone), "a.b")
    phone.files[f"{OWN}/files/big"] = (5, b"x" * (3 << 20))
    assert list(files.look()) == [] and files.left_out == 1


DUMP = """
    NotificationRecord(0x0a: pkg=a.b user=UserHandle{0} id=1 tag=null key=0|a.b|1: Notification())
      extras={
        android.title=String (动账提醒)
        android.text=String (card 6228480402564893392 (CNY))
      }
    NotificationRecord(0x0b: pkg=other.app user=UserHandle{0} id=2 tag=null)
        android.text=String (not ours)
"""


def test_notifications_of_the_app_alone_are_read() -> None:
    assert notifications(DUMP, "a.b") == ["动账提醒", "card 6228480402564893392 (CNY)"]
    assert notifications("nonsense", "a.b") == []
