"""The ways in the drawing of two builds: the marked ones from card to card across the whole sheet, with their sign in
the middle; of the others only those inside a module, for the roads between modules stand for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from patrol.report.both import Mark, MarkedWay
from patrol.report.drawing import CARD_HEIGHT, CARD_WIDTH, Drawing, Node, line
from patrol.report.ways import Way

BOW = 46
"""Pixels at least by which a line leaves its card before it turns."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """An SVG path, and where its sign stands."""

    path: str
    mark: Mark
    x: int
    y: int
    way: Way


def lines(drawing: Drawing, ways: Iterable[MarkedWay]) -> Iterator[Line]:
    """Those between two cards of the drawing, in the order given."""
    nodes = {node.page.key: node for node in drawing.nodes()}
    homes = {node.page.key: district.module for district in drawing.districts for node in district.nodes}
    for one in ways:
        source, target = nodes.get(one.way.source), nodes.get(one.way.target)
        if source is None or target is None:
            continue
        if one.mark is not Mark.same:
            path, x, y = _across(source, target)
            yield Line(path, one.mark, x, y, one.way)
        elif homes[one.way.source] == homes[one.way.target]:
            yield Line(line(source, target), one.mark, 0, 0, one.way)


def _across(source: Node, target: Node) -> tuple[str, int, int]:
    """(path, x and y of its middle) from the edge of one card to the nearest edge of the other."""
    (ax, ay), (bx, by) = _middle(source), _middle(target)
    wide, high = CARD_WIDTH / 2, CARD_HEIGHT / 2
    if abs(bx - ax) >= CARD_WIDTH:
        side = 1 if bx > ax else -1
        start, end = (ax + side * wide, ay), (bx - side * wide, by)
        bow = max(BOW, abs(end[0] - start[0]) / 3)
        first, last = (start[0] + side * bow, ay), (end[0] - side * bow, by)
    else:
        side = 1 if by > ay else -1
        start, end = (ax, ay + side * high), (bx, by - side * high)
        bow = max(BOW / 2, abs(end[1] - start[1]) / 3)
        first, last = (ax, start[1] + side * bow), (bx, end[1] - side * bow)
    x, y = ((start[n] + 3 * first[n] + 3 * last[n] + end[n]) / 8 for n in (0, 1))
    return f"M{_at(start)}C{_at(first)} {_at(last)} {_at(end)}", round(x), round(y)


def _middle(node: Node) -> Point:
    return node.x + CARD_WIDTH / 2, node.y + CARD_HEIGHT / 2


def _at(point: Point) -> str:
    return f"{round(point[0])} {round(point[1])}"
