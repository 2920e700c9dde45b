"""What a comparison of two builds says, held against what was planted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.comparing.memory import Run
from patrol.compare.difference import difference
from patrol.model.difference import Aspect, Difference, PageChange
from tests.generated.builds import NOTHING, Change, Planted


@dataclass(frozen=True, slots=True)
class Score:
    """One comparison."""

    missed: tuple[Planted, ...]
    """Not found, or found under another name; of what is no change: told as one."""
    false: tuple[str, ...]
    """Told, and not planted."""


def score(then: Run, now: Run, planted: Sequence[Planted] = ()) -> Score:
    """Compare two builds as their runs saw them, and hold that against the truth."""
    told = _Told(difference(then.build, now.build), then, now)
    missed = tuple(one for one in planted if told.found(one) is (one.change in NOTHING))
    return Score(missed, tuple(told.false(planted)))


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
