"""The next build of a generated app: the same app with changes planted by chance, and the whole truth about them.

    older = lively(generate("B", 40, seed), 1)      # headlines that take turns, lists that shift: what is no change
    newer, planted = next_build(lively(app, 2), random.Random(7), 5)
    for one in planted:
        one.change, one.page, one.target, one.words

A change never spoils another: each takes pages of its own. `around` names pages whose looks change by right beside the
planted one, such as the page on which the button to a new page stands.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tests.generated import words
from tests.generated.app import DOORS, PACKAGE, Effect, GeneratedApp, Kind, PageTruth, Way, WidgetTruth
from tests.generated.looks import Looks, slug

HEADLINES = (
    "稳健理财节开幕",
    "新客专享礼",
    "夜间市场回顾",
    "利率调整公告",
    "服务升级通知",
    "周末出行提示",
    "反诈小课堂",
    "节日祝福",
)
"""That an editor exchanges every day; no page of the app is called so."""


class Change(StrEnum):
    """What is planted."""

    page_added = "page added"
    page_removed = "page removed"
    text = "text changed"
    structure = "structure changed"
    action_added = "action added"
    action_removed = "action removed"
    page_moved = "page moved"
    edge_added = "edge added"
    edge_lost = "edge lost"
    ids_renamed = "ids renamed"
    list_shifted = "list shifted"


TRIES = 20
"""Draws for each change that is wanted; not every kind fits every app."""
SILENT = 0.5
"""Share of the ways that come and go while their page looks as it did."""
NOTHING = (Change.ids_renamed, Change.list_shifted)
"""What no user of the app would notice."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One change and where it is."""

    change: Change
    page: str
    """Page that is new, gone, changed or moved; of an edge, where it begins."""
    target: str = ""
    words: str = ""
    """What is read there now, or not any more."""
    around: tuple[str, ...] = ()
    """Pages whose actions change with it."""
    silent: bool = False
    """A way that came or went while its page looks as it did: only touching its button tells."""


@dataclass
class Draft:
    """The next build while it is made."""

    app: GeneratedApp
    draw: random.Random
    pages: dict[str, PageTruth]
    taken: set[str] = field(default_factory=set)
    """Pages that have a change already, or stand beside one."""

    @property
    def ways(self) -> list[Way]:
        return list(self.now().edges())

    def now(self) -> GeneratedApp:
        return replace(self.app, pages=dict(self.pages))

    def put(self, page: PageTruth) -> None:
        self.pages[page.id] = page

    def free(self, fits: Callable[[PageTruth], bool]) -> PageTruth | None:
        """A page that nothing was done to yet."""
        goal = self.now().goal
        found = [
            p
            for p in self.pages.values()
            if p.own and p.id in goal and p.id not in self.taken and not p.over and fits(p)
        ]
        return self.draw.choice(found) if found else None

    def into(self, page: str) -> list[Way]:
        return [way for way in self.ways if way.target == page]


def lively(app: GeneratedApp, day: int) -> GeneratedApp:
    """The same build on another day: other headlines and news, lists in another order."""
    draw = random.Random(f"{app.variant}/{app.seed}/{day}")
    turns = "|" + "|".join(draw.sample(HEADLINES, 5))
    pages = {}
    for number, page in enumerate(app.pages.values()):
        volatile = turns if page.volatile and number % 2 else page.volatile
        pages[page.id] = replace(page, volatile=volatile, shift=draw.randrange(9) if page.row_target else 0)
    return replace(app, pages=pages)


def next_build(app: GeneratedApp, draw: random.Random, changes: int) -> tuple[GeneratedApp, tuple[Planted, ...]]:
    """The app with so many changes; kinds take turns, in an order drawn by chance."""
    draft = Draft(app, draw, dict(app.pages))
    planted: list[Planted] = []
    turns: list[Change] = []
    for _ in range(TRIES * changes):
        if len(planted) == changes:
            break
        turns = turns or draw.sample(list(Change), len(Change))
        before, change = dict(draft.pages), turns.pop()
        done = next((done for _ in range(TRIES) if (done := PLANTERS[change](draft))), None)
        if done is None:
            continue
        wanted = app.goal - {one.page for one in (*planted, done) if one.change is Change.page_removed}
        if draft.now().goal >= wanted:
            draft.taken |= {done.page, done.target, *done.around} - {""}
            planted.append(done)
        else:
            draft.pages = before
    return draft.now(), tuple(planted)


# --- planters ---------------------------------------------------------------------------------------------------------


