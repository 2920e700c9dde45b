"""Which page a screen shows: the book of pages known so far.

Two levels. The *page* is what a tester would name; the *state* is the page plus what lies over it or is chosen in it.
A declared page's recogniser decides before anything else. Else two screens are one page when activity, title and
bottom navigation agree and their lasting widgets do not disagree; a title that changes by itself (a product's name)
is forgiven when many of the app's own ids agree. Dialogs, sheets, menus, permission windows and keyboards belong to
the page under them, which is remembered, not seen: only the focused window is in a dump.

The book learns from what the crawl does anyway: which texts change, which pages turn out to be one (and are merged),
which turn out to be several (and are split). docs/page-identity.md says how.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

import msgspec

from patrol.crawl.evidence import Evidence
from patrol.crawl.index import PageIndex
from patrol.crawl.known import ALIKE, RETITLED, RETITLED_MARKS, Known, Variant, variant_of
from patrol.crawl.looks import changed_places, facts
from patrol.crawl.sighting import OUTSIDE as OUTSIDE
from patrol.crawl.sighting import Came, Merge, digest, sighting_of
from patrol.crawl.sighting import Sighting as Sighting
from patrol.crawl.sketch import Sketch, sketch
from patrol.crawl.states import StateBook
from patrol.model.artifacts import Found
from patrol.model.graph import Page, Provenance, State
from patrol.model.recognise import Look, by_demand, recognised, same_activity
from patrol.model.scenario import DeclaredPage, Scenario
from patrol.model.screen import Node, Screen

SKETCHES = 64
"""Kept of the trees that were looked at last."""
MOST_FORKS = 8
"""Pages that one page is split into."""
MOST_PAGES = 600
"""Of one activity: a page that is new after that is taken for the one it looks like most, so that an app whose every
look is new does not fill the memory."""
OVER = frozenset(("dialog", "menu", "sheet", "permission", "crash"))
NOT_CAME = Came()


class PageBook:
    """The pages of one app, learned while it is used; `Page.marks` of earlier runs can be put back with `restore`."""

    def __init__(self, scenario: Scenario) -> None:
        self._package = scenario.package
        self._declared = by_demand(scenario.pages)
        self._by_id = {page.id: page for page in scenario.pages}
        self._known = PageIndex()
        self._asking: dict[str, list[DeclaredPage]] = {}
        self._drawn: OrderedDict[object, tuple[tuple[Node, ...], Sketch]] = OrderedDict()
        self._states = StateBook()
        self._evidence = Evidence()
        self._merged: dict[str, str] = {}
        self._untold: list[Merge] = []

    @property
    def pages(self) -> tuple[Page, ...]:
        """In the order in which they were found; those that turned out to be another one are left out."""
        return tuple(msgspec.structs.replace(known.page, visits=known.visits) for known in self._known)

    @property
    def states(self) -> tuple[State, ...]:
        return self._states.states

    @property
    def count(self) -> int:
        """How many pages are known."""
        return len(self._known)

    def page(self, key: str) -> Page | None:
        known = self._known.get(self.kept(key))
        return known.page if known else None

    def kept(self, key: str) -> str:
        """The page or state that `key` stands for now: itself, or of the page that its page turned out to be."""
        page, rest, features = key.partition("!")
        while page in self._merged:
            page = self._merged[page]
        return f"{page}{rest}{features}"

    def merges(self) -> tuple[Merge, ...]:
        """What turned out to be one page since this was asked last."""
        told, self._untold = tuple(self._untold), []
        return told

    def identify(self, screen: Screen, below: str = "") -> Sighting:
        """The page and state of `screen`; `below` is the page shown last, which a dialog lies over. Learns nothing."""
        drawn = self._sketch(screen)
        below = self.kept(below)
        key = self._given(screen, drawn, below) or self._matching(screen, drawn) or self._fresh_key(drawn)
        return self._sighting(drawn, key)

    def learn(
        self, screen: Screen, below: str = "", *, same_page: bool = False, came: Came = NOT_CAME
    ) -> tuple[Sighting, Found | None]:
        """As `identify`, and remembers what is new; `same_page`: the last action was a scroll, so that another look
        of the page below is no other page. `came` says from where and by what action, the evidence on which pages
        are merged and split. Found is None when page and state were known."""
        drawn = self._sketch(screen)
        came = Came(self.kept(came.state), came.action, came.screen)
        expected = self._evidence.expected(came.state, came.action)
        below = expected if came.launched else self.kept(below)
        key = self._given(screen, drawn, below) or self._learned_key(screen, drawn, below, expected, came, same_page)
        known_page = key in self._known
        if not key.startswith(OUTSIDE):
            self._look(key, screen, drawn, came)
            if not drawn.overlay:
                self._absorb(key, drawn, below, expected)
                key = self._judge(key, drawn, came, expected)
            elif known_page:
                self._states.learn(key, drawn, came.state, came.action)
        sighting = self._sighting(drawn, key, known_page=known_page)
        if sighting.outside or sighting.known_state:
            return sighting, None
        state = State(key=sighting.state, page=key, features=sighting.features)
        self._states.add(state)
        return sighting, Found(self._known[key].page, state)

    def changed(self, key: str, before: Screen, after: Screen) -> None:
        """The page was looked at twice, with one skeleton and no action that left it, and said something else: what
        differs is volatile."""
        known = self._known.get(self.kept(key))
        if known is None or known.declared:
            return
        old, new = self._sketch(before), self._sketch(after)
        if not (old.loading or new.loading or old.overlay or new.overlay):
            known.retitled = known.retitled or bool(old.title and new.title and old.title != new.title)
            if new.labels:
                known.changes(changed_places(before, after))
            if known.retitled:
                self._join_retitled(known, new)

    def visited(self, key: str) -> None:
        """The page was come to once more."""
        if known := self._known.get(key):
            known.visits += 1

    def update(self, page: Page) -> None:
        """More is known of a page now: its picture, its wall."""
        self._known[page.key].page = page

    def update_state(self, state: State) -> None:
        self._states.add(state)

    def restore(self, found: Iterable[Found]) -> None:
        """Put back what an earlier part of the run found."""
        found = list(found)
        self._merged.update({each.page.key: each.page.same_as for each in found if each.page.same_as})
        for each in found:
            page = each.page
            if page.key in self._merged:
                continue
            if page.key not in self._known:
                self._restore(page)
            self._known[page.key].page = page
        for each in found:
            key, page_key = self.kept(each.state.key), self.kept(each.state.page)
            self._states.add(msgspec.structs.replace(each.state, key=key, page=page_key))

    def _restore(self, page: Page) -> None:
        forks = [mark.split(":", 2) for mark in page.marks if mark.startswith("fork:")]
        marks = frozenset(mark for mark in page.marks if not mark.startswith("fork:"))
        title, _, nav = page.title.partition("\n")
        known = Known(page, page.activity, title, nav, declared=page.key in self._by_id)
        known.variants = [Variant(marks, marks, marks)] if marks else []
        self._known.keep(known, found_by_look=not forks)
        for _, parent, fact in forks:
            if parent in self._known:
                self._known[parent].forks.append((fact, page.key))

    # --- which page ---------------------------------------------------------------------------------------------------

    def _sketch(self, screen: Screen) -> Sketch:
        """A driver gives the same tree for the same dump, so that most looks were drawn before."""
        told = (screen.package, screen.activity, screen.window, screen.width, screen.height, screen.keyboard)
        key = (id(screen.roots), told)
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = screen.roots, sketch(screen, self._package)
            self._drawn[key] = drawn  # the tree is kept, so that its id stays its own
            if len(self._drawn) > SKETCHES:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(key)
        return drawn[1]

    def _sighting(self, drawn: Sketch, key: str, *, known_page: bool | None = None) -> Sighting:
        features = self._states.features(key, drawn)
        state = "!".join((key, *features))
        known = key in self._known if known_page is None else known_page
        return sighting_of(drawn, key, state, features, known_page=known, known_state=state in self._states)

    def _given(self, screen: Screen, drawn: Sketch, below: str) -> str:
        """The page where nothing is to be compared: outside, under an overlay, declared; "" elsewhere."""
        if screen.package != self._package and drawn.overlay not in ("permission", "crash") and not drawn.system:
            return f"{OUTSIDE}{screen.package}/{screen.activity}"
        if drawn.overlay in OVER and below and not below.startswith(OUTSIDE):
            return below
        return self._recognised(screen, drawn) if self._declared else ""

    def _recognised(self, screen: Screen, drawn: Sketch) -> str:
        """The declared page that asks for most and gets it."""
        asking = self._asking.get(screen.activity)
        if asking is None:
            asking = [page for page in self._declared if same_activity(page.recognise.activity, screen.activity)]
            self._asking[screen.activity] = asking
        return recognised(asking, Look(screen, drawn.ids)) if asking else ""

    def _matching(self, screen: Screen, drawn: Sketch) -> str:
        """The known page that it looks most like."""
        return self._forked(screen, self._known.matching(drawn))

    def _forked(self, screen: Screen, key: str) -> str:
        """Which of the pages that a page was split into."""
        shown: frozenset[str] | None = None
        while key and (forks := self._known[key].forks):
            shown = facts(screen) if shown is None else shown
            turn = next((child for fact, child in forks if fact in shown and child in self._known), "")
            if not turn:
                break
            key = turn
        return key

    def _learned_key(
        self, screen: Screen, drawn: Sketch, below: str, expected: str, came: Came, same_page: bool
    ) -> str:
        """As `_matching`, with what is known of how one came here."""
        if same_page and self._scrolled(drawn, below):
            return below
        if key := self._matching(screen, drawn):
            return key
        usual = self._evidence.usual(came.state, came.action)
        for key, sure in ((expected, True), (usual, False)):
            if key in self._known and self._is_expected(self._known[key], drawn, sure=sure):
                return self._forked(screen, key)
        if len(group := self._known.group(drawn)) >= MOST_PAGES:
            return max(group, key=lambda key: self._known[key].alike(drawn))
        return self._fresh_key(drawn)

    def _is_expected(self, known: Known, drawn: Sketch, *, sure: bool) -> bool:
        """The page that the same action led to before, with other texts; `sure`: not only another row of the list,
        which opens the same page when many things stand on it in the same places."""
        if known.declared or drawn.overlay or known.activity != drawn.activity:
            return False
        if not sure:
            return len(drawn.shape) >= RETITLED_MARKS and known.alike(drawn) >= RETITLED
        return (drawn.loading and known.title in ("", drawn.title)) or known.alike(drawn) >= ALIKE

    def _scrolled(self, drawn: Sketch, below: str) -> bool:
        known = self._known.get(below)
        return known is not None and not drawn.overlay and known.activity == drawn.activity

    def _fresh_key(self, drawn: Sketch) -> str:
        """The same in every run of a build: of activity, title and navigation, and of its marks where these are taken
        by another page already."""
        plain = (drawn.activity, drawn.title, drawn.nav)
        first = digest(plain)
        if (drawn.title or drawn.nav) and first not in self._known and first not in self._merged:
            return first
        return self.kept(digest((*plain, *sorted(drawn.strong or drawn.marks))))

    # --- learning -----------------------------------------------------------------------------------------------------

    def _look(self, key: str, screen: Screen, drawn: Sketch, came: Came) -> None:
        """Remember one look of the page."""
        known = self._known.get(key)
        if known is None:
            self._add(key, screen, drawn)
            return
        if drawn.overlay or known.declared:
            return
        if drawn.title == known.title:
            known.titled += bool(came.action) and came.state.partition("!")[0] != key
        elif drawn.title and known.title and known.likeness(drawn) < RETITLED:
            known.retitled = True
        if drawn.labels and known.variants and not known.likeness(drawn):
            known.changes(self._unknown_places(known, drawn))
        known.loading = known.loading and drawn.loading
        known.remember(drawn)

    def _unknown_places(self, known: Known, drawn: Sketch) -> set[str]:
        """Places where the screen says what the page never said."""
        said = {label for variant in known.variants for label in variant.marks}
        places = {place for variant in known.variants for place in variant.shape}
        return {place for label, place in drawn.labels if label not in said and place in places}

    def _judge(self, key: str, drawn: Sketch, came: Came, expected: str) -> str:
        """Note where the action led, and merge or split what that proves; the page that is shown, after that."""
        if not came.action or (came.screen is None and not came.launched) or key in self._by_id:
            return key
        shown = facts(came.screen) if came.screen is not None else frozenset()
        self._evidence.note(came.state, came.action, key, shown)
        source = self._known.get(came.state)
        if expected and expected != key and self._are_one(expected, key, drawn):
            self._merge(key, expected)
        elif source is not None and not source.declared and " @" not in came.action:
            self._split(source, came)
        if source is not None:
            self._join_twins(came.state)
        return self.kept(key)

    def _are_one(self, one: str, other: str, drawn: Sketch) -> bool:
        """One action led to both, and they differ in texts only that nobody saw twice."""
        first, second = self._known.get(one), self._known.get(other)
        if first is None or second is None or first.declared or second.declared or first.alike(drawn) < RETITLED:
            return False
        stable = first.titled and second.titled and not (first.retitled or second.retitled)
        return first.activity == second.activity and (first.title == second.title or not stable)

    def _join_twins(self, key: str) -> None:
        """Merge pages that look alike and whose actions lead to the same places."""
        mine = self._known[key]
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

    def _join_retitled(self, known: Known, drawn: Sketch) -> None:
        """Pages that were only told apart by the title that turned out to change."""
        for key in list(self._known.group(drawn)):
            other = self._known[key]
            if other is not known and not other.declared and other.titled < 2 and other.alike(drawn) >= RETITLED:
                if other.nav == known.nav:
                    self._merge(key, known.page.key)

    def _absorb(self, key: str, drawn: Sketch, below: str, expected: str) -> None:
        """A page that was only seen half loaded turns out to be this one."""
        if drawn.loading:
            return
        for other in [each for each in self._known.group(drawn) if each != key and self._known[each].loading]:
            half = self._known[other]
            if half.is_part_of(drawn, known_by_way=other in (below, expected)):
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
        self._known.keep(child, found_by_look=False)
        source.forks.append((fork.fact, key))
        self._evidence.forget(came.state)

    def _merge(self, old: str, new: str) -> None:
        """`old` turned out to be `new`: its states, visits and evidence are counted there."""
        gone, kept = self._known.drop(old), self._known[new]
        self._merged[old] = new
        if gone.title and gone.title != kept.title:
            kept.retitled = not gone.loading or kept.retitled
        for variant in gone.variants if not gone.loading else ():
            kept.recall(variant)
        kept.visits += gone.visits
        kept.volatile |= gone.volatile
        self._states.rename(old, new)
        self._evidence.rename(old, new)
        page = msgspec.structs.replace(gone.page, same_as=new)
        self._untold.append(Merge(old, new, Found(page, State(key=old, page=old))))

    def _add(self, key: str, screen: Screen, drawn: Sketch) -> None:
        declared = self._by_id.get(key)
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
        known = Known(page, drawn.activity, drawn.title, drawn.nav, drawn.nav_place)
        known.declared, known.loading = declared is not None, drawn.loading
        known.variants = [] if drawn.overlay else [variant_of(drawn)]
        self._known.keep(known)
