"""Finds an entry by its words: by app.yaml's taps, by the page graph, else by the names that settings usually have."""

from __future__ import annotations

import re
from collections.abc import Mapping

from patrol.consent.hand import Hand
from patrol.consent.ways import way
from patrol.journey.find import visible
from patrol.model.graph import Edge, PageGraph
from patrol.model.locator import Locator
from patrol.model.screen import Node

LADDER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^隐私|隐私(?:设置|中心|管理|保护)|^privacy",
        r"^(?:设置|更多设置|系统设置)$|^settings$",
        r"^(?:账[号户]与安全|安全(?:中心|设置)|关于.*|通用)$|^(?:security|about|account)",
        r"^(?:我的|我|个人中心|更多)$|^(?:me|mine|my|profile|more|account)$",
    )
)
"""What leads towards settings of privacy, the nearest first."""
MOST_TAPS = 5


class Seeker:
    """Goes from the app's start to an entry."""

    def __init__(self, hand: Hand, graph: PageGraph, named: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._hand = hand
        self._graph = graph
        self._named = named or {}
        """Pattern → texts to tap one after another, as app.yaml gives them."""

    def find(self, words: re.Pattern[str], *, checkable: bool = False) -> Node | None:
        """The entry that says these words, where one stands on the present page or on one that leads there."""
        if (node := self._here(words, checkable)) is not None:
            return node
        for label in self._named.get(words.pattern, ())[:-1]:
            self._tap(Locator(text=label))
        if not self._named.get(words.pattern):
            self._by_graph(words)
        if (node := self._scrolled(words, checkable)) is not None:
            return node
        return self._by_ladder(words, checkable)

    def _here(self, words: re.Pattern[str], checkable: bool) -> Node | None:
        """By its own label or, of a switch, by what stands in its row; the widget itself, not a text about it."""
        seen = list(visible(self._hand.now.screen))
        if not checkable:
            named = (one.node for one in seen if one.touchable and not one.node.checkable and one.node.label)
            return next((node for node in named if len(node.label) <= 20 and words.search(node.label)), None)
        for one in seen:
            if one.node.checkable:
                box = one.node.bounds
                row = [n.node.text for n in seen if n.node.bounds.top < box.bottom and box.top < n.node.bounds.bottom]
                if words.search(" ".join([one.node.label, *row])):
                    return one.node
        return None

    def _scrolled(self, words: re.Pattern[str], checkable: bool) -> Node | None:
        return self._hand.reach(lambda: self._here(words, checkable))

    def _by_graph(self, words: re.Pattern[str]) -> None:
        """Walk to the page on which something with these words was touched, up to there."""
        route = way(self._graph, self._hand.now.state, lambda edge: bool(words.search(_name(edge))))
        for edge in route[:-1]:
            if edge.action.locator is None or not self._tap(edge.action.locator):
                return

    def _tap(self, locator: Locator) -> bool:
        node = self._hand.reach(lambda: self._hand.find(locator))
        if node is not None:
            self._hand.tap(node)
        return node is not None

    def _by_ladder(self, words: re.Pattern[str], checkable: bool) -> Node | None:
        tapped: set[str] = set()
        for _ in range(MOST_TAPS):
            step = self._hand.reach(lambda: self._rung(tapped))
            if step is None:
                return None
            tapped.add(step.label.strip())
            self._hand.tap(step)
            if (node := self._scrolled(words, checkable)) is not None:
                return node
        return None

    def _rung(self, tapped: set[str]) -> Node | None:
        nodes = [one.node for one in visible(self._hand.now.screen) if one.touchable and not one.node.checkable]
        for pattern in LADDER:
            for node in nodes:
                label = node.label.strip()
                if label and len(label) <= 12 and label not in tapped and pattern.search(label):
                    return node
        return None


def _name(edge: Edge) -> str:
    locator = edge.action.locator
    return " ".join(filter(None, (edge.says, locator.text if locator else "", locator.contains if locator else "")))
