"""Wake locks that are held now: the list `Wake Locks:` of `dumpsys power`, Android 4.2 to 16."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD = re.compile(r"^ {0,8}Wake Locks: size=\d{1,6}\s*$", re.M)
_LOCK = re.compile(
    r"^ {2,10}([A-Z_]{4,40}_WAKE_LOCK|DOZE_WAKE_LOCK|DRAW_WAKE_LOCK) {1,40}'(.{0,500})'(.{0,300})"
    r"\(uid=(-?\d{1,10})[ ,]{1,3}pid=(\d{1,10})(?P<works>.{0,2000})$"
)
_HELD = re.compile(r"\bACQ=-?(?:(\d{1,5})d)?(?:(\d{1,3})h)?(?:(\d{1,3})m(?!s))?(?:(\d{1,3})s)?(?:(\d{1,6})ms)?")
_WORK = re.compile(r"\bws=WorkSource\{(\d{1,10})")


@dataclass(frozen=True, slots=True)
class WakeLock:
    kind: str
    """PARTIAL_WAKE_LOCK, SCREEN_BRIGHT_WAKE_LOCK …"""
    tag: str
    uid: int
    """Who is to blame: the uid of its work source where it has one (the system holds a job's lock for the app)."""
    pid: int
    held_ms: int | None = None
    """None before Android 7, which does not print it."""


def parse(text: str) -> tuple[WakeLock, ...] | None:
    """None when the dump has no list of wake locks; an empty tuple when it is empty."""
    head = _HEAD.search(text)
    if head is None:
        return None
    found = []
    for line in text[head.end() :].lstrip("\n").split("\n"):
        if not line.strip():
            break
        if match := _LOCK.match(line):
            work = _WORK.search(match["works"])
            uid = int(work[1]) if work else int(match[4])
            found.append(WakeLock(match[1], match[2], uid, int(match[5]), _held_ms(match[3])))
    return tuple(found)


def _held_ms(text: str) -> int | None:
    match = _HELD.search(text)
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, seconds, rest = (int(part or 0) for part in match.groups())
    return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + rest
