"""Explores an app: choose, do, look, learn, until nothing is left or a limit says stop.

Every action is journaled before it is sent and again when it was observed, so that a killed run loses at most the one
in flight. The same seed on the same app gives the same trace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from patrol.crawl.atlas import Atlas, Hop
from patrol.crawl.candidates import Candidate, ScreenActions, read_actions
from patrol.crawl.declared import Hints
from patrol.crawl.hands import Hands
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.keys import BACK, BACK_KEY
from patrol.crawl.sight import Sight
from patrol.crawl.strategy import MOST_SCROLLS, Plan, Strategy
from patrol.crawl.walls import Walls
from patrol.errors import DeviceError, DeviceLost
from patrol.journey.play import play
from patrol.journey.session import Session
from patrol.model.artifacts import Crawl, StopReason
from patrol.model.events import Progress
from patrol.model.graph import Action, ActionKind, PageGraph
from patrol.model.journey import Journey, Outcome
from patrol.model.screen import Node

MOST_ERRORS = 3
MOST_LAUNCH_CRASHES = 3


@dataclass(frozen=True, slots=True)
class CrawlLimits:
    """Where a crawl ends at the latest. `stagnation`: actions without a new state after which it gives up."""

    actions: int = 400
    minutes: float = 10.0
    stagnation: int = 120


class _Over(Exception):
    """The crawl ends, with its reason."""

    def __init__(self, reason: StopReason, note: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.note = note


def explore(
    session: Session,
    limits: CrawlLimits,
    *,
    seed: int = 0,
    journeys: Mapping[str, Journey] | None = None,
    resume: Crawl | None = None,
    known: PageGraph | None = None,
) -> Crawl:
    """Explore the session's app from a fresh launch, and say what was found and why it ended. `resume` goes on from
    the crawl of an earlier part of the run; `known` is the graph of an earlier run, whose pages are visited first by a
    short tour. Never raises for what the phone or the app does."""
    return Explorer(session, limits, seed, journeys or {}, resume, known).run()


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
    ) -> None:
        self._session = session
        self._limits = limits
        self._journeys = journeys
        self._atlas = Atlas()
        self._strategy = Strategy(self._atlas, session.scenario.rows, seed, Hints(session.scenario.edges), known)
        self._walls = Walls(session.scenario, journeys)
        self._hands = Hands(session, self._atlas, self._spend)
        self._began_ms = session.clock.now_ms()
        self._last_new = 0
        self._known = 0
        self._errors = 0
        self._links = [page.link for page in session.scenario.pages if page.link]
        self._seen: ScreenActions = ScreenActions()
        self._read: dict[str, tuple[tuple[Node, ...], ScreenActions]] = {}
        """State → its tree as seen last, and what can be done there."""
        self.skipped: dict[str, str] = {}
        if resume is not None:
            self._restore(resume)

    def run(self) -> Crawl:
        """Until the end, whatever it is."""
        try:
            self._launch()
            while True:
                self._step()
        except _Over as over:
            reason, note = over.reason, over.note
        except DeviceLost as error:
            reason, note = StopReason.device_lost, error.message
        except DeviceError as error:
            reason, note = StopReason.error, str(error)
        eyes = self._session.eyes
        return Crawl(
            graph=self._atlas.graph(eyes.book.pages, eyes.book.states),
            steps=tuple(self._hands.steps),
            stop=reason,
            stop_note=note,
            skipped=tuple(self.skipped.items()),
        )

    # --- one round ----------------------------------------------------------------------------------------------------

    def _step(self) -> None:
        """Choose and do one thing; errors of the phone are borne a few times in a row."""
        self._check_limits()
        try:
            sight = self._cleared()
            plan = self._strategy.next(sight.state)
            if plan is None:
                self._nothing_left()
            else:
                self._carry_out(plan)
            self._errors = 0
        except DeviceLost:
            raise
        except DeviceError:
            self._errors += 1
            if self._errors >= MOST_ERRORS:
                raise
            self._launch()

    def _carry_out(self, plan: Plan) -> None:
        for hop in plan.route:
            if not self._hop(hop):
                if self._now().state != plan.state:
                    self._atlas.spot(plan.state).failures += 1
                return
        self._atlas.spot(plan.state).failures = 0
        self._check_limits()
        if plan.key == BACK_KEY:
            self._do(BACK, None)
        elif plan.key:
            self._try(plan)
        else:
            self._learn(self._now())

    def _hop(self, hop: Hop) -> bool:
        """Do one step of a way; False when it led elsewhere."""
        self._check_limits()
        if hop.action.kind is ActionKind.launch:
            self._launch()
        elif hop.action.kind is ActionKind.back:
            self._do(BACK, None)
        elif hop.action.kind is ActionKind.deep_link:
            self._do(hop.action, None)
        else:
            candidate = self._reach(hop.key)
            if candidate is None:
                self._missing(self._now().state, hop.action)
                return False
            self._press(candidate)
        self._cleared()
        return self._now().state == hop.target

    def _try(self, plan: Plan) -> None:
        candidate = self._reach(plan.key)
        if candidate is None:
            self._missing(plan.state, self._atlas.spots[plan.state].candidates[plan.key].action)  # type: ignore[index]
            return
        source, known = self._now().state, self._atlas.states()
        target = self._press(candidate, also=plan.state if plan.state != source else "")
        if candidate.action.kind is not ActionKind.scroll:
            fresh = target not in known and not target.startswith(OUTSIDE)
            self._atlas.score(candidate, plan.state, target, fresh)

    def _press(self, candidate: Candidate, also: str = "") -> str:
        """Fill what must be filled, then do it; the state it led to. `also`: another state to credit with the try."""
        before, shown = self._now(), self._templates(self._now().state)
        typed: tuple[Action, ...] = ()
        if candidate.button and (self._seen.fields or self._seen.boxes):
            typed = self._hands.fill(self._seen)
            if typed:
                self._learn(self._now())
                again = self._seen.candidates.get(candidate.key) or self._uncover(candidate.key)
                candidate = again or candidate
        if not candidate.node.enabled:
            self._missing(also or before.state, candidate.action)
            return self._now().state
        target = self._do(candidate.action, candidate, typed)
        for state in {before.state, also} - {"", self._hands.source}:
            self._atlas.observe(state, candidate.action, target, typed=typed)
        if candidate.action.kind is ActionKind.scroll:
            self._scrolled(before, shown)
        return target

    def _do(self, action: Action, candidate: Candidate | None, typed: tuple[Action, ...] = ()) -> str:
        """One journaled action; the state it led to, after recovering from crashes and strange places."""
        target = self._hands.act(action, candidate.node if candidate else None, typed)
        self._guard()
        self._learn(self._now())
        return target

    # --- keeping in the app -------------------------------------------------------------------------------------------

    def _guard(self) -> None:
        """Come back when the app was left or has crashed; from the launcher Back leads nowhere."""
        sight, last = self._now(), self._hands.steps[-1].action
        if sight.overlay == "crash" or self._hands.crashed:
            self._launch()
        elif sight.outside:
            if last.kind is not ActionKind.back and "launcher" not in sight.page.lower():
                self._hands.act(BACK, None, ())
            if self._now().outside:
                self._launch()

    def _launch(self) -> None:
        for _ in range(MOST_LAUNCH_CRASHES):
            self._check_limits()
            self._hands.launch()
            sight = self._now()
            if sight.overlay != "crash" and not sight.outside:
                self._learn(sight)
                self._cleared()
                return
        raise _Over(
            StopReason.crash_loop,
            f"{self._session.package} did not stay in front after {MOST_LAUNCH_CRASHES} launches; "
            f"last seen: {self._now().page.removeprefix(OUTSIDE)}",
        )

    def _cleared(self) -> Sight:
        """The present sight once walls are passed."""
        for _ in range(6):
            sight = self._now()
            if answer := self._walls.answer(sight):
                self._check_limits()
                self._hands.act(Action(ActionKind.tap, answer.locator), answer.button, (), note=answer.note)
                self._guard()
                self._learn(self._now())
            elif self._walls.sign_in(sight):
                self._sign_in(sight)
            else:
                break
        return self._now()

    def _sign_in(self, sight: Sight) -> None:
        """Play the way in; a page that it does not get past is a wall."""
        self._walls.sign_ins += 1
        way = self._walls.way_in
        assert way is not None
        self._session.driver.stop(self._session.package)
        trace = play(way, self._session, self._journeys, fresh=False)
        self._check_limits()  # a way in that the user cut short is no wall
        if trace.outcome is not Outcome.passed:
            failed = next((step for step in trace.steps if step.outcome is trace.outcome), None)
            why = f"step {failed.index}: {failed.message}" if failed else trace.outcome.value
            self._skip(f"sign-in by {way.id}", why)
            self._hands.wall(sight.page, "sign-in")
            self._hands.launch()
        elif self._now().outside or self._now().overlay == "crash":
            self._hands.launch()
        self._learn(self._now())

    # --- learning -----------------------------------------------------------------------------------------------------

    def _learn(self, sight: Sight) -> None:
        """What can be done here now."""
        if sight.outside:
            return
        read = self._read.get(sight.state)
        if read is None or read[0] != sight.screen.roots:
            self._seen = read_actions(sight.screen, self._session.scenario)
            self._read[sight.state] = sight.screen.roots, self._seen
            self._atlas.offer(sight.state, self._seen.candidates)
            for name in self._seen.denied:
                self._skip(name, "named by the deny list")
        else:
            self._seen = read[1]
        if len(self._atlas.spots) > self._known:
            self._known, self._last_new = len(self._atlas.spots), self._hands.count

    def _templates(self, state: str) -> int:
        """Templates outside lists that the state has shown so far."""
        spot = self._atlas.spot(state)
        return len({c.template for c in (spot.candidates or {}).values() if c.row is None})

    def _scrolled(self, before: Sight, shown: int) -> None:
        """A scroll that shows nothing new is the end of the page, or of its worth."""
        spot = self._atlas.spot(before.state)
        spot.scrolled += 1
        spot.version += 1
        spot.depth = max(spot.depth, spot.scrolled)
        if self._templates(before.state) == shown or self._now().screen.roots == before.screen.roots:
            spot.scrolled = MOST_SCROLLS

    def _reach(self, key: str) -> Candidate | None:
        """The candidate on the present screen, after scrolling where it was seen further down or up."""
        if candidate := self._seen.candidates.get(key):
            return candidate
        state = self._now().state
        for direction in ("down", "up"):
            for _ in range(self._atlas.spot(state).depth):
                scroll = next((c for c in self._seen.candidates.values() if c.action.kind is ActionKind.scroll), None)
                if scroll is None:
                    return None
                before = self._now()
                self._hands.scroll(scroll.node, scroll.action, direction)
                self._learn(self._now())
                if candidate := self._seen.candidates.get(key):
                    return candidate
                if self._now().state != state or self._now().screen.roots == before.screen.roots:
                    break
        return None

    def _uncover(self, key: str) -> Candidate | None:
        """A button that the keyboard hides: close the keyboard."""
        if not (self._now().screen.keyboard or self._now().overlay):
            return None
        self._hands.close_keyboard()
        self._learn(self._now())
        return self._seen.candidates.get(key)

    def _missing(self, state: str, action: Action) -> None:
        if self._atlas.missed(state, action) == 2:
            self._skip(str(action), "not to be seen again where it was found")

    def _skip(self, what: str, why: str) -> None:
        self.skipped.setdefault(what, why)

    # --- ends ---------------------------------------------------------------------------------------------------------

    def _nothing_left(self) -> None:
        """Declared deep links are tried when nothing else is; then the crawl is complete."""
        known = {page.key for page in self._session.eyes.book.pages}
        while self._links:
            link = self._links.pop(0)
            page = next(p for p in self._session.scenario.pages if p.link == link)
            if page.id not in known:
                self._do(Action(ActionKind.deep_link, value=link), None)
                return
        raise _Over(StopReason.complete, "nothing untried is left that can be reached")

    def _check_limits(self) -> None:
        if self._session.stopped():
            raise _Over(StopReason.interrupted, "the user stopped the run")
        if self._hands.count >= self._limits.actions:
            raise _Over(StopReason.actions, f"{self._limits.actions} actions were done")
        if self._elapsed_ms() >= self._limits.minutes * 60_000:
            raise _Over(StopReason.minutes, f"{self._limits.minutes:g} minutes are over")
        if self._hands.count - self._last_new >= self._limits.stagnation:
            raise _Over(StopReason.stagnation, f"nothing new in {self._limits.stagnation} actions")

    def _spend(self) -> None:
        """After each action: tell how far the crawl is."""
        count, elapsed = self._hands.count, self._elapsed_ms()
        by_actions = elapsed / max(count, 1) * (self._limits.actions - count)
        left = min(self._limits.minutes * 60_000 - elapsed, by_actions)
        book = self._session.eyes.book
        page = book.page(self._now().page)
        self._session.notify(
            Progress(
                at_ms=self._session.clock.now_ms(),
                phase="crawl",
                actions=count,
                pages=book.count,
                left_ms=max(0, round(left)) if count > 5 else None,
                doing=page.name if page else "",
            )
        )

    def _elapsed_ms(self) -> int:
        return self._session.clock.now_ms() - self._began_ms

    def _now(self) -> Sight:
        return self._hands.sight

    def _restore(self, resume: Crawl) -> None:
        self._session.eyes.book.restore(resume.found)
        self._atlas.restore(resume.steps)
        self._hands.restore(resume.steps)
        self._last_new = self._hands.count
        self._known = len(self._atlas.spots)
