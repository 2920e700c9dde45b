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

from patrol.crawl import marks
from patrol.crawl.evidence import Evidence
from patrol.crawl.index import PageIndex
from patrol.crawl.known import ALIKE, FEW_CONTRADICTIONS, RETITLED, RETITLED_MARKS, Known, Variant, variant_of
from patrol.crawl.labels import CONTRADICTIONS
from patrol.crawl.learning import Learning
from patrol.crawl.looks import changed_places
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
        self._learning = Learning(self._known, self._states, self._evidence)

    @property
    def pages(self) -> tuple[Page, ...]:
        """In the order in which they were found; those that turned out to be another one are left out."""
        return tuple(known.told() for known in self._known if known.seen)

    @property
    def states(self) -> tuple[State, ...]:
        return self._states.states

    @property
    def count(self) -> int:
        """How many pages were seen."""
        return sum(known.seen for known in self._known)

    def page(self, key: str) -> Page | None:
        known = self._known.get(self.kept(key))
        return known.page if known else None

    def kept(self, key: str) -> str:
        """The page or state that `key` stands for now: itself, or of the page that its page turned out to be."""
        return self._learning.kept(key)

    def merges(self) -> tuple[Merge, ...]:
        """What turned out to be one page since this was asked last."""
        return self._learning.merges()

    def identify(self, screen: Screen, below: str = "") -> Sighting:
        """The page and state of `screen`; `below` is the page shown last, which a dialog lies over. Learns nothing."""
        drawn = self._sketch(screen)
        below = self.kept(below)
        key = self._given(screen, drawn, below, "") or self._matching(screen, drawn) or self._fresh_key(drawn)
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
        key = self._given(screen, drawn, below, expected, came) or self._learned_key(
            screen, drawn, below, expected, came, same_page
        )
        known_page = key in self._known and self._known[key].seen
        if not key.startswith(OUTSIDE):
            if not known_page and key not in self._known:
                self._add(key, screen, drawn, below)
            else:
                if not known_page:
                    self._known[key].page = msgspec.structs.replace(self._known[key].page, first_seen_ms=screen.at_ms)
                self._learning.look(key, screen, drawn, came)
            if not drawn.overlay:
                left = self._sketch(came.screen) if came.proves and came.screen is not None else None
                key = self._learning.judge(key, drawn, below, came, expected, left)
            elif known_page:
                self._states.learn(key, drawn, came.state, came.action)
        sighting = self._sighting(drawn, key, known_page=known_page)
        if drawn.overlay in OVER:
            self._learning.covered(sighting.state, screen, drawn, came)
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
            known.relabel(new.touch)
            if known.retitled:
                self._learning.join_retitled(known, new)

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
        for each in found:
            if each.page.same_as:
                self._learning.merged[each.page.key] = each.page.same_as
        for each in found:
            page = each.page
            if page.key in self._learning.merged:
                continue
            if page.key not in self._known:
                self._restore(page)
            self._known[page.key].page = page
        for each in found:
            key, page_key = self.kept(each.state.key), self.kept(each.state.page)
            self._states.add(msgspec.structs.replace(each.state, key=key, page=page_key))

    def expect(self, pages: Iterable[Page]) -> None:
        """Pages of an earlier run: recognised when they are seen, and new then."""
        for page in pages:
            if page.key not in self._known and page.marks and not page.same_as:
                self._restore(page)
                self._known[page.key].seen = False

    def _restore(self, page: Page) -> None:
        written = marks.read(page.marks)
        title, _, nav = page.title.partition("\n")
        known = Known(page, page.activity, title, nav, declared=page.key in self._by_id)
        known.variants = [Variant(written.marks, written.marks, written.marks)] if written.marks else []
        known.texts, known.touch, known.remembered = written.texts, written.touch, True
        self._known.keep(known, found_by_look=not written.forks)
        for parent, fact in written.forks:
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
        features = self._states.features(key, drawn, self._known[key].matters if key in self._known else frozenset())
        state = "!".join((key, *features))
        known = (key in self._known and self._known[key].seen) if known_page is None else known_page
        return sighting_of(drawn, key, state, features, known_page=known, known_state=state in self._states)

    def _given(self, screen: Screen, drawn: Sketch, below: str, expected: str, came: Came = NOT_CAME) -> str:
        """The page where nothing is to be compared: outside, under an overlay, declared; "" elsewhere."""
        if screen.package != self._package and drawn.overlay not in ("permission", "crash") and not drawn.system:
            return f"{OUTSIDE}{screen.package}/{screen.activity}"
        if drawn.overlay in OVER and below and not below.startswith(OUTSIDE):
            return self._under(screen, drawn, below, expected, came)
        return self._recognised(screen, drawn) if self._declared else ""

    def _under(self, screen: Screen, drawn: Sketch, below: str, expected: str, came: Came) -> str:
        """The page under an overlay: the one shown before, unless the phone says that another activity is in front;
        then a page opened with something over it at once, and is known when the action led there before."""
        if opened := self._learning.under(screen, drawn, came, expected):
            return opened
        known = self._known.get(below)
        own = drawn.package == self._package and drawn.overlay not in ("permission", "crash")
        if known is None or not own or not drawn.activity or drawn.activity == known.activity:
            return below
        if (page := self._known.get(expected)) and page.activity == drawn.activity:
            return expected
        return ""

    def _recognised(self, screen: Screen, drawn: Sketch) -> str:
        """The declared page that asks for most and gets it."""
        asking = self._asking.get(screen.activity)
        if asking is None:
            asking = [page for page in self._declared if same_activity(page.recognise.activity, screen.activity)]
            self._asking[screen.activity] = asking
        return recognised(asking, Look(screen, drawn.ids)) if asking else ""

    def _matching(self, screen: Screen, drawn: Sketch) -> str:
        """The known page that it looks most like."""
        if drawn.overlay in OVER:  # what lies over a page says nothing of it
            return ""
        return self._forked(screen, self._known.matching(drawn, lambda: self._learning.texts(screen)))

    def _forked(self, screen: Screen, key: str) -> str:
        """Which of the pages that a page was split into."""
        shown: frozenset[str] | None = None
        while key and (forks := self._known[key].forks):
            shown = self._learning.facts(screen) if shown is None else shown
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
        usual = self._evidence.usual(came.state, came.action)
        if key := self._matching(screen, drawn):
            return self._told_apart(key, drawn, came) if key not in (expected, usual) else key
        for key, sure in ((expected, True), (usual, False)):
            if key in self._known and self._is_expected(self._known[key], screen, drawn, sure=sure):
                return self._forked(screen, key)
        if len(group := self._known.group(drawn)) >= MOST_PAGES:
            return max(group, key=lambda key: self._known[key].alike(drawn))
        return self._fresh_key(drawn)

    def _told_apart(self, key: str, drawn: Sketch, came: Came) -> str:
        """The page, or a new one under the same title that another way led to: what a way shows that never led to the
        page need not be it. Should one action lead to both later, they are one (`Learning.judge`)."""
        known = self._known[key]
        asked = came.proves and not came.launched and came.state.partition("!")[0] != key
        if not asked or known.remembered or known.declared or known.forks or known.loading or drawn.loading:
            return key
        if drawn.overlay or drawn.tabs or drawn.title != known.title or not known.unlike(drawn, self._known.spread):
            return key
        fresh = self._fresh_key(drawn, FEW_CONTRADICTIONS)
        if fresh not in self._known:
            self._learning.doubt(fresh, key)
        return fresh

    def _is_expected(self, known: Known, screen: Screen, drawn: Sketch, *, sure: bool) -> bool:
        """The page that the same action led to before, with other texts; `sure`: not only another row of the list,
        which opens the same page when many things stand on it in the same places."""
        if known.declared or drawn.overlay or known.activity != drawn.activity:
            return False
        if not sure:
            return len(drawn.shape) >= RETITLED_MARKS and known.alike(drawn) >= RETITLED
        if drawn.loading and known.title in ("", drawn.title):
            return True
        return known.alike(drawn) >= ALIKE and (known.retitled or self._says(known, screen, drawn))

    def _says(self, known: Known, screen: Screen, drawn: Sketch) -> bool:
        return known.says(self._learning.texts(screen), drawn, self._known.spread)

    def _scrolled(self, drawn: Sketch, below: str) -> bool:
        known = self._known.get(below)
        if known is None or drawn.overlay or known.activity != drawn.activity:
            return False
        return known.retitled or not known.title or drawn.title in ("", known.title)

    def _fresh_key(self, drawn: Sketch, least: int = CONTRADICTIONS) -> str:
        """The same in every run of a build: of activity, title and navigation, and of its marks where these are taken
        by another page already; `least`: how many buttons must say something else for that."""
        plain = (drawn.activity, drawn.title, drawn.nav)
        first = digest(plain)
        if (drawn.title or drawn.nav) and first not in self._known and first not in self._learning.merged:
            return first
        look = (*plain, *sorted(drawn.strong or drawn.marks))
        second = self.kept(digest(look))
        if second not in self._known or not self._known[second].contradicts(drawn, self._known.spread, least):
            return second
        return self.kept(digest((*look, *sorted(map("=".join, drawn.touch.items())))))

    def _add(self, key: str, screen: Screen, drawn: Sketch, below: str) -> None:
        declared, texts = self._by_id.get(key), self._learning.texts(screen) - {drawn.title}
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
            marks=marks.written(drawn.strong if len(drawn.strong) > 1 else drawn.marks, texts, drawn.touch),
            first_seen_ms=screen.at_ms,
        )
        known = Known(page, drawn.activity, drawn.title, drawn.nav, drawn.nav_place)
        known.declared, known.loading = declared is not None, drawn.loading
        if drawn.overlay in OVER:
            known.hover = below or drawn.overlay
        else:
            known.variants = [variant_of(drawn)]
            known.texts, known.touch = texts, dict(drawn.touch)
        self._known.keep(known)
