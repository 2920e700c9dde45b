"""What this build has and the baseline had not: pages, and on pages that both have actions and fields.

Seen while the crawl goes about: each page is held against its look in the baseline whenever it is shown as it opened.
A widget is known when the baseline did it, said what it says, or had its id; an icon that says nothing and has another
id is known by its place. So renamed ids and shifted lists make no page new, and a page of which the baseline kept no
whole look is not called changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from patrol.crawl.atlas import Atlas
from patrol.crawl.candidates import Candidate, ScreenActions
from patrol.crawl.forms import is_empty
from patrol.crawl.keys import key_of
from patrol.crawl.sight import Sight
from patrol.crawl.sketch import LIST_CLASSES, plain
from patrol.journey.keyboard import FEWEST_KEYS, keys_of
from patrol.model.build import Build, PageLook
from patrol.model.depth import Newness
from patrol.model.graph import ActionKind, shows_page
from patrol.model.screen import Node, Screen

NEAR = 6
"""Hundredths of the window by which a widget may have moved and still be the one that stood there."""
SAME = 0.75
"""Share of all that two looks say which both must say to be of one page, whatever its ids."""
FEWEST_TEXTS = 3
NUMBERS = re.compile(r"\d+")


@dataclass(slots=True)
class Had:
    """What a page of the baseline offered."""

    keys: set[str] = field(default_factory=set)
    says: set[str] = field(default_factory=set)
    ids: dict[str, set[str]] = field(default_factory=dict)
    """Resource id → what the widgets of that id said."""
    places: list[tuple[int, int]] = field(default_factory=list)
    """Of what can be touched and says nothing."""
    look: frozenset[str] = frozenset()
    """What it said when it was opened, rows of lists apart."""
    rows: bool = False
    whole: bool = False
    """A look was kept that shows all of it."""


@dataclass(slots=True)
class NewPage:
    """A page that is new or has something new."""

    why: Newness
    news: dict[str, str] = field(default_factory=dict)
    """Of a changed page: key of a candidate, or of a field, that the baseline had not → how a reader names it."""


class News:
    """The baseline, in use; `pages` are new and changed ones in the order in which they were found."""

    def __init__(self, atlas: Atlas, base: Build) -> None:
        self._atlas = atlas
        self._had = dict(_had(base))
        self._pages: dict[str, NewPage] = {}
        self._means: dict[str, str] = {}
        """Page that has another key than in the baseline → the page of the baseline that says the same."""
        self.reworded: dict[str, None] = {}
        """Known pages on which something that can be touched says what nothing said in the baseline."""
        self._shown: set[str] = set()
        """Pages of the baseline that were shown under their own key."""

    @property
    def pages(self) -> dict[str, NewPage]:
        """By page key; a page that turned out to be one of the baseline's is none of them."""
        names, found = self._atlas.names, dict[str, NewPage]()
        for key, page in self._pages.items():
            kept = names(key)
            if kept == key or (kept not in self._had and page.why is Newness.new):
                found.setdefault(kept, page)
        return found

    def fresh(self, page: str) -> tuple[str, ...]:
        """What a known page has that it had not: keys of candidates and fields."""
        known = self._pages.get(page)
        return tuple(known.news) if known is not None and known.why is Newness.changed else ()

    def saw(self, sight: Sight, seen: ScreenActions, scrolled: int) -> None:
        """A page of the app is shown. What lies over it, and what was scrolled to, says nothing of its news."""
        if sight.outside or sight.sighting.loading or not sight.page:
            return
        had = self._had.get(sight.page)
        if had is not None and sight.page not in self._shown:
            self._is_itself(sight.page)
        if had is None and shows_page(sight.state) and not scrolled:
            had = self._under_another_key(sight)
        if had is None:
            if not sight.overlay and sight.page not in self._means:
                self._pages.setdefault(sight.page, NewPage(Newness.new))
        elif had.whole and not scrolled and shows_page(sight.state) and _as_opened(sight, seen):
            if any(_other_words(candidate, had) for candidate in seen.candidates.values()):
                self.reworded[sight.page] = None
            if fresh := dict(_fresh(sight, seen, had)):
                self._pages.setdefault(sight.page, NewPage(Newness.changed)).news |= fresh

    def _under_another_key(self, sight: Sight) -> Had | None:
        """The page of the baseline that says the same, where this one has only other ids: obfuscation gives each build
        ids of its own. A page that is shown under its own key, too, is no other."""
        if sight.page not in self._means and sight.page not in self._pages:
            says = frozenset(_texts(sight.screen))
            alike = {key: _alike(had.look, says) for key, had in self._had.items() if key not in self._shown}
            best = max(alike, key=alike.__getitem__, default="")
            if best and alike[best] >= SAME and len(says) >= FEWEST_TEXTS and best not in self._means.values():
                self._means[sight.page] = best
        return self._had.get(self._means.get(sight.page, ""))

    def _is_itself(self, page: str) -> None:
        """A page of the baseline is shown under its own key: what was taken for it is new."""
        self._shown.add(page)
        for other in [key for key, meant in self._means.items() if meant == page]:
            del self._means[other]
            self._pages[other] = NewPage(Newness.new)

    def states(self) -> frozenset[str]:
        """All states of new and changed pages."""
        pages = self.pages
        return frozenset(key for key in self._atlas.spots if key.partition("!")[0] in pages)


