"""DroidBot's greedy search, written anew from its rules (UtgGreedySearchPolicy, DeviceState, UTG); not its program.

Its rules: a state is the activity with the set of its views' signatures. In each state every event is tried once, depth
first with Back as the last of them, breadth first with Back as the first. When all were tried, it goes by a shortest
path of events that had an effect to a state that has untried events; a state that could not be reached so is left out
until it is met again; when there is none, the app is restarted.

Where we differ it is in its favour: views that cannot be clicked are not touched; the nearest state is the target, not
any; outside the app no events are wasted; it always waits long enough. Ties fall by the seed.
"""

from __future__ import annotations

import random
from collections import deque

from bench.crawling.sight import BACK, SETTLE_MS, Event, Seen, see, send
from tests.generated import GeneratedDriver

State = tuple[str, frozenset[tuple[str, ...]]]
MOST_RESTARTS = 5
"""In a row without an untried event; DroidBot goes over to random events then."""


class Greedy:
    """One crawl. `depth`: depth first, else breadth first. `texts`: DroidBot's full key, else its structural key."""

    def __init__(self, driver: GeneratedDriver, seed: int, *, depth: bool, texts: bool) -> None:
        self._driver, self._depth, self._texts = driver, depth, texts
        self._draw = random.Random(seed)
        self._tried: dict[State, set[Event]] = {}
        self._order: dict[State, list[Event]] = {}
        self._graph: dict[State, dict[State, Event]] = {}
        self._missed: set[State] = set()
        self._open: set[State] = set()
        """States with untried events."""
        self._target: State | None = None
        self._steps = 0
        """Left to the target when it was chosen or last approached."""
        self._restarts = 0

    def run(self, actions: int) -> str:
        """Until so many actions are done."""
        package = self._driver.app.package
        self._driver.launch(package)
        while self._driver.actions < actions:
            seen = see(self._driver.screen(), package, texts=self._texts)
            if not seen.inside:
                self._target = None
                self._launch(stop_first=False)
                continue
            self._meet(seen)
            event = self._untried(seen) or self._on_the_way(seen)
            if event is not None and event is not BACK and event not in seen.events:
                self._forget(seen.state, event)
                continue
            if event is None and self._restarts < MOST_RESTARTS:
                self._restarts += 1
                self._launch(stop_first=True)
                continue
            self._do(seen, event or self._draw.choice(self._order[seen.state]))
        return "actions"

    def _launch(self, *, stop_first: bool) -> None:
        self._driver.launch(self._driver.app.package, stop_first=stop_first)
        self._driver.clock.sleep_ms(SETTLE_MS)

    def _meet(self, seen: Seen) -> None:
        state = seen.state
        self._missed.discard(state)
        if state not in self._order:
            events = list(seen.events)
            self._draw.shuffle(events)
            self._order[state] = [*events, BACK] if self._depth else [BACK, *events]
            self._tried[state] = set()
            self._open.add(state)

    def _untried(self, seen: Seen) -> Event | None:
        for event in self._order[seen.state]:
            if event not in self._tried[seen.state] and (event is BACK or event in seen.events):
                self._target, self._restarts = None, 0
                return event
        self._open.discard(seen.state)
        return None

    def _on_the_way(self, seen: Seen) -> Event | None:
        """The next event towards the target: the one of before while it comes nearer, else the nearest."""
        if self._target is not None:
            path = self._path(seen.state, {self._target})
            if path and len(path) <= self._steps:
                self._steps = len(path) - 1
                return path[0]
            self._missed.add(self._target)
            self._target = None
        path = self._path(seen.state, self._open - self._missed)
        if not path:
            return None
        self._target, self._steps = self._end, len(path) - 1
        return path[0]

    def _forget(self, state: State, event: Event) -> None:
        """The event is not to be seen here now: two pages are one state, or a list has fewer rows."""
        edges = self._graph.get(state, {})
        for target in [target for target, known in edges.items() if known == event]:
            del edges[target]

    def _path(self, start: State, targets: set[State]) -> list[Event]:
        """Events of a shortest path to one of the targets; empty when none can be reached."""
        came: dict[State, tuple[State, Event]] = {}
        queue = deque([start])
        while queue:
            state = queue.popleft()
            if state in targets and state != start:
                self._end, path = state, list[Event]()
                while state != start:
                    state, event = came[state]
                    path.append(event)
                return path[::-1]
            for target, event in self._graph.get(state, {}).items():
                if target not in came and target != start:
                    came[target] = state, event
                    queue.append(target)
        return []

    def _do(self, seen: Seen, event: Event) -> None:
        self._tried[seen.state].add(event)
        send(self._driver, event, seen.events.get(event))
        after = see(self._driver.screen(), self._driver.app.package, texts=self._texts)
        self._forget(seen.state, event)  # it may lead elsewhere now
        edges = self._graph.setdefault(seen.state, {})
        if after.state != seen.state and after.inside:
            edges[after.state] = event


def run_greedy(driver: GeneratedDriver, seed: int, actions: int, *, depth: bool, texts: bool) -> str:
    """One crawl of so many actions."""
    return Greedy(driver, seed, depth=depth, texts=texts).run(actions)
