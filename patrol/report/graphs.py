"""The page graph for other programs: GraphML (Gephi, yEd), DOT (Graphviz), JSON. Pages are nodes, ways are edges."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from patrol.model.graph import Edge, PageGraph
from patrol.model.recorded import Files
from patrol.report.plain import plain


def graphml(graph: PageGraph) -> str:
    """GraphML text with the attributes label, module, activity, weak, wall, visits; edges with action and trust."""
    import networkx

    drawn: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for page in graph.pages:
        drawn.add_node(
            plain(page.key),
            label=plain(page.name),
            module=plain(page.module),
            activity=plain(page.activity),
            weak=page.weak,
            wall=plain(page.wall),
            visits=page.visits,
            provenance=" ".join(page.provenance),
        )
    for source, target, edge in ways(graph):
        drawn.add_edge(plain(source), plain(target), label=plain(str(edge.action)), trust=edge.trust)
    out = io.BytesIO()
    networkx.write_graphml(drawn, out)
    return out.getvalue().decode()


def dot(graph: PageGraph) -> str:
    """DOT text, left to right."""
    lines = ["digraph patrol {", "  rankdir=LR;", "  node [shape=box, style=rounded];"]
    lines += [f"  {_quoted(p.key)} [label={_quoted(p.name)}];" for p in graph.pages]
    lines += [f"  {_quoted(s)} -> {_quoted(t)} [label={_quoted(str(e.action))}];" for s, t, e in ways(graph)]
    return "\n".join([*lines, "}"]) + "\n"


def as_json(graph: PageGraph) -> str:
    """Indented JSON of the whole graph, states included."""
    import msgspec

    return json.dumps(msgspec.to_builtins(graph), ensure_ascii=False, indent=1) + "\n"


def ways(graph: PageGraph) -> Iterator[tuple[str, str, Edge]]:
    """(page, page, edge) for every edge that leads from one page to another, the first of equal actions only."""
    pages = graph.state_pages()
    told = set()
    for edge in graph.edges:
        source, target = pages.get(edge.source, edge.source), pages.get(edge.target, edge.target)
        key = (source, target, str(edge.action))
        if source != target and key not in told:
            told.add(key)
            yield source, target, edge


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def html(graph: PageGraph, files: Files, lang: str = "en") -> str:
    """A static page with every page of the graph and where it leads."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("patrol.report"), autoescape=True)
    return environment.get_template("graph.html.j2").render(graph=graph, ways=list(ways(graph)), lang=lang)
