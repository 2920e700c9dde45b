"""Reads the mapping file that R8 and ProGuard write: the true names of shortened classes."""

from __future__ import annotations

import re

CLASS = re.compile(r"^(\S+) -> (\S+):\s*$")


def class_names(text: str) -> dict[str, str]:
    """Shortened class name → its true name; lines of members and comments are passed over."""
    found = (CLASS.match(line) for line in text.splitlines() if line and not line[0].isspace() and line[0] != "#")
    return {line[2]: line[1] for line in found if line is not None}
