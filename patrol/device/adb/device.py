"""One phone behind the adb server: its shell, streams, files and ports."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from patrol.clock import RunClock, wait_until
from patrol.device.adb import errors, sync
from patrol.device.adb.connection import Connection, Refused, StreamEnded
from patrol.device.adb.server import AdbServer
from patrol.device.adb.shellv2 import END_OF_INPUT, ShellFrames
from patrol.device.driver import ShellResult
from patrol.errors import DeviceError, DeviceLost

T = TypeVar("T")
GOING_MS = 500
"""In which the adb server notices that a phone is going away."""
COME_BACK_MS = 5_000
"""How long a phone that was there may be away: a USB phone needs 1 to 2 s after the adb server was restarted."""
LONGEST = 256 << 20
"""Bytes that a command may print; logs, which may be longer, are read as streams."""
LONGEST_LINE = 1 << 20
"""Bytes of a stream without a line end that are kept back; more is handed on as it stands."""
EXIT_MARK = "patrol-exit:"


class AdbDevice:
    """A phone by its serial. Every method raises DeviceLost when the phone was there and is gone."""

    def __init__(self, server: AdbServer, serial: str, *, come_back_ms: float = COME_BACK_MS) -> None:
        self.server = server
        self.serial = serial
        self._come_back_ms = come_back_ms
        self._seen = False
        self._gone = False
        self._features: frozenset[str] | None = None
        self._sdk: int | None = None

    def open(self, service: str, *, timeout_s: float | None = 20) -> Connection:
        """A stream to a service of the phone (`shell:…`, `tcp:9008`). Raises Refused when the phone refuses it."""
        try:
            connection = self._transport()
        except (Refused, OSError) as problem:
            if not (self._seen and self._comes_back()):
                raise self._error(problem) from None
            try:
                connection = self._transport()
            except (Refused, OSError) as again:
                raise self._error(again) from None
        self._seen, self._gone = True, False
        connection.timeout(timeout_s)
        return _asked(connection, service)

    def _transport(self) -> Connection:
        return _asked(self.server.connect(), f"host:transport:{self.serial}")

    def _comes_back(self) -> bool:
        """After the adb server was restarted: over the network it must be connected anew, on a cable waited for."""
        try:
            if ":" in self.serial:
                self.server.attach(self.serial)
            # Once it was given up, nobody waits for it again until it answers.
            self._gone = not self.server.wait_ready(self.serial, 0 if self._gone else self._come_back_ms)
        except DeviceError:
            self._gone = True
        return not self._gone

    def _error(self, problem: Exception) -> DeviceError:
        return errors.of_failure(self.serial, str(problem), seen=self._seen)

    def steady(self, what: str, action: Callable[[], T]) -> T:
        """`action()`, once more when its stream broke off: the adb server was killed and is up again by then."""
        try:
            return action()
        except (StreamEnded, ConnectionResetError, BrokenPipeError):
            pass
        except Refused as refused:
            # "closed" is also what the adb server says while a phone goes away, before it has noticed that itself.
            if not wait_until(lambda: not self._there(), clock=RunClock(), timeout_ms=GOING_MS, poll_ms=50):
                raise DeviceError(f"phone {self.serial} refused {what}: {refused}.") from None
        try:
            return action()
        except (Refused, StreamEnded, ConnectionError) as problem:
            raise DeviceLost(
                f"phone {self.serial} broke off {what} twice: {problem}.", advice="Check the cable and `patrol phones`."
            ) from None

    def _there(self) -> bool:
        return self.server.wait_ready(self.serial, 0)

    def overdue(self, message: str, advice: str = "") -> DeviceError:
        """The error for an answer that did not come in time: DeviceLost when the phone is no longer attached."""
        if self._there():
            return DeviceError(message, advice=advice)
        return DeviceLost(f"phone {self.serial} is gone: {message}", advice=errors.LIST)

    @property
    def features(self) -> frozenset[str]:
        """What both the adb server and the phone can do, such as shell_v2."""
        if self._features is None:
            try:
                said = self.server.ask(f"host-serial:{self.serial}:features")
            except Refused as problem:
                raise self._error(problem) from None
            self._seen = True
            self._features = frozenset(said.strip().split(","))
        return self._features

    @property
    def sdk(self) -> int:
        """The phone's API level; 0 when it does not tell."""
        if self._sdk is None:
            said = self.shell("getprop ro.build.version.sdk").output.strip()
            self._sdk = int(said) if said.isdecimal() else 0
        return self._sdk

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        """Run a command to its end. Raises DeviceError when it does not end within `timeout_s`."""
        run = self._shell_v2 if "shell_v2" in self.features else self._shell_v1
        try:
            return self.steady(f"`{_short(command)}`", lambda: run(command, timeout_s))
        except TimeoutError:
            raise self.overdue(
                f"`{_short(command)}` did not end within {timeout_s:g} s on phone {self.serial}.",
                "Is the phone overloaded or its screen locked? Restart it if this stays.",
            ) from None

    def _shell_v2(self, command: str, timeout_s: float) -> ShellResult:
        frames = ShellFrames()
        deadline = self.server.clock.now_ms() + timeout_s * 1000
        with self.open(f"shell,v2,raw:{command}", timeout_s=timeout_s) as stream:
            stream.send(END_OF_INPUT)
            while frames.exit_code is None:
                stream.timeout(max(0.001, (deadline - self.server.clock.now_ms()) / 1000))
                if not (data := stream.receive()):
                    raise StreamEnded("the shell ended without an exit code")
                frames.feed(data)
                _endless(len(frames.output) + len(frames.errors), command)
        return ShellResult(_text(frames.output), frames.exit_code, _text(frames.errors))

    def _shell_v1(self, command: str, timeout_s: float) -> ShellResult:
        """Android 6 and older: no exit codes and no separate stderr, so the shell is asked to print the code."""
        said = _text(self._all(f"shell:{command}\necho {EXIT_MARK}$?", timeout_s))
        output, mark, code = said.rpartition(EXIT_MARK)
        if not mark or not code.strip().isdecimal():
            raise StreamEnded("the shell ended without an exit code")
        return ShellResult(output, int(code))

    def exec_out(self, command: str, *, timeout_s: float = 20) -> bytes:
        """What a command writes, as bytes."""
        # API 19 has no exec: and its shell turns LF into CR LF.
        exact = self.sdk >= 21
        service = f"exec:{command}" if exact else f"shell:{command}"
        try:
            data = self.steady(f"`{_short(command)}`", lambda: self._all(service, timeout_s))
        except TimeoutError:
            raise self.overdue(f"`{_short(command)}` did not end within {timeout_s:g} s.") from None
        return data if exact else data.replace(b"\r\n", b"\n")

    def _all(self, service: str, timeout_s: float) -> bytes:
        data = bytearray()
        deadline = self.server.clock.now_ms() + timeout_s * 1000
        with self.open(service, timeout_s=timeout_s) as stream:
            while chunk := stream.receive():
                data += chunk
                _endless(len(data), service)
                stream.timeout(max(0.001, (deadline - self.server.clock.now_ms()) / 1000))
        return bytes(data)

    @contextlib.contextmanager
    def stream(self, command: str) -> Iterator[Iterator[bytes]]:
        """See Driver.stream."""
        connection = self.steady(f"`{_short(command)}`", lambda: self.open(f"shell:{command}", timeout_s=None))
        with connection:
            yield _lines(connection)

    def push(self, data: bytes, path: str, *, mode: int = 0o644) -> None:
        """Write a file on the phone. Raises DeviceError with the phone's reason."""
        now_s = int(time.time())
        self._sync(f"push to {path}", lambda stream: sync.push(stream, data, path, mode=mode, modified_s=now_s))

    def pull(self, path: str) -> bytes:
        """A file's content. Raises DeviceError with the phone's reason."""
        return self._sync(f"pull of {path}", lambda stream: sync.pull(stream, path))

    def _sync(self, what: str, action: Callable[[Connection], T]) -> T:
        def transfer() -> T:
            with self.open("sync:") as stream:
                return action(stream)

        try:
            return self.steady(what, transfer)
        except TimeoutError:
            raise self.overdue(f"{what} did not end in time.") from None
        except sync.SyncRefused as problem:
            raise DeviceError(f"{what} failed on phone {self.serial}: {problem}.") from None

    def reverse(self, phone_port: int, host_port: int) -> int:
        """Make `phone_port` of the phone (0: the phone chooses) reach `host_port` here; the port on the phone."""
        if 0 < self.sdk < 21:
            raise DeviceError(
                f"Android with API level {self.sdk} has no `adb reverse` (it came with Android 5, level 21).",
                advice="Let the phone reach this computer over Wi-Fi, or at 10.0.2.2 from an emulator.",
            )

        def ask() -> int:
            with self.open(f"reverse:forward:tcp:{phone_port};tcp:{host_port}") as stream:
                stream.okay()
                if phone_port:
                    return phone_port
                return int(stream.block())

        return self.steady("adb reverse", ask)

    def remove_reverse(self, phone_port: int) -> None:
        """Undo `reverse`; no error when it is undone already."""
        try:
            with self.open(f"reverse:killforward:tcp:{phone_port}") as stream:
                stream.okay()
        except (Refused, StreamEnded):
            pass

    def reverses(self) -> dict[int, str]:
        """Ports of the phone that reach this computer → where, such as `tcp:8080`."""

        def ask() -> str:
            with self.open("reverse:list-forward") as stream:
                return stream.block().decode(errors="replace")

        lines = [line.split() for line in self.steady("adb reverse --list", ask).splitlines()]
        return {int(w[1][4:]): w[2] for w in lines if len(w) == 3 and w[1].startswith("tcp:") and w[1][4:].isdecimal()}


