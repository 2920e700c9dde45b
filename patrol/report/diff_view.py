"""What the page of a difference asks for: both builds in one drawing, and each page that differs with both screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from patrol.model.build import Build, PageLook, Thing, ThingKind
from patrol.model.difference import Difference, EdgeChange, PageChange, PageMove
from patrol.model.graph import Page
from patrol.model.record import Text, to_json
from patrol.model.recorded import Files
from patrol.model.screen import Rect, Screen
from patrol.report import diff_words
from patrol.report.both import MOST_DRAWN, Both, Mark, MarkedWay, both, part, removed
from patrol.report.canvas import script_safe
from patrol.report.diff_places import places
from patrol.report.drawing import Drawing, draw
from patrol.report.pictures import Album, Picture, Wanted

MOST_SHOWN = 120
"""Pages that are told with their screens, of each kind; the others stand in a list."""

MOST_JSON = 1_500_000
"""Bytes of embedded JSON; a larger one is written by `--format json`."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two builds, with where its pictures are."""

    build: Build
    files: Files
    name: Text | None = None
    """What people call the app; None when only its package is known."""
    trees: Mapping[str, str] = field(default_factory=dict)
    """Page → path of the UI tree of its picture; a baseline keeps none."""
    refused: frozenset[str] = frozenset()
    """Pages whose windows refuse screenshots: their tree is drawn."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that differs. `then` and `now` are its keys in the two builds, empty where it is not."""

    key: str
    marks: tuple[Mark, ...]
    then: str = ""
    now: str = ""
    change: PageChange | None = None
    move: PageMove | None = None


@dataclass(frozen=True, slots=True)
class Shot:
    """A screen with what is marked on it, in the screen's pixels."""

    picture: Picture | None
    marks: tuple[Rect, ...] = ()


