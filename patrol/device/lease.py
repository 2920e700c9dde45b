"""One run a phone: a lock file for each serial, held by the running process and freed by its end, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from pathlib import Path

from patrol.errors import DeviceError


@contextlib.contextmanager
def leased(state: Path, serial: str, *, passing: bool = False) -> Iterator[None]:
    """While inside, no other run gets this phone. `passing`: the phone goes with the lease, and the file with it.
    Raises DeviceError that names the run that has it."""
    path = state / "leases" / f"{re.sub(r'[^A-Za-z0-9.-]', '_', serial)}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise DeviceError(
                f"phone {serial} is in use by another run of patrol (process {holder}).",
                advice="Wait for it to end, or name another phone with --phone.",
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
            if passing:
                path.unlink(missing_ok=True)


def holder_of(state: Path, serial: str) -> int | None:
    """The process that has this phone; None when it is free."""
    path = state / "leases" / f"{re.sub(r'[^A-Za-z0-9.-]', '_', serial)}.lock"
    try:
        with path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                said = file.read().strip()
                return int(said) if said.isdecimal() else None
    except OSError:
        pass
    return None
