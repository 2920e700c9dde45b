"""Does again what a baseline knows and the tour passes over: a button that did nothing may lead somewhere in this
build, and nothing on the page tells so; what a page behind a list says may hang on the row that opened it.

Idle buttons are tried last, the nearest page's first: after the tour, and after what is new was found and looked at in
depth. To try them while the tour stands on their page spares the way back, but then what has changed is seen more than
twice as late (1.3 times the actions of a re-patrol, not 0.6, on generated apps), and no more is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.crawl.atlas import MOST_MISSING, Atlas, Spot
from patrol.crawl.candidates import Candidate
from patrol.crawl.limits import Budget
from patrol.crawl.news import News
from patrol.crawl.plan import Plan
from patrol.crawl.recall import Recall
from patrol.crawl.strategy import MOST_FAILURES
from patrol.model.graph import ActionKind

REPEATS = 4
"""Of what the baseline did, for each of its pages, at most; a run that knows the graph alone repeats one."""
WHOLE = 5.0
"""Actions for each page of the baseline that such a run is to take as a rule. A tour and one repeat a page, which is a
run that knows the graph alone, took 2.6 to 3.3 on generated apps of 40 pages: this is less than twice as many."""
MISSED = 2.0
"""Actions for each page that the tour gave up: what is weighed after that may come to it all the same."""
KEPT = 0.75
"""Actions for each page of the baseline that are kept for what is weighed after that: a text counts as changed when
it was read on several visits."""
MOST_ROWS = 2
"""Further rows of one list that are opened because a page behind it says something else."""


class Recheck:
    """Of one crawl with a baseline, whose graph `recall` has in use."""

    def __init__(self, atlas: Atlas, budget: Budget, recall: Recall, news: News) -> None:
        self._atlas = atlas
        self._budget = budget
        self._recall = recall
        self._news = news
        self._asked: set[tuple[str, str]] = set()
        self._gone_for: set[tuple[str, str]] = set()
        recall.repeat(REPEATS)

    def next(self, state: str) -> Plan | None:
        """The nearest thing that the baseline did in vain and this run has not done; None when nothing is left or there
        is no room for it."""
        if self._recall.rests or not self._has_room():
            return None
        ways = self._atlas.ways(state)
        for target, _ in ways.nearest():
            spot = self._atlas.spots.get(target)
            if spot is None or spot.failures >= MOST_FAILURES:
                continue
            if (key := next(self._idle(spot), None)) is not None:
                self._gone_for.add((target, key))
                return Plan(tuple(ways.route(target)), target, key)
        return None

    def row(self, state: str) -> Plan | None:
        """Another row of a list behind which a page says something else than in the baseline."""
        ways = self._atlas.ways(state)
        near = {target for target, _ in ways.nearest()} if self._news.reworded else set[str]()
        for page in self._news.reworded:
            opened = list(self._into(page))
            if len(opened) != 1 or opened[0][1].row is None or opened[0][0].key not in near:
                continue
            spot, row = opened[0]
            for key in self._other_rows(spot, row.template):
                self._asked.add((spot.key, key))
                return Plan(tuple(ways.route(spot.key)), spot.key, key)
        return None

    def _other_rows(self, spot: Spot, template: str) -> Iterator[str]:
        """Rows of that list that were not opened yet; a few, should they lead elsewhere."""
        if sum(state == spot.key for state, _ in self._asked) >= MOST_ROWS:
            return
        for key, candidate in (spot.candidates or {}).items():
            done = key in spot.tried and spot.tried[key].tries
            if candidate.template == template and not done and (spot.key, key) not in self._asked:
                yield key

    def _into(self, page: str) -> Iterator[tuple[Spot, Candidate]]:
        """What opened a page in this run. One row alone may be why it says what it says (patrol.compare.difference)."""
        for spot in self._atlas.spots.values():
            for key, tried in spot.tried.items():
                if tried.tries and any(target.partition("!")[0] == page for target in tried.targets):
                    candidate = (spot.candidates or {}).get(key)
                    if candidate is not None and spot.key.partition("!")[0] != page:
                        yield spot, candidate

    def _has_room(self) -> bool:
        left = min(self._budget.affordable, WHOLE * self._recall.size - self._budget.spent)
        return left >= MISSED * len(self._recall.waiting) + KEPT * self._recall.size

    def _idle(self, spot: Spot) -> Iterator[str]:
        for key, candidate in (spot.candidates or {}).items():
            if candidate.action.kind is not ActionKind.tap or candidate.destructive or candidate.row is not None:
                continue
            tried = spot.tried.get(key)
            done = tried is not None and (tried.tries or tried.crashes or tried.missing >= MOST_MISSING)
            if not done and (spot.key, key) not in self._gone_for and self._recall.idle(spot.key, key):
                yield key
