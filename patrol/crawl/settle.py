"""When a screen has settled: by evidence, never by a fixed sleep.

The usual rule, two equal dumps, costs a second dump a step, and is wrong where it matters most: after a tap the old
page can be dumped twice before the new one opens. So the rule here asks what is known:
- a state that was seen settled before, complete and without a progress wheel, is taken at first sight;
- a new state needs two looks with the same skeleton;
- a screen that looks like before the action is given time to change;
- while a progress wheel turns, nothing is settled.
Each has a limit, after which the last look counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from patrol.clock import Clock
from patrol.crawl.sight import Sight
from patrol.model.screen import Screen

LIMIT_MS = 5000
"""An endless animation must not hold up a run; Android calls an app not responding after the same time."""
PATIENCE_MS = 400
"""How long an unchanged screen may still change: a tap shows within 100 ms, a page opened by a request rarely later
than this on a working network."""
LOADING_MS = 4000
POLL_MS = 60
PAUSE_MS = 8
"""Between the beginnings of two looks that must agree: a frame at 120 Hz, so that a running transition shows. On a
phone on a cable a look takes longer than this anyway."""
COMPLETE = 0.8
"""Share of the nodes of a settled look that a first look must have to count as complete."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits of settling, in milliseconds."""

    limit: int = LIMIT_MS
    patience: int = PATIENCE_MS
    loading: int = LOADING_MS
    answered: bool = False
    """Any difference of the tree is the awaited change: a text was typed, a box ticked."""
    more: bool = False
    """Something new is awaited: that the keyboard went away is no answer to a button that sends a form."""


def skeleton(screen: Screen) -> int:
    """A digest of what is where, whatever it says; equal within one process only."""
    parts = []
    stack = list(screen.roots)
    while stack:
        node = stack.pop()
        bounds = node.bounds
        parts.append((node.class_name, node.resource_id, bounds.left, bounds.top, bounds.right, bounds.bottom))
        if node.children:
            stack.extend(node.children)
    return hash((screen.activity, screen.window, screen.keyboard, tuple(parts)))


def same_look(a: Screen, b: Screen) -> bool:
    """Whether two screens have the same skeleton; texts may differ."""
    if not _same_window(a, b) or a.keyboard != b.keyboard:
        return False
    return a.roots == b.roots or skeleton(a) == skeleton(b)


def _same_window(a: Screen, b: Screen) -> bool:
    return a.activity == b.activity and a.window == b.window


def _torn(a: Screen, before: Screen) -> bool:
    """The old tree in another window: one came between the phone's answers to two questions, and its tree is yet to
    come. Where it never does, as with a window that shows no tree, the patience ends the wait."""
    return not _same_window(a, before) and a.roots == before.roots and not a.empty


def _only_less(sight: Sight, before: Sight) -> bool:
    """Whether the page stayed and shows nothing that it did not show before, as when only its keyboard went away."""
    if sight.page != before.page or sight.overlay or before.overlay or sight.loading:
        return False
    return set(_shown(sight.screen)) <= set(_shown(before.screen))


def _shown(screen: Screen) -> Iterator[tuple[str, str, str, bool]]:
    return ((node.resource_id, node.text, node.description, node.checked) for node in screen.nodes() if node.visible)


class Settler:
    """Waits until the screen has settled; remembers how large each settled state was."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._nodes: dict[str, int] = {}

    def settle(self, look: Callable[[], Sight], before: Sight | None, pace: Pace) -> Sight:
        """The look that counts; `before` is the screen that the action was done to, None when anything may come."""
        began = self._clock.now_ms()
        sight = look()
        if before is not None:
            sight = self._changed(look, sight, before, began + pace.patience, pace)
        if not self._known(sight, before):
            sight = self._agreed(look, sight, began, pace)
        self._nodes[sight.state] = max(sight.nodes, self._nodes.get(sight.state, 0))
        return sight

    def _changed(self, look: Callable[[], Sight], sight: Sight, before: Sight, deadline: int, pace: Pace) -> Sight:
        while (
            (sight.state == before.state and same_look(sight.screen, before.screen))
            or _torn(sight.screen, before.screen)
            or (pace.more and _only_less(sight, before))
        ):
            if self._clock.now_ms() >= deadline or (pace.answered and sight.screen.roots != before.screen.roots):
                break
            self._clock.sleep_ms(POLL_MS)
            sight = look()
        return sight

    def _known(self, sight: Sight, before: Sight | None) -> bool:
        """A settled state seen again; also what did not change, for it was settled before the action."""
        if before is not None and sight.screen.roots == before.screen.roots:
            return True
        return not sight.loading and sight.nodes >= COMPLETE * self._nodes.get(sight.state, 1 << 30)

    def _agreed(self, look: Callable[[], Sight], sight: Sight, began: int, pace: Pace) -> Sight:
        looked = began
        while (waited := self._clock.now_ms() - began) < pace.limit:
            spent = self._clock.now_ms() - looked
            self._clock.sleep_ms(POLL_MS if sight.loading else PAUSE_MS - spent)
            looked = self._clock.now_ms()
            again = look()
            equal = same_look(again.screen, sight.screen) and not again.screen.empty
            sight = again
            if equal and not (sight.loading and waited < pace.loading):
                break
        return sight