class DiffView:
    """What the templates ask for."""

    def __init__(self, told: Difference, then: Side, now: Side) -> None:
        self.told, self.then, self.now = told, then, now
        self.both: Both = both(then.build, now.build, told)
        self.pages = {page.key: page for page in self.both.graph.pages}
        self.near = part(self.both)
        self.album = Album(_BothFiles(then.files, now.files), self._wanted())

    @property
    def title(self) -> Text:
        package = self.told.now.package
        return self.now.name or self.then.name or Text(package, package)

    # --- pages

    @cached_property
    def entries(self) -> dict[Mark, list[Entry]]:
        """By the first mark: a page that changed and moved is told once."""
        moves = {move.page: move for move in self.told.moved}
        found: dict[Mark, list[Entry]] = {mark: [] for mark in Mark if mark is not Mark.same}
        found[Mark.added] = [Entry(key, (Mark.added,), now=key) for key in self.told.added]
        found[Mark.removed] = [Entry(removed(key), (Mark.removed,), then=key) for key in self.told.removed]
        for one in self.told.changed:
            marks = self.both.marks[one.page]
            found[Mark.changed].append(Entry(one.page, marks, one.then, one.page, one, moves.pop(one.page, None)))
        found[Mark.moved] = [Entry(m.page, (Mark.moved,), m.then, m.page, move=m) for m in moves.values()]
        return found

    def name(self, key: str) -> Text:
        """Of a page under its key of both builds."""
        page = self.pages.get(key)
        return Text(page.name or key, page.name_en or page.name or key) if page else Text(key, key)

    def looks(self, entry: Entry) -> tuple[PageLook | None, PageLook | None]:
        return self._looks[0].get(entry.then), self._looks[1].get(entry.now)

    @cached_property
    def _looks(self) -> tuple[dict[str, PageLook], dict[str, PageLook]]:
        then, now = ({look.page: look for look in side.build.looks} for side in (self.then, self.now))
        return then, now

    def shots(self, entry: Entry) -> tuple[Shot, Shot]:
        """Its screens in both builds; what only that build says or lets do is marked."""
        change = entry.change
        lost = (change.texts_lost, change.actions_lost) if change else ((), ())
        new = (change.texts_added, change.actions_added) if change else ((), ())
        return self._shot("then", entry.then, *lost), self._shot("now", entry.now, *new)

    def _shot(self, when: str, key: str, texts: tuple[str, ...], actions: tuple[str, ...]) -> Shot:
        picture = self._picture(when, key)
        side = self.then if when == "then" else self.now
        tree = side.trees.get(key)
        screen = side.files.tree(tree) if picture and tree and (texts or actions) else None
        return Shot(picture, places(screen, texts, actions) if screen else ())

    def card_picture(self, key: str) -> Picture | None:
        """Of a page of the drawing, in the newer build where it has it."""
        when, _, old = key.partition(":") if key.startswith("then:") and key in self.both.marks else ("now", "", key)
        return self._picture(when, old)

    def _picture(self, when: str, key: str) -> Picture | None:
        wanted = self._one(when, key)
        return self.album.get(wanted.picture, wanted.tree) if wanted else None

    def _one(self, when: str, key: str) -> Wanted | None:
        look = self._looks[0 if when == "then" else 1].get(key)
        side = self.then if when == "then" else self.now
        if look is None or not look.picture:
            return None
        tree = side.trees.get(key, "") if key in side.refused else ""
        return Wanted(f"{when}/{look.picture}", f"{when}/{tree}" if tree else "")

    def _wanted(self) -> Iterator[Wanted]:
        """Pages that differ first, then what leads there, then the others."""
        for entries in self.entries.values():
            for entry in entries[:MOST_SHOWN]:
                yield from (w for w in (self._one("now", entry.now), self._one("then", entry.then)) if w)
        for page in (*self.near.graph.pages, *self.both.graph.pages[:MOST_DRAWN]):
            if not page.key.startswith("then:") and (wanted := self._one("now", page.key)):
                yield wanted

    # --- drawings

    @cached_property
    def drawings(self) -> list[tuple[str, Text, Drawing, Both]]:
        """(id, what it shows, where everything goes, what is in it): what differs, and the whole where it can be
        drawn."""
        found = [("whole", Text("全图", "The whole graph"), self.both)] if len(self.pages) <= MOST_DRAWN else []
        if self.both.marks and len(self.near.graph.pages) < len(self.pages):
            found.insert(0, ("near", Text("有差异的页面和到它们的路", "What differs, and the ways there"), self.near))
        return [(id, name, draw(one.graph, [w.way for w in one.ways]), one) for id, name, one in found]

    @property
    def undrawn(self) -> int:
        """Pages that differ and have no room in the drawing."""
        drawn = {page.key for _, _, _, one in self.drawings for page in one.graph.pages}
        return len(self.both.marks.keys() - drawn)

    def lines(self, one: Both, drawing: Drawing) -> list[MarkedWay]:
        """The ways that are drawn, the unmarked ones first, so that the others lie over them."""
        shown = [w for w in one.ways if w.mark is not Mark.same or (w.way.source, w.way.target) in drawing.trunk]
        return sorted(shown, key=lambda w: w.mark is not Mark.same)

    def module(self, module: str) -> Text:
        if not module:
            return Text("未归类", "No module")
        return Text(module, self._module_names.get(module, module))

    @cached_property
    def _module_names(self) -> dict[str, str]:
        return {page.module: page.module_en for page in self.pages.values() if page.module_en}

    def by_module(self) -> list[tuple[str, list[Page]]]:
        """Module → its pages, in the order in which they were found."""
        found: dict[str, list[Page]] = {}
        for page in self.pages.values():
            found.setdefault(page.module, []).append(page)
        return list(found.items())

    @cached_property
    def marked_ways(self) -> dict[str, list[MarkedWay]]:
        """Page → the ways out of it that only one build has."""
        found: dict[str, list[MarkedWay]] = {}
        for one in self.both.ways:
            if one.mark is not Mark.same:
                found.setdefault(one.way.source, []).append(one)
        return found

    # --- ways and things

    def ends(self, edge: EdgeChange, when: str) -> tuple[Text, Text]:
        """The names of both pages of a way of that build."""
        keys = self._keys if when == "then" else {}
        return self.name(keys.get(edge.source, edge.source)), self.name(keys.get(edge.target, edge.target))

    @cached_property
    def _keys(self) -> dict[str, str]:
        return dict(self.told.same) | {key: removed(key) for key in self.told.removed}

    def things(self) -> list[tuple[ThingKind, list[tuple[Mark, Thing]]]]:
        """Kind → what came and what went, kinds without any left out."""
        told = [(Mark.added, one) for one in self.told.things_added]
        told += [(Mark.removed, one) for one in self.told.things_removed]
        found = [(kind, [(mark, one) for mark, one in told if one.kind is kind]) for kind in ThingKind]
        return [(kind, ones) for kind, ones in found if ones]

    def thing_page(self, mark: Mark, thing: Thing) -> Text | None:
        """The page where it was seen first."""
        if not thing.page:
            return None
        return self.name(self._keys.get(thing.page, thing.page) if mark is Mark.removed else thing.page)

    @cached_property
    def doubts(self) -> list[Text]:
        """What could not be compared, and why."""
        heads = ((self.told.then, "较早"), (self.told.now, "较新"))
        told = [
            Text(f"{diff_words.build(head)}（{zh}的运行）没有看全：{head.why_incomplete.zh}",
                 f"The run of {diff_words.build(head)} did not see everything: {head.why_incomplete.en}")
            for head, zh in heads if head.why_incomplete and not self._told_of(head.why_incomplete)
        ]  # fmt: skip
        told += list(self.told.unsure)
        if self.told.not_compared:
            told.append(diff_words.not_compared(self.told.not_compared))
        return list(dict.fromkeys(told))

    def _told_of(self, why: Text) -> bool:
        return any(why.en in one.en for one in self.told.unsure)

    @cached_property
    def json(self) -> str:
        """The record, fit to stand inside a script element; empty when it is too large for the page."""
        data = to_json(self.told)
        return script_safe(data.decode()) if len(data) <= MOST_JSON else ""


class _BothFiles:
    """The files of two runs under one roof: `then/PATH` and `now/PATH`."""

    def __init__(self, then: Files, now: Files) -> None:
        self._files = {"then": then, "now": now}

    def picture(self, path: str) -> bytes | None:
        when, _, inner = path.partition("/")
        return self._files[when].picture(inner)

    def tree(self, path: str) -> Screen | None:
        when, _, inner = path.partition("/")
        return self._files[when].tree(inner)