def _page_added(draft: Draft) -> Planted | None:
    source = draft.free(_plain)
    if source is None:
        return None
    id, looks = f"n{len(draft.pages)}", Looks(draft.draw)
    title, english = _title(draft)
    widgets = tuple(looks.idle() for _ in range(draft.draw.randint(3, 6)))
    draft.put(
        PageTruth(id, title, english, f"{PACKAGE}.New{len(draft.pages)}Activity", widgets, depth=source.depth + 1)
    )
    _insert(draft, source, _opener(draft, source, title, english, id))
    return Planted(Change.page_added, id, around=(source.id,))


def _page_removed(draft: Draft) -> Planted | None:
    page = draft.free(lambda p: p.hub < 0 and not p.row_target and not any(w.effect in DOORS for w in p.widgets))
    ways = draft.into(page.id) if page else []
    if page is None or not ways or any(w.row or w.gated or w.source in draft.taken for w in ways):
        return None
    for way in ways:
        _without(draft, way)
    del draft.pages[page.id]
    return Planted(Change.page_removed, page.id, around=tuple({way.source for way in ways}))


def _text(draft: Draft) -> Planted | None:
    page = draft.free(lambda p: bool(_idle(p)))
    if page is None:
        return None
    widget = draft.draw.choice(_idle(page))
    said, english = _title(draft)
    _exchange(draft, page, widget, replace(widget, label=said, english=english))
    return Planted(Change.text, page.id, words=said)


def _structure(draft: Draft) -> Planted | None:
    """A picture more, entries as cells instead of lines, or a switch that has become a check box."""
    page = draft.free(lambda p: p.hub < 0)
    if page is None:
        return None
    entries = any(widget.kind is Kind.entry for widget in page.widgets)
    switches = [widget for widget in _idle(page) if widget.kind in TURNED]
    how = draft.draw.choice(["picture", *(["cells"] if entries else []), *(["switch"] if switches else [])])
    if how == "picture":
        _insert(draft, page, WidgetTruth(Kind.label, "", "", f"v_picture_{len(draft.taken)}"))
    elif how == "cells":
        draft.put(replace(page, grid=not page.grid))
    else:
        widget = draft.draw.choice(switches)
        _exchange(draft, page, widget, replace(widget, kind=TURNED[widget.kind]))
    return Planted(Change.structure, page.id, words=how)


TURNED = {Kind.switch: Kind.check, Kind.check: Kind.switch}


def _action_added(draft: Draft) -> Planted | None:
    page = draft.free(_plain)
    if page is None:
        return None
    said, english = _title(draft)
    kind = draft.draw.choice((Kind.button, Kind.entry, Kind.text))
    _insert(draft, page, WidgetTruth(kind, said, english, f"new_{slug(english)}"))
    return Planted(Change.action_added, page.id, words=said)


def _action_removed(draft: Draft) -> Planted | None:
    page = draft.free(lambda p: len(_idle(p)) > 1)
    if page is None:
        return None
    widget = draft.draw.choice(_idle(page))
    draft.put(replace(page, widgets=tuple(each for each in page.widgets if each is not widget)))
    return Planted(Change.action_removed, page.id, words=widget.label)


def _page_moved(draft: Draft) -> Planted | None:
    page = draft.free(lambda p: p.hub < 0)
    ways = draft.into(page.id) if page else []
    other = draft.free(
        lambda p: _plain(p) and page is not None and p.id != page.id and p.id not in _below(draft, page.id)
    )
    if page is None or other is None or not ways or any(w.row or w.gated or w.source in draft.taken for w in ways):
        return None
    if other.id in {way.source for way in ways}:
        return None
    for way in ways:
        _without(draft, way)
    _insert(draft, other, _opener(draft, other, page.title, page.english, page.id))
    return Planted(Change.page_moved, page.id, around=(other.id, *{way.source for way in ways}))


def _edge_added(draft: Draft) -> Planted | None:
    """Silent: something that did nothing opens a page now. Else a new button does, and bears the page's name or not."""
    silent = draft.draw.random() < SILENT
    page = draft.free(lambda p: _plain(p) and (bool(_idle(p)) or not silent))
    target = draft.free(lambda p: p.hub < 0 and page is not None and p.id != page.id)
    if page is None or target is None or any(way.source == page.id for way in draft.into(target.id)):
        return None
    if not silent:
        opener = _opener(draft, page, target.title, target.english, target.id)
        _insert(draft, page, opener)
        return Planted(Change.edge_added, page.id, target.id, opener.label, around=(page.id,))
    widget = draft.draw.choice(_idle(page))
    _exchange(draft, page, widget, replace(widget, effect=Effect.open, target=target.id))
    return Planted(Change.edge_added, page.id, target.id, widget.label, silent=True)


