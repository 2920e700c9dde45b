"""Where Back will lead: Android keeps a stack of what was opened, and the crawl remembers it.

An edge "Back leads there" is only true for the way one came, so Back is no edge of the map: it is the stack of the
present moment, plus what was learned of states where Back does something else (a tab that leads home, a page that asks
before it is left).
"""

from __future__ import annotations

from collections.abc import Callable

from patrol.crawl.sighting import OUTSIDE

DEEPEST = 60
"""States that are remembered below the present one."""
STEADY = 2
"""Back led so often to another state than the one below, and each time to the same: it will do so again."""


def overlaid(state: str) -> bool:
    """Whether a dialog, sheet, menu or keyboard lies over the page: it goes when something else opens."""
    return any(not feature.startswith(("tab:", "field:", "error")) for feature in state.split("!")[1:])


class BackStack:
    """The states below the present one, as far as they are known; the last is the present one."""

    def __init__(self) -> None:
        self.states: list[str] = []
        self._right = 8
        self._wrong = 0
        self._instead: dict[str, tuple[str, int]] = {}
        """State → (where Back led instead of the state below, how often in a row)."""

    @property
    def reliance(self) -> float:
        """How often Back led where it was expected to, with a little trust to begin with."""
        return self._right / (self._right + self._wrong)

    def launched(self, state: str) -> None:
        self.states = [state]

    def opened(self, source: str, target: str, *, leaving: bool = False) -> None:
        """Something other than Back led from `source` to `target`; `leaving`: by a button that says it goes back."""
        if target == source:
            return
        self._at(source)
        if target.startswith(OUTSIDE):
            return
        if leaving and target in self.states:
            self._at(target)
            return
        if overlaid(source) or (source.partition("!")[0] == target.partition("!")[0] and not overlaid(target)):
            self.states.pop()
        if not self.states or self.states[-1] != target:
            self.states.append(target)
        del self.states[:-DEEPEST]

    def back(self, source: str, target: str) -> None:
        """Back was pressed in `source` and `target` was seen."""
        self._at(source)
        expected = self.states[-2] if len(self.states) > 1 else ""
        if expected and target == expected:
            self._right += 1
            self._instead.pop(source, None)
        else:
            self._wrong += 1
            before, times = self._instead.get(source, (target, 0))
            self._instead[source] = (target, times + 1 if before == target else 1)
        if target.startswith(OUTSIDE) or target == source:
            return
        if target in self.states:
            del self.states[len(self.states) - self.states[::-1].index(target) :]
        else:
            self.states = [target]

    def rename(self, kept: Callable[[str], str]) -> None:
        """Some states are known by another name now."""
        self.states = [kept(state) for state in self.states]
        self._instead = {kept(state): (kept(target), n) for state, (target, n) in self._instead.items()}

    def ahead(self, state: str) -> list[str]:
        """What each further Back shows, from `state` on; [] when nobody knows."""
        if state not in self.states:
            return []
        below = self.states[: len(self.states) - 1 - self.states[::-1].index(state)]
        found: list[str] = []
        seen = {state}
        while True:
            instead, times = self._instead.get(state, ("", 0))
            if times >= STEADY:
                below = below[: below.index(instead)] if instead in below else []
                state = instead
            elif below:
                state, below = below[-1], below[:-1]
            else:
                return found
            if state in seen or state.startswith(OUTSIDE):
                return found
            seen.add(state)
            found.append(state)

    def _at(self, state: str) -> None:
        """`state` is the present one: what lies above it on the stack is gone; one that nobody expected begins anew."""
        if state in self.states:
            del self.states[len(self.states) - self.states[::-1].index(state) :]
        else:
            self.states = [state]
