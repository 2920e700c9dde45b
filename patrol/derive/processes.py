"""When the app's processes lived, from what the activity manager logged."""

from __future__ import annotations

import re
from dataclasses import dataclass

from patrol.model.artifacts import AppInfo
from patrol.model.devicelog import DeviceLog

STARTED = re.compile(r"^Start proc (?:(\d+):)?([\w.:]+)(?:/\S+)? for .*?(?:pid=(\d+))?")
OLD_PID = re.compile(r"pid=(\d+)")
DIED = re.compile(r"^Process ([\w.:]+) \(pid (\d+)\) has died")
KILLED = re.compile(r"^Killing (\d+):([\w.:]+)/")


@dataclass(frozen=True, slots=True)
class Lifetime:
    """One process of the app; None for an end that was not seen."""

    process: str
    pid: int
    started_ms: int | None
    ended_ms: int | None = None
    how: str = ""
    """`died` by itself, `killed` by the system or by patrol."""


@dataclass(frozen=True, slots=True)
class Lifetimes:
    all: tuple[Lifetime, ...]


def lifetimes(log: DeviceLog, app: AppInfo) -> Lifetimes:
    alive: dict[int, Lifetime] = {}
    ended: list[Lifetime] = []
    for line in log.lines:
        if line.tag != "ActivityManager":
            continue
        if started := _started(line.message):
            name, pid = started
            if _own(name, app.package):
                alive[pid] = Lifetime(name, pid, line.at_ms)
        elif gone := _gone(line.message):
            name, pid, how = gone
            if _own(name, app.package):
                before = alive.pop(pid, Lifetime(name, pid, None))
                ended.append(Lifetime(before.process, pid, before.started_ms, line.at_ms, how))
    return Lifetimes((*ended, *alive.values()))


def _started(message: str) -> tuple[str, int] | None:
    match = STARTED.match(message)
    if not match:
        return None
    pid = match[1] or next(iter(OLD_PID.findall(message)), "")
    return (match[2], int(pid)) if pid else None


def _gone(message: str) -> tuple[str, int, str] | None:
    if died := DIED.match(message):
        return died[1], int(died[2]), "died"
    killed = KILLED.match(message)
    return (killed[2], int(killed[1]), "killed") if killed else None


def _own(process: str, package: str) -> bool:
    return process == package or process.startswith(f"{package}:")
