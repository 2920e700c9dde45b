"""`test` and `[`: conditions on files, strings and numbers."""

from __future__ import annotations

from patrol.virtualphone.shell.files import FileSystem
from patrol.virtualphone.shell.syntax import ShellSyntaxError

_NUMBERS = {
    "-eq": lambda a, b: a == b,
    "-ne": lambda a, b: a != b,
    "-lt": lambda a, b: a < b,
    "-le": lambda a, b: a <= b,
    "-gt": lambda a, b: a > b,
    "-ge": lambda a, b: a >= b,
}
_STRINGS = ("=", "==", "!=", "<", ">")
_FILES = "-e -f -d -r -w -x -s -L -h -z -n".split()


def holds(words: list[str], files: FileSystem, cwd: str) -> bool:
    """Raises ShellSyntaxError for what is no condition."""
    condition = _Condition(words, files, cwd)
    result = condition.either() if words else False
    if condition.at < len(words):
        raise ShellSyntaxError(f"{words[condition.at]}: unexpected operator/operand")
    return result


class _Condition:
    def __init__(self, words: list[str], files: FileSystem, cwd: str) -> None:
        self.at = 0
        self._words = words
        self._files = files
        self._cwd = cwd

    def _peek(self, ahead: int = 0) -> str | None:
        index = self.at + ahead
        return self._words[index] if index < len(self._words) else None

    def either(self) -> bool:
        result = self._both()
        while self._peek() in ("-o", "||"):
            self.at += 1
            result = self._both() or result
        return result

    def _both(self) -> bool:
        result = self._one()
        while self._peek() in ("-a", "&&"):
            self.at += 1
            result = self._one() and result
        return result

    def _one(self) -> bool:
        first, second, third = self._peek(), self._peek(1), self._peek(2)
        if first is None:
            raise ShellSyntaxError("expression expected")
        if third is not None and second is not None and (second in _STRINGS or second in _NUMBERS):
            self.at += 3
            return self._compare(first, second, third)
        if first == "!" and second is not None:
            self.at += 1
            return not self._one()
        if first == "(" and second is not None:
            self.at += 1
            result = self.either()
            if self._peek() != ")":
                raise ShellSyntaxError("missing )")
            self.at += 1
            return result
        if first in _FILES and second is not None:
            self.at += 2
            return self._unary(first, second)
        self.at += 1
        return bool(first)

    def _compare(self, left: str, operator: str, right: str) -> bool:
        if operator in _NUMBERS:
            try:
                return bool(_NUMBERS[operator](int(left), int(right)))
            except ValueError as failure:
                bad = left if not left.lstrip("-").isdigit() else right
                raise ShellSyntaxError(f"{bad}: unexpected '{bad}'") from failure
        match operator:
            case "<":
                return left < right
            case ">":
                return left > right
            case "!=":
                return left != right
        return left == right

    def _unary(self, operator: str, word: str) -> bool:
        if operator in ("-z", "-n"):
            return bool(word) == (operator == "-n")
        path = word if word.startswith("/") else f"{self._cwd.rstrip('/')}/{word}"
        try:
            found = self._files.stat(path, follow=operator not in ("-L", "-h"))
        except OSError:
            return False
        match operator:
            case "-f":
                return not found.is_dir
            case "-d":
                return found.is_dir
            case "-s":
                return found.size > 0
            case "-x":
                return bool(found.mode & 0o111)
            case "-L" | "-h":
                return found.is_link
        return True
