"""`adb shell` on a terminal: keys are echoed and can be rubbed out, and reach the shell as lines."""

from __future__ import annotations

import asyncio

from patrol.virtualphone.adb.phone import AdbPhone
from patrol.virtualphone.shell.command import Reader, Writer
from patrol.virtualphone.shell.pipe import Pipe

_END_OF_INPUT, _INTERRUPT = 4, 3
_ERASE = (8, 127)


class _Cooked:
    """Line ends as a terminal wants them."""

    def __init__(self, out: Writer) -> None:
        self._out = out

    async def write(self, data: bytes | str) -> None:
        raw = data.encode() if isinstance(data, str) else data
        await self._out.write(raw.replace(b"\n", b"\r\n"))


class Terminal:
    """A terminal of the simplest kind: no history, no completion; Ctrl-C throws away the line, not the command."""

    def __init__(self, phone: AdbPhone, keys: Reader, out: Writer) -> None:
        self._phone = phone
        self._keys = keys
        self._out = _Cooked(out)
        self._lines = Pipe()

    async def run(self, command: str = "") -> int:
        """A shell that prompts, or one command with a terminal (`adb shell -t CMD`); the exit code."""
        typing = asyncio.ensure_future(self._type())
        try:
            return await self._phone.run_shell(command or "sh -i", self._lines, self._out, self._out)
        finally:
            typing.cancel()
            self._lines.close_reader()

    async def _type(self) -> None:
        line = bytearray()
        try:
            while typed := await self._keys.read():
                for key in typed:
                    if key == _END_OF_INPUT and not line:
                        return
                    await self._key(key, line)
        except BrokenPipeError:
            pass  # The shell has ended.
        finally:
            self._lines.close_writer()

    async def _key(self, key: int, line: bytearray) -> None:
        if key in (10, 13):
            await self._out.write(b"\n")
            await self._lines.write(bytes(line) + b"\n")
            line.clear()
        elif key == _INTERRUPT:
            await self._out.write(b"^C\n")
            line.clear()
            await self._lines.write(b"\n")
        elif key in _ERASE:
            if line:
                line.pop()
                await self._out.write(b"\b \b")
        else:
            line.append(key)
            await self._out.write(bytes([key]))
