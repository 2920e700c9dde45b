"""What a comparison of two builds says, held against what was planted."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.comparing.memory import Run, run
from patrol.compare.difference import difference
from patrol.model.difference import Aspect, Difference, PageChange
from tests.generated import generate
from tests.generated.builds import NOTHING, Change, Planted, lively, next_build

OLDER, NEWER = 1, 2
"""Seeds of the two crawls, and days of the two builds' headlines."""


@dataclass(frozen=True, slots=True)
class Score:
    """One pair of builds."""

    name: str
    planted: tuple[Planted, ...]
    missed: tuple[Planted, ...]
    """Not found, or found under another name; of what is no change: told as one."""
    false: tuple[str, ...]
    """Told, and not planted."""
    unsure: int = 0

    @property
    def found(self) -> int:
        return len(self.planted) - len(self.missed)


def pair(variant: str, pages: int, seed: int, changes: int, **switches: object) -> Score:
    """Crawl an app and its next build, compare them, and hold that against the truth. `changes` 0: the same build."""
    app = generate(variant, pages, seed, **switches)
    planted: tuple[Planted, ...] = ()
    newer = lively(app, NEWER)
    if changes:
        newer, planted = next_build(newer, random.Random(seed), changes)
    then, now = run(lively(app, OLDER), OLDER), run(newer, NEWER)
    told = _Told(difference(then.build, now.build), then, now)
    missed = tuple(one for one in planted if told.found(one) is (one.change in NOTHING))
    return Score(f"{variant}/{pages}/{seed}", planted, missed, tuple(told.false(planted)), len(told.difference.unsure))


class _Told:
    """A difference in the words of the truth."""

    def __init__(self, found: Difference, then: Run, now: Run) -> None:
        self.difference = found
        self._then, self._now = then, now
        self._changed = {now.true.get(change.page, ""): change for change in found.changed}
        self._added = {now.true.get(page, "") for page in found.added}
        self._removed = {then.true.get(page, "") for page in found.removed}
        self._moved = {now.true.get(move.page, "") for move in found.moved}
        self._come = {(now.true.get(e.source, ""), now.true.get(e.target, "")) for e in found.edges_added}
        self._lost = {(then.true.get(e.source, ""), then.true.get(e.target, "")) for e in found.edges_lost}

    def found(self, one: Planted) -> bool:
        """Whether this change was told under its name; of what is no change, whether anything was told."""
        change = self._changed.get(one.page)
        match one.change:
            case Change.page_added:
                return one.page in self._added
            case Change.page_removed:
                return one.page in self._removed
            case Change.page_moved:
                return one.page in self._moved
            case Change.edge_added:
                return (one.page, one.target) in self._come
            case Change.edge_lost:
                return (one.page, one.target) in self._lost
            case Change.ids_renamed | Change.list_shifted:
                return change is not None or one.page in self._added | self._removed | self._moved
        return change is not None and _tells(change, one)

    def false(self, planted: Sequence[Planted]) -> Iterator[str]:
        """What was told and is not true."""
        by = {kind: {one.page for one in planted if one.change is kind} for kind in Change}
        edges = {kind: {(one.page, one.target) for one in planted if one.change is kind} for kind in Change}
        around = {page for one in planted for page in one.around}
        yield from (f"page added: {page}" for page in self._added - by[Change.page_added])
        yield from (f"page removed: {page}" for page in self._removed - by[Change.page_removed])
        yield from (f"page moved: {page}" for page in self._moved - by[Change.page_moved])
        yield from (f"edge added: {edge}" for edge in self._come - edges[Change.edge_added])
        yield from (f"edge lost: {edge}" for edge in self._lost - edges[Change.edge_lost])
        for page, change in self._changed.items():
            allowed = {aspect for aspect, kinds in ASPECTS.items() if any(page in by[kind] for kind in kinds)}
            allowed |= {Aspect.actions} if page in around else set()
            if wrong := set(change.aspects) - allowed:
                yield f"{', '.join(sorted(wrong))} of {page}: {change}"
        for old, new in self.difference.same:
            true, other = self._then.true.get(old, ""), self._now.true.get(new, "")
            if true != other:
                yield f"{true} was taken for {other}"


ASPECTS = {
    Aspect.texts: (Change.text,),
    Aspect.structure: (Change.structure,),
    Aspect.actions: (Change.action_added, Change.action_removed),
}


def _tells(change: PageChange, one: Planted) -> bool:
    match one.change:
        case Change.text:
            return one.words in change.texts_added
        case Change.action_added:
            return any(told.endswith(one.words) for told in change.actions_added)
        case Change.action_removed:
            return any(told.endswith(one.words) for told in change.actions_lost)
    return Aspect.structure in change.aspects
