"""Limits that a form states in words: 1 000 至 200 000, 50元起存, 6位数字."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import floor, log10

_NUMBER = r"(\d[\d, \u00a0]*(?:\.\d+)?)\s*([万千]?)"
RANGE = re.compile(rf"{_NUMBER}\s*元?\s*(?:至|到|-|–|—|~|～|and|to)\s*{_NUMBER}", re.IGNORECASE)
LEAST = re.compile(
    r"(?:最低|最少|最小|至少|低于|少于|小于|起购|起存|起投|\bmin(?:imum)?\b|\bat least\b|\bfrom\b)"
    rf"[^\d]{{0,8}}{_NUMBER}"
    rf"|{_NUMBER}\s*元?(?:起|以上)",
    re.IGNORECASE,
)
MOST = re.compile(
    r"(?:最高|最多|最大|至多|超过|高于|大于|上限|限额|可用余额|\bmax(?:imum)?\b|\bat most\b|\bup to\b)"
    rf"[^\d]{{0,8}}{_NUMBER}"
    rf"|{_NUMBER}\s*元?(?:以内|以下)",
    re.IGNORECASE,
)
DIGITS = re.compile(r"(\d{1,2})\s*(?:位|-digit| digits)", re.IGNORECASE)
UNITS = {"万": 10_000, "千": 1000, "": 1}


def limits_of(text: str) -> tuple[float | None, float | None]:
    """(least, most) that a hint, a label or a message states; None where it states none."""
    if found := RANGE.search(text):
        return _value(found[1], found[2] or found[4]), _value(found[3], found[4])
    least, most = LEAST.search(text), MOST.search(text)
    return _first(least), _first(most)


def fitted(value: str, text: str) -> str:
    """A number changed as little as possible, so that it fits what `text` states; other values as they are."""
    try:
        number = float(value)
    except ValueError:
        return value
    least, most = limits_of(text)
    if least is not None and number < least:
        number = least
    elif most is not None and number > most:
        number = most
    return f"{number:.10g}"


def higher(value: str, texts: Iterable[str]) -> str:
    """Ten times the number; where a text of the page allows more than the number but not that much (the balance that
    is left), a round number just within it."""
    number = float(value)
    wanted = 10 * number
    most = min((most for _, most in map(limits_of, texts) if most is not None and most > number), default=wanted)
    if most < wanted:
        step = 10.0 ** (floor(log10(most)) - 1)
        wanted = max(step * floor(most / step), number)
    return f"{most if wanted == number else wanted:.10g}"


def lower(value: str) -> str:
    """A tenth of the number."""
    return f"{float(value) / 10:.10g}"


def digits_asked(text: str) -> int:
    """How many digits a hint asks for (请输入6位验证码); 0 when it does not say."""
    found = DIGITS.search(text)
    return int(found[1]) if found else 0


def _first(found: re.Match[str] | None) -> float | None:
    if found is None:
        return None
    groups = [group for group in found.groups() if group is not None]
    return _value(groups[0], groups[1] if len(groups) > 1 else "")


def _value(number: str, unit: str) -> float:
    return float(re.sub(r"[^\d.]", "", number)) * UNITS.get(unit, 1)
