"""Reading words: quotes, parameters, substitutions."""

from __future__ import annotations

import re

from patrol.virtualphone.shell.syntax import (
    Arithmetic,
    Literal,
    Parameter,
    Part,
    ShellSyntaxError,
    Substitution,
    Word,
)

_META = frozenset(" \t\n;&|<>()")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]|[?$#@*!-]")
_BRACED = re.compile(r"([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[?$#@*!-])(:?[-=+?]|##?|%%?)?")


class Scanner:
    """A position in a line of shell."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def peek(self, count: int = 1) -> str:
        return self.source[self.at : self.at + count]

    def end(self) -> bool:
        return self.at >= len(self.source)

    def blank(self) -> None:
        """Skip blanks, joined lines and a comment."""
        while not self.end():
            if self.peek() in " \t\r":
                self.at += 1
            elif self.peek(2) == "\\\n":
                self.at += 2
            elif self.peek() == "#":
                newline = self.source.find("\n", self.at)
                self.at = len(self.source) if newline < 0 else newline
            else:
                return

    def word(self) -> Word | None:
        """The word here; None when an operator or the end is here."""
        self.blank()
        if self.end() or self.peek() in _META:
            return None
        return self._parts(_META)

    def _parts(self, stop: frozenset[str]) -> Word:
        parts: list[Part] = []
        text: list[str] = []

        def flush() -> None:
            if text:
                parts.append(Literal("".join(text)))
                text.clear()

        while not self.end() and (char := self.peek()) not in stop:
            if char == "\\":
                flush()
                parts += self._backslash()
            elif char == "'":
                flush()
                parts.append(Literal(self._until("'"), quoted=True))
            elif char == '"':
                flush()
                parts += self._double_quoted()
            elif char in "$`" and (part := self._dollar(quoted=False)):
                flush()
                parts.append(part)
            else:
                text.append(char)
                self.at += 1
        flush()
        return tuple(parts)

    def _backslash(self) -> list[Part]:
        escaped = self.source[self.at + 1 : self.at + 2]
        self.at += 2
        return [] if escaped == "\n" else [Literal(escaped or "\\", quoted=True)]

    def _until(self, quote: str) -> str:
        """What stands between this quote and the next."""
        close = self.source.find(quote, self.at + 1)
        if close < 0:
            raise ShellSyntaxError(f"no closing quote ({quote})")
        text = self.source[self.at + 1 : close]
        self.at = close + 1
        return text

    def _double_quoted(self) -> list[Part]:
        self.at += 1
        parts: list[Part] = []
        text: list[str] = []
        while (char := self.peek()) != '"':
            if not char:
                raise ShellSyntaxError('no closing quote (")')
            if char == "\\" and self.peek(2)[1:] in ('"', "\\", "$", "`", "\n"):
                text.append(self.peek(2)[1:].replace("\n", ""))
                self.at += 2
            elif char in "$`" and (part := self._dollar(quoted=True)):
                parts += [Literal("".join(text), quoted=True), part]
                text.clear()
            else:
                text.append(char)
                self.at += 1
        self.at += 1
        return [*parts, Literal("".join(text), quoted=True)]

    def _dollar(self, *, quoted: bool) -> Part | None:
        """What `$` or a backtick begins; None when it is only a character."""
        if self.peek() == "`":
            return Substitution(_unescape_backticks(self._until_backtick()), quoted)
        if self.peek(3) == "$((" and (close := self._matching("$((")) is not None:
            source, self.at = self.source[self.at + 3 : close - 1], close + 1
            return Arithmetic(Scanner(source)._parts(frozenset()), quoted)
        if self.peek(2) == "$(":
            close = self._matching("$(")
            if close is None:
                raise ShellSyntaxError("no closing quote (')')")
            source, self.at = self.source[self.at + 2 : close], close + 1
            return Substitution(source, quoted)
        if self.peek(2) == "${":
            return self._braced(quoted)
        if match := _NAME.match(self.source, self.at + 1):
            self.at = match.end()
            return Parameter(match.group(), quoted)
        return None

    def _until_backtick(self) -> str:
        at = self.at + 1
        while at < len(self.source) and self.source[at] != "`":
            at += 2 if self.source[at] == "\\" else 1
        if at >= len(self.source):
            raise ShellSyntaxError("no closing quote (`)")
        text, self.at = self.source[self.at + 1 : at], at + 1
        return text

    def _braced(self, quoted: bool) -> Parameter:
        begin = self.at
        if self.peek(3) == "${#" and (match := _NAME.match(self.source, self.at + 3)):
            if self.source[match.end() : match.end() + 1] == "}":
                self.at = match.end() + 1
                return Parameter(match.group(), quoted, "length")
        match = _BRACED.match(self.source, self.at + 2)
        if not match:
            raise ShellSyntaxError(f"{self.source[begin : begin + 20]}: bad substitution")
        self.at = match.end()
        word = self._parts(frozenset("}"))
        if self.peek() != "}" or (word and not match.group(2)):
            raise ShellSyntaxError(f"{self.source[begin : self.at]}: bad substitution")
        self.at += 1
        return Parameter(match.group(1), quoted, match.group(2) or "", word)

    def _matching(self, opening: str) -> int | None:
        """Where the bracket that `opening` ends with is closed, quotes and inner brackets respected; for `$((` the
        last of the two."""
        at, depth = self.at + len(opening), opening.count("(")
        quote = ""
        while at < len(self.source):
            char = self.source[at]
            if char == "\\" and quote != "'":
                at += 1
            elif quote:
                quote = "" if char == quote else quote
            elif char in "'\"`":
                quote = char
            elif char == "(":
                depth += 1
            elif char == ")":
                depth -= 1
                if depth == 0:
                    two = opening == "$((" and self.source[at - 1] != ")"
                    return None if two else at
            at += 1
        return None


def _unescape_backticks(text: str) -> str:
    return re.sub(r"\\([`\\$])", r"\1", text)
