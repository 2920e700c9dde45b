"""The states of the pages: what lies over a page or is chosen in it, within caps.

A dialog with a random text would be a new state each time. So an overlay whose title changes while its shape does not
is one state once that was seen: the same action brought it with another title, or it came with several already.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Set
from dataclasses import dataclass, field

import msgspec

from patrol.crawl.sketch import Sketch
from patrol.model.graph import State

MOST_STATES = 10
"""Of one page; what comes after them is told by kind only, without titles."""
MOST_TITLES = 4
"""Titles of overlays with one shape over one page, after which a further one is no state of its own."""
MOST_ACTIONS = 2048


@dataclass(slots=True)
class StateBook:
    """All states, and which overlays are known to change their title."""

    _states: dict[str, State] = field(default_factory=dict)
    _count: dict[str, int] = field(default_factory=dict)
    """Page → its states."""
    _titles: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """(page, kind and shape of an overlay) → its titles so far."""
    _folded: dict[tuple[str, str], str] = field(default_factory=dict)
    """The same → the title that stands for all."""
    _brought: OrderedDict[tuple[str, str], tuple[str, str]] = field(default_factory=OrderedDict)
    """(state, action) → the overlay (page; kind and shape) that it brought last."""

    @property
    def states(self) -> tuple[State, ...]:
        return tuple(self._states.values())

    def __contains__(self, key: str) -> bool:
        return key in self._states

    def features(self, page: str, drawn: Sketch, matters: Set[str]) -> tuple[str, ...]:
        """What tells this state from the page's plain one, within the caps; nothing is learned. `matters`: conditions
        of the page that were seen to change what an action does."""
        features = drawn.features
        if matters and not drawn.overlay:
            features = (*features, *(each for each in drawn.conditions if each in matters))
        if drawn.overlay and self._folded:
            shape = _shape(drawn)
            if (title := self._folded.get((page, shape))) is not None:
                features = (f"{drawn.overlay}:{title}" if title else drawn.overlay, *features[1:])
        if "!".join((page, *features)) not in self._states and self._count.get(page, 0) >= MOST_STATES:
            features = (drawn.overlay,) if drawn.overlay else ()
        return features

    def learn(self, page: str, drawn: Sketch, source: str, action: str) -> None:
        """An overlay is shown over `page`, after `action` was done in the state `source`."""
        shape = _shape(drawn)
        over = (page, shape)
        titles = self._titles.setdefault(over, [])
        if drawn.overlay_title not in titles and over not in self._folded:
            before = self._brought.get((source, action)) if action else None
            if titles and (before == over or len(titles) >= MOST_TITLES):
                self._folded[over] = titles[0]
            else:
                titles.append(drawn.overlay_title)
        if action:
            self._brought[source, action] = over
            if len(self._brought) > MOST_ACTIONS:
                self._brought.popitem(last=False)

    def add(self, state: State) -> None:
        if state.key not in self._states:
            self._count[state.page] = self._count.get(state.page, 0) + 1
        self._states[state.key] = state

    def rename(self, old: str, new: str) -> None:
        """The states of a page that turned out to be another are states of that one."""
        for state in [each for each in self._states.values() if each.page == old]:
            del self._states[state.key]
            moved = msgspec.structs.replace(state, key=new + state.key[len(old) :], page=new)
            if moved.key not in self._states:
                self.add(moved)
        self._count.pop(old, None)
        for page, shape in [each for each in self._titles if each[0] == old]:
            self._titles.setdefault((new, shape), self._titles.pop((page, shape)))
        for page, shape in [each for each in self._folded if each[0] == old]:
            self._folded.setdefault((new, shape), self._folded.pop((page, shape)))


def _shape(drawn: Sketch) -> str:
    parts = "\0".join(sorted(drawn.shape))
    return f"{drawn.overlay} {hashlib.sha1(parts.encode(), usedforsecurity=False).hexdigest()[:10]}"
