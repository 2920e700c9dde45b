"""What lies on the phone: the app's files where the phone lets us, shared storage, notifications."""

from __future__ import annotations

import binascii
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.device.driver import Driver
from patrol.errors import DeviceError, DeviceLost
from patrol.model.values import Place

MOST_FILES = 200
"""Of one look; the newest first."""
LARGEST_FILE = 2 << 20
KEPT_FILE = 64 << 10
MOST_BYTES = 16 << 20
SHARED = "/sdcard"
LEFT_OUT = re.compile(r"\.(?:so|dex|odex|vdex|art|apk|jar|prof|ttf|otf|mp4|mp3|webp\.0)$|/(?:code_cache|oat|lib)/")
ROW = re.compile(r"^(\d+) (\d+) (.+)$", re.M)
RECORD = re.compile(r"NotificationRecord\(.*?\bpkg=(\S+)")
EXTRA = re.compile(r"android\.(?:title|text|bigText|subText|tickerText|textLines)=\w+ \((.*)\)\s*$")
IMAGES = (b"\xff\xd8\xff", b"\x89PNG")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it lies on the phone."""

    path: str
    place: Place
    data: bytes
    size: int


class PhoneFiles:
    """The app's files, and those on shared storage; each look gives those that are new or changed."""

    def __init__(self, driver: Driver, package: str) -> None:
        self._driver = driver
        self._package = package
        self._seen: dict[str, tuple[str, str]] = {}
        self._kept: dict[str, Stored] = {}
        """Small ones of the app's own, to tell at each look what is still there; in memory only."""
        self.trouble = ""
        """Why the app's own files cannot be read; "" while they can."""
        self._there: set[str] = set()
        self.left_out = 0
        """Files that were too large or too many."""
        self._prefix = self._way()
        self._list(SHARED, "")  # what lay there before the run is not the app's doing

    def _way(self) -> str:
        """What to put before a command so that it may read the app's files; sets `trouble` where nothing helps."""
        data = f"/data/user/0/{self._package}"
        for prefix in ("su 0 sh -c", "su -c", f"run-as {self._package} sh -c"):
            if "patrol-yes" in self._shell(f"{prefix} {shlex.quote('ls -d / >/dev/null && echo patrol-yes')}"):
                return prefix
        if "patrol-yes" in self._shell(f"ls {data} >/dev/null 2>&1 && echo patrol-yes"):
            return "sh -c"
        self.trouble = "the phone is not rooted and the app is not debuggable, so its files cannot be read"
        return ""

    def as_root(self, command: str) -> str:
        """What a command prints as root; "" on a phone that is not rooted."""
        return self._shell(f"{self._prefix} {shlex.quote(command)}") if self._prefix.startswith("su") else ""

    def look(self) -> Iterator[Stored]:
        """New and changed files. Raises DeviceLost."""
        left = MOST_BYTES
        own = self._list(f"/data/user/0/{self._package}", self._prefix) if self._prefix else []
        files = [*((path, size, self._prefix) for path, size in own), *((p, s, "") for p, s in self._list(SHARED, ""))]
        for path, size, prefix in files[:MOST_FILES]:
            if size > LARGEST_FILE or left <= 0:
                self.left_out += 1
                continue
            data = self._read(path, prefix)
            left -= len(data)
            if data:
                stored = self._kept[path] = Stored(path, _place(path, data), data, size)
                if size > KEPT_FILE or not prefix:
                    self._kept.pop(path)
                yield stored
        changed = {path for path, _, _ in files}
        yield from (one for path, one in self._kept.items() if path not in changed and path in self._there)
        self.left_out += max(0, len(files) - MOST_FILES)

    def _list(self, folder: str, prefix: str) -> list[tuple[str, int]]:
        """(path, size) of files that were not there at the last look, or were otherwise."""
        # With the slash: /sdcard is a link.
        listed = self._shell(
            _as(prefix, f"find {folder}/ -type f -exec stat -c '%Y %s %n' {{}} + 2>/dev/null | head -n 5000")
        )
        found = []
        if prefix:
            self._there = {path for _, _, path in ROW.findall(listed)}
        for time, size, path in ROW.findall(listed.replace("\r", "")):
            if self._seen.get(path) != (time, size) and not LEFT_OUT.search(path):
                self._seen[path] = (time, size)
                found.append((path, int(size), int(time)))
        found.sort(key=lambda one: -one[2])
        # What a database's log was changed by is read with the database.
        logs = {path.removesuffix("-wal") for path, _, _ in found if path.endswith("-wal")}
        found += [
            (path, int(self._seen[path][1]), 0) for path in logs - {path for path, _, _ in found} if path in self._seen
        ]
        return [(path, size) for path, size, _ in found]

    def _read(self, path: str, prefix: str) -> bytes:
        text = self._shell(_as(prefix, f"base64 {shlex.quote(path)}"))
        try:
            return binascii.a2b_base64("".join(text.split()))
        except (binascii.Error, ValueError):
            return b""

    def _shell(self, command: str) -> str:
        try:
            return self._driver.shell(command).output
        except DeviceLost:
            raise
        except DeviceError:
            return ""


def _as(prefix: str, command: str) -> str:
    return f"{prefix} {shlex.quote(command)}" if prefix else command


def _place(path: str, data: bytes) -> Place:
    if path.startswith((SHARED, "/storage/")):
        return Place.external
    if data.startswith(IMAGES):
        return Place.image
    if data.startswith(b"SQLite format 3\0") or "/databases/" in path:
        return Place.database
    return Place.preferences if "/shared_prefs/" in path else Place.file


def notifications(dump: str, package: str) -> list[str]:
    """The texts of a package's notifications in `dumpsys notification --noredact`, each once."""
    texts: dict[str, None] = {}
    own = False
    for line in dump.splitlines():
        if record := RECORD.search(line):
            own = record[1] == package
        elif own and (text := EXTRA.search(line.strip())):
            texts[text[1]] = None
    return list(texts)
