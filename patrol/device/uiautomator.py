"""uiautomator2's server on the phone: put there, started, asked, started again when it was killed.

The server is the jar of the uiautomator2 package, and it is started as that package starts it. Only the way to it is
ours, since the package's own way loses some 50 ms a call (see patrol.device.adb).
"""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from patrol.clock import Clock, wait_until
from patrol.device.adb.connection import Connection
from patrol.device.adb.device import AdbDevice
from patrol.device.adb.http import HttpGone, HttpStatus, PhoneHttp
from patrol.errors import DeviceError

PORT = 9008
JAR = "/data/local/tmp/u2.jar"
COMMAND = f"CLASSPATH={JAR} app_process / com.wetest.uia2.Main -p {PORT}"
START_MS = 30_000
CALL_S = 20.0
_DEAD = ("UiAutomation not connected", "android.os.DeadObjectException", "android.os.DeadSystemRuntimeException")


class RpcError(DeviceError):
    """The server could not do what was asked; `message` holds the Java exception."""


class ElementGone(RpcError):
    """No element matches the selector."""


def jar_file() -> Path:
    """u2.jar inside the uiautomator2 package (found without importing it, which takes 0.8 s)."""
    spec = importlib.util.find_spec("uiautomator2")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (found := Path(folder, "assets", "u2.jar")).is_file():
            return found
    raise DeviceError("the uiautomator2 package does not hold u2.jar.", advice="Install uiautomator2 3.7.1 again.")


class UiAutomatorServer:
    """The server on one phone. `restarts` and `lost_ms` count what its deaths cost."""

    def __init__(self, device: AdbDevice, clock: Clock) -> None:
        self._device = device
        self._clock = clock
        self._http = PhoneHttp(device, PORT)
        self._process: _Process | None = None
        self._lock = threading.RLock()
        self.restarts = 0
        self.lost_ms = 0

    def start(self) -> None:
        """Make sure that it runs. Raises DeviceError with the server's own words when it cannot."""
        with self._lock:
            self._put_jar()
            if self._alive():
                return
            self._process = process = _Process(self._device.open(f"shell:{COMMAND}", timeout_s=None))
            wait_until(
                lambda: process.ended or "already registered" in process.said or self._alive(),
                clock=self._clock,
                timeout_ms=START_MS,
                poll_ms=50,
            )
            if not self._alive():
                self.stop()
                raise self._cannot_start(process)

    def _cannot_start(self, process: _Process) -> DeviceError:
        said = " ".join(process.said.split())[-300:]
        if "already registered" in said:
            advice = (
                "Another tool uses UI automation on this phone (Appium, a running test): end it or restart the phone."
            )
        else:
            advice = "Restart the phone if this stays; patrol goes on with the shell driver."
        reason = said or ("it ended at once" if process.ended else f"it did not answer within {START_MS // 1000} s")
        return DeviceError(f"uiautomator2's server cannot start on {self._device.serial}: {reason}.", advice=advice)

    def _put_jar(self) -> None:
        """Push the jar unless the phone has this very one."""
        data = jar_file().read_bytes()
        digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
        said = self._device.shell(f"toybox md5sum {JAR}").output
        if digest not in said and "toybox" in said and "not found" in said:
            said = self._device.shell(f"md5 {JAR}").output
        if digest not in said:
            self._device.push(data, JAR, mode=0o755)

    def _alive(self) -> bool:
        try:
            return self._http.request("GET", "/ping", timeout_s=5) == b"pong"
        except (HttpGone, HttpStatus, TimeoutError):
            return False

    def call(self, method: str, *params: Any, timeout_s: float = CALL_S) -> Any:
        """The result of a call. When the server has died it is started again and the call repeated, once.
        Raises ElementGone, RpcError, or DeviceError when the server does not come back."""
        with self._lock:
            began = self._clock.now_ms()
            try:
                return self._call(method, params, timeout_s)
            except _ServerDied:
                self.stop()
            self.start()
            self.restarts += 1
            self.lost_ms += self._clock.now_ms() - began
            try:
                return self._call(method, params, timeout_s)
            except _ServerDied as again:
                raise DeviceError(
                    f"uiautomator2's server on {self._device.serial} died twice during {method}: {again}.",
                    advice="Restart the phone, or use the shell driver (`driver: shell` in devices.yaml).",
                ) from None

    def _call(self, method: str, params: Iterable[Any], timeout_s: float) -> Any:
        body = msgspec.json.encode({"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)})
        try:
            answer = msgspec.json.decode(self._http.request("POST", "/jsonrpc/0", body, timeout_s=timeout_s))
        except (HttpGone, HttpStatus, msgspec.DecodeError) as problem:
            raise _ServerDied(str(problem)) from None
        except TimeoutError:
            raise self._device.overdue(
                f"{method} did not answer within {timeout_s:g} s on {self._device.serial}.",
                "The phone is overloaded, or the app in front keeps its main thread busy.",
            ) from None
        if isinstance(answer, dict) and "error" in answer:
            raise _rpc_error(method, answer["error"])
        if not isinstance(answer, dict) or "result" not in answer:
            raise _ServerDied("the answer holds no result")
        return answer["result"]

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Meanwhile the server does not run, and whoever calls it waits."""
        with self._lock:
            self.stop()
            try:
                yield
            finally:
                self.start()

    def stop(self) -> None:
        """End the server if this object started it: closing its stream ends the process on the phone."""
        with self._lock:
            self._http.close()
            if self._process is not None:
                self._process.end()
                self._process = None


class _ServerDied(Exception):
    """The call did not reach a living server."""


def _rpc_error(method: str, error: Any) -> Exception:
    message = str(error.get("message", "")) if isinstance(error, dict) else str(error)
    details = str(error.get("data") or "") if isinstance(error, dict) else ""
    if any(mark in message or mark in details for mark in _DEAD):
        return _ServerDied(message)
    if "UiObjectNotFoundException" in message:
        return ElementGone(f"{method}: no such element on the screen.")
    return RpcError(f"{method} failed on the phone: {message[:300]}")


class _Process:
    """A command on the phone that runs while its stream is open; a thread keeps what it says."""

    def __init__(self, stream: Connection) -> None:
        self._stream = stream
        self._said = bytearray()
        self.ended = False
        self._reader = threading.Thread(target=self._read, name="uiautomator2-server", daemon=True)
        self._reader.start()

    @property
    def said(self) -> str:
        return bytes(self._said).decode(errors="replace")

    def _read(self) -> None:
        try:
            while data := self._stream.receive():
                self._said += data
                del self._said[:-20_000]
        except OSError:
            pass
        self.ended = True

    def end(self) -> None:
        self._stream.close()
        self._reader.join(5)
