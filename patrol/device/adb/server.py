"""The adb server on this computer: find it, start it when none runs, ask it which phones are attached.

A server that runs is used as it is, whatever its version: only `adb` clients insist on their own version and restart
the server for it, and patrol starts no adb client while a server answers.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from patrol.clock import Clock, RunClock, wait_until
from patrol.device.adb import errors
from patrol.device.adb.connection import Connection, Refused
from patrol.errors import DeviceError

DEFAULT_PORT = 5037
CONNECT_S = 3.0
START_S = 30.0
ANSWER_S = 10.0


@dataclass(frozen=True, slots=True)
class Attached:
    """One line of `adb devices -l`. `state`: device, offline, unauthorized, no permissions …"""

    serial: str
    state: str
    model: str = ""
    product: str = ""

    @property
    def ready(self) -> bool:
        return self.state == "device"


def find_adb() -> str:
    """The adb of the PATH, else the one inside the adbutils package. Raises DeviceError when there is neither."""
    if found := shutil.which("adb"):
        return found
    spec = importlib.util.find_spec("adbutils")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("adb", "adb.exe"):
            bundled = Path(folder, "binaries", name)
            if bundled.is_file():
                return str(bundled)
    raise DeviceError(
        "there is no adb on this computer.",
        advice="Install it (Debian: `apt install adb`; else Google's platform-tools) and put it on the PATH.",
    )


class AdbServer:
    """The adb server on `port` of this computer."""

    def __init__(
        self,
        port: int | None = None,
        *,
        find: Callable[[], str] = find_adb,
        clock: Clock | None = None,
    ) -> None:
        self.port = port or DEFAULT_PORT
        self._find = find
        self.clock = clock or RunClock()

    def connect(self) -> Connection:
        """A connection to the server, which is started when nothing answers."""
        try:
            return self._connect()
        except ConnectionRefusedError:
            self.start()
            return self._connect()

    def _connect(self) -> Connection:
        sock = socket.create_connection(("127.0.0.1", self.port), CONNECT_S)
        sock.settimeout(ANSWER_S)
        return Connection(sock)

    def start(self) -> None:
        """Start a server. Raises DeviceError with what adb said."""
        adb = self._find()
        # Into a file: the server inherits the pipes of its starter, and reading them to the end would wait for it.
        with tempfile.TemporaryFile() as said:
            command = [adb, "-P", str(self.port), "start-server"]
            try:
                code = subprocess.run(
                    command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=START_S, check=False
                ).returncode
            except (OSError, subprocess.TimeoutExpired) as problem:
                raise self._cannot_start(adb, str(problem)) from None
            said.seek(0)
            text = said.read().decode(errors="replace")
        if code != 0:
            raise self._cannot_start(adb, text)

    def _cannot_start(self, adb: str, said: str) -> DeviceError:
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        fatal = [found[1] for line in lines if (found := re.match(r"adb [EF] .*?\] (.+)", line))]
        told = [line for line in lines if "cannot" in line or "rror" in line]
        reason = (fatal or told or lines[-1:] or ["it gave no reason"])[0]
        return DeviceError(
            f"the adb server cannot start on port {self.port}: {reason}",
            advice=f"Try `{adb} -P {self.port} start-server`; if another program holds the port, choose one with "
            "ANDROID_ADB_SERVER_PORT.",
        )

    def ask(self, service: str, *, timeout_s: float = ANSWER_S) -> str:
        """The server's answer to `host:…`. Raises Refused with adb's message, DeviceError when it does not answer."""
        try:
            with self.connect() as connection:
                connection.timeout(timeout_s)
                connection.ask(service)
                return connection.block().decode(errors="replace")
        except (OSError, TimeoutError) as problem:
            raise DeviceError(
                f"the adb server on port {self.port} does not answer: {problem}.",
                advice=f"End it (`adb -P {self.port} kill-server`) and try again.",
            ) from None

    def version(self) -> int:
        """The server's protocol version, 41 for all adb of recent years."""
        try:
            return int(self.ask("host:version"), 16)
        except (Refused, ValueError):
            return 0

    def phones(self) -> tuple[Attached, ...]:
        """All that is attached, in whatever state."""
        return tuple(_attached(line) for line in self.ask("host:devices-l").splitlines() if line.strip())

    def attach(self, address: str) -> None:
        """`adb connect ADDRESS`. Raises DeviceError when the phone does not answer there."""
        try:
            said = self.ask(f"host:connect:{address}", timeout_s=20)
        except Refused as problem:
            said = str(problem)
        if "connected to" not in said:
            raise DeviceError(f"no phone answers at {address}: {said.strip()}.", advice="Is its adb port open?")

    def detach(self, address: str) -> None:
        """`adb disconnect ADDRESS`; no error when it was not connected."""
        try:
            self.ask(f"host:disconnect:{address}")
        except Refused:
            pass

    def wait_ready(self, serial: str, timeout_ms: float) -> bool:
        """Whether the phone is there and ready, or becomes so within `timeout_ms`."""

        def ready() -> bool:
            return any(phone.serial == serial and phone.ready for phone in self.phones())

        return bool(wait_until(ready, clock=self.clock, timeout_ms=timeout_ms, poll_ms=200))

    def choose(self, serial: str = "") -> Attached:
        """The phone of that serial, or the only one. Raises DeviceError that says what to do in every other case."""
        phones = self.phones()
        if serial:
            named = next((phone for phone in phones if phone.serial == serial), None)
            if named is None:
                raise DeviceError(f"no phone {serial} is attached.", advice=_listed(phones))
            chosen = named
        else:
            usable = [phone for phone in phones if phone.ready] or list(phones)
            if not usable:
                raise DeviceError(
                    "no phone is attached.",
                    advice="Plug one in with USB debugging switched on, start an emulator, or take the virtual phone: "
                    "`--phone demo`.",
                )
            if len(usable) > 1:
                raise DeviceError(
                    f"{len(usable)} phones are attached and none is named.",
                    advice=f"Name one with --phone or ANDROID_SERIAL. {_listed(phones)}",
                )
            chosen = usable[0]
        if not chosen.ready:
            raise errors.of_failure(chosen.serial, chosen.state, seen=False)
        return chosen


def _attached(line: str) -> Attached:
    """`SERIAL  STATE usb:… product:P model:M device:D transport_id:N`; a state may hold spaces (no permissions …)."""
    serial, _, rest = line.strip().partition(" ") if "\t" not in line else line.strip().partition("\t")
    words = rest.split()
    details = dict(word.split(":", 1) for word in words if ":" in word)
    state = words[0] if words else "unknown"
    if state == "no":
        state = "no permissions"
    return Attached(serial, state, details.get("model", "").replace("_", " "), details.get("product", ""))


def _listed(phones: tuple[Attached, ...]) -> str:
    if not phones:
        return "Nothing is attached at all."
    lines = ", ".join(f"{p.serial} ({' '.join(filter(None, [p.model, '' if p.ready else p.state]))})" for p in phones)
    return f"Attached: {lines.replace(' ()', '')}."
