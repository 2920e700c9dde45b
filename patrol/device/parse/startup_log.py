"""`Displayed` and `Fully drawn`: what the activity manager logs of a launch (tags ActivityManager up to Android 9,
ActivityTaskManager since)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from patrol.device.parse.logcat import Entry

TAGS = ("ActivityTaskManager", "ActivityManager")
_LINE = re.compile(
    r"(Displayed|Fully drawn) ([\w.]{1,255})/([\w.$]{1,500})(?: for user \d{1,6})?: "
    r"\+((?:\d{1,9}(?:d|h|ms|m|s)){1,5})(?!\w)"
)
_PART = re.compile(r"(\d+)(d|h|ms|m|s)")
_MS = {"d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}


class Drawn(NamedTuple):
    """An activity showed its first frame (`fully`: said that its content is there) so long after its launch."""

    package: str
    activity: str
    """Full class name."""
    duration_ms: int
    fully: bool


def drawn(message: str) -> Drawn | None:
    """What a log message says of a launch; None when it is another message."""
    match = _LINE.match(message)
    if match is None:
        return None
    package, name = match[2], match[3]
    duration = sum(int(number) * _MS[unit] for number, unit in _PART.findall(match[4]))
    return Drawn(package, package + name if name.startswith(".") else name, duration, match[1] == "Fully drawn")


def of_package(entries: Iterable[Entry], package: str) -> tuple[Drawn, ...]:
    """All launches of `package` that the log tells of, in its order."""
    found = (drawn(entry.message) for entry in entries if entry.tag in TAGS)
    return tuple(one for one in found if one and one.package == package)
