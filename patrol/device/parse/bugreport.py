"""Several dumps in one text (`dumpsys`, bug reports), and which dump a text is."""

from __future__ import annotations

import re

_SERVICE = re.compile(r"^DUMP OF SERVICE (?:(?:CRITICAL|HIGH|NORMAL|DEFAULT) )?([\w.$/-]{1,200}):$", re.M)
_RUNNING = re.compile(r"^Currently running services:\n((?: {1,8}\S.{0,200}\n?){1,2000})", re.M)
_FIRST_LINES: tuple[tuple[str, str], ...] = (
    ("batterystats", "Battery History"),
    ("battery", "Current Battery Service state"),
    ("alarm", "Current Alarm Manager state"),
    ("gfxinfo", "Applications Graphics Acceleration Info"),
    ("meminfo", "Applications Memory Usage"),
    ("webviewupdate", "Current WebView Update Service state"),
    ("dropbox", "Drop box contents"),
    ("display", "DISPLAY MANAGER"),
    ("window policy", "WINDOW MANAGER POLICY STATE"),
    ("window", "WINDOW MANAGER"),
    ("activity", "ACTIVITY MANAGER"),
    ("tombstone", "*** *** *** ***"),
    ("usage", "Usage: "),
    ("usage", "usage: "),
    ("pagetypeinfo", "Page block order:"),
    ("wakeup_sources", "name\t\tactive_count"),
)


def sections(text: str) -> dict[str, str]:
    """Name of a service → its dump; of a service that stands there twice, the first."""
    heads = list(_SERVICE.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    found: dict[str, str] = {}
    for head, end in zip(heads, ends, strict=False):
        found.setdefault(head[1], text[head.end() + 1 : end])
    return found


def services(text: str) -> tuple[str, ...]:
    """`dumpsys -l`: names of the services that the phone runs; a dump of all begins with the same list."""
    match = _RUNNING.search(text)
    return tuple(line.strip() for line in match[1].splitlines()) if match else ()


def kind(text: str) -> str:
    """Which dump a text is by its first line, "" when it is of no known one: a file's name often says another."""
    first = text[:2000].lstrip("\ufeff \n").partition("\n")[0]
    return next((name for name, beginning in _FIRST_LINES if first.startswith(beginning)), "")
