"""The page graph for other programs: GraphML (Gephi, yEd), DOT (Graphviz), JSON. Pages are nodes, ways are edges."""

from __future__ import annotations

import io
import json

from patrol.model.graph import PageGraph
from patrol.report.plain import one_line, plain
from patrol.report.ways import edges


def graphml(graph: PageGraph) -> str:
    """GraphML text. Pages with label, module, owner, importance, activity, weak, wall, visits, provenance; ways with
    action, trust, provenance, condition, and `seen`: false for those that are only declared."""
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
            owner=plain(page.owner),
            importance=plain(page.importance),
        )
    for source, target, edge in edges(graph):
        drawn.add_edge(
            plain(source),
            plain(target),
            label=plain(str(edge.action)),
            trust=edge.trust,
            seen=edge.seen,
            when=plain(edge.when),
            provenance=" ".join(edge.provenance),
        )
    out = io.BytesIO()
    networkx.write_graphml(drawn, out)
    return out.getvalue().decode()


def dot(graph: PageGraph) -> str:
    """DOT text, left to right."""
    lines = ["digraph patrol {", "  rankdir=LR;", "  node [shape=box, style=rounded];"]
    lines += [f"  {_quoted(p.key)} [label={_quoted(p.name)}];" for p in graph.pages]
    for source, target, edge in edges(graph):
        style = "" if edge.seen else ", style=dashed"
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [label={_quoted(str(edge.action))}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def as_json(graph: PageGraph) -> str:
    """Indented JSON of the whole graph, states included."""
    import msgspec

    return json.dumps(msgspec.to_builtins(graph), ensure_ascii=False, indent=1) + "\n"


def _quoted(text: str) -> str:
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
