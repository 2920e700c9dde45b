"""A page that is known, with the looks it was seen with, and how much a screen looks like it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from patrol.crawl import marks
from patrol.crawl.labels import CONTRADICTIONS, contradict
from patrol.crawl.looks import chinese, same_texts
from patrol.crawl.sketch import Sketch
from patrol.model.graph import Page

SAME_TITLE = 0.5
"""Share of the smaller screen's marks that the other must have when activity, title and navigation agree; half-loaded
and conditional widgets cost some. Recorded fragments of one activity with one title share at most a third."""
SURE = 0.85
"""Above this share nobody need ask how common the marks are."""
NO_TITLE = 0.55
"""The same without a title to go by, over all marks of both."""
RETITLED = 0.85
FEW_CONTRADICTIONS = 2
"""Buttons that say something else, so many make another page of one under another title."""
NEW_WAY = 0.5
"""Under the same title, come to by a way that never led to this page: the share of all marks of both, counted or
weighed, below which it is another page, where each has something that the other has not."""
FEWEST_APART = 3
"""Marks that only one of the two has, before they count as two by that."""
RETITLED_MARKS = 5
"""One page under another title needs this share of this many marks of its own."""
ALIKE = 0.8
"""Share of shape that two looks must have in common to be one page, when something else says that they are."""
MOST_VARIANTS = 8
"""Looks that are remembered of one page (scrolled, half-filled, empty list)."""
MOST_VOLATILE = 60
"""Places of one page whose text is known to change."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One look of a page, as sets of marks; the tree is not kept."""

    strong: frozenset[str]
    marks: frozenset[str]
    shape: frozenset[str]
    labels: frozenset[tuple[str, str]] = frozenset()

    def without(self, volatile: set[str]) -> frozenset[str]:
        """The marks, with places for labels that are known to change."""
        if not volatile or not self.labels:
            return self.marks
        changed = {(label, place) for label, place in self.labels if place in volatile}
        return (self.marks - {label for label, _ in changed}) | {place for _, place in changed}


def variant_of(drawn: Sketch) -> Variant:
    return Variant(drawn.strong, drawn.marks, drawn.shape, drawn.labels)