def _asked(connection: Connection, service: str) -> Connection:
    """The connection, once the service has said OKAY; closed when it does not."""
    with contextlib.ExitStack() as stack:
        stack.callback(connection.close)
        connection.ask(service)
        stack.pop_all()
    return connection


def _lines(connection: Connection) -> Iterator[bytes]:
    """What came at once, in whole lines: a loud logcat gives thousands of lines a piece, a quiet one a line."""
    rest = bytearray()
    while True:
        try:
            data = connection.receive()
        except OSError:  # closed by the one who reads no more
            data = b""
        if not data:
            break
        whole, newline, tail = data.rpartition(b"\n")
        if not newline and len(rest) < LONGEST_LINE:
            rest += tail
            continue
        piece, rest = bytes(rest + whole), bytearray(tail)
        yield piece.replace(b"\r\n", b"\n").removesuffix(b"\r")
    if rest:
        yield bytes(rest).removesuffix(b"\r")


def _text(data: bytes | bytearray) -> str:
    return re.sub(r"\r+\n", "\n", data.decode(errors="replace"))


def _endless(length: int, command: str) -> None:
    if length > LONGEST:
        raise DeviceError(f"`{_short(command)}` prints more than {LONGEST >> 20} MiB without an end.")


def _short(command: str) -> str:
    """For messages; what is typed may be a secret and is left out."""
    command = re.sub(r"^(input text |am broadcast .* --es text ).+", r"\1…", command, flags=re.DOTALL)
    line = command.splitlines()[0] if command else ""
    return line if len(line) <= 60 and line == command else f"{line[:57]}…"
