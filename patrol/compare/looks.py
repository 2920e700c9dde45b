"""How the pages of a run looked: from the trees that it kept, each page as it was right after it was opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from msgspec.structs import replace

from patrol.compare.ways import Done, in_chinese, in_english
from patrol.compare.widgets import Seen, read
from patrol.derive.pages import OUTSIDE
from patrol.model.artifacts import Screens
from patrol.model.build import PageLook, Widget
from patrol.model.graph import PageGraph, shows_page
from patrol.model.record import Text
from patrol.model.recorded import Files

MOST_TREES = 12
"""Looks at one page that are read; the first of each state go first."""
MOST_MORE = 200
"""Other texts of one page that are remembered."""


@dataclass(slots=True)
class _Trees:
    """The trees of one page: state → path → visits that looked so."""

    states: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, state: str, path: str) -> None:
        paths = self.states.setdefault(state, {})
        paths[path] = paths.get(path, 0) + 1

    def plain(self, page: str) -> dict[str, int]:
        """Trees of the page with nothing special about it, in the order in which they were seen, and how often."""
        state = page if page in self.states else min(self.states, key=lambda key: key.count("!"))
        return self.states[state]

    def every(self) -> Iterator[str]:
        for paths in zip_longest(*self.states.values()):
            yield from (path for path in paths if path)


def looks(
    graph: PageGraph,
    screens: Screens | None,
    files: Files,
    ways: Mapping[str, tuple[Text, ...]],
    owners: Mapping[str, tuple[str, ...]],
    done: Done,
) -> tuple[PageLook, ...]:
    """One for each page of the graph, in its order; of pages that were only declared they say nothing."""
    trees = _trees(screens)
    unsteady: dict[str, set[int]] = {}
    for told in screens.unsteady if screens else ():
        unsteady.setdefault(told.tree, set()).update(told.nodes)
    return tuple(
        replace(
            _look(page.key, trees.get(page.key), files, unsteady),
            picture=page.picture,
            way=in_chinese(ways.get(page.key, ())),
            way_en=in_english(ways.get(page.key, ())),
            owners=owners.get(page.key, ()),
            tried=done.tried.get(page.key, ()),
            arrivals=done.arrivals.get(page.key, 0) if unsteady else 0,
        )
        for page in graph.pages
    )


def _trees(screens: Screens | None) -> dict[str, _Trees]:
    found: dict[str, _Trees] = {}
    for visit in screens.visits if screens else ():
        if visit.tree and shows_page(visit.state) and not visit.page.startswith(OUTSIDE):
            found.setdefault(visit.page, _Trees()).add(visit.state, visit.tree)
    return found


def _look(page: str, trees: _Trees | None, files: Files, unsteady: Mapping[str, set[int]]) -> PageLook:
    if trees is None:
        return PageLook(page)
    chosen = trees.plain(page)
    read = {path: seen for path in [*chosen][:MOST_TREES] if (seen := _seen(files, path, unsteady))}
    plain = list(read.values())
    if not plain:
        return PageLook(page)
    path, main = next(((path, seen) for path, seen in read.items() if not seen.loading), next(iter(read.items())))
    others = [s for path in [*trees.every()][:MOST_TREES] if path not in chosen and (s := _seen(files, path, unsteady))]
    others += [seen for seen in plain if seen is not main]
    volatile = set().union(*(_unlike(main, other) for other in plain if other is not main and not other.loading))
    volatile.update(*(seen.unsteady for seen in (main, *others)))
    said = {widget.says for widget in main.widgets}
    more = {w.says for other in others for w in other.widgets if w.says and w.says not in said}
    return PageLook(
        page,
        texts=_once(raw for widget, raw in zip(main.widgets, main.raw, strict=True) if raw and not widget.does),
        actions=_once(told for widget in main.widgets if (told := action_name(widget))),
        shape=_once(map(shape_name, main.widgets)),
        volatile=tuple(sorted(volatile)),
        widgets=tuple(main.widgets),
        more=tuple(sorted(more)[:MOST_MORE]),
        partial=main.loading,
        visits=chosen[path] if unsteady else 0,
        rows=tuple(sorted(_rows([main, *others]))[:MOST_MORE]),
    )


def _seen(files: Files, path: str, unsteady: Mapping[str, set[int]]) -> Seen | None:
    screen = files.tree(path)
    return read(screen, unsteady.get(path, set())) if screen is not None else None


def _rows(looks: list[Seen]) -> set[str]:
    """Names of rows, without those that something outside the lists bears too."""
    named = {name for look in looks for w in look.widgets if w.does and not w.row for name in (w.says, w.id or w.kind)}
    return set().union(*(look.rows for look in looks)) - named


def _unlike(main: Seen, other: Seen) -> set[str]:
    """What the same page did not say, or did not show, when it was looked at again."""
    if [(w.kind, w.id) for w in main.widgets] == [(w.kind, w.id) for w in other.widgets]:
        return {name_of(a) for a, b in zip(main.widgets, other.widgets, strict=True) if a.says != b.says}
    shown = {name_of(widget) for widget in other.widgets}
    return {
        name
        for widget in main.widgets
        if (name := name_of(widget)) not in shown and not widget.scrolls and not widget.row
    }


def name_of(widget: Widget) -> str:
    """What it says, else what it is: how `PageLook.volatile` names it."""
    return widget.says or shape_name(widget)


def shape_name(widget: Widget) -> str:
    """`TextView#tv_title`; of what every row of a list has `row TextView#tv_name`."""
    return f"{'row ' if widget.row else ''}{widget.kind}{'#' + widget.id if widget.id else ''}"


def action_name(widget: Widget) -> str:
    """`tap 转账`, `type 手机号`; by its id where it says nothing, by its class where it has none; "" for what cannot be
    touched."""
    if not widget.does:
        return ""
    return f"{widget.does} {widget.says or widget.id or widget.kind}" if not widget.row else f"{widget.does} row"


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
