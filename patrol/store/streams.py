"""Append-only files of one JSON record a line: what is written survives kill -9, what is torn is cut off."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from patrol.errors import PatrolError
from patrol.model.record import Record

R = TypeVar("R", bound=Record)


class DiskFull(PatrolError):
    """No space for the run; what was written before stays valid."""


class Stream:
    """One file, written a whole line at a time without buffering, so that a killed process loses at most one record."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        _cut_torn_line(self._file)

    def append(self, record: Record) -> None:
        """Raises DiskFull, leaving the file as it was before."""
        line = msgspec.json.encode(record) + b"\n"
        before = os.fstat(self._file).st_size
        try:
            written = os.write(self._file, line)
            if written < len(line):
                os.write(self._file, line[written:])
        except OSError as error:
            os.ftruncate(self._file, before)
            raise explain(error, self._path) from error

    def close(self) -> None:
        os.close(self._file)


def explain(error: OSError, path: Path) -> PatrolError:
    """The user's view of a failed write."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskFull(
            f"The disk is full: {path} could not be written.",
            advice="Free some space, then go on with `patrol resume` or judge what is there with `patrol audit`.",
        )
    return PatrolError(f"{path} could not be written: {error.strerror}.", advice="Check the folder's permissions.")


def read(path: Path, kind: type[R], *, damaged: Callable[[int], None] | None = None) -> Iterator[R]:
    """Records in order. A torn last line is what kill -9 leaves and is passed over; any other line that cannot be read
    is passed over too, and `damaged` is called with its number from 1."""
    decoder = msgspec.json.Decoder(kind)
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                return
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                if damaged:
                    damaged(number)


def last(path: Path, kind: type[R]) -> R | None:
    """The last record, found from the end; None when there is none or its line is damaged."""
    try:
        with path.open("rb") as file:
            size = start = file.seek(0, os.SEEK_END)
            length, lines = 1 << 14, [b""]
            # What follows the last newline is empty, or a torn line; what precedes the first may be cut.
            while start > 0 and len(lines) < 3:
                start = file.seek(max(0, size - length))
                lines = file.read().split(b"\n")
                length *= 4
        return msgspec.json.decode(lines[-2], type=kind) if len(lines) > 1 else None
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path` in one step: a reader sees the old file or the new one. Raises DiskFull."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise explain(error, path) from error


def _cut_torn_line(file: int) -> None:
    size = os.fstat(file).st_size
    end = size
    while end > 0:
        start = max(0, end - 65536)
        newline = os.pread(file, end - start, start).rfind(b"\n")
        if newline >= 0:
            end = start + newline + 1
            break
        end = start
    if end < size:
        os.ftruncate(file, end)