@dataclass(slots=True)
class Known:
    """A page and what was learned of it."""

    page: Page
    activity: str
    title: str
    nav: str
    nav_place: str = ""
    variants: list[Variant] = field(default_factory=list)
    visits: int = 0
    declared: bool = False
    seen: bool = True
    """False for what another page was split into, as long as nobody has seen it."""
    loading: bool = False
    """It was only seen before it was complete."""
    remembered: bool = False
    """An earlier run, or an earlier part of this one, knew it: what else it looked like then nobody knows."""
    retitled: bool = False
    """Its title changes while it stays the same page."""
    looks: int = 0
    titled: int = 0
    """Visits with the title that it is known by; a title seen again is no chance text."""
    volatile: set[str] = field(default_factory=set)
    """Places whose text changes."""
    texts: frozenset[str] = frozenset()
    """What it said each time, title left out."""
    touch: dict[str, str] = field(default_factory=dict)
    """Resource id → label of what can be touched, "" where the label turned out to change."""
    hover: str = ""
    """Only something over it was seen so far, after this page."""
    matters: set[str] = field(default_factory=set)
    """Conditions (a filled field, an error) on which it depended what an action did."""
    forks: list[tuple[str, str]] = field(default_factory=list)
    """(fact, key of the page that shows it): learned when one look turned out to be several pages."""

    def told(self) -> Page:
        """The page with what was learned of it."""
        says = marks.written(marks.bare(self.page.marks), self.texts, self.touch)
        return msgspec.structs.replace(self.page, visits=self.visits, marks=says if self.page.marks else ())

    def changes(self, places: set[str]) -> None:
        """Learn that the text at these places changes."""
        room = MOST_VOLATILE - len(self.volatile)
        self.volatile |= set(sorted(places - self.volatile)[: max(0, room)])

    def likeness(self, drawn: Sketch, spread: Mapping[str, int], texts: Callable[[], frozenset[str]]) -> float:
        """How much the screen looks like this page; 0 when it is another one, above 1 when the title says so too.
        `spread` says on how many pages each mark stands: what stands on many says little. `texts` is asked for only
        when the titles differ."""
        if self._elsewhere(drawn):
            return 0.0
        score = max((self._score(variant, drawn, spread) for variant in self.variants), default=0.0)
        if not score or self.contradicts(drawn, spread):
            return 0.0
        if self._other_title(drawn) and not self.retitled and not self.says(texts(), drawn, spread):
            return 0.0
        return score

    def says(self, texts: frozenset[str], drawn: Sketch, spread: Mapping[str, int]) -> bool:
        """Whether a screen that says `texts` says the same, titles left out."""
        return same_texts(self.texts, texts - {drawn.title}, spread) and not contradict(
            self.touch, drawn.touch, spread, FEW_CONTRADICTIONS
        )

    def contradicts(self, drawn: Sketch, spread: Mapping[str, int], least: int = CONTRADICTIONS) -> bool:
        """Whether the same buttons say something else."""
        return self.touch != drawn.touch and contradict(self.touch, drawn.touch, spread, least)

    def unlike(self, drawn: Sketch, spread: Mapping[str, int]) -> bool:
        """Whether a screen under this title is another page, as far as a way says that never led here: each of the two
        has what no look of the other had, or the same buttons say something else, two being enough."""
        if self.contradicts(drawn, spread, FEW_CONTRADICTIONS):
            return True
        looks = [variant.strong for variant in self.variants]
        if len(drawn.strong) < 2 or any(len(look) < 2 for look in looks):
            return False
        own = drawn.strong.difference(*looks)
        lacks = [look - drawn.strong for look in looks]
        if not own or any(not lack or len(own) + len(lack) < FEWEST_APART for lack in lacks):
            return False
        return all(
            min(jaccard(look, drawn.strong), weighed_share(look, drawn.strong, spread)) <= NEW_WAY for look in looks
        )

    def says_alike(self, drawn: Sketch) -> int:
        """How many of the same buttons say the same, less those that say something else."""
        both = ((self.touch[resource], drawn.touch[resource]) for resource in self.touch.keys() & drawn.touch.keys())
        return sum(1 if mine == theirs else -1 for mine, theirs in both if mine and theirs)

    def relabel(self, touch: Mapping[str, str]) -> None:
        """The page says this on its buttons too: labels that differ turned out to change, unless all of them do because
        it is shown in another language."""
        if self.touch != touch and chinese(self.touch.values()) == chinese(touch.values()):
            for resource in self.touch.keys() & touch.keys():
                if self.touch[resource] != touch[resource]:
                    self.touch[resource] = ""

    def alike(self, drawn: Sketch) -> float:
        """Share of the shape in common, whatever the texts say."""
        if self._elsewhere(drawn):
            return 0.0
        return max((jaccard(variant.shape, drawn.shape) for variant in self.variants), default=0.0)

    def alike_variant(self, look: Variant) -> float:
        """The same for a look of another page."""
        return max((jaccard(variant.shape, look.shape) for variant in self.variants), default=0.0)

    def holds(self, drawn: Sketch) -> bool:
        """Whether a look that still loads shows a part of this page and nothing else."""
        if self._elsewhere(drawn) or drawn.title not in ("", self.title):
            return False
        return any(drawn.strong <= variant.strong for variant in self.variants)

    def is_part_of(self, drawn: Sketch, *, known_by_way: bool) -> bool:
        """Whether what was seen of this page before it was complete is a part of the screen; the less of its own it
        showed, the more the way must say."""
        if self._elsewhere(drawn) or self.title not in ("", drawn.title):
            return False
        parts = [variant for variant in self.variants if variant.strong <= drawn.strong]
        return any(len(variant.strong) > 1 or self.title or known_by_way for variant in parts)

    def recall(self, look: Variant) -> None:
        """One more look, within the cap."""
        if len(self.variants) < MOST_VARIANTS and look not in self.variants:
            self.variants.append(look)

    def _elsewhere(self, drawn: Sketch) -> bool:
        """Another item of the bottom navigation is chosen: neither its label nor its place agrees."""
        if not self.nav or not drawn.nav or self.nav == drawn.nav:
            return False
        return not self.nav_place or self.nav_place != drawn.nav_place

    def _other_title(self, drawn: Sketch) -> bool:
        return self.title != drawn.title or bool(self.nav and drawn.nav and self.nav != drawn.nav)

    def _score(self, variant: Variant, drawn: Sketch, spread: Mapping[str, int]) -> float:
        if len(drawn.strong) > 1 and len(variant.strong) > 1:
            mine, theirs = drawn.strong, variant.strong
        elif self.volatile:
            mine, theirs = variant_of(drawn).without(self.volatile), variant.without(self.volatile)
        else:
            mine, theirs = drawn.marks, variant.marks
        if self._other_title(drawn):
            return self._retitled(variant, drawn, mine, theirs)
        if self.title or self.nav:
            share = overlap(mine, theirs)
            if share < SURE:
                share = weighed(mine, theirs, spread)
            return 1.0 + share if share >= SAME_TITLE else 0.0
        share = jaccard(mine, theirs)
        return 0.9 + 0.1 * share if share >= NO_TITLE else 0.0

    def _retitled(self, variant: Variant, drawn: Sketch, mine: frozenset[str], theirs: frozenset[str]) -> float:
        """Under another title: many marks of its own agree, or its title is known to change."""
        share = jaccard(mine, theirs)
        if self.retitled:
            share = max(share, jaccard(variant.shape, drawn.shape))
            return share if share >= ALIKE else 0.0
        own = len(drawn.strong) if len(drawn.strong) > 1 else len(mine)
        return share if share >= RETITLED and own >= RETITLED_MARKS else 0.0


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set; two screens of which one has nothing do not disagree."""
    return len(a & b) / min(len(a), len(b)) if a and b else 1.0


def weighed(a: frozenset[str], b: frozenset[str], spread: Mapping[str, int]) -> float:
    """The same, a mark counting the less the more pages have it: a back arrow is no page's own."""
    if not a or not b:
        return 1.0
    weights = {mark: 1 / max(1, spread.get(mark, 0)) for mark in a | b}
    least = min(sum(weights[mark] for mark in a), sum(weights[mark] for mark in b))
    return sum(weights[mark] for mark in a & b) / least


def weighed_share(a: frozenset[str], b: frozenset[str], spread: Mapping[str, int]) -> float:
    """Share of all that the two have, a mark counting the less the more pages have it."""
    weights = {mark: 1 / max(1, spread.get(mark, 0)) for mark in a | b}
    return sum(weights[mark] for mark in a & b) / max(sum(weights.values()), 1e-9)


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0
