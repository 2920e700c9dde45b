"""Real clients, unchanged, against virtual phones: two ages of adb, uiautomator2, what SoloX and Airtest ask.

Each adb program gets a server port and a home of its own and never sees another phone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import adbutils
import pytest

from patrol.virtualphone.serve import ServedPhone, running

MODEL = Path(__file__).parents[2] / "data" / "apps" / "contract" / "build.yaml"
PACKAGE = "com.example.contract"
_OLD = (shutil.which("adb") or "", "/usr/lib/android-sdk/platform-tools/adb")
PROGRAMS = {
    "29": next((path for path in _OLD if path and Path(path).exists()), ""),
    "36": str(Path(adbutils.__file__).parent / "binaries" / "adb"),
}
Serve = Callable[[str], ServedPhone]


class Adb:
    """An adb program with a server of its own."""

    def __init__(self, program: str, home: Path) -> None:
        self.program = program
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            self.port = int(sock.getsockname()[1])
        hidden = {"ANDROID_ADB_SERVER_PORT": str(self.port), "ADB_LOCAL_TRANSPORT_MAX_PORT": "5553"}
        self.env = {**os.environ, **hidden, "HOME": str(home), "ADB_MDNS": "0"}

    def run(self, *args: str, stdin: bytes = b"", timeout: float = 30) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [self.program, *args], input=stdin, capture_output=True, env=self.env, timeout=timeout, check=False
        )

    def popen(self, *args: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([self.program, *args], stdout=subprocess.PIPE, env=self.env)

    def text(self, *args: str) -> str:
        """What it says, both streams; fails when it fails."""
        done = self.run(*args)
        said = (done.stdout + done.stderr).decode()
        assert done.returncode == 0, said
        return said


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """The phone of an Android version, started when first asked for."""
    with ExitStack() as stack:

        @cache
        def phone(android: str) -> ServedPhone:
            return stack.enter_context(running(MODEL, android=android))

        yield phone


def _started(program: str, home: Path) -> Iterator[Adb]:
    adb = Adb(program, home)
    adb.text("start-server")
    yield adb
    adb.run("kill-server")


@pytest.fixture(scope="session", params=PROGRAMS)
def adb(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Adb]:
    """Each age of adb."""
    program = PROGRAMS[request.param]
    if not program:
        pytest.skip("There is no Debian adb on this machine.")
    yield from _started(program, tmp_path_factory.mktemp(f"adb{request.param}"))


@pytest.fixture(scope="session")
def client(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[adbutils.AdbClient]:
    """adbutils on a server of its own."""
    for adb in _started(PROGRAMS["36"], tmp_path_factory.mktemp("adbutils")):
        yield adbutils.AdbClient(host="127.0.0.1", port=adb.port, socket_timeout=30)


@pytest.fixture(scope="session", params=["9", "12", "15"])
def device(request: pytest.FixtureRequest, serve: Serve, client: adbutils.AdbClient) -> adbutils.AdbDevice:
    """Each Android version, through adbutils, with the app in front."""
    address = serve(request.param).address
    assert "connected" in client.connect(address, timeout=20)
    found = client.device(address)
    found.shell(f"am start -W -n {PACKAGE}/.MainActivity")
    return found
