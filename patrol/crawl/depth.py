"""Looks at new and changed pages in depth: each action of theirs is done, not only what promises another page, and
their forms are sent with boundary values.

It comes after everything new was found, or when half of the budget is gone, so that it neither hides new pages nor is
left out; a page has a limit, and so has all of it together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from patrol.crawl.atlas import MOST_MISSING, Atlas, Spot
from patrol.crawl.candidates import LEAVE_CHANCE, Candidate
from patrol.crawl.crew import Crew
from patrol.crawl.news import News
from patrol.crawl.strategy import MOST_FAILURES, MOST_SCROLLS, Plan
from patrol.crawl.trials import FormTrials
from patrol.model.build import Build
from patrol.model.depth import PageInDepth
from patrol.model.graph import ActionKind, WallStatus, shows_page

SHARE = 0.5
"""Of actions or time after which new pages are looked at in depth though not all that is known was visited."""
MOST_SHARE = 0.45
"""Of the budget that may go into it; the rest is the tour's."""
MOST_ON_PAGE = 40
"""Actions of one page that are done for its own sake."""
NO_TURN = "its turn did not come, or it was not to be seen again"
MOST_WAYS = 2
"""Ways to one page that may fail."""


class Depth:
    """The part of a crawl with a baseline that looks closely."""

    def __init__(self, crew: Crew, base: Build, carry_out: Callable[[Plan], None]) -> None:
        self._crew = crew
        self._atlas: Atlas = crew.atlas
        self._carry_out = carry_out
        self.news = News(crew.atlas, base)
        self.trials = FormTrials(crew)
        crew.ground.watched = self.news.saw
        self._asked: dict[tuple[str, str], int] = {}
        """(state, key) → how often it was gone for."""
        self._done: dict[str, int] = {}
        """Page → actions that were done for its own sake."""
        self._vain: dict[str, int] = {}
        """Page → times that nobody came to its form."""
        self._spent = 0

    @property
    def due(self) -> bool:
        """Whether it goes before what is known already."""
        budget = self._crew.budget
        half = (
            budget.spent >= SHARE * budget.limits.actions or budget.elapsed_ms >= SHARE * budget.limits.minutes * 60_000
        )
        return half and bool(self.news.pages)

    def next(self, state: str) -> Plan | None:
        """The nearest piece of it; None when nothing is left or its share of the budget is used up."""
        if self._spent >= MOST_SHARE * self._crew.budget.limits.actions or not self.news.pages:
            return None
        return self._nearest(state)

    def do(self, plan: Plan) -> None:
        """Do what was chosen."""
        budget = self._crew.budget
        before = budget.spent
        budget.renew()  # what is looked at closely opens nothing as a rule
        try:
            self._do(plan)
        finally:
            self._spent += budget.spent - before

    def told(self) -> tuple[PageInDepth, ...]:
        """What was looked at in depth, and what was left."""
        return tuple(self._told(page) for page in self.news.pages)

    # --- what is there ------------------------------------------------------------------------------------------------

    def _nearest(self, state: str) -> Plan | None:
        now = self._crew.ground.now
        if shows_page(now.state) and self.trials.waits(now.page) and now.page in self.news.pages:
            return Plan((), now.state, "", deep=True)  # what was typed stands there still
        states = self.news.states()
        ways = self._atlas.ways(state)
        for target, _ in ways.nearest():
            spot = self._atlas.spots.get(target)
            if spot is None or target not in states or spot.failures >= MOST_FAILURES or self._walled(target):
                continue
            if (key := next(self._untried(spot), None)) is not None:
                self._asked[spot.key, key] = self._asked.get((spot.key, key), 0) + 1
                return Plan(tuple(ways.route(target)), target, key, deep=True)
            if self._form_waits(spot):
                return Plan(tuple(ways.route(target)), target, "", deep=True)
        return None

    def _untried(self, spot: Spot) -> Iterator[str]:
        """Keys of what is still to be done in a state, what leads away last. In states over or beside the plain one
        only what no other state of the page has shown the doing of."""
        page = spot.key.partition("!")[0]
        if self._done.get(page, 0) >= MOST_ON_PAGE:
            return
        candidates = (spot.candidates or {}).items()
        for key, candidate in sorted(candidates, key=lambda each: each[1].chance <= LEAVE_CHANCE):
            if self._asked.get((spot.key, key), 0) < 1 and self._wanted(spot, candidate):
                yield key

    def _wanted(self, spot: Spot, candidate: Candidate) -> bool:
        tried = spot.tried.get(candidate.key)
        if candidate.destructive or (tried is not None and (tried.missing >= MOST_MISSING or tried.crashes)):
            return False
        if candidate.action.kind is ActionKind.scroll:
            return spot.scrolled < MOST_SCROLLS
        if candidate.row:  # the first row stands for all
            return False
        page = spot.key.partition("!")[0]
        if spot.key != page and (page, candidate.template) in self._atlas.on_page:
            return False
        return tried is None or not tried.tries

    def _form_waits(self, spot: Spot) -> bool:
        """Whether a form is on the page that was not planned yet, or values wait."""
        page = spot.key.partition("!")[0]
        if self._vain.get(page, 0) >= MOST_WAYS or not _as_opened(spot.key):
            return False
        if self.trials.planned(page):
            return self.trials.waits(page)
        return any(each.button or each.beside_form for each in (spot.candidates or {}).values())

    def _walled(self, state: str) -> bool:
        """Sign-in, captcha and the like are no pages to play with."""
        page = self._crew.session.eyes.book.page(state.partition("!")[0])
        if page is None or not page.wall or page.wall == "form":
            return False
        return page.wall != "permission" or page.wall_status is WallStatus.blocked

    # --- doing it -----------------------------------------------------------------------------------------------------

    def _do(self, plan: Plan) -> None:
        page = plan.state.partition("!")[0]
        self._carry_out(plan)
        if plan.key:
            self._done[page] = self._done.get(page, 0) + 1
            return
        if self._crew.ground.now.page != page or not shows_page(self._crew.ground.now.state):
            self._vain[page] = self._vain.get(page, 0) + 1
            return
        self.trials.plan(page)
        if self.trials.waits(page):
            self.trials.one(page)

    # --- what came of it ----------------------------------------------------------------------------------------------

    def _told(self, page: str) -> PageInDepth:
        known, form = self.news.pages[page], self.trials.form(page)
        offered: dict[str, Candidate] = {}
        tried: set[str] = set()
        for spot in [each for key, each in self._atlas.spots.items() if key.partition("!")[0] == page]:
            for key, candidate in (spot.candidates or {}).items():
                if not candidate.row:
                    offered.setdefault(candidate.template, candidate)
                    done = spot.tried.get(key)
                    tried |= {candidate.template} if done is not None and done.tries else set()
        left = {str(each.action): self._why_left(page, each) for name, each in offered.items() if name not in tried}
        left |= form.left | {f"{each.boundary.value_class} in {each.named}": NO_TURN for each in form.waiting}
        news = tuple(known.news.values())
        return PageInDepth(page, known.why, news, len(offered), len(tried), form.done, tuple(left.items()))

    def _why_left(self, page: str, candidate: Candidate) -> str:
        if candidate.destructive:
            return "it would spoil the rest of the crawl"
        if self._walled(page):
            return "the page stands in the way of others: it is passed, not played with"
        if self._done.get(page, 0) >= MOST_ON_PAGE:
            return f"{MOST_ON_PAGE} actions of one page are done"
        return NO_TURN


def _as_opened(state: str) -> bool:
    """Whether a page is shown as it opens: nothing over it, no keyboard, nothing filled in."""
    return all(feature.startswith("tab:") for feature in state.split("!")[1:])
