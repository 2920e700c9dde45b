"""Which page of one build is which page of the other.

Declared pages are known by their id. All others are weighed: what a page says and what its widgets are called counts
the more the fewer pages share it; activity, title, key and the ways that lead to it speak for a pair besides. The best
pair is taken first, each page once, and what was taken says more of its neighbours. Ids may all be new (an obfuscated
build), texts may all be new (another language): either alone is enough when there is enough of it.

Only pages that share something rare, a key, a title in an activity, or a way from pages that are pairs already are
ever held against each other, so that the time grows with the pages, not with their square.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from patrol.compare.seen import rows_of, seen_pages
from patrol.compare.ways import Step, steps
from patrol.crawl import marks
from patrol.model.build import Build, PageLook
from patrol.model.graph import Page, Provenance

RARE = 24
"""Something that more pages of a build have is no reason to hold two of them against each other."""
ENOUGH = 2.0
"""Evidence, in nats of rarity, at which a likeness counts for half: one word that hardly any other page says."""
AGREES = {"title": 0.15, "activity": 0.10, "key": 0.15, "nav": 0.05}
START = 0.25
"""What it is worth that a fresh launch shows both."""
NEIGHBOURS = 0.45
"""What it is worth when all known ways to the pages, or all that lead on from them, are the same."""
PASSES = (0.9, 0.7, 0.6, 0.5)
"""What a pair must reach, pass by pass; the surest go first, for their neighbours' sake."""
ROUNDS = 4
"""Of the last pass: ways to pages that lie deeper become known."""


@dataclass(slots=True)
class _One:
    """A page as it is weighed."""

    page: Page
    texts: frozenset[str]
    ids: frozenset[str]
    ways_in: set[tuple[str, str]] = field(default_factory=set)
    """(page before, action)."""
    ways_on: set[tuple[str, str]] = field(default_factory=set)


class _Side:
    """One build, and how many of its pages have what."""

    def __init__(self, build: Build, ways: Iterable[Step] | None) -> None:
        looks = {look.page: look for look in build.looks}
        self.pages = {page.key: _one(page, looks.get(page.key)) for page in seen_pages(build)}
        for step in steps(build.graph, rows_of(build)) if ways is None else ways:
            if step.source in self.pages and step.target in self.pages:
                self.pages[step.target].ways_in.add((step.source, step.action))
                self.pages[step.source].ways_on.add((step.target, step.action))
        self.start = build.graph.state_pages().get(build.graph.start, "")
        self.having: dict[str, list[str]] = defaultdict(list)
        for key, one in self.pages.items():
            for feature in (*_marked("t", one.texts), *_marked("i", one.ids), *_names(one.page)):
                self.having[feature].append(key)


def _one(page: Page, look: PageLook | None) -> _One:
    if look is None or not look.widgets:
        written = marks.read(page.marks)
        return _One(page, frozenset({*written.texts, *written.touch.values()} - {""}), written.marks)
    texts = {w.says for w in look.widgets if w.says and w.says not in look.volatile}
    return _One(page, frozenset(texts), frozenset(w.id for w in look.widgets if w.id))


def _marked(kind: str, names: Iterable[str]) -> Iterator[str]:
    return (f"{kind}:{name}" for name in names)


def _names(page: Page) -> Iterator[str]:
    yield f"key:{page.key}"
    if page.title.strip():
        yield f"title:{page.activity}\n{page.title}"


def pairs(
    then: Build, now: Build, ways: tuple[Iterable[Step], Iterable[Step]] | tuple[None, None] = (None, None)
) -> dict[str, str]:
    """Key then → key now of every page that both builds have, in the order of the older one. `ways` of both, when they
    are at hand."""
    found = _Pairing(_Side(then, ways[0]), _Side(now, ways[1])).found()
    return {page.key: found[page.key] for page in then.graph.pages if page.key in found}


