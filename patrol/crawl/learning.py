"""How known pages change by what is seen: what is volatile, which pages are one, which page is several.

Evidence only: an action that led to pages of one look and many titles, pages whose actions lead to the same places, a
page that was half loaded or covered when it was seen first, an action of one page that leads to two. Declared pages
are never touched: their recogniser wins.
"""

from __future__ import annotations

from collections import OrderedDict

import msgspec

from patrol.crawl.evidence import CONDITION, Evidence
from patrol.crawl.index import PageIndex
from patrol.crawl.known import ALIKE, RETITLED, Known, variant_of
from patrol.crawl.looks import facts as facts_of
from patrol.crawl.looks import texts as texts_of
from patrol.crawl.sighting import Came, Merge, digest
from patrol.crawl.sketch import Sketch
from patrol.crawl.states import StateBook
from patrol.model.artifacts import Found
from patrol.model.graph import State
from patrol.model.screen import Node, Screen

FIRST_LOOKS = 3
"""Looks from which it is learned which texts of a page stay."""
MANY = 3
"""Pages that look alike to which one action led: not two that it leads to by turns, but one whose texts change."""
MOST_FORKS = 8
"""Pages that one page is split into."""


MOST_COVERED = 1024


class Learning:
    """Merges, splits and volatile texts of the pages of one book."""

    def __init__(self, known: PageIndex, states: StateBook, evidence: Evidence) -> None:
        self._known = known
        self._states = states
        self._evidence = evidence
        self.merged: dict[str, str] = {}
        """Page → the page that it turned out to be."""
        self._doubted: dict[str, str] = {}
        """Page → the page of the same title that it was told from because another way led to it."""
        self._untold: list[Merge] = []
        self._over: tuple[str, Came, str] | None = None
        """State of the overlay that is shown, how it came, and its name."""
        self._covers: dict[str, str] = {}
        """Name of what opened together with a page → that page; "" when it did so with several."""
        self._covered: OrderedDict[tuple[str, str], None] = OrderedDict()
        """(state, action) that opens a page with something over it."""
        self._shown: tuple[tuple[Node, ...], frozenset[str]] | None = None
        self._said: tuple[tuple[Node, ...], frozenset[str]] | None = None

    def kept(self, key: str) -> str:
        """The page or state that `key` stands for now: itself, or of the page that its page turned out to be."""
        page, rest, features = key.partition("!")
        while page in self.merged:
            page = self.merged[page]
        return f"{page}{rest}{features}"

    def merges(self) -> tuple[Merge, ...]:
        """What turned out to be one page since this was asked last."""
        told, self._untold = tuple(self._untold), []
        return told

    def facts(self, screen: Screen) -> frozenset[str]:
        """The facts of a tree; the last one is remembered."""
        if self._shown is None or self._shown[0] is not screen.roots:
            self._shown = screen.roots, facts_of(screen)
        return self._shown[1]

    def texts(self, screen: Screen) -> frozenset[str]:
        """Labels and short texts of a tree; those of the last one are remembered."""
        if self._said is None or self._said[0] is not screen.roots:
            self._said = screen.roots, texts_of(screen)
        return self._said[1]

    def look(self, key: str, screen: Screen, drawn: Sketch, came: Came) -> None:
        """Remember one more look of the page, and which of its texts changed."""
        known = self._known[key]
        known.seen = True
        if drawn.overlay or known.declared:
            return
        look = variant_of(drawn)
        new = look not in known.variants
        if drawn.title == known.title:
            known.titled += bool(came.action) and came.state.partition("!")[0] != key
        if new and (known.title != drawn.title or drawn.labels):
            self._texts_changed(key, known, screen, drawn)
        if came.state.partition("!")[0] == key:
            known.relabel(drawn.touch)
        if known.looks < FIRST_LOOKS and drawn.title == known.title:
            known.looks += 1
            known.texts = (known.texts & self.texts(screen)) or known.texts
        known.loading = known.loading and drawn.loading
        if new:
            known.recall(look)

    def _texts_changed(self, key: str, known: Known, screen: Screen, drawn: Sketch) -> None:
        """The page is known by other evidence than its looks: what looks different is volatile."""
        if not known.variants or self._known.likeness(key, drawn, lambda: self.texts(screen)):
            return
        if drawn.title and known.title != drawn.title:
            known.retitled = bool(known.title)
        known.changes(self._unknown_places(known, drawn))

    def _unknown_places(self, known: Known, drawn: Sketch) -> set[str]:
        """Places where the screen says what the page never said."""
        said = {label for variant in known.variants for label in variant.marks}
        places = {place for variant in known.variants for place in variant.shape}
        return {place for label, place in drawn.labels if label not in said and place in places}

    def covered(self, state: str, screen: Screen, drawn: Sketch, came: Came) -> None:
        """Something lies over a page."""
        self._over = (state, came, self._name(screen, drawn)) if came.proves else None

    def _name(self, screen: Screen, drawn: Sketch) -> str:
        """What an overlay is known again by, whatever it lies over: its looks and all that it says, numbers apart. Its
        looks alone would not do, for an app's notices share them and their title (温馨提示)."""
        return digest((drawn.overlay, drawn.overlay_title, *sorted(drawn.shape), "", *sorted(self.texts(screen))))

    def under(self, screen: Screen, drawn: Sketch, came: Came, expected: str) -> str:
        """The page that is known to open with this over it, or that the action is known to open so; "" for none."""
        if not came.proves:
            return ""
        if (came.state, came.action) in self._covered:
            return expected if expected in self._known else ""
        page = self.kept(self._covers.get(self._name(screen, drawn), ""))
        return page if page in self._known else ""

    def _disclosed(self, key: str, came: Came) -> None:
        """What was closed just now disclosed another page than the one before it: the action had opened that one."""
        over, self._over = self._over, None
        if over is None or came.state != over[0] or not came.dismissed:
            return
        _, brought, name = over
        own = brought.launched or key == brought.state.partition("!")[0] or "!" in brought.state
        if name in self._covers or not (own or len(self._covers) >= MOST_COVERED):
            self._covers[name] = key if self._covers.get(name, key) == key else ""
        if own:
            return
        self._evidence.note(brought.state, brought.action, key, frozenset())
        self._covered[brought.state, brought.action] = None
        if len(self._covered) > MOST_COVERED:
            self._covered.popitem(last=False)

    def judge(self, key: str, drawn: Sketch, below: str, came: Came, expected: str, left: Sketch | None) -> str:
        """A page is shown: note where the action led, merge and split what that proves; the page, after that. `left`
        is what was shown when the action was done."""
        self._uncover(key, drawn, below)
        self._absorb(key, drawn, below, expected)
        self._disclosed(key, came)
        if not came.proves or self._known[key].declared:
            return key
        shown = self.facts(came.screen) if came.screen else frozenset()
        conditions = {f"{CONDITION}{each}" for each in left.conditions} if left else set()
        self._evidence.note(came.state, came.action, key, shown | conditions)
        self._join_doubted(key, expected, came)
        key = self.kept(key)
        source = self._known.get(came.state)
        if expected and expected != key and self._are_one(expected, key, drawn, came):
            for other in self._evidence.targets(came.state, came.action):
                if other != expected and self._are_one(expected, other, drawn, came):
                    self._merge(other, expected)
        elif source is not None and not source.declared and " @" not in came.action:
            self._split(source, came)
        if source is not None:
            source.matters |= self._evidence.matters(came.state, came.action)
            self._join_twins(came.state)
        return self.kept(key)

    def _are_one(self, one: str, other: str, drawn: Sketch, came: Came) -> bool:
        """One action led to both and to more of the kind, and they differ in texts only that nobody saw twice."""
        first, second = self._known.get(one), self._known.get(other)
        if first is None or second is None or first.declared or second.declared:
            return False
        if min(first.alike(drawn), second.alike(drawn)) < RETITLED:
            return False
        few = len(self._evidence.targets(came.state, came.action)) < MANY
        stable = ((first.titled and second.titled) or few) and not (first.retitled or second.retitled)
        return first.activity == second.activity and (first.title == second.title or not stable)

    def _join_doubted(self, key: str, expected: str, came: Came) -> None:
        """Pages that only the way told apart are one when one action leads to both, or from one to the other: the page
        looks like this now and like that then."""
        left = came.state.partition("!")[0] if " @" not in came.action else ""
        for other in (expected, left):
            if other and other != key and other in self._known and self._doubtful(other) == self._doubtful(key):
                first, second = self._known.earlier(key, other)
                self._merge(second, first)
                return

    def doubt(self, key: str, told_from: str) -> None:
        """A page was told from another one of its title because another way led to it."""
        self._doubted[key] = self._doubtful(told_from)

    def _doubtful(self, key: str) -> str:
        """The page that this one, and perhaps others, were told from; itself when there is none."""
        return self._doubted.get(key, key)

    def _join_twins(self, key: str) -> None:
        """Merge pages that look alike and whose actions lead to the same places."""
        mine = self._known.get(key)
        if mine is None:  # it was merged just now
            return
        for other in list(self._evidence.twins(key)):
            twin = self._known.get(other)
            if twin is None or mine.declared or twin.declared or mine.activity != twin.activity:
                continue
            alike = max((twin.alike_variant(each) for each in mine.variants), default=0.0)
            titled = mine.title == twin.title or mine.retitled or twin.retitled
            if mine.nav == twin.nav and titled and alike >= ALIKE and not (mine.forks or twin.forks):
                first, second = self._known.earlier(key, other)
                self._merge(second, first)
                return

    def join_retitled(self, known: Known, drawn: Sketch) -> None:
        """Pages that were only told apart by the title that turned out to change."""
        for key in list(self._known.group(drawn)):
            other = self._known[key]
            if other is not known and not other.declared and other.titled < 2 and other.alike(drawn) >= RETITLED:
                if other.nav == known.nav:
                    self._merge(key, known.page.key)

    def _uncover(self, key: str, drawn: Sketch, below: str) -> None:
        """What lay over a page that nobody had seen is gone: the page is the one that is shown now."""
        over = self._known.get(below)
        if over is not None and over.hover and key != below and not over.declared:
            if key == over.hover or over.activity == drawn.activity:
                self._merge(below, key)

    def _absorb(self, key: str, drawn: Sketch, below: str, expected: str) -> None:
        """A page that was only seen half loaded turns out to be this one."""
        if drawn.loading:
            return
        for other in self._known.loading(drawn):
            half = self._known[other]
            if other != key and half.is_part_of(drawn, known_by_way=other in (below, expected)):
                self._merge(other, key)

    def _split(self, source: Known, came: Came) -> None:
        """Make two of a page whose action leads to two different ones, when something to be seen there says which."""
        fork = self._evidence.fork(came.state, came.action)
        if fork is None or len(source.forks) >= MOST_FORKS:
            return
        key = digest((source.page.key, fork.fact))
        if key in self._known:
            return
        name = f"{source.page.name} · {fork.fact.partition(':')[2]}"
        marks = (f"fork:{source.page.key}:{fork.fact}", *source.page.marks)
        page = msgspec.structs.replace(source.page, key=key, name=name, marks=marks, picture="", visits=0)
        child = Known(page, source.activity, source.title, source.nav, source.nav_place, list(source.variants))
        child.texts, child.touch, child.seen = source.texts, dict(source.touch), False
        self._known.keep(child, found_by_look=False)
        source.forks.append((fork.fact, key))
        self._evidence.forget(came.state)

    def _merge(self, old: str, new: str) -> None:
        """`old` turned out to be `new`: its states, visits and evidence are counted there."""
        gone, kept = self._known.drop(old), self._known[new]
        self.merged[old] = new
        if gone.title and gone.title != kept.title:
            kept.retitled = not gone.loading or kept.retitled
        for variant in gone.variants if not gone.loading else ():
            kept.recall(variant)
        kept.relabel(gone.touch)
        kept.visits += gone.visits
        kept.volatile |= gone.volatile
        kept.forks += gone.forks
        self._states.rename(old, new)
        self._evidence.rename(old, new)
        page = msgspec.structs.replace(gone.page, same_as=new)
        self._untold.append(Merge(old, new, Found(page, State(key=old, page=old))))
