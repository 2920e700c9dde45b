"""Words → arguments: parameters, substitutions, splitting, file names."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Awaitable, Callable, Sequence

from patrol.virtualphone.shell.arithmetic import evaluate
from patrol.virtualphone.shell.files import FileSystem
from patrol.virtualphone.shell.syntax import Arithmetic, Literal, Parameter, Part, ShellSyntaxError, Word

Run = tuple[str, bool]
"""Text, and whether it was quoted (then neither split nor matched against file names)."""


class Expander:
    """Expands words for one shell. `capture` runs a command line and gives its output."""

    def __init__(
        self,
        variables: dict[str, str],
        positional: Sequence[str],
        special: Callable[[str], str],
        capture: Callable[[str], Awaitable[str]],
        files: FileSystem,
        cwd: str,
    ) -> None:
        self._variables = variables
        self._positional = positional
        self._special = special
        self._capture = capture
        self._files = files
        self._cwd = cwd

    async def text(self, word: Word) -> str:
        """As one string: assignments, redirect targets, `case` words."""
        return "".join([text for part in word for text, _ in await self._runs(part)])

    async def pattern(self, word: Word) -> str:
        """As one fnmatch pattern: quoted characters stand for themselves."""
        runs = [run for part in word for run in await self._runs(part)]
        return "".join(glob_escape(text) if quoted else text for text, quoted in runs)

    async def fields(self, words: Sequence[Word]) -> list[str]:
        """As arguments."""
        result: list[str] = []
        for word in words:
            for field in await self._split(word):
                result += self._names(field)
        return result

    async def _split(self, word: Word) -> list[list[Run]]:
        fields: list[list[Run]] = []
        current: list[Run] = []
        begun = False
        for part in word:
            if isinstance(part, Parameter) and part.name == "@" and part.quoted and not part.operator:
                for number, argument in enumerate(self._positional):
                    if number:
                        fields.append(current)
                        current = []
                    current.append((argument, True))
                    begun = True
                continue
            for text, quoted in await self._runs(part):
                if quoted or isinstance(part, Literal):
                    current.append((text, quoted))
                    begun = begun or quoted or bool(text)
                    continue
                for number, piece in enumerate(re.split(r"[ \t\n]+", text)):
                    if number and begun:
                        fields.append(current)
                        current, begun = [], False
                    if piece:
                        current.append((piece, False))
                        begun = True
        if begun:
            fields.append(current)
        return fields

    async def _runs(self, part: Part) -> list[Run]:
        if isinstance(part, Literal):
            return [(part.text, part.quoted)]
        if isinstance(part, Parameter):
            return await self._parameter(part)
        if isinstance(part, Arithmetic):
            return [(str(evaluate(await self.text(part.expression), self._variables)), part.quoted)]
        return [((await self._capture(part.source)).rstrip("\n"), part.quoted)]

    def _value(self, name: str) -> str | None:
        if name in "@*":
            return " ".join(self._positional) if self._positional else None
        if name == "#":
            return str(len(self._positional))
        if name.isdigit() and name != "0":
            number = int(name)
            return self._positional[number - 1] if number <= len(self._positional) else None
        return self._special(name) if name in "?$!-0" else self._variables.get(name)

    async def _parameter(self, part: Parameter) -> list[Run]:
        value = self._value(part.name)
        if part.operator == "length":
            return [(str(len(value or "")), part.quoted)]
        if part.word is None or not part.operator:
            return [(value or "", part.quoted)]
        if part.operator[0] in "#%":
            return [(_trim(value or "", part.operator, await self.pattern(part.word)), part.quoted)]
        missing = value is None or (part.operator.startswith(":") and not value)
        kind = part.operator[-1]
        if kind == "+":
            return [] if missing else [(await self.text(part.word), part.quoted)]
        if not missing:
            return [(value or "", part.quoted)]
        default = await self.text(part.word)
        if kind == "?":
            raise ShellSyntaxError(f"{part.name}: {default or 'parameter null or not set'}")
        if kind == "=":
            self._variables[part.name] = default
        return [(default, part.quoted)]

    def _names(self, field: list[Run]) -> list[str]:
        """File names that the field matches; itself when it is no pattern or nothing matches."""
        plain = "".join(text for text, _ in field)
        if not any(char in text for text, quoted in field if not quoted for char in "*?["):
            return [plain]
        pattern = "".join(glob_escape(text) if quoted else text for text, quoted in field)
        return glob(self._files, pattern, self._cwd) or [plain]


def glob(files: FileSystem, pattern: str, cwd: str) -> list[str]:
    """Paths that match, sorted, in the words of the pattern (relative stays relative)."""
    absolute = pattern.startswith("/")
    found = ["/" if absolute else ""]
    for part in [p for p in pattern.split("/") if p]:
        following = []
        for base in found:
            folder = base if base.startswith("/") else f"{cwd.rstrip('/')}/{base}"
            following += [_join(base, name) for name in _matches(files, folder, part)]
        found = following
    return sorted(found)


def _matches(files: FileSystem, folder: str, part: str) -> list[str]:
    if not any(char in part for char in "*?["):
        return [part] if files.exists(f"{folder.rstrip('/')}/{part}") else []
    try:
        names = files.listdir(folder)
    except OSError:
        return []
    return [n for n in names if fnmatch.fnmatchcase(n, part) and (part.startswith(".") or not n.startswith("."))]


def _join(base: str, name: str) -> str:
    return name if not base else f"{base.rstrip('/')}/{name}"


def glob_escape(text: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", text)


def _trim(value: str, operator: str, pattern: str) -> str:
    """`#` and `##` cut from the front, `%` and `%%` from the end; doubled: as much as matches."""
    lengths = range(len(value) + 1) if len(operator) == 1 else range(len(value), -1, -1)
    for length in lengths:
        piece = value[:length] if operator[0] == "#" else value[len(value) - length :]
        if fnmatch.fnmatchcase(piece, pattern):
            return value[length:] if operator[0] == "#" else value[: len(value) - length]
    return value
