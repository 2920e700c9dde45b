"""`adb shell` without a command: a prompt, a line, its output, and again."""

from __future__ import annotations

from patrol.virtualphone.adb.phone import AdbPhone
from patrol.virtualphone.shell.command import Reader, Writer
from patrol.virtualphone.shell.pipe import Bytes

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
    """A terminal of the simplest kind: no history, no completion, each line by itself."""

    def __init__(self, phone: AdbPhone, stdin: Reader, out: Writer, *, echo: bool, err: Writer | None = None) -> None:
        self._phone = phone
        self._stdin = stdin
        self._echo = echo
        self._out: Writer = _Cooked(out) if echo else out
        self._err: Writer = self._out if echo or err is None else err
        self._typed = b""

    async def run(self, command: str = "") -> int:
        """One command with a terminal (`adb shell -t CMD`), or lines until `exit` or the end of input."""
        if command:
            return await self._phone.run_shell(command, self._stdin, self._out, self._err)
        code = 0
        while True:
            await self._prompt()
            line = await self._line()
            if line is None:
                return code
            words = line.split()
            if words[:1] == ["exit"]:
                return int(words[1]) & 0xFF if words[1:] and words[1].isdigit() else code
            if words:
                code = await self._phone.run_shell(line, Bytes(), self._out, self._err)

    async def _prompt(self) -> None:
        if self._echo:
            sign = "#" if self._phone.root else "$"
            await self._out.write(f"{self._phone.names.device}:/ {sign} ")

    async def _line(self) -> str | None:
        """The next line; None at the end of input."""
        line = bytearray()
        while True:
            if not self._typed:
                self._typed = await self._stdin.read()
                if not self._typed:
                    return line.decode("utf-8", "replace") if line else None
            key, self._typed = self._typed[0], self._typed[1:]
            if key in (10, 13):
                await self._show(b"\n")
                return line.decode("utf-8", "replace")
            if key == _END_OF_INPUT and not line:
                return None
            if key == _INTERRUPT and self._echo:
                await self._show(b"^C\n")
                return ""
            if key in _ERASE and self._echo:
                if line:
                    line.pop()
                    await self._show(b"\b \b")
                continue
            line.append(key)
            await self._show(bytes([key]))

    async def _show(self, typed: bytes) -> None:
        if self._echo:
            await self._out.write(typed)