def _edge_lost(draft: Draft) -> Planted | None:
    """Silent: a button that does nothing any more. Else it is gone. The page it led to is reached otherwise."""
    silent = draft.draw.random() < SILENT
    page = draft.free(lambda p: any(w.effect is Effect.open for w in p.widgets))
    doors = [w for w in page.widgets if w.effect is Effect.open] if page else []
    if page is None or not doors:
        return None
    widget = draft.draw.choice(doors)
    sources = [way.source for way in draft.into(widget.target)]
    if widget.target in draft.taken or sources.count(page.id) != 1 or len(sources) == 1:
        return None
    if silent:
        _exchange(draft, page, widget, replace(widget, effect=Effect.nothing, target=""))
    else:
        draft.put(replace(page, widgets=tuple(each for each in page.widgets if each is not widget)))
    around = () if silent else (page.id,)
    return Planted(Change.edge_lost, page.id, widget.target, widget.label, around, silent)


def _ids_renamed(draft: Draft) -> Planted | None:
    page = draft.free(lambda p: len(p.widgets) > 2)
    if page is None:
        return None
    widgets = tuple(replace(w, resource=f"r{number}x") for number, w in enumerate(page.widgets))
    draft.put(replace(page, widgets=widgets))
    return Planted(Change.ids_renamed, page.id)


def _list_shifted(draft: Draft) -> Planted | None:
    page = draft.free(lambda p: p.rows > 0)
    if page is None:
        return None
    draft.put(replace(page, shift=page.shift + draft.draw.randint(1, 5), rows=page.rows + draft.draw.randint(1, 4)))
    return Planted(Change.list_shifted, page.id)


PLANTERS: dict[Change, Callable[[Draft], Planted | None]] = {
    Change.page_added: _page_added,
    Change.page_removed: _page_removed,
    Change.text: _text,
    Change.structure: _structure,
    Change.action_added: _action_added,
    Change.action_removed: _action_removed,
    Change.page_moved: _page_moved,
    Change.edge_added: _edge_added,
    Change.edge_lost: _edge_lost,
    Change.ids_renamed: _ids_renamed,
    Change.list_shifted: _list_shifted,
}


# --- what they are made of --------------------------------------------------------------------------------------------


def _plain(page: PageTruth) -> bool:
    """No form: what stands beside its fields is pressed with them filled."""
    return not any(widget.kind is Kind.field for widget in page.widgets)


def _idle(page: PageTruth) -> list[WidgetTruth]:
    said = [widget.label for widget in page.widgets]
    idle = [w for w in page.widgets if w.effect is Effect.nothing and w.label and w.kind is not Kind.label]
    return [widget for widget in idle if said.count(widget.label) == 1]


def _title(draft: Draft) -> tuple[str, str]:
    """Words that nobody has read in this app."""
    known = {page.title for page in draft.pages.values()} | {w.label for p in draft.pages.values() for w in p.widgets}
    while True:
        (a, b), (c, d) = draft.draw.choice(words.THINGS), draft.draw.choice(words.STANDINGS)
        if (said := f"全新{a}{c}") not in known:
            return said, f"New {b} {d}"


def _opener(draft: Draft, page: PageTruth, title: str, english: str, target: str) -> WidgetTruth:
    looks = Looks(draft.draw)
    widget = looks.opener(title, english, target)
    taken = {each.resource for each in page.widgets}
    return replace(widget, resource=f"{widget.resource}_new") if widget.resource in taken else widget


def _insert(draft: Draft, page: PageTruth, widget: WidgetTruth) -> None:
    at = draft.draw.randint(0, len(page.widgets))
    draft.put(replace(page, widgets=(*page.widgets[:at], widget, *page.widgets[at:])))


def _exchange(draft: Draft, page: PageTruth, old: WidgetTruth, new: WidgetTruth) -> None:
    draft.put(replace(page, widgets=tuple(new if each is old else each for each in page.widgets)))


def _without(draft: Draft, way: Way) -> None:
    page = draft.pages[way.source]
    draft.put(replace(page, widgets=tuple(w for w in page.widgets if w.target != way.target or w.effect not in DOORS)))


def _below(draft: Draft, page: str) -> set[str]:
    """Pages that one can come to from this one."""
    found, todo = {page}, [page]
    while todo:
        at = todo.pop()
        for way in draft.ways:
            if way.source == at and way.target not in found:
                found.add(way.target)
                todo.append(way.target)
    return found
