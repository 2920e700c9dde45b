"""Reading commands from a stream, and not a byte beyond their last line: the rest belongs to what they run."""

from __future__ import annotations

from patrol.virtualphone.shell.command import Reader
from patrol.virtualphone.shell.parser import parse
from patrol.virtualphone.shell.syntax import ShellSyntaxError

_UNFINISHED = ("no closing quote", "syntax error: unexpected 'newline'")


class Lines:
    """Commands typed or piped into a shell."""

    def __init__(self, stdin: Reader) -> None:
        self._stdin = stdin

    async def command(self) -> str | None:
        """The next command with all its lines; None at the end. What is wrong is given too: running it says so."""
        text = ""
        while (line := await self._line()) is not None:
            text += line
            try:
                parse(text)
            except ShellSyntaxError as failure:
                if str(failure).startswith(_UNFINISHED):
                    continue
            return text
        return text or None

    async def _line(self) -> str | None:
        line = bytearray()
        while char := await self._stdin.read(1):
            line += char
            if char == b"\n":
                break
        return line.decode("utf-8", "replace") if line else None
