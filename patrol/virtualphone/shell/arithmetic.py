"""`$((…))`: whole numbers, 32 bits wide as in mksh."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from patrol.virtualphone.shell.syntax import ShellSyntaxError

_TOKEN = re.compile(r"\s*(?:(0[xX][0-9a-fA-F]+|\d+)|([A-Za-z_]\w*)|(\|\||&&|<<|>>|[<>=!]=|[-+*/%<>()!~&|^?:]))")
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("||",),
    ("&&",),
    ("|",),
    ("^",),
    ("&",),
    ("==", "!="),
    ("<=", ">=", "<", ">"),
    ("<<", ">>"),
    ("+", "-"),
    ("*", "/", "%"),
)


def _divide(a: int, b: int) -> int:
    if b == 0:
        raise ShellSyntaxError("divisor is zero")
    return int(a / b) if abs(a) < 2**50 else a // b


_OPERATORS: dict[str, Callable[[int, int], int]] = {
    "||": lambda a, b: int(bool(a or b)),
    "&&": lambda a, b: int(bool(a and b)),
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "&": lambda a, b: a & b,
    "==": lambda a, b: int(a == b),
    "!=": lambda a, b: int(a != b),
    "<=": lambda a, b: int(a <= b),
    ">=": lambda a, b: int(a >= b),
    "<": lambda a, b: int(a < b),
    ">": lambda a, b: int(a > b),
    "<<": lambda a, b: a << (b & 31),
    ">>": lambda a, b: a >> (b & 31),
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divide,
    "%": lambda a, b: a - b * _divide(a, b),
}


def evaluate(expression: str, variables: Mapping[str, str]) -> int:
    """Raises ShellSyntaxError."""
    tokens: list[str] = []
    at = 0
    while at < len(expression.rstrip()):
        match = _TOKEN.match(expression, at)
        if not match:
            raise ShellSyntaxError(f"{expression}: unexpected '{expression[at:].strip()[:1]}'")
        number, name, operator = match.groups()
        tokens.append(number or operator or f"${name}")
        at = match.end()
    parser = _Expression(tokens, variables)
    result = parser.level(0) if tokens else 0
    if parser.at < len(tokens):
        raise ShellSyntaxError(f"{expression}: unexpected '{tokens[parser.at]}'")
    return result


class _Expression:
    def __init__(self, tokens: list[str], variables: Mapping[str, str]) -> None:
        self.at = 0
        self._tokens = tokens
        self._variables = variables

    def _next(self) -> str:
        token = self._tokens[self.at] if self.at < len(self._tokens) else ""
        self.at += 1
        return token

    def level(self, depth: int) -> int:
        if depth == len(_LEVELS):
            return self._unary()
        left = self.level(depth + 1)
        while self.at < len(self._tokens) and self._tokens[self.at] in _LEVELS[depth]:
            operator = self._next()
            left = _wrap(_OPERATORS[operator](left, self.level(depth + 1)))
        return left

    def _unary(self) -> int:
        signs = []
        while self.at < len(self._tokens) and self._tokens[self.at] in "+-!~":
            signs.append(self._next())
        value = self._value()
        for sign in reversed(signs):
            value = {"+": value, "-": -value, "!": int(not value), "~": ~value}[sign]
        return value

    def _value(self) -> int:
        token = self._next()
        if token == "(":
            value = self.level(0)
            if self._next() != ")":
                raise ShellSyntaxError("missing ')'")
            return value
        if token.startswith("$"):
            token = self._variables.get(token[1:], "").strip() or "0"
        try:
            return _wrap(int(token, 16 if token[:2] in ("0x", "0X") else 10))
        except ValueError:
            raise ShellSyntaxError(f"unexpected '{token}'") from None


def _wrap(value: int) -> int:
    return (value + 2**31) % 2**32 - 2**31
