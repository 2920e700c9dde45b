"""Temporary folders that say whether somebody still needs them.

A folder `patrol-KIND-…` of the system's temporary folder holds a file `owner` that its process keeps locked. The kernel
lets go of the lock however the process ends, by kill -9 too, so a folder with a lock that can be had belongs to nobody,
and the next command removes it. The process number in the name is for people: numbers are given again, and another
container that shares the folder has numbers of its own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "patrol-"
OWNER = "owner"
_held: dict[Path, int] = {}
"""Open files that hold our locks."""


def new_folder(kind: str) -> Path:
    """A folder of this process, until `remove` or the process's end. `kind` has letters alone."""
    path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}-{os.getpid()}-"))
    draft = path / f"{OWNER}.new"
    taken = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(taken, fcntl.LOCK_EX)
    draft.rename(path / OWNER)  # under its name it is never without its lock
    _held[path] = taken
    return path


def remove(path: Path) -> None:
    """A folder of `new_folder`, with all that is in it; what resists is left to the next command."""
    shutil.rmtree(path, ignore_errors=True)
    taken = _held.pop(path, None)
    if taken is not None:
        os.close(taken)


@contextmanager
def folder(kind: str) -> Iterator[Path]:
    """A folder that is there for the length of the block."""
    path = new_folder(kind)
    try:
        yield path
    finally:
        remove(path)


def clear(first: Callable[[str, Path], None] = lambda kind, path: None) -> None:
    """Removes the folders whose processes have ended; `first` is told the kind and the folder before. Never raises."""
    for path in _ours():
        try:
            taken = os.open(path / OWNER, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            continue  # no folder of `new_folder`, or one that is just being made or removed
        try:
            with suppress(OSError):  # locked: somebody needs it
                fcntl.flock(taken, fcntl.LOCK_EX | fcntl.LOCK_NB)
                first(path.name.split("-")[1], path)
                shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(taken)


def _ours() -> Iterator[Path]:
    """Folders of this user with such a name."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX):
                with suppress(OSError):
                    about = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid():
                        yield Path(entry.path)
