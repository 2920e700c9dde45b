"""Explores an app: choose, do, look, learn, until nothing is left or a limit says stop.

Every action is journaled before it is sent and again when it was observed, so that a killed run loses at most the one
in flight. The same seed on the same app gives the same trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn

import msgspec

from patrol.crawl.again import Again
from patrol.crawl.crew import crew_of
from patrol.crawl.declared import Hints
from patrol.crawl.depth import Depth
from patrol.crawl.doors import OtherDoors
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.keys import BACK, BACK_KEY, Hop
from patrol.crawl.limits import CrawlLimits, Over
from patrol.crawl.recall import as_unseen, only_seen, walkable, with_memory
from patrol.crawl.recheck import Recheck
from patrol.crawl.seeds import Seeds
from patrol.crawl.strategy import Plan, Strategy
from patrol.crawl.throwaway import ThrowAway
from patrol.errors import DeviceError, DeviceLost
from patrol.journey.session import Session
from patrol.model.artifacts import AppInfo, Crawl, StopReason
from patrol.model.build import Build
from patrol.model.graph import PageGraph
from patrol.model.journey import Journey

__all__ = ["CrawlLimits", "Explorer", "explore"]

MOST_ERRORS = 3
MOST_LOSSES = 4
"""A phone that goes this often in one crawl is no phone to crawl on."""
ENDS = (StopReason.interrupted, StopReason.crash_loop)
"""Nothing more is tried after these, destructive or not."""


def explore(
    session: Session,
    limits: CrawlLimits,
    *,
    seed: int = 0,
    journeys: Mapping[str, Journey] | None = None,
    resume: Crawl | None = None,
    known: PageGraph | None = None,
    app: AppInfo | None = None,
    base: Build | None = None,
) -> Crawl:
    """Explore the session's app from a fresh launch, and say what was found and why it ended. `resume` goes on from
    the crawl of an earlier part of the run; `known` is the graph of an earlier run, whose pages are visited first by a
    short tour; `base` is an earlier build of the app: its graph is known, what it had not is gone after first and
    looked at in depth; `app` tells which links and activities may be opened from outside. Never raises for what the
    phone or the app does: a phone that is gone is waited for, within the limits."""
    return Explorer(session, limits, seed, journeys or {}, resume, known, app, base).run()


class Explorer:
    """One crawl."""

    def __init__(
        self,
        session: Session,
        limits: CrawlLimits,
        seed: int,
        journeys: Mapping[str, Journey],
        resume: Crawl | None,
        known: PageGraph | None = None,
        app: AppInfo | None = None,
        base: Build | None = None,
    ) -> None:
        self._session = session
        self._crew = crew = crew_of(session, limits, journeys)
        self._atlas, self._budget = crew.atlas, crew.budget
        if base is not None:
            base = msgspec.structs.replace(base, graph=only_seen(base.graph))
            known = known or base.graph
            known = known if known.pages else None
        if known is not None:
            known = with_memory(known)
            session.eyes.book.expect(map(as_unseen, known.pages))
            known = walkable(known, session.scenario.last)
        self._strategy = Strategy(self._atlas, session.scenario.rows, seed, Hints(session.scenario.edges), known)
        self._again = Again(crew, self._strategy)
        self._last = ThrowAway(crew, self._strategy, self._carry_out)
        self._doors = OtherDoors(crew)
        self._depth = Depth(crew, base, self._carry_out) if base is not None and base.graph.pages else None
        self._recheck: Recheck | None = None
        if self._depth is not None and self._strategy.recall is not None:
            self._strategy.news = self._depth.news
            self._recheck = Recheck(crew.atlas, crew.budget, self._strategy.recall, self._depth.news)
        self._errors = 0
        self._spoiled = False
        """What would spoil the crawl was done: what is not found from here on is not behind it."""
        self._seeds = Seeds(session.scenario, app)
        if resume is not None:
            self._restore(resume)

    def run(self) -> Crawl:
        """Until the end, whatever it is."""
        reason, note = self._ended()
        note = "; ".join([note, *self._crew.keeper.absences])
        return Crawl(
            graph=self._graph(cut_short=reason is not StopReason.complete),
            steps=tuple(self._crew.hands.steps),
            stop=reason,
            stop_note=note,
            skipped=(*self._crew.ground.skipped.items(), *self._rows_left()),
            in_depth=self._depth.told() if self._depth is not None else (),
            field_trials=tuple(self._depth.trials.told) if self._depth is not None else (),
        )

    def _graph(self, *, cut_short: bool) -> PageGraph:
        """What was found, with what the earlier run knew besides."""
        book, recall = self._session.eyes.book, self._strategy.recall
        graph = self._atlas.graph(book.pages, book.states)
        if recall is None:
            return graph
        return msgspec.structs.replace(graph, remembered=recall.remembered(graph, cut_short=cut_short))

    def _rows_left(self) -> Iterator[tuple[str, str]]:
        book = self._session.eyes.book
        for name, key, rows in self._strategy.worth.rows_left():
            page = book.page(key)
            why = f"{rows} rows or more were seen; those of one list lead alike as a rule"
            yield f"further rows of {name} on {page.name if page else key}", why

    def _ended(self) -> tuple[StopReason, str]:
        """Explore until it ends, and say why; a phone that comes back is explored on."""
        lost: DeviceLost | None = None
        for _ in range(MOST_LOSSES):
            try:
                if lost is None:
                    self._crew.keeper.launch()
                elif not self._crew.keeper.came_back(lost):
                    break
                self._in_order()
            except Over as over:
                return over.reason, over.note
            except DeviceLost as error:
                lost = error
            except DeviceError as error:
                return StopReason.error, str(error)
        assert lost is not None
        return StopReason.device_lost, lost.message

    # --- one round ----------------------------------------------------------------------------------------------------

    def _in_order(self) -> NoReturn:
        """Explore with a part of the budget kept; then what would spoil the crawl; then go on. Raises Over."""
        over = self._until_over()
        if over.reason in ENDS:
            raise over
        self._budget.kept = 0
        self._budget.renew()
        while self._borne(self._last.session):
            pass
        self._spoiled = True
        if over.reason is StopReason.stagnation and not self._strategy.doubts_memory(wholly=False):
            raise over
        raise self._until_over()

    def _until_over(self) -> Over:
        """Explore without what would spoil the crawl; why that ended."""
        try:
            while True:
                self._budget.kept = self._last.share
                self._step()
        except Over as over:
            return over

    def _step(self) -> None:
        """Choose and do one thing; errors of the phone are borne a few times in a row."""
        self._budget.check()
        self._borne(self._choose)

    def _choose(self) -> bool:
        sight = self._crew.keeper.cleared()
        again = self._crew.walker.callers.asked_anew(sight.page, self._crew.ground.seen.candidates.values())
        plan = Plan((), sight.state, again) if again else self._next(sight.state)
        if plan is not None and plan.deep and self._depth is not None:
            self._depth.do(plan)
        elif plan is None or self._spoils(plan):
            self._nothing_left(sight.state)
        elif not (self._budget.stagnant and self._from_outside()):
            self._carry_out(plan)
        return True

    def _next(self, state: str) -> Plan | None:
        """What is new is looked at in depth once all of it was found, or half of the budget is gone."""
        if self._depth is None:
            return self._strategy.next(state)
        early = self._depth.next(state) if self._depth.due else None
        recheck = self._recheck
        return (
            early
            or self._strategy.first(state)
            or self._depth.next(state)
            or (recheck.row(state) or recheck.next(state) if recheck is not None else None)
            or self._strategy.rest(state)
        )

    def _borne(self, do: Callable[[], bool]) -> bool:
        """Do it; errors of the phone are borne a few times in a row, with a fresh launch after each."""
        try:
            went_on = do()
        except DeviceLost:
            raise
        except DeviceError:
            self._errors += 1
            if self._errors >= MOST_ERRORS:
                raise
            self._crew.keeper.launch()
            return True
        self._errors = 0
        return went_on

    def _spoils(self, plan: Plan) -> bool:
        candidate = (self._atlas.spots[plan.state].candidates or {}).get(plan.key)
        return candidate is not None and candidate.destructive

    def _carry_out(self, plan: Plan) -> None:
        for hop in plan.route:
            if not (self._crew.walker.hop(hop) or self._by_another_door(hop)):
                if self._crew.ground.now.state != plan.state:
                    self._atlas.spot(plan.state).failures += 1
                return
        self._atlas.spot(plan.state).failures = 0
        if plan.key == BACK_KEY:
            self._crew.walker.do(BACK, None)
        elif plan.key:
            self._try(plan)
        else:
            self._crew.ground.learn()

    def _by_another_door(self, hop: Hop) -> bool:
        """A step of a way whose widget is not there: it may be behind another way into this page."""
        return hop.action.locator is not None and self._doors.show(hop.key) and self._crew.walker.hop(hop)

    def _try(self, plan: Plan) -> None:
        if not plan.deep:
            self._strategy.repeats(plan)
        candidate = self._crew.ground.reach(plan.key)
        if candidate is None and self._doors.show(plan.key):
            candidate = self._crew.ground.reach(plan.key)
        if candidate is None:
            known = (self._atlas.spots[plan.state].candidates or {})[plan.key]
            self._crew.ground.missing(plan.state, known.action)
            return
        source, states = self._crew.ground.now.state, self._atlas.states()
        target = self._crew.walker.press(candidate, also=plan.state if plan.state != source else "")
        fresh = target not in states and not target.startswith(OUTSIDE)
        self._strategy.learn(candidate, plan.state, target, fresh)
        self._crew.walker.look_below(plan.state, candidate)

    # --- ends ---------------------------------------------------------------------------------------------------------

    def _nothing_left(self, state: str) -> None:
        """Ways in from outside are tried when nothing else is left, then what failed or is doubtful once more; then
        the crawl is complete."""
        if self._from_outside():
            return
        plan = self._again.next(state)
        if (plan is None or self._spoils(plan)) and self._spoiled and self._strategy.doubts_memory():
            return
        if plan is None or self._spoils(plan):
            left_out = self._strategy.left_out
            note = "nothing untried is left that can be reached"
            raise Over(StopReason.complete, f"{note}; {left_out}" if left_out else note)
        self._carry_out(plan)

    def _from_outside(self) -> bool:
        action = self._seeds.next(self._session.eyes.book.pages)
        if action is not None:
            self._crew.walker.do(action, None)
        return action is not None

    def _restore(self, resume: Crawl) -> None:
        self._session.eyes.book.restore(resume.found)
        for found in resume.found:
            if found.page.same_as:
                self._atlas.names.rename(found.page.key, found.page.same_as)
        self._atlas.restore(resume.steps)
        self._crew.hands.restore(resume.steps)
        if self._depth is not None:
            self._depth.trials.restore(resume.field_trials)
        self._budget.saw(len(self._atlas.states()))
