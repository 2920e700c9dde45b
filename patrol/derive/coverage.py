"""Which activities of the manifest were reached, and why the others were not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from patrol.derive.drift import Drifts, seen_pages
from patrol.derive.pages import Pages
from patrol.model.artifacts import ENDED, AppInfo, Crawl, Screens
from patrol.model.devicelog import DeviceLog
from patrol.model.graph import WallStatus
from patrol.model.result import DriftReason
from patrol.model.scenario import Declared

STARTED = re.compile(r"^START u\d+ \{.*?\bcmp=([\w.]+)/([\w.$]+)")
DISPLAYED = re.compile(r"^Displayed ([\w.]+)/([\w.$]+)")
REFUSED = re.compile(r"result code=-\d")
"""Newer Androids say how a start ended; below zero nothing was started."""
MANAGERS = ("ActivityTaskManager", "ActivityManager")


@dataclass(frozen=True, slots=True)
class ActivityCoverage:
    """Every activity of the manifest is in exactly one of the four."""

    reached: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()
    """There is, or may be, a way to it that was not taken."""
    blocked: tuple[tuple[str, str], ...] = ()
    """(activity, what stands in the way)"""
    dead: tuple[str, ...] = ()
    """Disabled; or not exported, in no declaration, and a crawl that tried everything found no way to it."""
    foreign: tuple[str, ...] = ()
    """Those of all four that come with libraries."""


@dataclass(slots=True)
class _Known:
    """What is known of activities by their full names."""

    reached: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    """Somebody knows a way there, or tried one."""
    walls: dict[str, str] = field(default_factory=dict)


def activity_coverage(
    app: AppInfo,
    pages: Pages,
    crawl: Crawl | None,
    screens: Screens | None,
    declared: Declared | None = None,
    found: Drifts | None = None,
    log: DeviceLog | None = None,
) -> ActivityCoverage:
    names = tuple(dict.fromkeys(full_name(name, app.package) for name in app.activities))
    known = _known(app, pages, screens)
    _from_declaration(known, names, declared, found)
    for name, failed in started(log, app.package):
        (known.named if failed else known.reached).add(name)
    disabled = {full_name(name, app.package) for name in app.disabled}
    looked = crawl is not None and crawl.stop in ENDED
    open_wall = any(p.wall and p.wall_status is WallStatus.blocked for p in pages.graph.pages)
    rest = [name for name in names if name not in known.reached]
    blocked = [name for name in rest if name in known.walls and name not in disabled]
    dead = {
        name
        for name in rest
        if name not in blocked and (name in disabled or (looked and not open_wall and name not in known.named))
    }
    return ActivityCoverage(
        reached=tuple(name for name in names if name in known.reached),
        unreached=tuple(name for name in rest if name not in blocked and name not in dead),
        blocked=tuple((name, known.walls[name]) for name in blocked),
        dead=tuple(name for name in rest if name in dead),
        foreign=tuple(name for name in names if not _own(name, app.package)),
    )


def _known(app: AppInfo, pages: Pages, screens: Screens | None) -> _Known:
    known = _Known(named={full_name(name, app.package) for name in app.exported})
    seen = seen_pages(pages.graph, screens)
    for page in pages.graph.pages:
        name = full_name(page.activity, app.package)
        known.named.add(name)
        if page.key in seen:
            known.reached.add(name)
        elif page.wall and page.wall_status is WallStatus.blocked:
            known.walls.setdefault(name, page.wall)
    return known


def _from_declaration(known: _Known, names: tuple[str, ...], declared: Declared | None, found: Drifts | None) -> None:
    """Declared pages name their activity, as people do: `.ui.Transfer` or only its end."""
    blocked = {d.page: d.wall for d in found.all if d.reason is DriftReason.blocked and not d.target} if found else {}
    ends: dict[str, list[str]] = {}
    for name in names:
        ends.setdefault(name.rpartition(".")[2], []).append(name)
    for page in declared.pages if declared else ():
        asked = page.recognise.activity
        for name in ends.get(asked.rpartition(".")[2], ()) if asked else ():
            if f".{name}".endswith(f".{asked.lstrip('.')}"):
                known.named.add(name)
                if page.id in blocked:
                    known.walls.setdefault(name, blocked[page.id])


def started(log: DeviceLog | None, package: str) -> Iterable[tuple[str, bool]]:
    """(activity, whether the start was refused) of what the log says was started: also those that pass too quickly
    to be looked at."""
    for line in log.lines if log else ():
        if line.tag not in MANAGERS:
            continue
        match = STARTED.match(line.message) or DISPLAYED.match(line.message)
        if match and match[1] == package:
            yield full_name(match[2], package), bool(REFUSED.search(line.message))


def full_name(activity: str, package: str) -> str:
    """`.ui.Main` and `com.bank/.ui.Main` as `com.bank.ui.Main`."""
    name = activity.rpartition("/")[2]
    return package + name if name.startswith(".") else name


def _own(name: str, package: str) -> bool:
    """Whether an activity is the app's: its class stands below the package's first two parts. Flavours such as
    `com.bank.debug` keep their classes in `com.bank`."""
    first = ".".join(package.split(".")[:2])
    return name == first or name.startswith(f"{first}.")
