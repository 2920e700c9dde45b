"""Frames of adb's shell v2 protocol (shell_protocol.h): 1 byte id, 4 bytes little-endian length, data."""

from __future__ import annotations

from dataclasses import dataclass, field

STDOUT, STDERR, EXIT, CLOSE_STDIN = 1, 2, 3, 4
END_OF_INPUT = bytes((CLOSE_STDIN, 0, 0, 0, 0))


@dataclass(slots=True)
class ShellFrames:
    """Collects what a command printed; `exit_code` is None until it ended."""

    output: bytearray = field(default_factory=bytearray)
    errors: bytearray = field(default_factory=bytearray)
    exit_code: int | None = None
    _rest: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> None:
        self._rest += data
        start = 0
        while len(self._rest) - start >= 5:
            kind = self._rest[start]
            end = start + 5 + int.from_bytes(self._rest[start + 1 : start + 5], "little")
            if end > len(self._rest):
                break
            self._take(kind, self._rest[start + 5 : end])
            start = end
        del self._rest[:start]

    def _take(self, kind: int, body: bytearray) -> None:
        if kind == STDOUT:
            self.output += body
        elif kind == STDERR:
            self.errors += body
        elif kind == EXIT:
            self.exit_code = body[0] if body else 0
