"""Command-line options as toybox reads them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from patrol.virtualphone.shell.command import CommandError, Context

MARSHMALLOW = 23
"""The first API level with toybox; toolbox before it had far fewer commands."""


class Options:
    """`spec` names the letters; a colon after a letter says that it takes a value: "alc:"."""

    def __init__(self, ctx: Context[Any], spec: str, *, long: Iterable[str] = (), numbers: str = "") -> None:
        self._values: dict[str, str] = {}
        self.rest: list[str] = []
        takes = {spec[i - 1] for i, char in enumerate(spec) if char == ":"}
        known = set(spec) - {":"}
        words = iter(ctx.args[1:])
        for word in words:
            if word == "--":
                self.rest += words
            elif word.startswith("--") and word[2:].split("=")[0] in long:
                name, _, value = word[2:].partition("=")
                self._values[name] = value
            elif numbers and word[1:].isdigit() and word[:1] == "-":
                self._values[numbers] = word[1:]
            elif len(word) > 1 and word[0] == "-" and not word.startswith("--"):
                self._letters(ctx, word[1:], known, takes, words)
            elif word.startswith("--"):
                raise CommandError(f"Unknown option '{word[2:]}' (see \"{ctx.name} --help\")")
            else:
                self.rest.append(word)

    def _letters(self, ctx: Context[Any], letters: str, known: set[str], takes: set[str], words: Any) -> None:
        for index, letter in enumerate(letters):
            if letter not in known:
                raise CommandError(f"Unknown option '{letter}' (see \"{ctx.name} --help\")")
            if letter in takes:
                value = letters[index + 1 :] or next(words, None)
                if value is None:
                    raise CommandError(f"Missing argument to '{letter}' (see \"{ctx.name} --help\")")
                self._values[letter] = value
                return
            self._values[letter] = ""

    def __contains__(self, letter: str) -> bool:
        return letter in self._values

    def get(self, letter: str, default: str = "") -> str:
        return self._values.get(letter, default)

    def number(self, letter: str, default: int) -> int:
        """Raises CommandError for what is no number."""
        text = self._values.get(letter)
        if text is None:
            return default
        try:
            return int(text)
        except ValueError:
            raise CommandError(f"not integer: {text}") from None


async def each(ctx: Context[Any], names: Iterable[str], act: Callable[[str], Awaitable[None]]) -> int:
    """Do it for every name; one that fails is reported and the others go on. The exit code."""
    code = 0
    for name in names:
        try:
            await act(name)
        except OSError as failure:
            if isinstance(failure, ConnectionError):
                raise
            code = 1
            await ctx.fail(f"{name}: {failure.strerror}")
    return code


async def need(ctx: Context[Any], names: list[str], count: int = 1) -> None:
    """Raises CommandError when there are fewer names."""
    if len(names) < count:
        raise CommandError(f'Needs {count} argument{"s" if count > 1 else ""} (see "{ctx.name} --help")')


async def inputs(ctx: Context[Any], names: list[str]) -> tuple[list[tuple[str, bytes]], int]:
    """(name, content) of each file, or of stdin when none is named or `-` is; and 1 when some could not be read."""
    found: list[tuple[str, bytes]] = []

    async def read(name: str) -> None:
        data = await all_of(ctx) if name == "-" else ctx.files.read(ctx.path(name))
        found.append((name, data))

    code = await each(ctx, names or ["-"], read)
    return found, code


async def all_of(ctx: Context[Any]) -> bytes:
    """stdin to its end."""
    parts = []
    while chunk := await ctx.stdin.read():
        parts.append(chunk)
    return b"".join(parts)
