from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.virtualphone.shell.files import SHELL, FileSystem, normal
from tests.unit.virtualphone.double import TinyPhone


@given(st.text(st.sampled_from("ab./"), max_size=20))
def test_normal_paths_are_absolute_and_stay_as_they_are(path: str) -> None:
    result = normal(path)
    assert result.startswith("/") and normal(result) == result and "//" not in result


def test_links_are_followed_and_loops_end() -> None:
    files = FileSystem()
    files.mkdir("/a/b", parents=True)
    files.symlink("/link", "a/b")
    files.write("/link/x", b"1")
    assert files.read("/a/b/x") == b"1" and files.resolve("/link/x") == "/a/b/x"
    files.symlink("/loop", "/loop")
    with pytest.raises(OSError, match="symbolic links"):
        files.read("/loop")


def test_writing_through_a_link_keeps_the_link() -> None:
    files = FileSystem()
    files.symlink("/link", "/target")
    files.write("/link", b"1")
    assert files.stat("/link", follow=False).is_link and files.read("/target") == b"1"


def test_the_shell_user_may_write_where_a_phone_lets_it() -> None:
    files = TinyPhone().files.as_user(SHELL)
    files.write("/sdcard/x", b"1")
    files.write("/data/local/tmp/x", b"1")
    for path, words in (("/data/x", "Permission denied"), ("/system/x", "Read-only"), ("/none/x", "No such file")):
        with pytest.raises(OSError, match=words):
            files.write(path, b"1")


def test_a_folder_without_rights_cannot_be_entered() -> None:
    files = TinyPhone().files
    files.mkdir("/data/user/0/app", 0o700, parents=True)
    files.write("/data/user/0/app/secret", b"1")
    with pytest.raises(PermissionError):
        files.as_user(SHELL).read("/data/user/0/app/secret")


def test_places_made_on_demand() -> None:
    files = FileSystem()
    files.mkdir("/proc")
    files.mount("/proc/7", lambda path: {"": ("stat",), "stat": b"7 (x)"}.get(path))  # type: ignore[return-value]
    count = iter(range(10))
    files.synthetic("/sys/now", lambda: b"%d" % next(count))
    assert files.read("/proc/7/stat") == b"7 (x)" and files.listdir("/proc/7") == ("stat",)
    assert files.listdir("/proc") == ("7",)
    assert (files.read("/sys/now"), files.read("/sys/now")) == (b"0", b"1")
    with pytest.raises(FileNotFoundError):
        files.read("/proc/7/none")
    with pytest.raises(OSError, match="Read-only"):
        files.write("/proc/7/stat", b"")


def test_a_full_disk_takes_no_more_bytes() -> None:
    phone = TinyPhone()
    phone.faults.set("disk-full")
    with pytest.raises(OSError, match="No space left"):
        phone.files.write("/sdcard/x", b"1")


def test_a_folder_does_not_move_into_itself() -> None:
    files = FileSystem()
    files.mkdir("/a/b", parents=True)
    with pytest.raises(OSError, match="Invalid"):
        files.rename("/a", "/a/b/c")
    files.rename("/a/b", "/c")
    assert files.listdir("/") == ("a", "c")


def test_dev_null_takes_everything() -> None:
    FileSystem().write("/dev/null", b"gone")
