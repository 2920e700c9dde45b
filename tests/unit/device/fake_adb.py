"""An adb server in a thread, as scripted as a test needs it: states, services, sudden deaths."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

Service = Callable[[socket.socket], None]


@dataclass
class FakePhone:
    """`services` maps the start of a service string to what serves it; `answers` maps shell commands to output."""

    serial: str = "PHONE1"
    state: str = "device"
    features: str = "shell_v2,cmd"
    answers: dict[str, str] = field(default_factory=lambda: {"getprop ro.build.version.sdk": "34\n"})
    services: dict[str, Callable[[socket.socket, str], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


class FakeAdbServer:
    """Listens on `port`; `kill` closes it and every connection, `start` listens again on the same port."""

    def __init__(self, *phones: FakePhone) -> None:
        self.phones = {phone.serial: phone for phone in phones}
        self.connected: list[str] = []
        self.forwards: dict[int, int] = {}
        """Port here → port on the phone."""
        self.port = 0
        self._listener: socket.socket | None = None
        self._open: list[socket.socket] = []
        self.start()

    def start(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(50)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def kill(self) -> None:
        assert self._listener
        for sock in (self._listener, *self._open):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            sock.close()
        self._open.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            self._open.append(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        try:
            phone: FakePhone | None = None
            while service := read_service(sock):
                if service.startswith("host:transport:"):
                    phone = self._find(sock, service.rpartition("host:transport:")[2])
                    if phone is None:
                        break
                    sock.sendall(b"OKAY")
                elif phone is not None:
                    serve_phone(sock, phone, service)
                    break
                else:
                    self._host(sock, service)
                    break
        except OSError:
            pass
        finally:
            sock.close()

    def _find(self, sock: socket.socket, serial: str) -> FakePhone | None:
        phone = self.phones.get(serial)
        if phone is not None and phone.state == "device":
            return phone
        fail(sock, f"device {phone.state}" if phone else f"device '{serial}' not found")
        return None

    def _host(self, sock: socket.socket, service: str) -> None:
        if service == "host:version":
            okay(sock, "0029")
        elif service == "host:devices-l":
            lines = [
                f"{p.serial:<22} {p.state} product:p model:Model_{p.serial} device:d" for p in self.phones.values()
            ]
            okay(sock, "".join(f"{line}\n" for line in lines))
        elif service.startswith("host:connect:"):
            self.connected.append(service[13:])
            okay(sock, f"connected to {service[13:]}")
        elif service.startswith("host-serial:") and service.endswith(":features"):
            phone = self._find(sock, service[len("host-serial:") : -len(":features")])
            if phone:
                okay(sock, phone.features)
        elif service.startswith("host-serial:") and "forward:" in service:
            self._forward(sock, *service.removeprefix("host-serial:").split(":", 1))
        else:
            fail(sock, f"unknown host service {service}")

    def _forward(self, sock: socket.socket, serial: str, wanted: str) -> None:
        """`forward:tcp:0;tcp:27042`, `killforward:tcp:40001`. Like the real server (adb.cpp), it says OKAY twice."""
        verb, _, rest = wanted.partition(":")
        port = int(rest.partition(";")[0].removeprefix("tcp:"))
        if self._find(sock, serial) is None:
            return
        if verb == "forward":
            port = port or 40_000 + len(self.forwards)
            self.forwards[port] = int(rest.rpartition("tcp:")[2])
            sock.sendall(b"OKAY")
            okay(sock, str(port))
        elif self.forwards.pop(port, None) is not None:
            sock.sendall(b"OKAYOKAY")
        else:
            fail(sock, f"listener 'tcp:{port}' not found")


def serve_phone(sock: socket.socket, phone: FakePhone, service: str) -> None:
    phone.asked.append(service)
    for start, serve in phone.services.items():
        if service.startswith(start):
            serve(sock, service)
            return
    kind, _, command = service.partition(":")
    if kind not in ("shell", "exec", "shell,v2,raw"):
        fail(sock, "closed")
        return
    plain, _, mark = command.partition("\necho ")
    output = phone.answers.get(plain)
    code = 0 if output is not None else 127
    output = output if output is not None else f"/system/bin/sh: {plain.split()[0]}: not found\n"
    sock.sendall(b"OKAY")
    if kind == "shell,v2,raw":
        data = output.encode()
        sock.sendall(struct.pack("<BI", 1, len(data)) + data + struct.pack("<BIB", 3, 1, code))
    else:
        sock.sendall(output.encode() + (f"{mark.removesuffix('$?')}{code}\n".encode() if mark else b""))


def read_service(sock: socket.socket) -> str:
    head = read_exactly(sock, 4)
    return read_exactly(sock, int(head, 16)).decode() if head else ""


def read_exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size and (chunk := sock.recv(size - len(data))):
        data += chunk
    return data


def okay(sock: socket.socket, text: str) -> None:
    sock.sendall(b"OKAY" + f"{len(text.encode()):04x}".encode() + text.encode())


def fail(sock: socket.socket, text: str) -> None:
    sock.sendall(b"FAIL" + f"{len(text.encode()):04x}".encode() + text.encode())
