"""Why the activity manager started a process: from `am_proc_start` of the event log and `Start proc` of the system's.

    am_proc_start: [0,5522,10169,com.bank,broadcast,{com.bank/com.push.BootReceiver}]
    ActivityManager: Start proc 5522:com.bank:push/u0a169 for service {com.bank/com.push.KeepService}
    ActivityManager: Start proc com.bank for broadcast com.bank/.BootReceiver: pid=5522 uid=10169 gids={50169, 3003}

The braces came with HostingRecord (Android 10), the second form with Android 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from patrol.device.parse.decode import to_int
from patrol.device.parse.event_log import events
from patrol.device.parse.logcat import Entry

_REASON = r"((?:content provider|added application|restricted backup|link fail|[a-z-]{1,40}))"
"""HostingRecord's types; all but these are one word."""
_NEW = re.compile(rf"Start proc (\d{{1,10}}):([\w.:]{{1,300}})/(\S{{1,20}}) for {_REASON}(?: (.{{0,1000}}))?")
_OLD = re.compile(rf"Start proc ([\w.:]{{1,300}}) for {_REASON} (\S{{1,600}}?): pid=(\d{{1,10}}) uid=(\d{{1,10}})\b")
_ACTIVITY = re.compile(r"START u\d+ \{.{0,2000}?\bcmp=([\w.]+)/([\w.$]+).{0,2000}?\}.{0,200}? from uid (\d{1,10})")
_REFUSED = re.compile(
    r"Background start not allowed: service .{0,2000}? to ([\w.]+)/([\w.$]+) from pid=\d{1,10} uid=(\d{1,10})\b"
)
BOOT_TOLD = "Finished processing BOOT_COMPLETED for u0"
"""UserController's word that the first user's apps were told of the boot."""


@dataclass(frozen=True, slots=True)
class Started:
    """One process that began; `component` is `package/full.Class`, "" when it was for none."""

    when: str
    pid: int
    process: str
    reason: str
    component: str
    uid: int | None
    line: str

    @property
    def package(self) -> str:
        """Of the process's name, which may go on after a colon."""
        return self.process.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """An activity that somebody started, or a service that he was not let start."""

    when: str
    component: str
    uid: int
    """Of the app that asked: 1000 for the system, 2000 for the shell."""
    line: str
    refused: bool = False
    """Android does not let what lies in the background start services; the log names who tried."""


def started(entries: Iterable[Entry]) -> tuple[Started, ...]:
    """Each process once, by pid: the event log's word counts before the system log's."""
    entries = tuple(entries)
    found: dict[int, Started] = {}
    for one in (*_of_events(entries), *_of_system(entries)):
        found.setdefault(one.pid, one)
    return tuple(found.values())


def asked(entries: Iterable[Entry]) -> tuple[Asked, ...]:
    """The activities and services that were asked for, as far as the log names who asked."""
    return tuple(
        Asked(entry.when, full(match[1], match[2]), int(match[3]), printed(entry), match.re is _REFUSED)
        for entry in entries
        if entry.tag in ("ActivityManager", "ActivityTaskManager")
        and (match := _ACTIVITY.match(entry.message) or _REFUSED.match(entry.message))
    )


def _of_events(entries: tuple[Entry, ...]) -> Iterator[Started]:
    for entry in entries:
        for event in events((entry,)):
            values = event.values
            # [user, pid, uid, process, type, component]
            if event.name == "am_proc_start" and len(values) >= 5 and (pid := to_int(values[1])) is not None:
                component = _component(",".join(values[5:]))
                yield Started(entry.when, pid, values[3], values[4], component, to_int(values[2]), printed(entry))


def _of_system(entries: tuple[Entry, ...]) -> Iterator[Started]:
    for entry in entries:
        if entry.tag != "ActivityManager" or not entry.message.startswith("Start proc "):
            continue
        text = entry.message.strip()
        if new := _NEW.fullmatch(text):
            yield Started(
                entry.when, int(new[1]), new[2], new[4], _component(new[5] or ""), _uid(new[3]), printed(entry)
            )
        elif old := _OLD.match(text):
            yield Started(entry.when, int(old[4]), old[1], old[2], _component(old[3]), int(old[5]), printed(entry))


def printed(entry: Entry) -> str:
    """The line as logcat prints it, without colour."""
    return f"{entry.when} {entry.pid} {entry.tid} {entry.level} {entry.tag}: {entry.message}".strip()


def _component(text: str) -> str:
    package, slash, name = text.strip().strip("{}").partition("/")
    return full(package, name.split(" ")[0]) if slash else ""


def full(package: str, name: str) -> str:
    """`package/full.Class` of what Android may have shortened."""
    return f"{package}/{package}{name}" if name.startswith(".") else f"{package}/{name}"


def _uid(text: str) -> int | None:
    """`u0a169`, `u0i3`, `1000`."""
    if match := re.fullmatch(r"u(\d{1,4})a(\d{1,5})", text):
        return int(match[1]) * 100_000 + 10_000 + int(match[2])
    return to_int(text)
