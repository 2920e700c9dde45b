"""Whether one build's run could have gone a way of the other build: only then is a way, or a page, gone or new.

A way of the one build is *refuted* in the other when the widget that it begins with is not on the page any more, or was
touched and led elsewhere. A widget that nobody touched proves nothing, nor does a form that may not have been passed,
nor a page that was only seen half loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum

from patrol.compare.changes import Aligned, align
from patrol.compare.looks import action_name
from patrol.compare.seen import rows_of, seen_pages
from patrol.compare.ways import Step, names_of_step, said_of, steps
from patrol.model.build import Build, PageLook, Widget
from patrol.model.graph import WallStatus


class Said(StrEnum):
    """What the other run has to say of a way."""

    there = "there"
    gone = "gone"
    unknown = "unknown"


class Side:
    """One build: its seen pages, their looks, and the ways between them."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.pages = {page.key: page for page in seen_pages(build)}
        self.looks = {look.page: look for look in build.looks}
        rows = rows_of(build)
        seen = self.pages
        self.ways = [way for way in steps(build.graph, rows) if way.source in seen and way.target in seen]
        self.into: dict[str, list[Step]] = {}
        self.onward: dict[str, list[Step]] = {}
        self.between: set[tuple[str, str]] = set()
        self.done: dict[str, set[str]] = {}
        """Page → actions that led to another page."""
        self.walled: dict[str, set[str]] = {}
        """Page → actions that led to a page on which a wall stands."""
        for way in self.ways:
            self.into.setdefault(way.target, []).append(way)
            self.onward.setdefault(way.source, []).append(way)
            self.between.add((way.source, way.target))
            self.done.setdefault(way.source, set()).update(names_of_step(way))
            if self.pages[way.target].wall:
                self.walled.setdefault(way.source, set()).update(names_of_step(way))
        self.content = {page for page, ways in self.into.items() if any(way.of_row for way in ways)}
        """Pages behind lists: what they show, and where their buttons lead, may hang on the row."""

    def tried(self, page: str, *names: str) -> bool:
        look = self.looks.get(page)
        done = self.done.get(page, set())
        return any(name in done or (look is not None and name in look.tried) for name in names)

    def tried_row(self, page: str) -> bool:
        """Whether a row of a list was touched there."""
        look = self.looks.get(page)
        rows = set(look.rows) if look is not None else set()
        return look is not None and any(said_of(name) in rows for name in look.tried)

    def blocked(self, page: str) -> bool:
        """Whether something stands in the way there that the run did not get past."""
        known = self.pages.get(page)
        return known is not None and bool(known.wall) and known.wall_status is WallStatus.blocked