class _Pairing:
    def __init__(self, old: _Side, new: _Side) -> None:
        self._old, self._new = old, new
        self._pairs: dict[str, str] = {}
        self._back: dict[str, str] = {}
        self._likeness: dict[tuple[str, str], float] = {}
        self._rare: dict[str, float] = {}
        count = max(2, len(old.pages), len(new.pages))
        self._log = math.log(count + 1)

    def found(self) -> dict[str, str]:
        self._declared()
        candidates = list(self._candidates())
        for least in (*PASSES, *(PASSES[-1:] * ROUNDS)):
            met = len(self._pairs)
            self._take([*candidates, *self._beside()], least)
            if least == PASSES[-1] and len(self._pairs) == met:
                break
        return self._pairs

    def _declared(self) -> None:
        for key, one in self._old.pages.items():
            other = self._new.pages.get(key)
            if other and all(Provenance.declared in each.page.provenance for each in (one, other)):
                self._join(key, key)

    def _join(self, old: str, new: str) -> None:
        self._pairs[old], self._back[new] = new, old

    def _take(self, candidates: Iterable[tuple[str, str]], least: float) -> None:
        """The best of them first, each page once."""
        free = (pair for pair in dict.fromkeys(candidates) if pair[0] not in self._pairs and pair[1] not in self._back)
        scored = sorted(((-self._score(*pair), *pair) for pair in free), key=lambda each: each)
        for score, old, new in scored:
            if -score < least:
                break
            if old not in self._pairs and new not in self._back:
                self._join(old, new)

    def _candidates(self) -> Iterator[tuple[str, str]]:
        """Pages that share something rare, and those that a fresh launch shows."""
        starts = self._old.start, self._new.start
        if starts[0] in self._old.pages and starts[1] in self._new.pages and self._may(*starts):
            yield starts
        for feature, olds in self._old.having.items():
            news = self._new.having.get(feature, ())
            if len(olds) <= RARE and len(news) <= RARE:
                yield from ((old, new) for old in olds for new in news if self._may(old, new))

    def _may(self, old: str, new: str) -> bool:
        """A page that both builds declare is never another one."""
        return not (
            self._old.pages[old].page.key != self._new.pages[new].page.key
            and Provenance.declared in self._old.pages[old].page.provenance
            and Provenance.declared in self._new.pages[new].page.provenance
        )

    def _beside(self) -> Iterator[tuple[str, str]]:
        """Pages to which the same action leads from pages that are pairs."""
        for old, new in list(self._pairs.items()):
            onward = defaultdict(list)
            for target, action in self._new.pages[new].ways_on:
                if target not in self._back:
                    onward[action].append(target)
            for target, action in self._old.pages[old].ways_on:
                if target not in self._pairs:
                    yield from ((target, other) for other in sorted(onward.get(action, ())) if self._may(target, other))

    # --- how much speaks for a pair -----------------------------------------------------------------------------------

    def _score(self, old: str, new: str) -> float:
        likeness = self._likeness.get((old, new))
        if likeness is None:
            likeness = self._likeness[old, new] = self._alike(old, new)
        return likeness + NEIGHBOURS * self._agreeing(old, new)

    def _alike(self, old: str, new: str) -> float:
        one, other = self._old.pages[old], self._new.pages[new]
        said = self._shared("t", one.texts, other.texts)
        named = self._shared("i", one.ids, other.ids)
        both = _half(said[0] + named[0], said[1] + named[1])
        best = max(_half(*said), 0.85 * _half(*named), both)
        a, b = one.page, other.page
        title_a, _, nav_a = a.title.partition("\n")
        title_b, _, nav_b = b.title.partition("\n")
        best += AGREES["title"] * (_agree(title_a, title_b)) + AGREES["activity"] * _agree(a.activity, b.activity)
        best += START * ((old, new) == (self._old.start, self._new.start))
        return best + AGREES["nav"] * _agree(nav_a, nav_b) + AGREES["key"] * (a.key == b.key)

    def _shared(self, kind: str, mine: frozenset[str], theirs: frozenset[str]) -> tuple[float, float]:
        """(rarity of what both have, mean rarity of what each has)."""
        both = sum(self._rarity(f"{kind}:{name}") for name in mine & theirs)
        rest = sum(self._rarity(f"{kind}:{name}") for name in mine ^ theirs)
        return both, both + rest / 2

    def _rarity(self, feature: str) -> float:
        """In nats: what every page has says nothing."""
        if (known := self._rare.get(feature)) is not None:
            return known
        pages = max(len(self._old.having.get(feature, ())), len(self._new.having.get(feature, ())), 1)
        rare = self._rare[feature] = max(0.05, self._log - math.log(pages))
        return rare

    def _agreeing(self, old: str, new: str) -> float:
        """Share of the ways to both, and from both, that are the same; the better of the two."""
        one, other = self._old.pages[old], self._new.pages[new]
        return max(self._same_ways(one.ways_in, other.ways_in), self._same_ways(one.ways_on, other.ways_on))

    def _same_ways(self, mine: set[tuple[str, str]], theirs: set[tuple[str, str]]) -> float:
        """Ways whose other page has no pair yet say nothing."""
        told = {(self._pairs[page], action) for page, action in mine if page in self._pairs}
        heard = {(page, action) for page, action in theirs if page in self._back}
        return len(told & heard) / max(len(told), len(heard)) if told and heard else 0.0


def _half(both: float, all_: float) -> float:
    """Share of the evidence that agrees, the less believed the less evidence there is."""
    return both / all_ * both / (both + ENOUGH) if both else 0.0


def _agree(one: str, other: str) -> float:
    """1 for the same, -1 for different, 0 where one of them is not known."""
    return 0.0 if not one or not other else 1.0 if one == other else -1.0
