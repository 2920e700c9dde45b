"""patrol as its users run it: the real command, the real adb, a virtual phone; everything in a world of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from adbutils import adb_path

from patrol.clock import RunClock, wait_until
from patrol.model.record import from_json
from patrol.model.result import InspectionResult
from patrol.virtualphone.serve import ServedPhone as Lent
from patrol.virtualphone.serve import running

Ended = subprocess.CompletedProcess[str]

ROOT = Path(__file__).resolve().parents[2]
SMALL = str(ROOT / "tests/data/scenarios/small")
"""A quiet app of nine pages."""
LIGHT = ("--without", "traffic", "--without", "calls")
"""Options of a run whose requests and calls do not matter to the test."""


def free_port() -> int:
    """A loopback port that was free a moment ago, outside the range that adb scans for emulators."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        if not 5555 <= port <= 5585:
            return port


@dataclass
class World:
    """A home, a state folder and an adb server that nobody else uses."""

    folder: Path
    port: int = field(default_factory=free_port)
    more: dict[str, str] = field(default_factory=dict)
    """Environment variables over the usual ones."""

    @property
    def environ(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ANDROID_", "ADB_", "PATROL_", "LC_"))}
        return {
            **kept,
            "HOME": str(self.folder / "home"),
            "PATROL_STATE": str(self.folder / "state"),
            "ANDROID_ADB_SERVER_PORT": str(self.port),
            "ADB_LOCAL_TRANSPORT_MAX_PORT": "5553",
            "PATROL_WAIT_FOR_PHONE": "3",
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            **self.more,
        }

    def start(
        self, *arguments: str, cwd: Path = ROOT, before: Callable[[], None] | None = None
    ) -> subprocess.Popen[str]:
        """`patrol ARGUMENTS`, running. `before` is called in the new process before patrol."""
        command = [str(Path(sys.executable).with_name("patrol")), *arguments]
        return subprocess.Popen(
            command,
            cwd=cwd,
            env=self.environ,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=before,
        )

    def patrol(
        self, *arguments: str, timeout: float = 120, cwd: Path = ROOT, before: Callable[[], None] | None = None
    ) -> Ended:
        """`patrol ARGUMENTS`, ended; killed and failed after `timeout` seconds."""
        return ended(self.start(*arguments, cwd=cwd, before=before), timeout)

    def adb(self, *arguments: str, timeout: float = 30) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [adb_path(), *arguments], env=self.environ, text=True, capture_output=True, timeout=timeout, check=False
        )

    def settings(self, phone: Lent) -> tuple[str, ...]:
        """What a run may change on a phone: proxy, input method, animations, ports that reach this computer."""
        names = ("global http_proxy", "secure default_input_method", "global window_animation_scale")
        ports = self.adb("-s", phone.address, "reverse", "--list").stdout.strip()
        return *(phone.shell(f"settings get {name}").strip() for name in names), ports

    @contextmanager
    def lent(self, app: str = f"{SMALL}/build.yaml", *faults: str, android: str = "14") -> Iterator[Lent]:
        """A virtual phone of the test's own process, known to this world's adb server: faults can be set any time."""
        with running(Path(app), android=android, faults=faults) as phone:
            self.adb("connect", phone.address)
            try:
                yield phone
            finally:
                self.adb("disconnect", phone.address)

    @contextmanager
    def phone(self, app: str = "scenarios/demo/model/build-1.0.yaml", *options: str) -> Iterator[ServedPhone]:
        """`patrol phone serve`, known to this world's adb server."""
        process = self.start("phone", "serve", "--app", app, *options)
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            if not line:
                pytest.fail(f"the virtual phone did not start: {process.communicate(timeout=10)[1]}")
            ready = json.loads(line)
            self.adb("connect", ready["serial"])
            yield ServedPhone(ready, process)
        finally:
            self.adb("disconnect", ready["serial"])
            process.send_signal(signal.SIGTERM)
            try:
                process.communicate(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


@dataclass
class ServedPhone:
    ready: dict[str, Any]
    process: subprocess.Popen[str]

    @property
    def serial(self) -> str:
        serial: str = self.ready["serial"]
        return serial


def ended(process: subprocess.Popen[str], timeout: float = 120) -> Ended:
    """The process, once it has ended by itself; killed and failed after `timeout` seconds."""
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        pytest.fail(f"{process.args!r} did not end within {timeout} s\n{out}\n{err}")
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def eventually(look: Callable[[], object], what: str, timeout: float = 60) -> None:
    """Wait until `look()` is true; fail after `timeout` seconds."""
    if not wait_until(look, clock=RunClock(), timeout_ms=timeout * 1000, poll_ms=50):
        pytest.fail(f"{what} did not happen within {timeout} s")


def run_of(out: Path) -> Path:
    """The only run in the folder."""
    return next(path.parent for path in out.glob("*/run.json"))


def result_of(run: Path) -> InspectionResult:
    return from_json((run / "result.json").read_bytes(), InspectionResult)


def steps(out: Path) -> int:
    """Actions begun so far by the only run in the folder, if there is one."""
    return sum(path.read_bytes().count(b"\n") for path in out.glob("*/steps.jsonl")) // 2


@contextmanager
def new_world(folder: Path) -> Iterator[World]:
    """A world that is taken down again: the adb server that we started on our own port is ended."""
    (folder / "home").mkdir(parents=True)
    world = World(folder)
    try:
        yield world
    finally:
        world.adb("kill-server")


@pytest.fixture(scope="session")
def shared_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """For tests that only read, or use phones of their own."""
    with new_world(tmp_path_factory.mktemp("world")) as world:
        yield world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """For tests that break things."""
    with new_world(tmp_path) as world:
        yield world


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> bool:
    """True for `make soak`."""
    return bool(request.config.getoption("--soak"))


@pytest.fixture(scope="session")
def small_phone(shared_world: World) -> Iterator[Lent]:
    """A phone with the small app, for tests that take turns with it and break nothing."""
    with shared_world.lent() as phone:
        yield phone
