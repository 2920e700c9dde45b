"""What kinds of numbers there are: the words of budgets and trials, and how much of a change matters in each."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of number. A change counts when it is larger than both `least` and `percent`."""

    id: str
    """The word for it in policy.yaml."""
    pattern: re.Pattern[str]
    """Of the ids of patrol.compare.samples that are of this kind."""
    unit: str
    least: float
    """In its unit."""
    percent: float = 5.0
    launches: bool = False
    """More values come with `--launches`; of the others with more runs of the crawl and the journeys."""


def _kind(id: str, pattern: str, unit: str, least: float, percent: float = 5.0, launches: bool = False) -> Kind:
    return Kind(id, re.compile(pattern), unit, least, percent, launches)


KINDS: tuple[Kind, ...] = (
    # A launch is timed by the phone itself. 5 ms is a third of a frame: below it nothing is seen at 60 Hz.
    *(
        _kind(f"{start}-start{end}", rf"start\.{start}{part}", "ms", 5, launches=True)
        for start in ("cold", "warm", "hot")
        for end, part in (("", r"(\.displayed|\.am|\.stable)?"), ("-useful", r"\.useful"), ("-full", r"\.fully"))
    ),
    # Seen from this computer: a look at the screen takes some tens of milliseconds, and a delay under 100 ms is felt
    # as none (Nielsen, Response Times: The 3 Important Limits). What else the page waits for differs from day to day.
    _kind("opening", r"page:.*:opening", "ms", 100, 20),
    _kind("journey-time", r"journey:[^:]*:took", "ms", 500, 20),
    _kind("step-time", r"journey:.*:took", "ms", 200, 20),
    _kind("late-frames", r"page:.*:late", "%", 5),
    _kind("frame-rate", r"page:.*:rate", "fps", 3),
    # PSS shares pages with other apps: some megabytes come and go with them.
    _kind("memory", r"page:.*:memory", "MB", 10, 10),
    _kind("requests", r"requests|(page|journey):.*:requests", "", 1, 10),
    _kind("calls", r"(page|journey):.*:calls|calls:.*", "", 1, 10),
    # A back end has good days and bad ones, and neither is the build's doing.
    _kind("request-time", r"request:.*:time", "ms", 100, 50),
    _kind("answer-size", r"request:.*:size", "kB", 10, 10),
    _kind("package-size", r"size\.code", "MB", 0.1, 1),
    _kind("data-size", r"size\.data", "MB", 1, 10),
    _kind("cache-size", r"size\.cache", "MB", 1, 10),
    _kind("received", r"traffic\.received", "MB", 0.1, 10),
    _kind("sent", r"traffic\.sent", "MB", 0.1, 10),
)
"""The first whose pattern fits a whole id is its kind."""


def kind_of(id: str) -> Kind | None:
    """The kind of the number with this id; None for one that is of no kind, such as patrol's own readings."""
    return next((kind for kind in KINDS if kind.pattern.fullmatch(id)), None)
