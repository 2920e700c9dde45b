"""Ways between pages, as builds are compared by them: what leads on, named as a reader says it."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from patrol.crawl.candidates import leaves
from patrol.crawl.keys import key_of
from patrol.crawl.words import plain
from patrol.model.artifacts import Crawl
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph
from patrol.model.record import Text

AWAY = (ActionKind.back, ActionKind.launch, ActionKind.scroll)
"""Lead back, or from nowhere: where they end depends on what was done before."""
MOST_STEPS = 40
NOTHING: Mapping[str, Collection[str]] = {}
NAMES = {ActionKind.long_tap: "long tap", ActionKind.deep_link: "open link"}


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one page to another."""

    source: str
    target: str
    action: str
    """`tap 转账`; `tap row` for any row of a list, so that another order of the rows is no other way."""
    edge: Edge
    says: str = ""
    """The same for a reader: with the row that was touched."""

    @property
    def of_row(self) -> bool:
        return said_of(self.action) == ROW


ROW = "row"
VERBS = tuple(NAMES.get(kind, kind.value) for kind in ActionKind)


def steps(graph: PageGraph, rows: Mapping[str, Collection[str]] = NOTHING) -> Iterator[Step]:
    """Every way that somebody went from one page to another, in the graph's order; each action of a page once. `rows`:
    page → what the rows of its lists say and are called."""
    pages = graph.state_pages()
    told: set[tuple[str, str, str]] = set()
    for edge in graph.edges:
        source, target = pages.get(edge.source, ""), pages.get(edge.target, "")
        if not edge.seen or _leads_back(edge.action) or source == target or not source or not target:
            continue
        name = step_name(edge.action, edge.says)
        step = Step(source, target, _of_row(name, edge.action, rows.get(source, ())), edge, name)
        if (source, target, step.action) not in told:
            told.add((source, target, step.action))
            yield step


def step_name(action: Action, says: str = "") -> str:
    """As `patrol.compare.looks.action_name` names what a widget does."""
    kind = NAMES.get(action.kind, action.kind.value)
    locator = action.locator
    if locator is None:
        return f"{kind} {action.value}".strip()
    said = says or locator.text or locator.description or locator.contains
    name = plain(said) or locator.id.rpartition("/")[2] or locator.class_name.rpartition(".")[2] or str(locator)
    return f"{kind} {name}"


def _leads_back(action: Action) -> bool:
    return action.kind in AWAY or (action.locator is not None and leaves(action.locator))


def said_of(name: str) -> str:
    """The name without its verb: 转账 of `long tap 转账`."""
    return next((name.removeprefix(f"{verb} ") for verb in VERBS if name.startswith(f"{verb} ")), name)


def _of_row(name: str, action: Action, rows: Collection[str]) -> str:
    said = said_of(name)
    id = action.locator.id.rpartition("/")[2] if action.locator else ""
    return f"{name.removesuffix(said)}{ROW}" if said in rows or (id and id in rows) else name


@dataclass(frozen=True, slots=True)
class Done:
    """What a crawl did."""

    tried: dict[str, tuple[str, ...]]
    """Page → what was done there and seen to its end, by every name of what was touched: label and id."""
    arrivals: dict[str, int]
    """Page → by how many different actions it was come to."""


def done_by(graph: PageGraph, crawl: Crawl | None) -> Done:
    pages = graph.state_pages()
    tried: dict[str, dict[str, None]] = {}
    came: dict[str, set[tuple[str, str]]] = {}
    for step in crawl.steps if crawl else ():
        page = pages.get(step.source)
        if page and step.ended_ms is not None and not _leads_back(step.action):
            tried.setdefault(page, {}).update(dict.fromkeys(names_of(step.action)))
            if (target := pages.get(step.target)) and target != page:
                came.setdefault(target, set()).add((page, key_of(step.action)))
    return Done({page: tuple(names) for page, names in tried.items()}, {page: len(ways) for page, ways in came.items()})


def names_of(action: Action) -> Iterator[str]:
    """All names of an action: by what is said there, and by its id."""
    yield step_name(action)
    if action.locator and (id := action.locator.id.rpartition("/")[2]):
        yield f"{NAMES.get(action.kind, action.kind.value)} {id}"


def names_of_step(step: Step) -> Iterator[str]:
    """All names of the action of a way."""
    yield step.action
    yield step.says
    yield from names_of(step.edge.action)


def ways_to(graph: PageGraph) -> dict[str, tuple[Text, ...]]:
    """Page → the shortest way to it from the start, a step a line: `首页: tap 转账`, in English `Home: tap 转账`."""
    names = names_of_pages(graph)
    start = graph.state_pages().get(graph.start, graph.start.partition("!")[0])
    onward: dict[str, list[Step]] = {}
    for step in steps(graph):
        onward.setdefault(step.source, []).append(step)
    before: dict[str, Step | None] = {start: None}
    queue = deque([start])
    while queue:
        for step in onward.get(queue.popleft(), ()):
            if step.target not in before:
                before[step.target] = step
                queue.append(step.target)
    return {page: _way(page, before, names) for page in before if page in names}


def _way(page: str, before: dict[str, Step | None], names: Mapping[str, Text]) -> tuple[Text, ...]:
    found: list[Text] = []
    step = before[page]
    while step is not None and len(found) < MOST_STEPS:
        found.append(said_step(names.get(step.source) or Text(step.source, step.source), step.action))
        step = before[step.source]
    return tuple(found[::-1])


def names_of_pages(graph: PageGraph) -> dict[str, Text]:
    """Page → its name in both languages; its key where it has none, and for states without a page."""
    return {page.key: name_of_page(page) for page in graph.pages}


def name_of_page(page: Page) -> Text:
    """Its name in both languages; its key where it has none."""
    return Text(page.name or page.key, page.name_of("en") or page.key)


def said_step(page: Text, action: str, colon: str = ": ") -> Text:
    """A step of a way as builds keep it."""
    return Text(f"{page.zh}{colon}{action}", f"{page.en}{colon}{action}")


def whole_way(way: Iterable[Edge], names: Mapping[str, Text], graph: PageGraph) -> Iterator[Text]:
    """The edges of a way from the start, a step a line; what only brings about another state of a page, too."""
    pages = graph.state_pages()
    for edge in way:
        page = pages.get(edge.source, edge.source)
        yield said_step(names.get(page) or Text(page, page), step_name(edge.action, edge.says))


def in_chinese(way: Iterable[Text]) -> tuple[str, ...]:
    """The lines of a way with the pages' own names."""
    return tuple(step.zh for step in way)


def in_english(way: Sequence[Text]) -> tuple[str, ...]:
    """The same with their English names; empty where those are the same."""
    return tuple(step.en for step in way) if any(step.zh != step.en for step in way) else ()
