"""`adb reverse`: ports on the phone that lead to the host of one adb connection."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patrol.virtualphone.adb.connection import Connection

_FIRST_FREE = 38000


class Reverses:
    """The mappings that one adb server asked for; they end with its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._hosts: dict[str, str] = {}

    def ports(self) -> tuple[int, ...]:
        return tuple(int(name[4:]) for name in self._hosts if name.startswith("tcp:"))

    def host_of(self, port: int) -> str | None:
        return self._hosts.get(f"tcp:{port}")

    def clear(self) -> None:
        self._hosts.clear()

    def answer(self, request: str) -> bytes:
        """What adbd answers to `reverse:REQUEST`."""
        verb, _, rest = request.partition(":")
        match verb:
            case "list-forward":
                lines = "".join(f"(reverse) {device} {host}\n" for device, host in self._hosts.items())
                return _counted(lines)
            case "killforward-all":
                self._hosts.clear()
                return b"OKAY"
            case "killforward":
                if self._hosts.pop(rest, None) is None:
                    return _failure(f"listener '{rest}' not found")
                return b"OKAY"
            case "forward":
                return self._forward(rest)
        return _failure(f"unknown reverse service '{verb}'")

    def _forward(self, spec: str) -> bytes:
        rebind = not spec.startswith("norebind:")
        device, separator, host = spec.removeprefix("norebind:").partition(";")
        kind, _, name = device.partition(":")
        if not separator or not host or kind not in ("tcp", "localabstract", "local"):
            return _failure("bad forward: " + spec)
        if kind != "tcp":
            return self._bind(device, host, rebind, b"")
        if not name.isdigit() or int(name) > 65535:
            return _failure(f"cannot bind listener: bad port number '{name}'")
        if int(name) == 0:
            chosen = self._free_port()
            return self._bind(f"tcp:{chosen}", host, rebind, _counted(str(chosen)))
        if int(name) in self._connection.phone.ports:
            return _failure("cannot bind listener: Address already in use")
        return self._bind(device, host, rebind, b"")

    def _bind(self, device: str, host: str, rebind: bool, more: bytes) -> bytes:
        if device in self._hosts and not rebind:
            return _failure("cannot rebind existing socket")
        self._hosts[device] = host
        return b"OKAY" + more

    def _free_port(self) -> int:
        taken = {*self.ports(), *self._connection.phone.ports}
        return next(port for port in itertools.count(_FIRST_FREE) if port not in taken)


def _counted(text: str) -> bytes:
    raw = text.encode()
    return b"%04x" % len(raw) + raw


def _failure(text: str) -> bytes:
    return b"FAIL" + _counted(text)
