"""patrol as its users run it: the real command, the real adb, a virtual phone; everything in a world of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from adbutils import adb_path

ROOT = Path(__file__).resolve().parents[2]


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

    @property
    def environ(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ANDROID_", "ADB_", "PATROL_", "LC_"))}
        return {
            **kept,
            "HOME": str(self.folder / "home"),
            "PATROL_STATE": str(self.folder / "state"),
            "ANDROID_ADB_SERVER_PORT": str(self.port),
            "ADB_LOCAL_TRANSPORT_MAX_PORT": "5553",
            "LANG": "C.UTF-8",
            "TERM": "dumb",
        }

    def start(self, *arguments: str, cwd: Path = ROOT) -> subprocess.Popen[str]:
        """`patrol ARGUMENTS`, running."""
        command = [str(Path(sys.executable).with_name("patrol")), *arguments]
        return subprocess.Popen(
            command, cwd=cwd, env=self.environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def patrol(self, *arguments: str, timeout: float = 120, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """`patrol ARGUMENTS`, ended; killed and failed after `timeout` seconds."""
        process = self.start(*arguments, cwd=cwd)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            pytest.fail(f"patrol {' '.join(arguments)} did not end within {timeout} s\n{out}\n{err}")
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def adb(self, *arguments: str, timeout: float = 30) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [adb_path(), *arguments], env=self.environ, text=True, capture_output=True, timeout=timeout, check=False
        )

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
