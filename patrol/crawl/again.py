"""Second tries at the end of a crawl, before it calls itself complete: taps get lost, and some widgets lead to one page
today and to another tomorrow.

Each round costs actions, so it is held back until nothing else is left, and done on evidence only: ways that failed are
always tried again; what did nothing, only where taps were lost in this crawl; what led somewhere, only where widgets
led to different places. Each thing is done a few times at most, and all of them together too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from patrol.crawl.atlas import AVOIDED, MOST_LIES, MOST_MISSING, Atlas, Spot, Tried
from patrol.crawl.candidates import LEAVE_CHANCE, Candidate, leaves
from patrol.crawl.crew import Crew
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.strategy import Plan, Strategy
from patrol.model.graph import ActionKind

MOST_ROUNDS = 3
"""Times that ways which failed are forgiven."""
MOST_TRIES = 6
"""Of one widget that may lead elsewhere and names another page than it led to: one that leads to either of two pages by
chance is caught 31 times in 32."""
MOST_UNNAMED = 3
"""The same for rows and icons, which name nothing."""
MOST_MISNAMED = 3
"""The same for what led elsewhere than its label says, where no widget is known to lie yet: two more tries tell."""
MOST_LOST = 2
"""Tries of one widget that did nothing, where taps get lost."""
MOST_AGAIN = 250
"""Second tries in one crawl."""
FEWEST_LIARS = 1
"""Widgets that led to different pages, before others are suspected."""


class Again:
    """Chooses what is tried once more."""

    def __init__(self, crew: Crew, strategy: Strategy) -> None:
        self._crew = crew
        self._atlas: Atlas = crew.atlas
        self._strategy = strategy
        self._rounds = 0
        self._asked: Counter[tuple[str, str]] = Counter()

    def next(self, state: str) -> Plan | None:
        """The nearest thing that deserves another try; None when nothing does."""
        while self._forgiven():
            if (plan := self._strategy.next(state)) is not None:
                return plan
        if self._asked.total() >= MOST_AGAIN:
            return None
        lost, lying = self._loses(), self._lies()
        ways = self._atlas.ways(state)
        for target, _ in ways.nearest():
            spot = self._atlas.spots.get(target)
            if spot is None or spot.failures:
                continue
            for key in self._doubtful(spot, lost, lying):
                self._asked[spot.key, key] += 1
                return Plan(tuple(ways.route(target)), target, key)
        return None

    # --- ways that failed ---------------------------------------------------------------------------------------------

    def _forgiven(self) -> bool:
        """Whether anything was held against a state or a way, which now is forgotten; a few times in a crawl."""
        if self._rounds >= MOST_ROUNDS:
            return False
        self._rounds += 1
        forgiven = [self._forgive(spot) for spot in self._atlas.spots.values()]
        return any(forgiven)

    def _forgive(self, spot: Spot) -> bool:
        """What the state, or a way on from it that was gone in this run, is blamed for; what only an earlier run knows
        is not forgiven."""
        failed = 0 < spot.failures < AVOIDED
        if failed:
            spot.failures = 0
        for tried in spot.tried.values():
            for target in [each for each, lies in tried.lies.items() if lies >= MOST_LIES and each in tried.targets]:
                del tried.lies[target]
                failed = True
        if failed:
            self._atlas.changed(spot.key)
        return failed

    # --- evidence -----------------------------------------------------------------------------------------------------

    def _loses(self) -> bool:
        """Whether a tap that did nothing led on when it was done again, without anything typed for it."""
        for spot, _, tried in self._all_tried():
            if not tried.typed and spot.key in tried.targets and _others(spot, tried):
                return True
        return False

    def _lies(self) -> bool:
        """Whether widgets led to different pages, walls apart: what waits behind a sign-in is no lie."""
        walls = {page.key for page in self._crew.session.eyes.book.pages if page.wall}
        liars = 0
        for spot, _, tried in self._all_tried():
            liars += not tried.typed and len(_others(spot, tried) - walls) > 1
        return liars >= FEWEST_LIARS

    def _all_tried(self) -> Iterator[tuple[Spot, str, Tried]]:
        """All taps but those of buttons that go back, which lead to where one came from."""
        for spot in self._atlas.spots.values():
            for key, tried in spot.tried.items():
                if tried.tries and tried.action.kind is ActionKind.tap and not _goes_back(tried):
                    yield spot, key, tried

    # --- what is doubtful ---------------------------------------------------------------------------------------------

    def _doubtful(self, spot: Spot, lost: bool, lying: bool) -> Iterator[str]:
        rows: dict[str, str] = {}
        """Template of a list → the row that is tried once more; every row of it did nothing so far."""
        for key, candidate in (spot.candidates or {}).items():
            tried = spot.tried.get(key)
            if tried is None or not tried.tries or not _may_be_done(candidate, tried):
                continue
            times = max(tried.tries, 1 + self._asked[spot.key, key])
            idle = set(tried.targets) == {spot.key}
            if candidate.row is not None:
                told = rows.setdefault(candidate.template, key if idle and times <= 1 else "")
                rows[candidate.template] = told if idle else ""
            elif idle and lost and times < MOST_LOST and not candidate.node.checkable:
                yield key
            named = candidate.row is None and bool(candidate.label)
            most = MOST_TRIES if named else MOST_UNNAMED
            if not lying:
                most = MOST_MISNAMED if named and tried.told not in tried.targets else 0
            if not idle and times < most and not (named and self._as_named(candidate, tried)):
                yield key
        yield from filter(None, rows.values())

    def _as_named(self, candidate: Candidate, tried: Tried) -> bool:
        """Whether it led to the page that its label names."""
        for target in tried.targets:
            page = self._crew.session.eyes.book.page(target.partition("!")[0])
            title = page.title.partition("\n")[0].strip() if page is not None else ""
            if title and title in candidate.node.label:
                return True
        return False


def _may_be_done(candidate: Candidate, tried: Tried) -> bool:
    """No form is sent twice, nothing is destroyed, no crash is repeated."""
    plain = candidate.action.kind is ActionKind.tap and candidate.cost <= 1 and not tried.typed
    return (
        plain
        and not (candidate.destructive or tried.crashes or tried.missing >= MOST_MISSING)
        and (candidate.chance > LEAVE_CHANCE)
    )


def _goes_back(tried: Tried) -> bool:
    return tried.action.locator is not None and leaves(tried.action.locator)


def _others(spot: Spot, tried: Tried) -> set[str]:
    """Pages that it led to, its own and what is outside the app apart."""
    pages = {target.partition("!")[0] for target in tried.targets if not target.startswith(OUTSIDE)}
    return pages - {spot.key.partition("!")[0]}
