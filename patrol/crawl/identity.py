"""Which page a screen shows: the book of pages known so far.

Two levels. The *page* is what a tester would name; the *state* is the page plus what lies over it or is chosen in it.
A declared page's recogniser decides before anything else. Else two screens are one page when activity, title and
bottom navigation agree and their lasting widgets do not disagree; a title that changes by itself (a product's name)
is forgiven when many of the app's own ids agree. Dialogs, sheets, menus, permission windows and keyboards belong to
the page under them, which is remembered, not seen: only the focused window is in a dump.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from patrol.crawl.sketch import Sketch, sketch
from patrol.model.artifacts import Found
from patrol.model.graph import Page, Provenance, State
from patrol.model.recognise import Look, by_demand, recognised, same_activity
from patrol.model.scenario import DeclaredPage, Scenario
from patrol.model.screen import Node, Screen

OUTSIDE = "outside:"
"""Begins the key of what is not the app: the launcher, a browser."""

SAME_TITLE = 0.5
"""Share of the smaller screen's marks that the other must have when activity, title and navigation agree; half-loaded
and conditional widgets cost some. Recorded fragments of one activity with one title share at most a third."""
NO_TITLE = 0.55
"""The same without a title to go by, over all marks of both."""
RETITLED = 0.85
RETITLED_MARKS = 5
"""One page under another title needs this share of this many marks of its own."""
SKETCHES = 64
"""Kept of the trees that were looked at last."""
MOST_VARIANTS = 8
"""Looks that are remembered of one page (scrolled, half-filled, empty list)."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a screen turned out to be."""

    page: str
    state: str
    features: tuple[str, ...]
    known_page: bool
    known_state: bool
    overlay: str = ""
    overlay_title: str = ""
    loading: bool = False
    nodes: int = 0

    @property
    def outside(self) -> bool:
        return self.page.startswith(OUTSIDE)


@dataclass(slots=True)
class _Known:
    """A page and the looks it was seen with."""

    page: Page
    activity: str
    title: str
    nav: str
    variants: list[tuple[frozenset[str], frozenset[str]]]
    """(strong marks, all marks)."""
    visits: int = 0


