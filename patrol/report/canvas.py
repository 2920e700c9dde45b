"""What the drawing's script needs, as text that may stand inside a script element: where everything goes, thumbnails,
and, packed when there is much of it, what pages say and their panels.

Names are short, for there may be thousands of each: see `_page` and `_way`. Positions are pixels of the whole drawing.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from patrol.model.graph import Page, WallStatus
from patrol.report import words
from patrol.report.drawing import CARD_HEIGHT, CARD_WIDTH, District, Node
from patrol.report.graph_view import WORST_FIRST, GraphView
from patrol.report.plain import anchor, one_line
from patrol.report.ways import TRUST, Way

TRUNK, BACK, WALKED, DOUBTFUL, DECLARED = 1, 2, 4, 8, 16
"""Bits of a way's marks."""

LONGEST = 120
"""Characters of a name or an action that a drawing can show."""


def drawn(v: GraphView) -> str:
    """The drawing as JSON: modules, pages, ways, roads between modules."""
    numbers = {key: number for number, key in enumerate(v.pages)}
    modules = {module: number for number, module in enumerate(v.modules)}
    nodes = {node.page.key: node for node in v.drawing.nodes()}
    actions: dict[tuple[str, str], int] = {}
    told = {
        "size": [v.drawing.width, v.drawing.height],
        "card": [CARD_WIDTH, CARD_HEIGHT],
        "start": numbers.get(v.start, -1),
        "modules": [_module(v, district) for district in v.drawing.districts],
        "pages": [_page(v, nodes[key], modules) for key in v.pages],
        "ways": [_way(v, way, numbers, actions) for way in v.ways if way.source in numbers and way.target in numbers],
        "roads": [[modules[r.source], modules[r.target], r.ways, int(r.trunk)] for r in v.drawing.roads],
        "actions": [list(pair) for pair in actions],
    }
    return script_safe(json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def small_pictures(v: GraphView) -> str:
    """JSON: for each page base64 of a small WebP, or nothing."""
    return json.dumps([v.thumbnails.get(key, "") for key in v.pages], separators=(",", ":"))


def more(v: GraphView, panel: Callable[[Page], str]) -> str:
    """JSON with the texts of each page and, for a graph whose panels do not stand in the file, the panels' HTML; then
    it is deflated (raw) and in base64."""
    pages = v.pages.values()
    if v.unfolded:
        return script_safe(json.dumps({"texts": [v.texts(page) for page in pages]}, ensure_ascii=False))
    pack = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = [pack.compress(part.encode()) for part in _object(texts=map(v.texts, pages), panels=map(panel, pages))]
    return base64.b64encode(b"".join((*packed, pack.flush()))).decode()


def _object(**lists: Iterable[str]) -> Iterator[str]:
    """JSON of an object of lists of texts, piece by piece: all panels of a large graph are hundreds of megabytes."""
    for number, (name, items) in enumerate(lists.items()):
        yield f'{"," if number else "{"}"{name}":'
        for place, item in enumerate(items):
            yield ("," if place else "[") + json.dumps(str(item), ensure_ascii=False)
        yield "]"
    yield "}"


def script_safe(text: str) -> str:
    """JSON that no parser of HTML takes for markup."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _module(v: GraphView, district: District) -> dict[str, Any]:
    name = v.module_name(district.module)
    pages = [node.page for node in district.nodes]
    count, worst = v.worst(page.key for page in pages)
    return {
        "zh": _short(name.zh),
        "en": _short(name.en),
        "tone": v.colour(district.module),
        "shape": v.shape(district.module),
        "at": [district.x, district.y, district.width, district.height, *district.upright],
        "n": len(pages),
        "findings": count,
        "worst": worst.value if worst else "",
        "blocked": sum(bool(page.wall) and page.wall_status is WallStatus.blocked for page in pages),
        "drift": sum(bool(v.drift_of(page)) for page in pages),
    }


def _page(v: GraphView, node: Node, modules: dict[str, int]) -> dict[str, Any]:
    """k key as it stands in ids, z and e name in Chinese and English, m module, x and y; then what is there only where
    it holds: i picture of the album, n findings, s the worst of them, w wall (name in Chinese, in English, passed), d
    drift, u weakly identified, o never seen."""
    page = node.page
    name = v.name(page.key)
    told: dict[str, Any] = {
        "k": anchor(page.key),
        "z": _short(name.zh),
        "m": modules[page.module],
        "x": node.x,
        "y": node.y,
    }
    if name.en != name.zh:
        told["e"] = _short(name.en)
    if picture := v.page_picture(page):
        told["i"] = picture.id
    count, worst = v.worst([page.key])
    if count and worst:
        told |= {"n": count, "s": WORST_FIRST.index(worst)}
    if page.wall:
        wall = words.wall(page.wall)
        told["w"] = [_short(wall.zh), _short(wall.en), int(page.wall_status is WallStatus.passed)]
    if drift := v.drift_of(page):
        told["d"] = drift
    if page.weak:
        told["u"] = 1
    if v.declared_only(page):
        told["o"] = 1
    return told


def _way(v: GraphView, way: Way, numbers: dict[str, int], actions: dict[tuple[str, str], int]) -> list[int]:
    """[from, to, marks, number of its first action, how many other actions lead there]"""
    first = way.actions[0]
    action = actions.setdefault((_short(first.zh), _short(first.en)), len(actions))
    marks = TRUNK if (way.source, way.target) in v.drawing.trunk else 0
    marks |= BACK * way.back | WALKED * way.walked | DOUBTFUL * (way.seen and way.trust < TRUST)
    marks |= DECLARED * (not way.seen)
    return [numbers[way.source], numbers[way.target], marks, action, len(way.actions) - 1]


def _short(text: str) -> str:
    return one_line(text)[:LONGEST]
