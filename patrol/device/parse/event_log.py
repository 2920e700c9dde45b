"""The event log in text form (`logcat -b events`): what the activity manager did, as lists of values.

The order of the values is that of frameworks/base, EventLogTags.logtags, of Android 4.4 to 16; `am_` became `wm_` for
activities in Android 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from patrol.device.parse.decode import to_int
from patrol.device.parse.logcat import Entry

_TAG = re.compile(r"(?:am|wm)_[a-z_]{2,60}|lmk|killinfo")
_NAMED = re.compile(r"[A-Za-z][\w /()-]{0,40}=")
MAX_VALUES = 64


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the activity or window manager."""

    name: str
    values: tuple[str, ...]
    when: str


@dataclass(frozen=True, slots=True)
class ProcessEvent:
    """What happened to a process: `start`, `bound`, `died`, `kill`, `crash`, `anr`."""

    what: str
    pid: int
    process: str
    when: str
    detail: str = ""
    """Exception and message of a crash, reason of an ANR or kill, what a process was started for."""


@dataclass(frozen=True, slots=True)
class LaunchTime:
    """`am_activity_launch_time`, `wm_activity_launch_time`: the same figure as `Displayed`."""

    activity: str
    """`package/.Class`."""
    duration_ms: int
    when: str


_PROCESS_EVENTS = {"am_proc_start": "start", "am_proc_bound": "bound", "am_proc_died": "died", "am_kill": "kill"}


def events(entries: Iterable[Entry]) -> Iterator[Event]:
    """Those of the activity and window manager; values are parted at commas, of which a message may hold some."""
    for entry in entries:
        if _TAG.fullmatch(entry.tag):
            text = entry.message.strip()
            inner = text[1:-1] if text.startswith("[") and text.endswith("]") else text
            yield Event(entry.tag, _values(inner.split(",", MAX_VALUES)), entry.when)


def _values(parts: list[str]) -> tuple[str, ...]:
    """`-v descriptive` puts a name before each value and a unit after some: `User=0`, `Time=1485ms`."""
    named = [_NAMED.match(part) for part in parts]
    if not all(named[:2]):
        return tuple(parts)
    return tuple(part[match.end() :] if match else part for part, match in zip(parts, named, strict=True))


def processes(entries: Iterable[Entry]) -> tuple[ProcessEvent, ...]:
    """Starts, ends, crashes and ANRs of processes."""
    return tuple(found for event in events(entries) if (found := _process(event)) is not None)


def launch_times(entries: Iterable[Entry]) -> tuple[LaunchTime, ...]:
    """One for each activity that was drawn."""
    found = []
    for event in events(entries):
        if event.name.endswith("_activity_launch_time") and len(event.values) >= 4:
            duration = to_int(event.values[3].removesuffix("ms"))
            if duration is not None and duration >= 0:
                found.append(LaunchTime(event.values[2], duration, event.when))
    return tuple(found)


def _process(event: Event) -> ProcessEvent | None:
    values, name = event.values, event.name
    if name in _PROCESS_EVENTS and len(values) >= 3:
        # [user, pid, uid, process, type, component] for a start, [user, pid, process, …] for the others.
        place = 3 if name == "am_proc_start" and len(values) > 3 else 2
        detail = ",".join(values[place + 1 :])
        pid, process = to_int(values[1]), values[place]
        what = _PROCESS_EVENTS[name]
    elif name == "am_crash" and len(values) >= 6:
        # [pid, user, process, flags, exception, message …, file, line]
        what, pid, process = "crash", to_int(values[0]), values[2]
        detail = f"{values[4]}: {','.join(values[5:-2])}" if len(values) >= 8 else values[4]
    elif name == "am_anr" and len(values) >= 5:
        # [user, pid, package, flags, reason …]
        what, pid, process, detail = "anr", to_int(values[1]), values[2], ",".join(values[4:])
    else:
        return None
    return None if pid is None else ProcessEvent(what, pid, process, event.when, detail)
