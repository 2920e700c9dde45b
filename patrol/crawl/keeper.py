"""Keeps the crawl inside the app: launches it, comes back when it was left or has crashed, passes walls."""

from __future__ import annotations

from collections.abc import Mapping

from patrol.crawl.ground import Ground
from patrol.crawl.hands import Hands
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.keys import BACK
from patrol.crawl.limits import Budget, Over
from patrol.crawl.sight import Sight
from patrol.crawl.walls import Walls
from patrol.errors import DeviceError, DeviceLost
from patrol.journey.play import play
from patrol.journey.session import Session
from patrol.model.artifacts import StopReason
from patrol.model.events import Notice
from patrol.model.graph import Action, ActionKind, WallStatus
from patrol.model.journey import Journey, Outcome

MOST_LAUNCH_CRASHES = 3
PASSABLE = ("sign-in", "captcha", "real-name", "form")
ABSENCE_POLL_MS = 2000
MOST_WALLS = 6
"""Walls in a row: consent, notifications, location … each has its window at a first start."""


class Keeper:
    """Guard and doorkeeper of one crawl."""

    def __init__(
        self, session: Session, hands: Hands, ground: Ground, budget: Budget, journeys: Mapping[str, Journey]
    ) -> None:
        self._session = session
        self._hands = hands
        self._ground = ground
        self._budget = budget
        self._journeys = journeys
        self.walls = Walls(session.scenario, journeys)
        self.absences: list[str] = []
        """When the phone was gone and came back."""

    @property
    def _now(self) -> Sight:
        return self._hands.sight

    def guard(self) -> None:
        """Come back when the app was left or has crashed; from the launcher Back leads nowhere."""
        sight, last = self._now, self._hands.steps[-1].action
        if sight.overlay == "crash" or self._hands.crashed:
            self.launch()
        elif sight.outside:
            if last.kind is not ActionKind.back and "launcher" not in sight.page.lower():
                self._hands.act(BACK, None, ())
            if self._now.outside:
                self.launch()

    def launch(self, *, clear: bool = False) -> None:
        """A fresh process, walls passed; `clear`: without the app's data, as after its installation. Raises Over when
        the app does not stay in front."""
        for _ in range(MOST_LAUNCH_CRASHES):
            self._budget.check()
            self._hands.launch(clear=clear)
            sight = self._now
            if sight.overlay != "crash" and not sight.outside:
                self._ground.learn()
                self.cleared()
                return
        raise Over(
            StopReason.crash_loop,
            f"{self._session.package} did not stay in front after {MOST_LAUNCH_CRASHES} launches; "
            f"last seen: {self._now.page.removeprefix(OUTSIDE)}",
        )

    def came_back(self, error: DeviceLost) -> bool:
        """Wait for a phone that is gone; the app launched anew once it is back, False when it stays away."""
        clock, began = self._session.clock, self._session.clock.now_ms()
        deadline = began + self._budget.limits.absence_s * 1000
        self._hands.expect_restart()
        while clock.now_ms() < deadline and not self._session.stopped():
            clock.sleep_ms(ABSENCE_POLL_MS)
            try:
                self._session.driver.processes(self._session.package)
                self.launch()
            except DeviceError:
                continue
            gone = f"gone for {(clock.now_ms() - began) / 1000:.0f} s"
            self.absences.append(f"the phone was {gone} at action {self._budget.spent}")
            self._ground.skip(f"the phone at action {self._budget.spent}", f"{gone}: {error.message}")
            message = f"The phone was {gone}; the crawl went on from a fresh launch: {error.message}"
            self._session.notify(Notice(at_ms=clock.now_ms(), message=message))
            return True
        return False

    def cleared(self) -> Sight:
        """The present sight once walls are passed."""
        for _ in range(MOST_WALLS):
            sight = self._now
            if answer := self.walls.answer(sight):
                self._hands.act(Action(ActionKind.tap, answer.locator), answer.button, (), note=answer.note)
                self._hands.wall(sight.page, answer.kind, answer.status, answer.note)
                self.guard()
                self._ground.learn()
            elif self.walls.sign_in(sight):
                self._sign_in(sight)
            else:
                break
        return self._now

    def watch(self) -> None:
        """Mark the present page when it stands in the way."""
        sight = self._now
        if sight.outside or sight.overlay == "permission":
            return
        barrier = self.walls.standing(sight)
        page = self._session.eyes.book.page(sight.page)
        if barrier is None or page is None or (page.wall == barrier.kind):
            return
        self._hands.wall(sight.page, barrier.kind, WallStatus.blocked, barrier.note)

    def got_past(self, page: str, action: Action) -> None:
        """A button led on from a page: whatever stood in the way there does so no more."""
        known = self._session.eyes.book.page(page)
        if known is not None and known.wall in PASSABLE and known.wall_status is WallStatus.blocked:
            self._hands.wall(page, known.wall, WallStatus.passed, f"by {action}")

    def _sign_in(self, sight: Sight) -> None:
        """Play the way in; a page that it does not get past is a wall."""
        self.walls.sign_ins += 1
        way = self.walls.way_in
        assert way is not None
        self._session.driver.stop(self._session.package)
        trace = play(way, self._session, self._journeys, fresh=False, evidence=False)
        self._budget.check()  # a way in that the user cut short is no wall
        if trace.outcome is not Outcome.passed:
            self.walls.failed_sign_ins += 1
            failed = next((step for step in trace.steps if step.outcome is trace.outcome), None)
            why = f"step {failed.index}: {failed.message}" if failed else trace.outcome.value
            self._ground.skip(f"sign-in by {way.id}", why)
            self._hands.wall(sight.page, "sign-in", WallStatus.blocked, f"the journey {way.id} failed at {why}")
            self._hands.launch()
        else:
            self._hands.wall(sight.page, "sign-in", WallStatus.passed, f"by the journey {way.id}")
            if self._now.outside or self._now.overlay == "crash":
                self._hands.launch()
        self._ground.learn()
