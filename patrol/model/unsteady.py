"""Texts that change by themselves: learned while a run looks at the same page again and again.

A clock, an amount, a headline that is another at every visit is no change of the app. Trees are kept once for each
layout, so that only this tells that a page laid out alike said something else.
"""

from __future__ import annotations

import re

from patrol.model.record import Record
from patrol.model.screen import Screen

NUMBERS = re.compile(r"[\d.,:%¥$+\-()（）\[\]*•/\s]+")
MOST_NODES = 2000
"""Of one tree that are followed; the rest of a longer one is content."""


class Unsteady(Record, frozen=True):
    """A later look at the same state, laid out as a kept tree, said something else in places."""

    tree: str
    """Path of the kept tree."""
    nodes: tuple[int, ...]
    """Numbers of the nodes that said something else, in the order of Screen.nodes()."""


class Steadiness:
    """What the kept trees said. Raw texts stay in memory; only places are told."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[int, ...]] = {}
        self._told: dict[str, set[int]] = {}

    def kept(self, tree: str, screen: Screen) -> None:
        """A tree was kept under this path."""
        self._said.setdefault(tree, _said(screen))

    def unlike(self, tree: str, screen: Screen) -> Unsteady | None:
        """Places where a screen of the same layout says something that the tree does not, each told once."""
        before, told = self._said.get(tree, ()), self._told.setdefault(tree, set())
        now = _said(screen)
        if before == now or len(before) != len(now):
            return None
        places = [at for at, (old, new) in enumerate(zip(before, now, strict=True)) if old != new and at not in told]
        told.update(places)
        return Unsteady(tree, tuple(places)) if places else None


def _said(screen: Screen) -> tuple[int, ...]:
    """Numbers apart, for they are no words; equal within one process only."""
    nodes = (node for node, _ in zip(screen.nodes(), range(MOST_NODES), strict=False))
    return tuple(hash(NUMBERS.sub("", f"{node.text}\n{node.description}")) for node in nodes)
