"""What names mean while an expression or a text is evaluated, and the functions that models may call."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST_TEXT = 10_000
"""Repetition and patterns are cut here, so that no model can fill the memory with one expression."""
FIRST_DAY = datetime.date(2026, 3, 14)
"""The day that `day(0)` is: fixed, so that two runs show the same."""


def _no_permission(_: str) -> bool:
    return False


def _no_complaint(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Scope:
    """Names with their values. `nonce` differs with each opening of a page; `complain` hears of faults in the model."""

    names: Mapping[str, Any]
    locals: Mapping[str, Any] = field(default_factory=dict)
    nonce: int = 0
    granted: Callable[[str], bool] = _no_permission
    complain: Callable[[str], None] = _no_complaint
    phone: Callable[[str], str] = str

    def value(self, name: str) -> Any:
        """None for a name that has no value now."""
        if name in self.locals:
            return self.locals[name]
        return self.names.get(name)

    @property
    def language(self) -> str:
        return "en" if self.names.get("language") == "en" else "zh"

    def inside(self, **more: Any) -> Scope:
        """This scope with further local names."""
        return Scope(self.names, {**self.locals, **more}, self.nonce, self.granted, self.complain, self.phone)


def number(text: Any) -> float:
    """The number that a text says, 0 when it says none."""
    if isinstance(text, bool) or text is None:
        return float(bool(text))
    if isinstance(text, int | float):
        return text
    try:
        found = float(str(text).replace(",", "").strip())
    except ValueError:
        return 0
    return int(found) if found.is_integer() else found


def plain(value: Any) -> str:
    """A value as a text shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    return str(value)


def digits(key: str, count: Any) -> str:
    """`count` digits that depend on `key` alone."""
    wanted = max(0, min(int(number(count)), 64))
    text = ""
    while len(text) < wanted:
        text += f"{zlib.crc32(f'{key}/{len(text)}'.encode()) % 10**9:09d}"
    return text[:wanted]


def seeded(i: Any, low: Any, high: Any) -> int:
    """A whole number between low and high that depends on `i` alone."""
    first, last = sorted((int(number(low)), int(number(high))))
    return first + zlib.crc32(f"seeded {plain(i)}".encode()) % (last - first + 1)


def pick(items: Any, i: Any) -> Any:
    """Entry i of a list, round and round; None of an empty one."""
    return items[int(number(i)) % len(items)] if isinstance(items, list | tuple) and items else None


def money(amount: Any) -> str:
    return f"{number(amount):,.2f}"


def mask(text: Any, first: Any, last: Any) -> str:
    """`mask("13812345678", 3, 4)` is `138****5678`."""
    shown, head, tail = plain(text), int(number(first)), int(number(last))
    if len(shown) <= head + tail:
        return shown
    return f"{shown[:head]}****{shown[len(shown) - tail :]}"


def day(days_ago: Any) -> str:
    ago = max(-36_500, min(36_500, int(number(days_ago))))
    return (FIRST_DAY - datetime.timedelta(days=ago)).isoformat()


def matches(text: Any, pattern: Any) -> bool:
    """The whole text matches the regular expression."""
    try:
        return re.fullmatch(str(pattern)[:200], plain(text)[:200]) is not None
    except re.error:
        return False


def length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple | dict) else 0


FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Any]]] = {
    "len": (1, 1, length),
    "number": (1, 1, number),
    "text": (1, 1, plain),
    "round": (1, 2, lambda x, n=0: round(number(x), int(n)) if int(n) else round(number(x))),
    "min": (1, 9, min),
    "max": (1, 9, max),
    "abs": (1, 1, lambda x: abs(number(x))),
    "pick": (2, 2, pick),
    "seeded": (3, 3, seeded),
    "money": (1, 1, money),
    "mask": (3, 3, mask),
    "day": (1, 1, day),
    "matches": (2, 2, matches),
    "md5": (1, 1, lambda x: hashlib.md5(plain(x).encode(), usedforsecurity=False).hexdigest()),
    "sha256": (1, 1, lambda x: hashlib.sha256(plain(x).encode()).hexdigest()),
    "base64": (1, 1, lambda x: base64.b64encode(plain(x).encode()).decode()),
}
"""Name → (fewest arguments, most, function). `random`, `granted` and `phone` need the scope and stand apart."""
SCOPED_FUNCTIONS: Mapping[str, tuple[int, int]] = {"random": (1, 1), "granted": (1, 1), "phone": (1, 1)}
