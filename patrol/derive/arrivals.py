"""Whether the pages and modules that pages.yaml announces for a version (`since:`) have arrived in this build.

Silent before that version; a page that the run could not have come to is not said to be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from patrol.derive.drift import Drifts, seen_pages
from patrol.derive.pages import Pages
from patrol.model.artifacts import AppInfo, Screens
from patrol.model.record import Text
from patrol.model.result import Drift, DriftKind
from patrol.model.scenario import Declared, DeclaredPage
from patrol.model.versions import reached

NO_VERSION = Text("不知道这个构建的版本", "the version of this build is not known")


class ArrivalState(StrEnum):
    """How far an announced module is."""

    ahead = "ahead"
    """Announced for a later version than this build's."""
    arrived = "arrived"
    partly = "partly"
    """Some of its pages are there, others are not."""
    missing = "missing"
    unsure = "unsure"
    """This run could not tell: a wall, a crawl that was cut short, a build without a version."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Pages of one module that are announced for one version; a page without a module stands alone."""

    module: str
    """The module's name; of a page without one, the page's."""
    module_en: str
    since: str
    """A version name, or `code N`."""
    state: ArrivalState
    pages: tuple[str, ...]
    """Ids of its pages, as declared."""
    seen: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Those that are not there; of those that the run could not come to, nothing is said."""
    why: Text | None = None
    """Why the first page that was not seen was not."""

    @property
    def late(self) -> bool:
        """Whether something of it should be there and is not."""
        return self.state in (ArrivalState.partly, ArrivalState.missing)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """All that pages.yaml announces, in its order."""

    all: tuple[Arrival, ...] = ()
    version: str = ""
    """Of this build, as it is written."""

    @property
    def late(self) -> tuple[Arrival, ...]:
        """What this build should have and has not."""
        return tuple(each for each in self.all if each.late)

    @property
    def pending(self) -> tuple[str, ...]:
        """Names of the modules that this build should have and has not, or not whole."""
        return tuple(dict.fromkeys(each.module for each in self.late))


def arrivals(
    declared: Declared | None, found: Drifts, pages: Pages, screens: Screens | None, app: AppInfo | None
) -> Arrivals:
    if declared is None:
        return Arrivals()
    groups: dict[tuple[str, str], list[DeclaredPage]] = {}
    for page in declared.pages:
        if since := declared.since(page):
            groups.setdefault((page.module or page.name, since), []).append(page)
    missed = {one.page: one for one in found.of(DriftKind.missing)} | {
        one.page: one for one in found.of(DriftKind.missing, real=False)
    }
    here, app = seen_pages(pages.graph, screens), app or AppInfo("")
    told = (_arrival(module, since, group, here, missed, app) for (module, since), group in groups.items())
    return Arrivals(tuple(told), app.version_name)


def _arrival(
    module: str, since: str, group: list[DeclaredPage], here: set[str], missed: Mapping[str, Drift], app: AppInfo
) -> Arrival:
    ids = tuple(page.id for page in group)
    seen = tuple(id for id in ids if id in here)
    drifts = [missed[id] for id in ids if id in missed]
    missing = tuple(one.page for one in drifts if one.real)
    told = next((one.why for one in drifts if one.real), drifts[0].why if drifts else None)
    due = reached(since, app.version_name, app.version_code)
    if len(seen) == len(ids):
        state = ArrivalState.arrived
    elif due is False:
        state = ArrivalState.ahead
    elif due is None:
        state, told = ArrivalState.unsure, NO_VERSION
    elif not missing:
        state = ArrivalState.unsure
    else:
        state = ArrivalState.partly if seen else ArrivalState.missing
    return Arrival(module, group[0].module_en or module, since, state, ids, seen, missing, told)
