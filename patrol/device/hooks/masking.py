"""How the agent shows arguments (words.ts): here to know what a call must be told as."""

from __future__ import annotations

import re

KEPT = 3
LONGEST = 256
_LONG = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\d{6,}")


def masked(text: str) -> str:
    """First and last letters and the length."""
    if len(text) <= 2 * KEPT:
        return "*" * len(text)
    return f"{text[:KEPT]}{'*' * min(8, len(text) - 2 * KEPT)}{text[-KEPT:]} ({len(text)})"


def shown(text: str, *, mask: bool = False) -> str:
    """An argument as an event tells it: masked as a whole, or only its long numbers and mail addresses."""
    said = masked(text) if mask else _LONG.sub(lambda found: masked(found[0]), text)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}… ({len(said)})"
