"""The page graph for other programs: GraphML (Gephi, yEd), DOT (Graphviz), JSON. Pages are nodes, ways are edges.

Both drawings use the modules' colours and shapes and, where the program takes them, the places of our own drawing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from patrol.model.graph import Edge, Page, PageGraph, WallStatus
from patrol.report import words
from patrol.report.drawing import CARD_HEIGHT, CARD_WIDTH, Drawing, draw
from patrol.report.modules import looks, with_modules
from patrol.report.plain import one_line, plain
from patrol.report.ways import edges, ways

COLOURS = ("0749d5", "da7a05", "0d9e97", "84007c", "543440", "8f8ad5", "a1915c", "85090c")
"""As --tone-0 and the following of the report's style by day: other programs draw on white."""

YED_SHAPES = ("ellipse", "rectangle", "triangle", "diamond", "hexagon", "octagon")
DOT_SHAPES = ("ellipse", "box", "triangle", "diamond", "hexagon", "octagon")

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
YED = "http://www.yworks.com/xml/graphml"
SCHEMA = f"{GRAPHML} http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd"

NODE_KEYS = {
    "label": "string", "module": "string", "activity": "string", "owner": "string", "wall": "string",
    "wall_status": "string", "importance": "string", "provenance": "string", "weak": "boolean",
    "start": "boolean", "visits": "int", "x": "double", "y": "double", "r": "int", "g": "int", "b": "int",
}  # fmt: skip
"""Attributes of a page and their types. Gephi takes label, x, y, r, g and b for its own."""

EDGE_KEYS = {"label": "string", "trust": "double", "provenance": "string", "back": "boolean", "seen": "boolean",
             "when": "string"}  # fmt: skip
"""Attributes of a way; `seen` is false for one that is only declared, `when` the condition under which it holds."""


class _Look:
    """Where pages stand and what their modules look like."""

    def __init__(self, graph: PageGraph) -> None:
        self.graph, _ = with_modules(graph)
        self.drawing: Drawing = draw(self.graph, ways(self.graph))
        self._looks = looks([district.module for district in self.drawing.districts])
        self._at = {node.page.key: (node.x, node.y) for node in self.drawing.nodes()}

    def colour(self, module: str) -> str:
        return COLOURS[self._looks[module][0]]

    def shape(self, module: str) -> int:
        return self._looks[module][1]

    def edges(self) -> Iterator[tuple[str, str, Edge]]:
        """Those between two pages of the graph."""
        return (told for told in edges(self.graph) if told[0] in self._at and told[1] in self._at)

    def at(self, page: Page) -> tuple[int, int]:
        return self._at[page.key]


def graphml(graph: PageGraph, lang: str = "zh") -> str:
    """GraphML text: NODE_KEYS and EDGE_KEYS as attributes, and yEd's graphics beside them."""
    look = _Look(graph)
    ElementTree.register_namespace("", GRAPHML)
    ElementTree.register_namespace("y", YED)
    ElementTree.register_namespace("xsi", "http://www.w3.org/2001/XMLSchema-instance")
    root = Element(_tag("graphml"), {"{http://www.w3.org/2001/XMLSchema-instance}schemaLocation": SCHEMA})
    for owner, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            id = name if owner == "node" else f"e_{name}"
            SubElement(root, _tag("key"), {"id": id, "for": owner, "attr.name": name, "attr.type": kind})
    SubElement(root, _tag("key"), {"id": "graphics", "for": "node", "yfiles.type": "nodegraphics"})
    SubElement(root, _tag("key"), {"id": "e_graphics", "for": "edge", "yfiles.type": "edgegraphics"})
    drawn = SubElement(root, _tag("graph"), {"id": "pages", "edgedefault": "directed"})
    start = look.graph.state_pages().get(look.graph.start, "")
    for page in look.graph.pages:
        _node(drawn, look, page, lang, page.key == start)
    for number, (source, target, edge) in enumerate(look.edges()):
        said = one_line(words.action(edge.action, edge.says).of(lang))
        told = {"label": said, "trust": edge.trust, "back": edge.action.kind.value == "back",
                "provenance": " ".join(edge.provenance), "seen": edge.seen, "when": edge.when}  # fmt: skip
        line = {"id": f"e{number}", "source": plain(source), "target": plain(target)}
        _edge(SubElement(drawn, _tag("edge"), line), told, said)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _node(drawn: Element, look: _Look, page: Page, lang: str, start: bool) -> None:
    x, y = look.at(page)
    colour = look.colour(page.module)
    r, g, b = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
    told: dict[str, Any] = {
        "label": page.name_of(lang) or page.key,
        "module": page.module,
        "activity": page.activity,
        "owner": page.owner,
        "importance": page.importance,
        "wall": page.wall,
        "wall_status": page.wall_status.value if page.wall else "",
        "provenance": " ".join(page.provenance),
        "weak": page.weak,
        "start": start,
        "visits": page.visits,
        "x": float(x),
        "y": float(-y),  # Gephi's grows upwards
        "r": r,
        "g": g,
        "b": b,
    }
    node = SubElement(drawn, _tag("node"), {"id": plain(page.key)})
    _data(node, told, "")
    shape = SubElement(SubElement(node, _tag("data"), {"key": "graphics"}), _yed("ShapeNode"))
    place = {"x": x, "y": y, "width": CARD_WIDTH, "height": CARD_HEIGHT - 30}
    SubElement(shape, _yed("Geometry"), {name: str(value) for name, value in place.items()})
    SubElement(shape, _yed("Fill"), {"color": f"#{_light(colour)}", "transparent": "false"})
    line = "dotted" if not page.visits and not page.picture else "dashed" if page.weak else "line"
    SubElement(shape, _yed("BorderStyle"), {"color": f"#{colour}", "type": line, "width": "4.0" if start else "2.0"})
    SubElement(shape, _yed("NodeLabel"), {"fontSize": "14", "textColor": "#000000"}).text = _label(page, lang)
    SubElement(shape, _yed("Shape"), {"type": YED_SHAPES[look.shape(page.module)]})


