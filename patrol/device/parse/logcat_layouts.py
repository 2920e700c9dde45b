"""The layouts of a log: `logcat -v brief|tag|process|thread|time|threadtime|long`, with their modifiers (year, zone,
uid, epoch, monotonic, usec, nsec), and Android Studio's, old and new."""

from __future__ import annotations

import re
from typing import NamedTuple


class Entry(NamedTuple):
    """One line of a log; `when` is the time as printed, "" where the layout has none, and pid or tid 0 likewise."""

    when: str
    pid: int
    tid: int
    level: str
    tag: str
    message: str


_LEVEL = r"([VDIWEF])"
_WHEN = r"((?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,9}|\d{1,12}\.\d{3,9})(?: [+-]\d{4})?"
_THREADTIME = re.compile(
    r" *([\d-]{1,20}(?: [\d:]{1,20})?\.\d{1,9})( [+-]\d{4})? +(?:([\w.]{1,40}) +)?"
    r"(\d{1,10}) +(\d{1,10}) ([VDIWEF]) (.*)"
)
_UID = r"(?:[\w.]{1,40}: *)?"
_PID = r"(\d{1,10})"
_TAG = r"([^(\n]{0,200}?)"
_OTHER: tuple[tuple[str, re.Pattern[str], tuple[int, int, int, int, int, int]], ...] = (
    # (layout, pattern, groups of when, pid, tid, level, tag, message; 0: not in this layout)
    ("time", re.compile(rf"{_WHEN} +{_LEVEL}/{_TAG} *\( *{_UID}{_PID}\): ?(.*)"), (1, 4, 0, 2, 3, 5)),
    (
        "studio-legacy",
        re.compile(rf"{_WHEN} +{_PID}-{_PID}/\S{{0,300}} ([VDIWEFA])/([^:\n]{{0,200}}): ?(.*)"),
        (1, 2, 3, 4, 5, 6),
    ),
    (
        "studio",
        re.compile(rf"{_WHEN} +{_PID}-{_PID} +(\S.{{0,100}}?) +\S{{1,300}} +([VDIWEFA])(?: +(.*))?"),
        (1, 2, 3, 5, 4, 6),
    ),
    ("brief", re.compile(rf"{_LEVEL}/{_TAG} *\( *{_UID}{_PID}\): ?(.*)"), (0, 3, 0, 1, 2, 4)),
    ("thread", re.compile(rf"{_LEVEL}\( *{_UID}{_PID}: *{_PID}\) (.*)"), (0, 2, 3, 1, 0, 4)),
    ("process", re.compile(rf"{_LEVEL}\( *{_UID}{_PID}\) (.*?)(?:  \(([^()]*)\))?"), (0, 2, 0, 1, 4, 3)),
    ("tag", re.compile(rf"{_LEVEL}/([^:\n]{{0,200}}?) *: ?(.*)"), (0, 0, 0, 1, 2, 3)),
)
_BARE = ("bare", re.compile(rf"{_LEVEL} ([\w.$/-]{{1,80}}) *: ?(.*)"), (0, 0, 0, 1, 2, 3))
_LONG = re.compile(rf"\[ *{_WHEN} +{_UID}{_PID}: *{_PID} {_LEVEL}/(.{{0,200}}?) *\]")
_LONGEST = 16_384
"""Characters. logd cuts a message at 4068 bytes (LOGGER_ENTRY_MAX_PAYLOAD); what is longer is no log line."""
_FRACTION = {6: "+usec", 9: "+nsec"}
_AGES = 200_000_000
"""Seconds. A clock that began with the phone shows less (six years), an epoch more (1976)."""


def bare_tags(text: str) -> bool:
    """Whether the first line reads `E Tag: message`, threadtime without time and ids, as people cut it for an issue.
    Only then lines are read so: in other texts `I think: no` would be taken for one."""
    first = next((line for line in text[:10_000].split("\n") if line.strip()), "")
    return _BARE[1].fullmatch(first.rstrip("\r")) is not None


def _modifiers(when: str) -> str:
    """What the time tells of them: `+year`, `+epoch`, `+monotonic`, `+usec`, `+nsec`."""
    whole, _, fraction = when.partition(".")
    kind = ""
    if ":" not in when:
        kind = "+epoch" if whole.isdecimal() and int(whole) > _AGES else "+monotonic"
    elif whole.count("-") == 2:
        kind = "+year"
    return kind + _FRACTION.get(len(fraction), "")


def _threadtime(line: str) -> tuple[str, Entry] | None:
    match = _THREADTIME.fullmatch(line)
    if match is None:
        return None
    when, zone, uid, pid, tid, level, rest = match.groups()
    name = "threadtime" + _modifiers(when) + ("+zone" if zone else "") + ("+uid" if uid else "")
    return name, Entry(when, int(pid), int(tid), level, *tag_and_message(rest))


def tag_and_message(rest: str) -> tuple[str, str]:
    """A tag may hold colons; the first one with a blank after it ends it. Without any, all is message."""
    tag, end, message = rest.partition(": ")
    if end:
        return tag.strip(), message
    return (rest[:-1].strip(), "") if rest.endswith(":") else ("", rest)


def long_head(line: str) -> Entry | None:
    """The head of `-v long`, which stands on a line of its own above the message."""
    match = _LONG.fullmatch(line[:_LONGEST]) if line.startswith("[") else None
    return Entry(match[1], int(match[2]), int(match[3]), match[4], match[5], "") if match else None


def read_line(line: str, bare: bool) -> tuple[str, Entry] | None:
    """(layout with its modifiers, entry) of a line; None when it is of none. `bare`: see `bare_tags`."""
    line = line[:_LONGEST]
    if line[:1] == "\t":
        return None
    if found := _threadtime(line):
        return found
    line = line.strip()
    for name, pattern, (when, pid, tid, level, tag, message) in (*_OTHER, _BARE) if bare else _OTHER:
        if match := pattern.fullmatch(line):
            time = match[when] if when else ""
            entry = Entry(
                time,
                int(match[pid]) if pid else 0,
                int(match[tid]) if tid else 0,
                match[level],
                (match[tag] or "").strip() if tag else "",
                match[message] or "",
            )
            return name + (_modifiers(time) if time else ""), entry
    return None
