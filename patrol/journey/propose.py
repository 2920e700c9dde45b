"""A first declaration from what a run saw: pages with ids, modules and recognisers that are proved on the run's own
trees, and the ways between them. What is declared already is left out."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from patrol.crawl.candidates import LEAVE
from patrol.journey.find import find_all
from patrol.journey.recogniser import Seen, recogniser_of
from patrol.journey.write import element
from patrol.model.graph import ActionKind, Edge, Page, PageGraph, shows_page
from patrol.model.journey import StepSpec
from patrol.model.locator import Locator
from patrol.model.recognise import by_demand, recognised
from patrol.model.scenario import Declared, DeclaredEdge, DeclaredPage, Recogniser
from patrol.model.screen import Screen

GENERIC = frozenset(
    "title text tv txt view layout container content root list recycler recyclerview btn button iv img image icon "
    "label name header body item row activity fragment page screen main rl ll fl cl scroll group head to go open entry "
    "nav menu set floor tab agree ok confirm done next submit finish save row card".split()
)
"""Words of ids and classes that say nothing of a page."""
HUB = 3
"""A page below a tab with this many pages behind it is a module of its own."""
MANY = 5
"""An activity of more pages than this says nothing of one."""
WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
TOUCHES = (ActionKind.tap, ActionKind.long_tap)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to add to a declaration, and what it says that the run did not see."""

    pages: tuple[DeclaredPage, ...] = ()
    edges: tuple[DeclaredEdge, ...] = ()
    keys: dict[str, str] = field(default_factory=dict)
    """Id of a proposed page → the key that the run had for it."""
    alike: tuple[str, ...] = ()
    """Keys of pages that nothing lasting tells apart from others: not proposed."""
    gone: tuple[str, ...] = ()
    """Ids of declared pages that the run did not see."""


def propose(
    graph: PageGraph, trees: Mapping[str, Sequence[Screen]], known: Declared, package: str, links: Mapping[str, str]
) -> Proposal:
    """`trees`: page key → its stored trees on which nothing lies over the page. `links`: page key → a deep link that
    opened it. Pages come in the order in which they were found."""
    pages = [page for page in graph.pages if trees.get(page.key) and not page.same_as]
    seen = {page.key: _seen(page, trees[page.key]) for page in pages}
    names = _declared(seen, known)
    fresh = [page for page in pages if page.key not in names]
    asked = {p.key: recogniser_of(seen[p.key], (s for k, s in seen.items() if k != p.key), package) for p in fresh}
    new = [page for page in fresh if asked[page.key] is not None]
    doors = _doors(graph, trees)
    shared = Counter(page.activity for page in pages)
    ids = _ids(new, asked, links, doors, shared, {page.id for page in known.pages})
    modules = _modules(graph, known, names)
    proposed = tuple(
        DeclaredPage(
            ids[page.key],
            page.name or ids[page.key],
            module=modules.get(page.key, ""),
            link=links.get(page.key, ""),
            recognise=asked[page.key] or Recogniser(),
        )
        for page in new
    )
    every = names | ids
    shown = set(names.values()) | {page.key for page in graph.pages if page.visits}
    return Proposal(
        proposed,
        _edges(graph, every, known, trees),
        {id: key for key, id in ids.items()},
        tuple(page.key for page in fresh if asked[page.key] is None),
        tuple(page.id for page in known.pages if page.id not in shown),
    )


def _seen(page: Page, trees: Sequence[Screen]) -> Seen:
    seen = Seen(page.key, title=page.title.partition("\n")[0])
    for tree in trees:
        seen.add(tree)
    return seen


def _declared(seen: Mapping[str, Seen], known: Declared) -> dict[str, str]:
    """Page key → id, of pages that the declaration names or recognises."""
    told, asking = {page.id for page in known.pages}, by_demand(known.pages)
    names = {}
    for key, page in seen.items():
        found = next(filter(None, (recognised(asking, look) for look in page.looks)), "")
        if found or key in told:
            names[key] = found or key
    return names


# --- ids --------------------------------------------------------------------------------------------------------------


def _ids(
    pages: Sequence[Page],
    asked: Mapping[str, Recogniser | None],
    links: Mapping[str, str],
    doors: Mapping[str, Sequence[tuple[str, str]]],
    shared: Mapping[str, int],
    taken: set[str],
) -> dict[str, str]:
    """Page key → a readable id: its title where that is Latin, else the words of its deep link, of an activity that is
    its alone, of the id of its title, of an element that led there, of its other ids; else `page-N`."""
    found: dict[str, str] = {}
    used = set(taken)
    for number, page in enumerate(pages, start=1):
        activity = _slug(page.activity.rpartition(".")[2])
        own = next(filter(None, (asked[page.key] or Recogniser()).ids), "")
        marks = _slug(own, activity)
        entrances = (_slug(id, found.get(source, "")) for source, id in doors.get(page.key, ()))
        names = (
            _slug(page.title.partition("\n")[0] or page.name, said=frozenset()),
            _slug(links.get(page.key, "").partition("://")[2].partition("?")[0]),
            activity if shared[page.activity] == 1 else "",
            _slug(own) if "title" in own else "",
            marks if _tab(page) else next(filter(None, entrances), ""),
            f"{activity}-{marks}" if activity and marks and shared[page.activity] <= MANY else marks,
            f"page-{number}",
        )
        given = [name for name in names if name]
        free = next((name for name in given if name not in used), given[0])
        id, again = free, 2
        while id in used:
            id, again = f"{free}-{again}", again + 1
        used.add(id)
        found[page.key] = id
    return found


