"""uiautomator2's server on a fake phone: answers what a test tells it to, and dies when told."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Callable
from typing import Any

from patrol.device.uiautomator import JAR, jar_file
from tests.unit.device.fake_adb import FakePhone, fail, read_exactly

EMPTY = '<?xml version="1.0" ?><hierarchy rotation="0" />'


class FakeU2:
    """Runs once `app_process` was asked for; `answers` maps methods to results, exceptions or functions."""

    def __init__(self, phone: FakePhone, *, running: bool = False, keep_alive: bool = True) -> None:
        self.running = running
        self.keep_alive = keep_alive
        self.starts = 0
        self.connections = 0
        self.calls: list[tuple[str, list[Any]]] = []
        self.answers: dict[str, Any] = {"dumpWindowHierarchy": EMPTY, "exist": True, "setText": True}
        self.die_in: set[str] = set()
        self.says = b""
        self._process_now: object = None
        digest = hashlib.md5(jar_file().read_bytes(), usedforsecurity=False).hexdigest()
        phone.answers[f"toybox md5sum {JAR}"] = f"{digest}  {JAR}\n"
        phone.services["shell:CLASSPATH="] = self._process
        phone.services["tcp:9008"] = self._http

    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    def _process(self, sock: socket.socket, _: str) -> None:
        sock.sendall(b"OKAY" + self.says)
        self.starts += 1
        if self.says:
            return
        me = self._process_now = object()
        self.running = True
        sock.recv(1)
        if self._process_now is me:  # a process that was started since then goes on
            self.running = False

    def _http(self, sock: socket.socket, _: str) -> None:
        if not self.running:
            fail(sock, "closed")
            return
        sock.sendall(b"OKAY")
        self.connections += 1
        while request := self._request(sock):
            head, body = request
            answer = b"pong" if head.startswith(b"GET /ping") else self._rpc(json.loads(body))
            if answer is None:
                self.running = False
                return
            connection = b"" if self.keep_alive else b"Connection: close\r\n"
            sock.sendall(b"HTTP/1.1 200 OK\r\n%bContent-Length: %d\r\n\r\n%b" % (connection, len(answer), answer))
            if not self.keep_alive:
                return

    def _rpc(self, request: dict[str, Any]) -> bytes | None:
        method = request["method"]
        self.calls.append((method, request["params"]))
        if method in self.die_in:
            self.die_in.discard(method)
            return None
        answer = self.answers.get(method)
        if isinstance(answer, Callable):  # type: ignore[arg-type]
            answer = answer(*request["params"])
        if isinstance(answer, Exception):
            return json.dumps({"jsonrpc": "2.0", "id": 1, "error": {"code": -32001, "message": str(answer)}}).encode()
        return json.dumps({"jsonrpc": "2.0", "id": 1, "result": answer}).encode()

    def _request(self, sock: socket.socket) -> tuple[bytes, bytes] | None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = sock.recv(1)
            if not byte:
                return None
            head += byte
        size = next(int(line[16:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length: "))
        return head, read_exactly(sock, size)
