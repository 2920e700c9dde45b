"""What of a page has changed between two builds.

The widgets of both looks are laid side by side. What is equal but for its id is the same; what changed its words by
itself in either run is no change; what one look could not show (still loading, further down, another tab) is neither
added nor lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from patrol.compare.looks import action_name, name_of, shape_name
from patrol.model.build import PageLook, Widget
from patrol.model.difference import Aspect, PageChange

SEVERAL = 2
"""Visits at which a page said the same, before words that cannot be touched count as its own; buttons keep theirs."""


@dataclass(slots=True)
class Aligned:
    """Two looks side by side: places in `widgets`, then → now."""

    pairs: dict[int, int] = field(default_factory=dict)
    lost: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    """Those of `lost` that may only have been pushed out of sight: they scroll, and nothing that scrolls and that both
    looks have stands below them."""
    unshown: set[int] = field(default_factory=set)
    """The same of `added`."""


Key = Callable[[Widget], Hashable]

RULES: tuple[Key, ...] = (
    lambda w: (w.kind, w.id, w.says, w.does, w.row),
    lambda w: (w.kind, w.says, w.does, w.row) if w.says else None,
    lambda w: (w.says, w.does, w.row) if w.says else None,
    lambda w: (w.id, w.kind, w.does, w.row) if w.id else None,
)
"""By what widgets are the same, the surest first; None: not by this one."""


def align(then: PageLook, now: PageLook) -> Aligned:
    """Each widget with the one that it is in the other build, as far as there is one."""
    found = Aligned()
    old, new = dict(enumerate(then.widgets)), dict(enumerate(now.widgets))
    inner, outer = _by_holder(then), _by_holder(now)
    todo = [(-1, -1)]
    for holders in todo:  # what stands in an entry is compared with what stands in the same entry
        mine = {place: old[place] for place in inner.get(holders[0], ()) if place in old}
        theirs = {place: new[place] for place in outer.get(holders[1], ()) if place in new}
        met = set(found.pairs)
        for rule in RULES:
            _pair(found, mine, theirs, rule)
        _pair_between(found, mine, theirs)
        todo += [(a, b) for a, b in found.pairs.items() if a not in met and (a in inner or b in outer)]
    old = {place: widget for place, widget in old.items() if place not in found.pairs}
    taken = set(found.pairs.values())
    new = {place: widget for place, widget in new.items() if place not in taken}
    for rule in RULES[1:3]:  # and with what moved out of one entry into another
        _pair(found, old, new, rule)
    found.lost, found.added = list(old), list(new)
    found.hidden = _below_all(then, found.lost, found.pairs)
    found.unshown = _below_all(now, found.added, found.pairs.values())
    return found


def _below_all(look: PageLook, alone: list[int], paired: Iterable[int]) -> set[int]:
    last = max((place for place in paired if look.widgets[place].scrolls), default=-1)
    return {place for place in alone if look.widgets[place].scrolls and place > last}


def _by_holder(look: PageLook) -> dict[int, list[int]]:
    """What can be touched and holds others → what it holds; -1 → what nothing holds."""
    found: dict[int, list[int]] = defaultdict(list)
    for place, widget in enumerate(look.widgets):
        found[widget.inside].append(place)
    return found


def _pair(found: Aligned, old: dict[int, Widget], new: dict[int, Widget], rule: Key) -> None:
    """The first with the first, the second with the second …"""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place, widget in new.items():
        if (key := rule(widget)) is not None:
            waiting[key].append(place)
    for place, widget in list(old.items()):
        key = rule(widget)
        if key is not None and waiting.get(key):
            _join(found, old, new, place, waiting[key].pop(0))


def _pair_between(found: Aligned, old: dict[int, Widget], new: dict[int, Widget]) -> None:
    """What says nothing and has another id, or no id and other words, is the same when it stands between the same
    neighbours and is of the same kind."""
    back = {now: then for then, now in found.pairs.items()}
    gaps: dict[Hashable, list[int]] = defaultdict(list)
    for place, widget in new.items():
        gaps[_gap(place, back), widget.kind, widget.does, widget.row].append(place)
    anchors = {then: then for then in found.pairs}
    for place, widget in list(old.items()):
        waiting = gaps.get((_gap(place, anchors), widget.kind, widget.does, widget.row))
        if waiting and _may_be(widget, new[waiting[0]]):
            _join(found, old, new, place, waiting.pop(0))


def _gap(place: int, anchors: dict[int, int]) -> int:
    """The nearest widget before it that both looks have, by its place in the older one."""
    return next((anchors[before] for before in range(place - 1, -1, -1) if before in anchors), -1)


def _may_be(old: Widget, new: Widget) -> bool:
    if not old.says and not new.says:
        return True
    return not old.does or (not old.id and not new.id)


def _join(found: Aligned, old: dict[int, Widget], new: dict[int, Widget], then: int, now: int) -> None:
    found.pairs[then] = now
    del old[then], new[now]


# --- what of it counts ------------------------------------------------------------------------------------------------


def page_change(then: PageLook, now: PageLook, *, content: bool = False) -> PageChange | None:
    """How the page has changed; None when it has not, or when nobody can tell. `content`: what it says may be that of
    another row of a list, so that words prove nothing."""
    if not then.widgets or not now.widgets:
        return None
    aligned = align(then, now)
    gone = _only(then, now, aligned.lost, aligned.hidden)
    come = _only(now, then, aligned.added, aligned.unshown)
    lasting = not content and min(then.visits, now.visits) >= SEVERAL
    texts_lost, texts_added = (_texts(gone), _texts(come)) if lasting else ([], [])
    for old, new in aligned.pairs.items() if not content else ():
        before, after = then.widgets[old], now.widgets[new]
        if before.says == after.says or _by_itself(before, then, now) or _by_itself(after, now, then):
            continue
        if not (lasting or (before.does and after.does)) or (_is_value(before, then) and _is_value(after, now)):
            continue
        texts_lost.append(before.says)
        texts_added.append(after.says)
    turned = [
        (a, b) for a, b in ((then.widgets[o], now.widgets[n]) for o, n in aligned.pairs.items()) if a.kind != b.kind
    ]
    change = PageChange(
        now.page,
        then.page,
        (),
        texts_added=_once(texts_added),
        texts_lost=_once(texts_lost),
        actions_added=_once(map(action_name, filter(lambda w: w.does, come))),
        actions_lost=_once(map(action_name, filter(lambda w: w.does, gone))),
        shape_added=_once([*map(shape_name, filter(_bare, come)), *(shape_name(new) for _, new in turned)]),
        shape_lost=_once([*map(shape_name, filter(_bare, gone)), *(shape_name(old) for old, _ in turned)]),
    )
    return _named(change)


def _only(mine: PageLook, theirs: PageLook, places: list[int], hidden: set[int]) -> list[Widget]:
    """Of the widgets that the other look has not, those that count."""
    if theirs.partial:
        return []
    alone, elsewhere = set(places), {*theirs.more, *theirs.volatile}
    found = []
    for place in places:
        widget = mine.widgets[place]
        own = name_of(widget)
        if place in hidden or widget.inside in alone or own in elsewhere or own in mine.volatile:
            continue
        # What every row has, and bears no name, hangs on which rows there are today.
        if not widget.row or (widget.id and any(other.row for other in theirs.widgets)):
            found.append(widget)
    return found


def _by_itself(widget: Widget, mine: PageLook, theirs: PageLook) -> bool:
    """Whether its words are known to change without a change of the app, or the other build says them too."""
    return widget.says in mine.volatile or widget.says in theirs.more or widget.says in theirs.volatile


def _is_value(widget: Widget, look: PageLook) -> bool:
    """What stands in an entry beside its name: 语言 … 中文. It is set by who uses the app."""
    return widget.inside >= 0 and look.widgets[widget.inside].says not in ("", widget.says)


def _bare(widget: Widget) -> bool:
    return not widget.does and not widget.says


def _texts(widgets: list[Widget]) -> list[str]:
    return [widget.says for widget in widgets if widget.says and not widget.does]


def _named(change: PageChange) -> PageChange | None:
    told = {
        Aspect.structure: (*change.shape_added, *change.shape_lost),
        Aspect.texts: (*change.texts_added, *change.texts_lost),
        Aspect.actions: (*change.actions_added, *change.actions_lost),
    }
    aspects = tuple(aspect for aspect, what in told.items() if what)
    return replace(change, aspects=aspects) if aspects else None


def _once(items: Iterator[str] | list[str] | map[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