def _edge(element: Element, told: dict[str, Any], said: str) -> None:
    _data(element, told, "e_")
    line = SubElement(SubElement(element, _tag("data"), {"key": "e_graphics"}), _yed("PolyLineEdge"))
    style = "line" if told["trust"] == 1 else "dashed" if told["seen"] else "dotted"
    colour = "#b3bcc9" if told["back"] else "#5d6b80"
    SubElement(line, _yed("LineStyle"), {"color": colour, "type": style, "width": "1.0"})
    SubElement(line, _yed("Arrows"), {"source": "none", "target": "standard"})
    SubElement(line, _yed("EdgeLabel"), {"fontSize": "10"}).text = said


def _data(owner: Element, told: dict[str, Any], prefix: str) -> None:
    """What is empty is left out: programs show it as not given."""
    for name, value in told.items():
        if value != "":
            text = str(value).lower() if isinstance(value, bool) else plain(str(value))
            SubElement(owner, _tag("data"), {"key": prefix + name}).text = text


def _label(page: Page, lang: str) -> str:
    """The page's name, and under it the wall that stands there."""
    name = one_line(page.name_of(lang) or page.key)
    if not page.wall:
        return name
    passed = "✓" if page.wall_status is WallStatus.passed else "✗"
    return f"{name}\n{passed} {one_line(words.wall(page.wall).of(lang))}"


def _tag(name: str) -> str:
    return f"{{{GRAPHML}}}{name}"


def _yed(name: str) -> str:
    return f"{{{YED}}}{name}"


def _light(colour: str) -> str:
    """The colour mixed with four parts of white: black text stays legible on it."""
    return "".join(f"{(int(colour[n : n + 2], 16) + 4 * 255) // 5:02x}" for n in (0, 2, 4))


def dot(graph: PageGraph, lang: str = "zh") -> str:
    """DOT text, left to right, a cluster for each module."""
    look = _Look(graph)
    start = look.graph.state_pages().get(look.graph.start, "")
    lines = [
        "digraph patrol {",
        # Without newrank, Graphviz up to 2.43 draws some clustered graphs with errors ("trouble in init_rank").
        "  rankdir=LR; newrank=true;",
        '  graph [fontname="sans-serif", style=rounded];',
        '  node [fontname="sans-serif", style=filled];',
        '  edge [fontname="sans-serif", fontsize=10, color="#5d6b80"];',
    ]
    for number, district in enumerate(look.drawing.districts):
        colour = look.colour(district.module)
        lines.append(f"  subgraph cluster_{number} {{")
        lines.append(f'    label={_quoted(district.module)}; color="#{colour}"; fontcolor="#{colour}";')
        lines += [f"    {line}" for node in district.nodes for line in _dot_node(look, node.page, lang, start)]
        lines.append("  }")
    for source, target, edge in look.edges():
        style = "" if edge.trust == 1 else ", style=dashed" if edge.seen else ", style=dotted"
        # A way back must not turn the drawing around.
        back = ', constraint=false, color="#b3bcc9"' if edge.action.kind.value == "back" else ""
        said = _quoted(words.action(edge.action, edge.says).of(lang))
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [label={said}{style}{back}];")
    return "\n".join([*lines, "}"]) + "\n"


def _dot_node(look: _Look, page: Page, lang: str, start: str) -> Iterator[str]:
    colour = look.colour(page.module)
    style = "filled,dotted" if not page.visits and not page.picture else "filled,dashed" if page.weak else "filled"
    label = "\\n".join(_escaped(line) for line in _label(page, lang).split("\n"))
    yield (
        f'{_quoted(page.key)} [label="{label}", shape={DOT_SHAPES[look.shape(page.module)]}, style="{style}", '
        f'fillcolor="#{_light(colour)}", color="#{colour}", penwidth={4 if page.key == start else 1.5:g}];'
    )


def as_json(graph: PageGraph) -> str:
    """Indented JSON of the whole graph, states included."""
    import msgspec

    return json.dumps(msgspec.to_builtins(graph), ensure_ascii=False, indent=1) + "\n"


def _escaped(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace('"', '\\"')


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'