def _doors(graph: PageGraph, trees: Mapping[str, Sequence[Screen]]) -> dict[str, list[tuple[str, str]]]:
    """Page → (page, resource id) of each element that was touched there to get here."""
    page_of = graph.state_pages()
    found: dict[str, list[tuple[str, str]]] = {}
    for edge in graph.edges:
        source, target = page_of.get(edge.source, ""), page_of.get(edge.target, "")
        locator = edge.action.locator
        if not edge.seen or source == target or edge.action.kind not in TOUCHES or not shows_page(edge.source):
            continue
        if locator is not None and not _leaves(locator):
            near = trees.get(source, ())
            named = locator if locator.id else next(filter(None, (_named(tree, locator) for tree in near)), None)
            if named is not None:
                found.setdefault(target, []).append((source, named.id))
    return found


def _leaves(locator: Locator) -> bool:
    """Whether it is called as what leads back is called."""
    return (locator.text or locator.description).lower() in LEAVE


def _slug(text: str, without: str = "", said: frozenset[str] = GENERIC) -> str:
    """The words of a Latin name, at most four, without those that say nothing; "" when another script carries it."""
    if any(c.isalpha() and not c.isascii() for c in text):
        return ""
    words = [word.lower() for word in WORD.findall(text)]
    kept = [word for word in words if word not in said and word not in without.split("-") and len(word) > 1]
    return "-".join(kept[:4])


# --- modules ----------------------------------------------------------------------------------------------------------


def _modules(graph: PageGraph, known: Declared, names: Mapping[str, str]) -> dict[str, str]:
    """Page key → where people would look for it: the tab under which it is first reached, or the page below that tab
    behind which at least HUB pages lie."""
    told = {page.id: page.module for page in known.pages if page.module}
    pages = {page.key: page for page in graph.pages}
    before = _first_ways(graph)
    behind = Counter(above for key in before for above in _above(key, before))
    found = {}
    for key, page in pages.items():
        line = [key, *_above(key, before)]
        tab = next((k for k in line if _tab(pages[k])), line[-1])
        below = line[line.index(tab) - 1] if line.index(tab) else key
        hub = below if below != tab and behind[below] >= HUB else tab
        declared = told.get(names.get(hub, ""), "")
        found[key] = declared or (_tab(pages[hub]) if hub == tab else "") or pages[hub].name or page.name
    return found


def _tab(page: Page) -> str:
    """The chosen item of the bottom navigation that the page shows."""
    return page.title.partition("\n")[2]


def _first_ways(graph: PageGraph) -> dict[str, str]:
    """Page → the page from which it is first reached, breadth first from the start; the start leads to itself by
    nothing. Pages that nothing leads to are left out."""
    page_of = graph.state_pages()
    after: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.seen and edge.action.kind is not ActionKind.back:
            after.setdefault(page_of.get(edge.source, ""), []).append(page_of.get(edge.target, ""))
    start = page_of.get(graph.start, "")
    found: dict[str, str] = {}
    queue = deque([start])
    done = {start}
    while queue:
        at = queue.popleft()
        for page in after.get(at, ()):
            if page and page not in done:
                done.add(page)
                found[page] = at
                queue.append(page)
    return found


def _above(key: str, before: Mapping[str, str]) -> list[str]:
    line = []
    while (key := before.get(key, "")) and key not in line:
        line.append(key)
    return line


# --- ways -------------------------------------------------------------------------------------------------------------


def _edges(
    graph: PageGraph, ids: Mapping[str, str], known: Declared, trees: Mapping[str, Sequence[Screen]]
) -> tuple[DeclaredEdge, ...]:
    """One way for each pair of pages that a touch joins, unless the pair is declared already."""
    page_of = graph.state_pages()
    found: dict[tuple[str, str], DeclaredEdge] = {}
    told = {(edge.source, edge.target) for edge in known.edges}
    for edge in graph.edges:
        source, target = page_of.get(edge.source, ""), page_of.get(edge.target, "")
        pair = (ids.get(source, ""), ids.get(target, ""))
        if not all(pair) or pair[0] == pair[1] or pair in told or pair in found:
            continue
        if edge.seen and edge.action.kind in TOUCHES and not (edge.action.locator and _leaves(edge.action.locator)):
            when = "form filled" if edge.typed else ""
            found[pair] = DeclaredEdge(*pair, _action(edge, trees.get(source, ())), when)
    return tuple(found.values())


def _action(edge: Edge, trees: Iterable[Screen]) -> StepSpec | None:
    """The touch as people would write it; None for an element that has no name."""
    locator = edge.action.locator
    if locator is not None and locator.path:
        locator = next((named for tree in trees if (named := _named(tree, locator))), None)
    if locator is None or locator == Locator():
        return None
    return StepSpec(edge.action.kind.value.replace("_", " "), {"on": element(locator)})


def _named(tree: Screen, locator: Locator) -> Locator | None:
    """A row that the crawl knew by its place, by its id."""
    node = next(iter(find_all(tree, locator)), None)
    return Locator(id=node.resource_id.rpartition("/")[2]) if node is not None and node.resource_id else None
