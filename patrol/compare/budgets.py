"""Budgets: what a number of a build may be at most (or at least), whatever the baseline had.

    gate:
      budgets:
        - {what: cold-start, most: 1.5 s}
        - {what: opening, page: transfer, most: 800 ms}
        - {what: late-frames, page: "*", most: 5 %}        # each page
        - {what: frame-rate, page: home, least: 55 fps}
        - {what: requests, page: home, most: 4}            # median of its visits
        - {what: journey-time, journey: transfer, most: 30 s}
        - {what: calls, caller: SDK-jpush, most: 3}        # over the run
        - {what: memory, most: 250 MB}                     # all pages together
        - {what: package-size, most: 60 MB}
        - {what: new-hosts, most: 0}                       # against the baseline

A number without unit is in ms, MB (`answer-size`: kB), %, fps, or counts. patrol.compare.keeping says
what became of each budget.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patrol.compare.numbers import KINDS
from patrol.model.build import ThingKind
from patrol.model.record import Text
from patrol.yamlplaces import Section, unknown

PAGE_KINDS = ("opening", "late-frames", "frame-rate", "memory")
SCOPES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(PAGE_KINDS, ("page",)),
    "requests": ("page", "journey"),
    "calls": ("page", "journey", "caller"),
    "journey-time": ("journey",),
    "request-time": ("request",),
    "answer-size": ("request",),
}
"""Kind → what a budget for it may be about; of the others, the whole app."""

THINGS: Mapping[str, tuple[ThingKind, Text]] = {
    "new-hosts": (ThingKind.host, Text("新主机", "new hosts")),
    "new-calls": (ThingKind.call, Text("新的隐私调用", "new privacy calls")),
    "new-permissions": (ThingKind.permission, Text("新权限", "new permissions")),
    "new-sdks": (ThingKind.sdk, Text("新 SDK", "new SDKs")),
    "new-activities": (ThingKind.activity, Text("新 Activity", "new activities")),
}
"""Counted against the baseline."""

WHATS = (*(kind.id for kind in KINDS if kind.id != "step-time"), *THINGS)

UNITS: Mapping[str, Mapping[str, float]] = {
    "ms": {"ms": 1, "s": 1000, "min": 60_000},
    "MB": {"MB": 1, "kB": 0.001, "KB": 0.001, "GB": 1000},
    "kB": {"kB": 1, "KB": 1, "MB": 1000, "B": 0.001},
    "%": {"%": 1},
    "fps": {"fps": 1},
    "": {},
}
"""Unit of a number → the units that a budget for it may be written in, and how many of the first they are."""

AMOUNT = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[A-Za-z%]*)")


@dataclass(frozen=True, slots=True)
class Budget:
    """One line of `gate.budgets`; the limit in the number's own unit."""

    what: str
    limit: float
    least: bool = False
    """The number may not fall below the limit; otherwise not rise above it."""
    page: str = ""
    """Key or name of a page, or a pattern of keys: each page that fits must hold it. "" is the app as a whole."""
    journey: str = ""
    request: str = ""
    """Pattern of endpoints (`GET api.bank.example/*`)."""
    caller: str = ""
    """Pattern of who calls: `app`, `SDK-jpush`, `unknown com.datapulse`."""

    @property
    def scope(self) -> tuple[str, ...]:
        """What it is about: budgets of two policy files for the same thing are one, the later file's."""
        return self.what, str(self.least), self.page, self.journey, self.request, self.caller


def load_budgets(section: Section, known: Sequence[Budget] = ()) -> tuple[Budget, ...]:
    """The list `budgets` of `gate:`, over those already known. Raises ConfigError with file:line:column for what does
    not exist (the nearest name is told), a unit of another kind, and a budget without a limit."""
    found = {budget.scope: budget for budget in known}
    for _, entry in section.sections("budgets"):
        budget = _budget(entry)
        found[budget.scope] = budget
    return tuple(found.values())


def _budget(section: Section) -> Budget:
    what = section.text("what")
    if what not in WHATS:
        raise section.error(unknown("`what`", what, WHATS), "what")
    section.only("what", "most", "least", "page", "journey", "request", "caller")
    scopes = SCOPES.get(what, ())
    given = [key for key in ("page", "journey", "request", "caller") if key in section]
    for key in given:
        if key not in scopes:
            may = ", ".join(f"`{one}`" for one in scopes) or "only the whole app"
            raise section.error(f"a budget for {what} has no `{key}`; it may name {may}", key, of_key=True)
    if len(given) > 1:
        raise section.error("a budget is about one page, journey, request or caller", given[1], of_key=True)
    if ("most" in section) == ("least" in section):
        raise section.error("a budget has one limit: `most: …` or `least: …`")
    key = "most" if "most" in section else "least"
    names = {name: section.text(name) for name in given}
    return Budget(what, _amount(section, key, _unit(what)), key == "least", **names)


def _unit(what: str) -> str:
    return next((kind.unit for kind in KINDS if kind.id == what), "")


def _amount(section: Section, key: str, unit: str) -> float:
    """The limit in `unit`; a number alone is in it already."""
    written = section.text(key)
    found = AMOUNT.fullmatch(written.strip())
    units = UNITS[unit]
    if found is None or (found["unit"] and found["unit"] not in units):
        example = f"a number, or one with a unit: {', '.join(units)}" if units else "a plain number"
        raise section.error(f"`{key}` must be {example}, not “{written}”", key)
    return float(found["number"]) * units.get(found["unit"], 1)
