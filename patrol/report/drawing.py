"""Where everything of the page graph's drawing goes: a map of modules.

Each module is a district, a box with the cards of its pages; districts are packed on a sheet as wide as a screen, in
the order in which the app opens up, the way in first. Inside a district the ways by which pages are first reached run
from left to right, one column a step (a tidy tree, packed by igraph). One tree over all pages was tried: with fifty
pages it is taller than any screen, and the pages of a module stand apart.

A drawing with every way in it cannot be read, so only the ways by which pages are first reached are always drawn; the
others come out when one looks at a page.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from patrol.model.graph import Page, PageGraph
from patrol.report import loading
from patrol.report.packing import pack
from patrol.report.ways import Way

CARD_WIDTH, CARD_HEIGHT = 188, 104
GAP_X, GAP_Y = 50, 18
COLUMN, ROW = CARD_WIDTH + GAP_X, CARD_HEIGHT + GAP_Y
PADDING = 24
HEADER = 40
"""Of a district, for its name."""
STREET = 44
"""Between districts."""
ASPECT, UPRIGHT = 1.62, 0.62
"""Width over height that drawings and districts aim at: that of a screen beside a panel, and that of a phone."""

TALL = 6
"""Rows of a tidy tree that a district may have whatever its width."""


@dataclass(frozen=True, slots=True)
class Node:
    """A page's card, top left corner in pixels of the whole drawing. `aside`: nothing that was seen leads there."""

    page: Page
    x: int
    y: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class District:
    """A module with its pages' cards."""

    module: str
    x: int
    y: int
    width: int
    height: int
    nodes: tuple[Node, ...]
    upright: tuple[int, int] = (0, 0)
    """Where its corner is in a drawing for a phone held upright."""


@dataclass(frozen=True, slots=True)
class Road:
    """The ways from one module to another; `trunk` when the module that it leads to is first reached by one of them."""

    source: str
    target: str
    ways: int
    trunk: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    districts: tuple[District, ...]
    roads: tuple[Road, ...]
    trunk: frozenset[tuple[str, str]]
    """(page, page): the ways by which pages are first reached."""

    def nodes(self) -> list[Node]:
        return [node for district in self.districts for node in district.nodes]


def line(source: Node, target: Node) -> str:
    """An SVG path from the right edge of one card to the left edge of the other, or down where they stand below each
    other."""
    middle = CARD_HEIGHT // 2
    x1, y1, x2, y2 = source.x + CARD_WIDTH, source.y + middle, target.x, target.y + middle
    if x2 > x1:
        bend = x1 + GAP_X // 2
        return f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"
    edge = x1 - 14
    down = target.y > source.y
    start, end = (y1 + middle, y2 - middle) if down else (y1 - middle, y2 + middle)
    return f"M{edge} {start}C{edge + 24} {start} {edge + 24} {end} {target.x + CARD_WIDTH - 14} {end}"


def road(source: District, target: District) -> tuple[int, int, int, int]:
    """(x, y, x, y) of the straight line between two boxes, from edge to edge."""
    ax, ay = source.x + source.width / 2, source.y + source.height / 2
    bx, by = target.x + target.width / 2, target.y + target.height / 2
    first, last = _edge(source, bx - ax, by - ay), _edge(target, bx - ax, by - ay)
    dx, dy = bx - ax, by - ay
    return round(ax + first * dx), round(ay + first * dy), round(bx - last * dx), round(by - last * dy)


def _edge(box: District, dx: float, dy: float) -> float:
    """How much of the way (dx, dy) from the box's middle lies inside it."""
    across = box.width / 2 / abs(dx) if dx else math.inf
    return min(across, box.height / 2 / abs(dy) if dy else math.inf, 0.5)


def draw(graph: PageGraph, ways: Iterable[Way]) -> Drawing:
    """The drawing of all pages."""
    pages = {page.key: page for page in graph.pages}
    between = [way for way in ways if way.source in pages and way.target in pages]
    start = graph.state_pages().get(graph.start, "")
    trunk, depth = _trunk(pages, between, start)
    modules: dict[str, list[Page]] = {}
    for page in sorted(graph.pages, key=lambda page: (page.key != start, depth.get(page.key, len(pages)))):
        modules.setdefault(page.module, []).append(page)
    laid = {module: _laid_out(members, trunk, depth) for module, members in modules.items()}
    sizes = [(width, height) for _, width, height in laid.values()]
    corners = zip(pack(sizes, STREET, ASPECT), pack(sizes, STREET, UPRIGHT), strict=True)
    districts = []
    for (module, (places, width, height)), ((x, y), upright) in zip(laid.items(), corners, strict=True):
        left, top = x + PADDING, y + PADDING + HEADER
        nodes = (Node(pages[key], left + dx, top + dy, key not in depth) for key, (dx, dy) in places.items())
        districts.append(District(module, x, y, width, height, tuple(nodes), upright))
    across = max((d.x + d.width for d in districts), default=0)
    down = max((d.y + d.height for d in districts), default=0)
    return Drawing(across, down, tuple(districts), _roads(pages, between, trunk, depth), frozenset(trunk))


def _roads(
    pages: Mapping[str, Page], ways: list[Way], trunk: set[tuple[str, str]], depth: Mapping[str, int]
) -> tuple[Road, ...]:
    counts: dict[tuple[str, str], int] = {}
    for way in ways:
        pair = pages[way.source].module, pages[way.target].module
        if pair[0] != pair[1] and not way.back:
            counts[pair] = counts.get(pair, 0) + 1
    first: dict[str, str] = {}
    entered = {pages[key].module for key, steps in depth.items() if not steps}
    for source, target in sorted(trunk, key=lambda pair: (depth[pair[1]], pair)):
        module = pages[target].module
        if module not in entered and pages[source].module != module:
            first.setdefault(module, pages[source].module)
        entered.add(module)
    return tuple(Road(source, target, ways, first.get(target) == source) for (source, target), ways in counts.items())