def _had(base: Build) -> Iterator[tuple[str, Had]]:
    """Page key → what it offered."""
    found = {page.key: Had() for page in base.graph.pages}
    page_of = base.graph.state_pages()
    for state in base.graph.states:
        if state.page in found:
            found[state.page].keys.update(map(_bare, state.idle))
    for edge in base.graph.edges:
        if (page := page_of.get(edge.source)) in found:
            found[page].keys.add(_bare(key_of(edge.action)))
            found[page].keys.update(_bare(key_of(each)) for each in edge.typed)
    for look in base.looks:
        if look.page in found:
            _from_look(found[look.page], look)
    return iter(found.items())


def _from_look(had: Had, look: PageLook) -> None:
    had.whole = bool(look.widgets) and not look.partial
    had.says.update(look.more, look.volatile)
    for widget in look.widgets:
        had.says.add(widget.says)
        if widget.id:
            had.ids.setdefault(widget.id, set()).add(widget.says)
        had.rows |= widget.row
        if widget.does and not widget.says:
            had.places.append(widget.place)
    had.says.discard("")
    had.look = frozenset(widget.says for widget in look.widgets if widget.says and not widget.row) - {"#"}


def _as_opened(sight: Sight, seen: ScreenActions) -> bool:
    """Whether nothing was typed and no keys are shown: results and keys that come with that are no news."""
    keys = sight.screen.keyboard or len(keys_of(sight.screen)) >= FEWEST_KEYS
    return not keys and all(is_empty(each) and not each.focused for each in seen.fields)


def _alike(then: frozenset[str], now: frozenset[str]) -> float:
    return len(then & now) / len(then | now) if then else 0.0


def _texts(screen: Screen) -> Iterator[str]:
    """All that is to be read outside of lists, without numbers."""
    stack = list(screen.roots)
    while stack:
        node = stack.pop()
        if node.visible and (said := plain(node.text or node.description or node.hint).strip()):
            yield said
        if node.class_name not in LIST_CLASSES:
            stack.extend(node.children)


def _fresh(sight: Sight, seen: ScreenActions, had: Had) -> Iterator[tuple[str, str]]:
    width, height = sight.screen.width or 1, sight.screen.height or 1
    said = {text for candidate in seen.candidates.values() for text in _said(candidate)}
    for key, candidate in seen.candidates.items():
        if candidate.action.kind is ActionKind.tap and not _known(candidate, had, said, width, height):
            yield key, str(candidate.action)
    for node in seen.fields:
        names = {plain(text).strip() for text in (node.hint, node.text, node.description) if text}
        if not names & had.says and _tail(node) not in had.ids:
            yield f"field {_tail(node) or node.hint}", f"type {node.hint or _tail(node)}"


def _other_words(candidate: Candidate, had: Had) -> bool:
    said = _said(candidate)
    return candidate.row is None and bool(said) and said.isdisjoint(had.says)


def _known(candidate: Candidate, had: Had, now: set[str], width: int, height: int) -> bool:
    """`now`: all that can be touched on the present screen says."""
    if candidate.row is not None:
        return had.rows
    node = candidate.node
    if _bare(candidate.key) in had.keys or _said(candidate) & had.says:
        return True
    if (said := had.ids.get(_tail(node))) is not None:
        return not said & now  # else what had this id has another now, and this one is new
    x, y = 100 * node.bounds.left // width, 100 * node.bounds.top // height
    return not candidate.label and any(abs(x - a) <= NEAR and abs(y - b) <= NEAR for a, b in had.places)


def _said(candidate: Candidate) -> set[str]:
    """What it and its parts say, without numbers."""
    texts = (plain(node.text or node.description).strip() for node in candidate.node.walk())
    return {candidate.label, *texts} - {""}


def _tail(node: Node) -> str:
    return node.resource_id.rpartition("/")[2]


def _bare(key: str) -> str:
    """A key without numbers: they change by themselves."""
    return NUMBERS.sub("#", key)
