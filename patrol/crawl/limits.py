"""Where a crawl ends at the latest, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from patrol.crawl.routes import RESTART_COST
from patrol.crawl.sight import Sight
from patrol.journey.session import Session
from patrol.model.artifacts import StopReason
from patrol.model.events import Progress

LAUNCH_MS, TAP_MS = 3000, 400
"""What a fresh launch takes to its first page past a splash, and what a tap takes to the settled screen after it, on
phones of the middle class."""
AMPLE_MS = 1000
"""For each action on average: with this much the actions end the crawl, not the time."""


@dataclass(frozen=True, slots=True)
class CrawlLimits:
    """Where a crawl ends at the latest. `stagnation`: actions without a new state after which it gives up."""

    actions: int = 400
    minutes: float = 10.0
    stagnation: int = 120
    absence_s: float = 60.0
    """A phone that is gone is waited for this long: a reboot takes 30 to 80 s. 0: the crawl ends at once."""

    @property
    def restart_cost(self) -> float:
        """Ending and launching the app, in taps: where the time is short for the actions, by the share of both that
        each takes. By these limits and not by what was measured, for the same seed is to do the same again."""
        time_ms = self.minutes * 60_000
        if time_ms >= self.actions * AMPLE_MS:
            return RESTART_COST
        of_action, of_time = 1 / self.actions, 1 / max(1.0, time_ms)
        return max(RESTART_COST, (of_action + LAUNCH_MS * of_time) / (of_action + TAP_MS * of_time))


class Over(Exception):
    """The crawl ends, with its reason."""

    def __init__(self, reason: StopReason, note: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.note = note


class Budget:
    """Actions and time spent. `check` is asked before each action, so that no crawl does one too many."""

    def __init__(self, session: Session, limits: CrawlLimits) -> None:
        self._session = session
        self.limits = limits
        self._began_ms = session.clock.now_ms()
        self.spent = 0
        """Actions done, those of earlier parts of the run included."""
        self._last_new = 0
        self._states = 0
        self.kept = 0.0
        """Share of actions and time that is kept for later: `check` says Over this much earlier."""

    def check(self) -> None:
        """Raises Over when a limit is reached or the user wants an end."""
        if self._session.stopped():
            raise Over(StopReason.interrupted, self._session.why_stopped())
        if self.left <= 0:
            raise Over(StopReason.actions, f"{self.limits.actions} actions were done")
        if self.elapsed_ms >= self.limits.minutes * 60_000 * (1 - self.kept):
            raise Over(StopReason.minutes, f"{self.limits.minutes:g} minutes are over")
        if self.spent - self._last_new >= self.limits.stagnation:
            raise Over(StopReason.stagnation, f"nothing new in {self.limits.stagnation} actions")

    @property
    def left(self) -> int:
        """Actions that may still be done, without those kept for later."""
        return self.limits.actions - round(self.limits.actions * self.kept) - self.spent

    @property
    def affordable(self) -> float:
        """Actions that may still be done within both limits, at the pace so far."""
        time_left = self.limits.minutes * 60_000 - self.elapsed_ms
        by_time = time_left * self.spent / self.elapsed_ms if self.elapsed_ms else float("inf")
        return max(0.0, min(self.left, by_time))

    @property
    def elapsed_ms(self) -> int:
        return self._session.clock.now_ms() - self._began_ms

    @property
    def stagnant(self) -> bool:
        """Nothing new for half of what is borne."""
        return self.spent - self._last_new >= self.limits.stagnation / 2

    def saw(self, states: int) -> None:
        """So many states are known now; more than before is something new."""
        if states > self._states:
            self._states, self._last_new = states, self.spent

    def renew(self) -> None:
        """Something else is tried from here on: what went before says nothing of it."""
        self._last_new = self.spent

    def tell(self, sight: Sight) -> None:
        """After each action: how far the crawl is."""
        count, elapsed = self.spent, self.elapsed_ms
        by_actions = elapsed / max(count, 1) * (self.limits.actions - count)
        left = min(self.limits.minutes * 60_000 - elapsed, by_actions)
        book = self._session.eyes.book
        page = book.page(sight.page)
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
