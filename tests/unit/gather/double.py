"""A phone for gatherers: answers shell commands from a table, and streams prepared lines."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from patrol.clock import Clock, RunClock
from patrol.device.driver import LaunchReport, Phone, ShellResult
from patrol.errors import DeviceError
from patrol.gather.base import GatherContext, GatherOptions, MemorySink
from patrol.model.artifacts import Environment, PhoneInfo
from patrol.model.screen import Screen

PACKAGE = "com.harbour"
Answer = str | Callable[[], str] | Exception


class FakeDriver:
    """Commands are matched by their beginning; what is not in the table is refused as a phone's shell would."""

    name = "fake"

    def __init__(self, answers: dict[str, Answer] | None = None, *, sdk: int = 34) -> None:
        self.answers = answers or {}
        self.commands: list[str] = []
        self.running: dict[int, str] = {4321: PACKAGE}
        self.streams: list[list[bytes]] = []
        self.stream_commands: list[str] = []
        self.pressed: list[str] = []
        self.screens: list[Screen] = []
        self.files: dict[str, bytes] = {}
        self.reversed: dict[int, int] = {}
        self._info = PhoneInfo("fake", sdk=sdk, refresh_hz=60.0)

    def info(self) -> PhoneInfo:
        return self._info

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        self.commands.append(command)
        for start, answer in self.answers.items():
            if command.startswith(start):
                if isinstance(answer, Exception):
                    raise answer
                return ShellResult(answer() if callable(answer) else answer, 0)
        return ShellResult("", 127, f"/system/bin/sh: {command.split()[0]}: not found")

    def pull(self, path: str) -> bytes:
        if path not in self.files:
            raise DeviceError(f"{path} is not there")
        return self.files[path]

    @contextmanager
    def stream(self, command: str) -> Iterator[Iterator[bytes]]:
        self.stream_commands.append(command)
        closed = threading.Event()
        lines = self.streams.pop(0) if self.streams else None

        def read() -> Iterator[bytes]:
            yield from lines or ()
            if lines is None:
                closed.wait(10)

        try:
            yield read()
        finally:
            closed.set()

    def processes(self, package: str) -> dict[int, str]:
        return dict(self.running)

    def press(self, key: str) -> None:
        self.pressed.append(key)

    def stop(self, package: str) -> None:
        self.running.clear()

    def launch(self, component: str, *, stop_first: bool = False) -> LaunchReport:
        self.running = {4321: PACKAGE}
        return LaunchReport("ok", "COLD", component, 500.0, 510.0)

    def screen(self) -> Screen:
        return self.screens.pop(0) if len(self.screens) > 1 else self.screens[0]

    def push(self, data: bytes, path: str, *, mode: int = 0o644) -> None:
        if path.startswith("/system"):
            raise DeviceError("read-only file system")
        self.files[path] = data

    def reverse(self, phone_port: int, host_port: int) -> int:
        port = phone_port or 40000
        self.reversed[port] = host_port
        return port

    def remove_reverse(self, phone_port: int) -> None:
        self.reversed.pop(phone_port, None)


def context(
    driver: Any, *, clock: Clock | None = None, options: GatherOptions | None = None, traffic: Any = None
) -> tuple[GatherContext, MemorySink, list[str]]:
    """(context, where it streams to, notices)."""
    sink = MemorySink()
    notices: list[str] = []
    environment = Environment("run", "app", PACKAGE, "0", "3", PhoneInfo("fake"), "", 0, 1_700_000_000_000)
    ctx = GatherContext(
        Phone(driver, traffic=traffic),
        PACKAGE,
        clock or RunClock(),
        sink,
        environment,
        options or GatherOptions(),
        notices.append,
    )
    return ctx, sink, notices