class Witness:
    """The other build's run, asked of ways of this one. `pairs`: key here → key there."""

    def __init__(self, mine: Side, theirs: Side, pairs: Mapping[str, str]) -> None:
        self._mine, self._theirs, self._pairs = mine, theirs, pairs
        self._known = frozenset(pairs.values())
        self._aligned: dict[str, Aligned] = {}

    def of(self, way: Step) -> Said:
        """Of a way whose source both builds have."""
        source = self._pairs[way.source]
        target = self._pairs.get(way.target)
        if target is not None and (source, target) in self._theirs.between:
            return Said.there
        here, there = self._mine.looks.get(way.source), self._theirs.looks.get(source)
        if here is None or there is None or not there.widgets or self._theirs.blocked(source):
            return Said.unknown
        if self._mine.pages[way.target].wall or way.edge.trust < 1:
            return Said.unknown  # it does not always lead there
        if way.of_row:
            return self._of_row(way, source, there)
        fits = _fitting(here, way)
        place = _place(fits, way)
        if fits and (place is None or not _own_names(here, place)):
            return self._of_several(way, fits, here, there)
        if place is None:
            return self._by_name(way, source)
        aligned = self._aligned_with(way.source, here, there)
        if place not in aligned.pairs:
            if place in aligned.hidden:
                return Said.unknown
            return self._absent(here.widgets[place].says, there, self._theirs.tried(source, way.action))
        names = _own_names(there, aligned.pairs[place])
        if not self._theirs.tried(source, *names):
            return Said.unknown
        elsewhere = not self._theirs.done.get(source, set()).isdisjoint(names)
        if not elsewhere:
            return Said.unknown if way.edge.typed else Said.gone
        walled = not self._theirs.walled.get(source, set()).isdisjoint(names)
        if walled or source in self._theirs.content:
            return Said.unknown
        # A page that only this build has, and in its place one that both have: it may show under a condition alone,
        # as a sign-in does.
        return Said.gone if target is not None or self._led_to_new(source, names) else Said.unknown

    def _of_several(self, way: Step, fits: Sequence[int], here: PageLook, there: PageLook) -> Said:
        """It began with one of several that nobody can tell apart: gone when nothing there goes by that name."""
        aligned = self._aligned_with(way.source, here, there)
        if any(place in aligned.pairs or place in aligned.hidden for place in fits):
            return Said.unknown
        if any(way.action in _names(widget) for widget in there.widgets):
            return Said.unknown
        return self._absent(here.widgets[fits[0]].says, there, self._theirs.tried(self._pairs[way.source], way.action))

    def _led_to_new(self, source: str, names: Collection[str]) -> bool:
        ways = (way for way in self._theirs.onward.get(source, ()) if way.target not in self._known)
        return any(not set(names).isdisjoint(names_of_step(way)) for way in ways)

    def _absent(self, says: str, there: PageLook, tried: bool) -> Said:
        if there.partial or (says and says in (*there.more, *there.volatile)):
            return Said.gone if tried else Said.unknown
        return Said.gone

    def _by_name(self, way: Step, source: str) -> Said:
        """A widget that stands in no look at the freshly opened page: in a menu, further down, on another tab, or a
        row of a list."""
        if way.edge.typed or way.action not in self._theirs.done.get(source, ()):
            return Said.unknown
        known = way.target in self._pairs or self._led_to_new(source, (way.action, way.action))
        return Said.gone if known else Said.unknown

    def _of_row(self, way: Step, source: str, there: PageLook) -> Said:
        """Rows are data, and so is where they lead: the way is gone with its list, or when rows that were touched led
        nowhere, or to pages that only the other build has."""
        if not any(widget.row for widget in there.widgets) and not there.rows and not there.partial:
            return Said.gone
        if way.edge.typed or not self._theirs.tried_row(source):
            return Said.unknown
        led = [other.target for other in self._theirs.onward.get(source, ()) if other.of_row]
        elsewhere = led and way.target in self._pairs  # both builds have the page: today's rows may lead past it
        return Said.unknown if elsewhere or any(target in self._known for target in led) else Said.gone

    def _aligned_with(self, page: str, here: PageLook, there: PageLook) -> Aligned:
        if page not in self._aligned:
            self._aligned[page] = align(here, there)
        return self._aligned[page]


def _fitting(look: PageLook, way: Step) -> list[int]:
    """Places in `look.widgets` of what a way may begin with; the first of several is meant unless a number says so."""
    locator = way.edge.action.locator
    name = locator.id.rpartition("/")[2] if locator else ""
    fits = [place for place, w in enumerate(look.widgets) if w.does and not w.row and action_name(w) == way.action]
    if not fits and name:
        fits = [place for place, w in enumerate(look.widgets) if w.does and not w.row and w.id == name]
    if len(fits) > 1 and name:
        fits = [place for place in fits if look.widgets[place].id == name] or fits
    return fits


def _place(fits: list[int], way: Step) -> int | None:
    """Which of them it is."""
    locator = way.edge.action.locator
    return fits[0] if len(fits) == 1 or (fits and locator is not None and not locator.index) else None


def _own_names(look: PageLook, place: int) -> tuple[str, ...]:
    """The names of a widget, label and id, that nothing else on the page goes by: what was touched under a name that
    several share was perhaps another one of them. Rows without ids are touched by their class."""
    others = {name for number, widget in enumerate(look.widgets) if number != place for name in _names(widget)}
    return tuple(name for name in _names(look.widgets[place]) if name not in others)


def _names(widget: Widget) -> Iterator[str]:
    if widget.does and not widget.row:
        yield action_name(widget)
    if widget.does and (widget.id or widget.row):
        yield f"{widget.does} {widget.id or widget.kind}"