def _trunk(pages: Mapping[str, Page], ways: list[Way], start: str) -> tuple[set[tuple[str, str]], dict[str, int]]:
    """(the ways by which pages are first reached, page key → steps from the way in). Pages that nothing leads to from
    the way in begin a trunk of their own when something leads on from them."""
    onward: dict[str, list[str]] = {}
    for way in ways:
        if way.seen and not way.back:
            onward.setdefault(way.source, []).append(way.target)
    depth: dict[str, int] = {}
    trunk: dict[str, str] = {}
    for root in [start, *(key for key in pages if key in onward)]:
        if root in depth or root not in pages:
            continue
        depth[root] = 0
        waiting = deque([root])
        while waiting:
            source = waiting.popleft()
            for target in onward.get(source, ()):
                if target not in depth:
                    depth[target] = depth[source] + 1
                    waiting.append(target)
                near = depth[target] == depth[source] + 1
                if near and (target not in trunk or _closer(pages, source, target, trunk[target])):
                    trunk[target] = source
    return {(source, target) for target, source in trunk.items()}, depth


def _closer(pages: Mapping[str, Page], source: str, target: str, than: str) -> bool:
    """Of two ways that are as short, the one inside the module is easier to follow."""
    module = pages[target].module
    return pages[source].module == module != pages[than].module


def _laid_out(
    members: list[Page], trunk: set[tuple[str, str]], depth: Mapping[str, int]
) -> tuple[dict[str, tuple[int, int]], int, int]:
    """(page → place inside the district, width, height). Trees of ways stand above, single pages below them."""
    keys = {page.key for page in members}
    inner = [(source, target) for source, target in sorted(trunk) if source in keys and target in keys]
    joined = {key for pair in inner for key in pair}
    steps = _steps([page.key for page in members if page.key in joined], inner, depth)
    cells = _cells(inner, steps)
    columns = max((int(column) + 1 for column, _ in cells.values()), default=0)
    rows = max((row + 1 for _, row in cells.values()), default=0.0)
    loose = [page.key for page in members if page.key not in joined]
    across = max(columns, math.ceil(math.sqrt(len(loose) * ASPECT * ROW / COLUMN)) if loose else 0)
    for number, key in enumerate(loose):
        cells[key] = (number % across, rows + number // across)
    rows += math.ceil(len(loose) / across) if loose else 0
    places = {page.key: (round(cells[page.key][0] * COLUMN), round(cells[page.key][1] * ROW)) for page in members}
    width = across * COLUMN - GAP_X + 2 * PADDING
    return places, width, round(rows * ROW) - GAP_Y + 2 * PADDING + HEADER


def _steps(keys: list[str], inner: list[tuple[str, str]], depth: Mapping[str, int]) -> dict[str, int]:
    """Page → steps from where one enters the module."""
    parent = {target: source for source, target in inner}
    steps: dict[str, int] = {}
    for key in sorted(keys, key=lambda key: depth.get(key, 0)):
        steps[key] = steps[parent[key]] + 1 if key in parent else 0
    return steps


def _cells(inner: list[tuple[str, str]], steps: dict[str, int]) -> dict[str, tuple[float, float]]:
    """Page → (column, row). A tree that would be much taller than wide has its columns folded."""
    if not steps:
        return {}
    rows = _rows(inner, steps)
    tall = max(rows.values()) + 1
    fit = max(TALL, math.ceil(math.sqrt(len(steps) * COLUMN / ROW / ASPECT)))
    if tall <= fit:
        return {key: (steps[key], row) for key, row in rows.items()}
    cells: dict[str, tuple[float, float]] = {}
    first = 0
    for column in range(max(steps.values()) + 1):
        those = sorted((key for key in steps if steps[key] == column), key=rows.__getitem__)
        high = min(fit, len(those))
        for number, key in enumerate(those):
            cells[key] = (first + number // high, number % high)
        first += math.ceil(len(those) / high)
    return cells


def _rows(inner: list[tuple[str, str]], steps: dict[str, int]) -> dict[str, float]:
    """The row of each page. igraph packs the tree; then each page moves up beside the first that it leads to, so that
    one begins to read in the corner."""
    igraph = loading.igraph()

    index = {key: number for number, key in enumerate(steps)}
    pairs = sorted(inner, key=lambda pair: (index[pair[0]], index[pair[1]]))
    tree = igraph.Graph(n=len(index), edges=[(index[s], index[t]) for s, t in pairs], directed=True)
    layout = tree.layout_reingold_tilford(mode="out", root=[index[key] for key in steps if steps[key] == 0])
    across = {key: layout[number][0] for key, number in index.items()}
    first: dict[str, str] = {}
    for source, target in sorted(pairs, key=lambda pair: across[pair[1]]):
        first.setdefault(source, target)
    rows: dict[str, float] = {}
    for column in range(max(steps.values()), -1, -1):
        free = float("-inf")
        for key in sorted((key for key in steps if steps[key] == column), key=across.__getitem__):
            rows[key] = max(free, rows[first[key]] if key in first else across[key])
            free = rows[key] + 1
    top = min(rows.values())
    return {key: row - top for key, row in rows.items()}
