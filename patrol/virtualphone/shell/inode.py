"""What the phone's file system is made of: users, inodes, and what `stat` tells of them."""

from __future__ import annotations

import os
import stat as modes
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class User:
    """Who asks. Root may do everything."""

    uid: int
    gids: frozenset[int] = frozenset()


ROOT = User(0)
SHELL = User(2000, frozenset({2000, 1004, 1007, 1011, 1015, 1028, 3001, 3002, 3003, 3006}))
"""adbd's shell: log, input, sdcard_rw, sdcard_r, the net groups … (AOSP adb/daemon/main.cpp)."""


@dataclass(slots=True)
class Inode:
    """A file, folder or link. `children` is None unless it is a folder."""

    mode: int
    uid: int = 0
    gid: int = 0
    mtime: float = 0
    data: bytes | bytearray = b""
    """A bytearray once it was appended to, so that a growing log costs its length and not its square."""
    children: dict[str, Inode] | None = None
    number: int = 0
    make: Callable[[], bytes] | None = None
    read_only: bool = False

    @property
    def is_dir(self) -> bool:
        return self.children is not None

    @property
    def is_link(self) -> bool:
        return modes.S_ISLNK(self.mode)

    def content(self) -> bytes:
        return self.make() if self.make else bytes(self.data)


@dataclass(frozen=True, slots=True)
class Stat:
    """What `stat` tells; times in seconds since 1970."""

    mode: int
    uid: int
    gid: int
    size: int
    mtime: float
    number: int = 0
    links: int = 1

    @property
    def is_dir(self) -> bool:
        return modes.S_ISDIR(self.mode)

    @property
    def is_link(self) -> bool:
        return modes.S_ISLNK(self.mode)


def error(number: int, path: str) -> OSError:
    """The OSError of an errno, with Android's words (bionic's, equal to glibc's for these)."""
    return OSError(number, os.strerror(number), path)