class PageBook:
    """The pages of one app, learned while it is used; `Page.marks` of earlier runs can be put back with `restore`."""

    def __init__(self, scenario: Scenario) -> None:
        self._package = scenario.package
        self._declared = by_demand(scenario.pages)
        self._known: dict[str, _Known] = {}
        self._groups: dict[str, list[str]] = {}
        self._titles: dict[tuple[str, str, str], list[str]] = {}
        self._asking: dict[str, list[DeclaredPage]] = {}
        self._drawn: OrderedDict[object, tuple[tuple[Node, ...], Sketch]] = OrderedDict()
        self._states: dict[str, State] = {}

    @property
    def pages(self) -> tuple[Page, ...]:
        """In the order in which they were found."""
        return tuple(msgspec.structs.replace(known.page, visits=known.visits) for known in self._known.values())

    @property
    def states(self) -> tuple[State, ...]:
        return tuple(self._states.values())

    @property
    def count(self) -> int:
        """How many pages are known."""
        return len(self._known)

    def page(self, key: str) -> Page | None:
        known = self._known.get(key)
        return known.page if known else None

    def identify(self, screen: Screen, below: str = "") -> Sighting:
        """The page and state of `screen`; `below` is the page shown last, which a dialog lies over. Learns nothing."""
        drawn = self._sketch(screen)
        return self._sighting(drawn, self._page_key(screen, drawn, below))

    def learn(self, screen: Screen, below: str = "", *, same_page: bool = False) -> tuple[Sighting, Found | None]:
        """As `identify`, and remembers what is new; `same_page`: the last action was a scroll, so that another look
        of the page below is no other page. Found is None when page and state were known."""
        drawn = self._sketch(screen)
        key = below if same_page and self._scrolled(drawn, below) else self._page_key(screen, drawn, below)
        sighting = self._sighting(drawn, key)
        if sighting.outside:
            return sighting, None
        if not sighting.known_page:
            self._add(key, screen, drawn)
        elif not drawn.overlay:
            self._remember(self._known[key], drawn)
        if sighting.known_state:
            return sighting, None
        state = State(key=sighting.state, page=key, features=sighting.features)
        self._states[state.key] = state
        return sighting, Found(self._known[key].page, state)

    def visited(self, key: str) -> None:
        """The page was come to once more."""
        if known := self._known.get(key):
            known.visits += 1

    def update(self, page: Page) -> None:
        """More is known of a page now: its picture, its wall."""
        self._known[page.key].page = page

    def update_state(self, state: State) -> None:
        self._states[state.key] = state

    def restore(self, found: Iterable[Found]) -> None:
        """Put back what an earlier part of the run found."""
        for each in found:
            page, marks = each.page, frozenset(each.page.marks)
            title, _, nav = page.title.partition("\n")
            if page.key not in self._known:
                self._keep(_Known(page, page.activity, title, nav, [(marks, marks)]))
            self._known[page.key].page = page
            self._states[each.state.key] = each.state

    def _sketch(self, screen: Screen) -> Sketch:
        """A driver gives the same tree for the same dump, so that most looks were drawn before."""
        told = (screen.package, screen.activity, screen.window, screen.width, screen.height, screen.keyboard)
        key = (id(screen.roots), told)
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = screen.roots, sketch(screen)  # the tree is kept, so that its id stays its own
            if len(self._drawn) > SKETCHES:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(key)
        return drawn[1]

    def _sighting(self, drawn: Sketch, key: str) -> Sighting:
        state = "!".join((key, *drawn.features))
        return Sighting(
            page=key,
            state=state,
            features=drawn.features,
            known_page=key in self._known,
            known_state=state in self._states,
            overlay=drawn.overlay,
            overlay_title=drawn.overlay_title,
            loading=drawn.loading,
            nodes=drawn.nodes,
        )

    def _page_key(self, screen: Screen, drawn: Sketch, below: str) -> str:
        if screen.package != self._package and drawn.overlay not in ("permission", "crash"):
            return f"{OUTSIDE}{screen.package}/{screen.activity}"
        over = drawn.overlay in ("dialog", "menu", "sheet", "permission", "crash")
        if over and below and not below.startswith(OUTSIDE):
            return below
        if self._declared and (declared := self._recognised(screen, drawn)):
            return declared
        return self._matching(drawn) or self._fresh_key(drawn)

    def _recognised(self, screen: Screen, drawn: Sketch) -> str:
        """The declared page that asks for most and gets it."""
        asking = self._asking.get(screen.activity)
        if asking is None:
            asking = [page for page in self._declared if same_activity(page.recognise.activity, screen.activity)]
            self._asking[screen.activity] = asking
        return recognised(asking, Look(screen, drawn.ids)) if asking else ""

    def _matching(self, drawn: Sketch) -> str:
        """The known page that it looks most like: among those of the same title first, for they are the usual case."""
        same = self._titles.get((drawn.activity, drawn.title, drawn.nav), ())
        return self._best(same, drawn) or self._best(self._groups.get(drawn.activity, ()), drawn)

    def _best(self, keys: Iterable[str], drawn: Sketch) -> str:
        best, best_score = "", 0.0
        for key in keys:
            known = self._known[key]
            score = max((_score(known, variant, drawn) for variant in known.variants), default=0.0)
            if score > best_score:
                best, best_score = key, score
        return best

    def _scrolled(self, drawn: Sketch, below: str) -> bool:
        known = self._known.get(below)
        return bool(known) and not drawn.overlay and known.activity == drawn.activity if known else False

    def _fresh_key(self, drawn: Sketch) -> str:
        plain = (drawn.activity, drawn.title, drawn.nav)
        first = _digest(plain)
        if (drawn.title or drawn.nav) and first not in self._known:
            return first
        return _digest((*plain, *sorted(drawn.strong or drawn.marks)))

    def _add(self, key: str, screen: Screen, drawn: Sketch) -> None:
        declared = next((page for page in self._declared if page.id == key), None)
        name = drawn.title or drawn.nav or drawn.overlay_title or drawn.activity.rpartition(".")[2]
        page = Page(
            key=key,
            name=declared.name if declared else name,
            name_en=declared.name_en if declared else "",
            module=declared.module if declared else "",
            activity=screen.activity,
            title=f"{drawn.title}\n{drawn.nav}",
            weak=drawn.weak and not declared,
            provenance=(Provenance.declared, Provenance.crawled) if declared else (Provenance.crawled,),
            marks=tuple(sorted(drawn.strong if len(drawn.strong) > 1 else drawn.marks)),
            first_seen_ms=screen.at_ms,
        )
        variants = [] if drawn.overlay else [(drawn.strong, drawn.marks)]
        self._keep(_Known(page, drawn.activity, drawn.title, drawn.nav, variants))

    def _keep(self, known: _Known) -> None:
        key = known.page.key
        self._known[key] = known
        self._groups.setdefault(known.activity, []).append(key)
        self._titles.setdefault((known.activity, known.title, known.nav), []).append(key)

    def _remember(self, known: _Known, drawn: Sketch) -> None:
        look = (drawn.strong, drawn.marks)
        if len(known.variants) < MOST_VARIANTS and look not in known.variants:
            known.variants.append(look)


def _score(known: _Known, variant: tuple[frozenset[str], frozenset[str]], drawn: Sketch) -> float:
    """How much a screen looks like a known page; 0 when it is another one."""
    strong, marks = variant
    if known.nav != drawn.nav and known.nav and drawn.nav:
        return 0.0
    mine, theirs = (drawn.strong, strong) if len(drawn.strong) > 1 and len(strong) > 1 else (drawn.marks, marks)
    if known.title != drawn.title:
        return _retitled(mine, theirs)
    if known.title or known.nav:
        share = _overlap(mine, theirs)
        return 1.0 + share if share >= SAME_TITLE else 0.0
    share = _jaccard(mine, theirs)
    return 0.9 + 0.1 * share if share >= NO_TITLE else 0.0


def _retitled(mine: frozenset[str], theirs: frozenset[str]) -> float:
    share = _jaccard(mine, theirs)
    return share if share >= RETITLED and len(mine) >= RETITLED_MARKS else 0.0


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set; two screens of which one has nothing do not disagree."""
    return len(a & b) / min(len(a), len(b)) if a and b else 1.0


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def _digest(parts: Sequence[str]) -> str:
    return "p-" + hashlib.sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()[:10]
