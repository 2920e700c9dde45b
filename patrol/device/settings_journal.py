"""What a run changes on a phone is written down first, so that a run that was killed leaves nothing behind.

One file for each phone, in the state folder. Before a setting is changed, its former value goes to the disk; at the end
of the run, at the start of the next one, or on `patrol doctor --repair`, everything in the file is put back.

    journal = SettingsJournal.of(state_folder, serial)
    journal.put(driver.shell, "global", "http_proxy", "127.0.0.1:8080")
    journal.restore(driver.shell)
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from patrol.device.driver import ShellResult
from patrol.errors import DeviceError
from patrol.model.record import Record, to_json

NO_VALUE = "null"
"""What `settings get` prints for a setting that is not there."""


class Shell(Protocol):
    def __call__(self, command: str, /) -> ShellResult: ...


class Change(Record, frozen=True):
    """One setting as it was before the first change. `before` None: it did not exist."""

    namespace: str
    """system, secure, global; `reverse` for a port that reaches this computer; `file` for a file that was put there."""
    key: str
    before: str | None = None

    def __str__(self) -> str:
        return f"{self.namespace} {self.key}"


class Journal(Record, frozen=True):
    serial: str
    changes: tuple[Change, ...] = ()


class SettingsJournal:
    """The changed settings of one phone; every method may be called from any thread."""

    def __init__(self, path: Path, serial: str) -> None:
        self.path = path
        self.serial = serial
        self._lock = threading.RLock()

    @classmethod
    def of(cls, state: Path, serial: str) -> SettingsJournal:
        """The journal of the phone `serial` in the state folder."""
        return cls(state / "settings" / f"{re.sub(r'[^A-Za-z0-9.-]', '_', serial)}.json", serial)

    def pending(self) -> tuple[Change, ...]:
        """What has to be put back, in the order of the changes; empty for a file that cannot be read."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Journal).changes
        except (OSError, msgspec.DecodeError):
            return ()

    def put(self, shell: Shell, namespace: str, key: str, value: str) -> None:
        """Change a setting, its former value on the disk first. Raises DeviceError when the phone does not take it."""
        with self._lock:
            asked = shell(f"settings get {namespace} {shlex.quote(key)}")
            if asked.exit_code != 0:
                raise DeviceError(f"the phone does not tell the setting {namespace} {key}: {asked.errors.strip()}")
            before = asked.output.strip()
            self.note(Change(namespace, key, None if before in (NO_VALUE, "") else before))
            _put(shell, namespace, key, value)
            now = shell(f"settings get {namespace} {shlex.quote(key)}").output.strip()
        if now != value:
            raise DeviceError(
                f"the phone did not take the setting {namespace} {key} = {value} (it says {now or 'nothing'}).",
                advice="Some phones want “USB debugging (security settings)” (USB 调试（安全设置）) for that.",
            )

    def note_reverse(self, phone_port: int) -> None:
        """A port of the phone will reach this computer: to be undone."""
        self.note(Change("reverse", str(phone_port)))

    def note(self, change: Change) -> None:
        """Write down a change that is about to be made; the first one of a setting counts."""
        with self._lock:
            known = self.pending()
            if not any((c.namespace, c.key) == (change.namespace, change.key) for c in known):
                self._write((*known, change))

    def settled(self, change: Change) -> None:
        """This change is undone."""
        with self._lock:
            self._write(tuple(c for c in self.pending() if c != change))

    def restore(
        self,
        shell: Shell,
        remove_reverse: Callable[[int], None] | None = None,
        *,
        only: Callable[[Change], bool] = lambda change: True,
    ) -> tuple[str, ...]:
        """Put everything back (or what `only` says), the last change first; what was put back. What fails stays in the
        file, and its DeviceError is raised after the rest was tried."""
        done: list[str] = []
        failed: DeviceError | None = None
        with self._lock:
            for change in filter(only, reversed(self.pending())):
                try:
                    _undo(shell, change, remove_reverse)
                    _see_undone(shell, change)
                except DeviceError as problem:
                    failed = problem
                    continue
                done.append(str(change))
                self.settled(change)
        if failed:
            raise failed
        return tuple(done)

    def forget(self) -> None:
        """For a phone that begins anew, as virtual phones do."""
        self.path.unlink(missing_ok=True)

    def _write(self, changes: tuple[Change, ...]) -> None:
        if not changes:
            self.path.unlink(missing_ok=True)
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all, and on the disk before the phone is touched.
        part = self.path.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as file:
            file.write(to_json(Journal(self.serial, changes)))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)


def journals(state: Path) -> tuple[SettingsJournal, ...]:
    """The journals of all phones that have something to put back."""
    found = []
    for path in sorted((state / "settings").glob("*.json")):
        with contextlib.suppress(OSError, msgspec.DecodeError):
            found.append(SettingsJournal(path, msgspec.json.decode(path.read_bytes(), type=Journal).serial))
    return tuple(found)


def _put(shell: Shell, namespace: str, key: str, value: str) -> None:
    shell(f"settings put {namespace} {shlex.quote(key)} {shlex.quote(value)}")


def _undo(shell: Shell, change: Change, remove_reverse: Callable[[int], None] | None) -> None:
    if change.namespace == "reverse":
        if remove_reverse:
            remove_reverse(int(change.key))
        return
    if change.namespace == "file":
        remove = f"rm -f {shlex.quote(change.key)}"
        shell(f"{remove} || su 0 {remove} || su -c {shlex.quote(remove)}")
        return
    if change.namespace == "secure" and change.key == "default_input_method" and change.before:
        shell(f"ime set {shlex.quote(change.before)}")
    if change.before is not None:
        _put(shell, change.namespace, change.key, change.before)
        return
    if (change.namespace, change.key) == ("global", "http_proxy"):
        # Deleting it alone leaves the proxy in force until the next start; `:0` is how Android says none.
        _put(shell, "global", "http_proxy", ":0")
    shell(f"settings delete {change.namespace} {shlex.quote(change.key)}")


def _see_undone(shell: Shell, change: Change) -> None:
    """Raises DeviceError when the phone still has it the other way."""
    if change.namespace == "reverse":
        return
    if change.namespace == "file":
        left = shell(f"[ -e {shlex.quote(change.key)} ] && echo left").output.strip() == "left"
        said, good = "still there", not left
    else:
        said = shell(f"settings get {change.namespace} {shlex.quote(change.key)}").output.strip()
        good = said == change.before if change.before is not None else said in (NO_VALUE, "", ":0")
    if not good:
        raise DeviceError(
            f"{change} could not be put back to {change.before or 'nothing'}: it is {said}.",
            advice="Put it back by hand, or try `patrol doctor --repair` once the phone takes it.",
        )


@contextlib.contextmanager
def keyboard_chosen(shell: Shell, journal: SettingsJournal | None, keyboard: str) -> Iterator[None]:
    """With this input method chosen; afterwards the former one is, whatever happened."""
    before = shell("settings get secure default_input_method").output.strip()
    if before == keyboard:
        yield
        return
    change = Change("secure", "default_input_method", before if "/" in before else None)
    if journal:
        journal.note(change)
    shell(f"ime enable {shlex.quote(keyboard)}")
    try:
        shell(f"ime set {shlex.quote(keyboard)}")
        yield
    finally:
        _undo(shell, change, None)
        if journal:
            journal.settled(change)
        shell(f"ime disable {shlex.quote(keyboard)}")
