"""What a crawl has truly reached, and what it cost: told by the app, not by the crawler."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.generated.app import GeneratedApp

if TYPE_CHECKING:
    from tests.generated.running import Running

FREE = 10
"""Actions of the first stay in a trap that are no loss: to look at what it made, and to get out."""


class Tally:
    """Counts actions, pages, and what was lost. An action is an input event (tap, key, swipe, text) or a launch."""

    def __init__(self, app: GeneratedApp) -> None:
        self.app = app
        self.actions = 0
        self.visited: dict[str, int] = {}
        """Own page → actions when it was first shown, in that order."""
        self.rows_touched: dict[str, int] = {}
        """Page with a list → taps on its rows and swipes, whatever for."""
        self.list_tries: dict[str, int] = {}
        """The same without ways through: taps on a row that was tapped before, after which something was done on the
        page behind it. Going Back from there, or launching the app, is no such thing."""
        self._tapped: set[tuple[str, int]] = set()
        self._through = ""
        """Page on whose list a row was just tapped that had been tapped before."""
        self._lost = 0
        self._losing = False
        self._stay = ""
        self._stays: dict[str, int] = {}
        self._used = 0

    @property
    def tarpit(self) -> int:
        """Actions done in what a trap made: all but the first FREE of its first stay, and all of later stays; not those
        that opened a page that was never seen before."""
        return self._lost + self._losing

    def found(self, actions: int) -> int:
        """How many pages of the goal were shown within so many actions."""
        return sum(1 for page, at in self.visited.items() if at <= actions and page in self.app.goal)

    def cost(self, share: float) -> int | None:
        """Actions after which that share of the goal's pages were shown; None when they never were."""
        wanted = math.ceil(share * len(self.app.goal))
        reached = [at for page, at in self.visited.items() if page in self.app.goal]
        return reached[wanted - 1] if len(reached) >= wanted else None

    def acted(self, running: Running, *, leaves: bool = False) -> None:
        """An action begins; `leaves`: it only leaves what is shown."""
        if self._through and leaves:
            self._tried_list(self._through)
        self._through = ""
        self._lost += self._losing
        self._losing = self._in_trap(running.trap)
        self.actions += 1
        running.steps = self.actions

    def arrived(self, running: Running) -> None:
        """Something is shown, perhaps for the first time."""
        page = running.page
        if page and page not in self.visited and self.app.pages[page].own:
            self.visited[page] = self.actions
            self._losing = False

    def touched_list(self, page: str, row: int | None = None) -> None:
        """A row of the list of `page` was tapped; without one the list was swiped."""
        self.rows_touched[page] = self.rows_touched.get(page, 0) + 1
        if row is not None and (page, row) in self._tapped:
            self._through = page
            return
        self._tried_list(page)
        if row is not None:
            self._tapped.add((page, row))

    def _tried_list(self, page: str) -> None:
        self.list_tries[page] = self.list_tries.get(page, 0) + 1

    def _in_trap(self, trap: str) -> bool:
        if trap != self._stay:
            self._stay, self._used = trap, 0
            if trap:
                self._stays[trap] = self._stays.get(trap, 0) + 1
        if not trap:
            return False
        self._used += 1
        return self._stays[trap] > 1 or self._used > FREE
