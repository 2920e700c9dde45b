"""The page graph for other programs."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import igraph
import msgspec
import networkx
import pytest

from patrol.model.graph import Action, ActionKind, Edge, PageGraph, Provenance, WallStatus
from patrol.report import graphs
from patrol.report.graphs import COLOURS, EDGE_KEYS, GRAPHML, NODE_KEYS, YED

from . import sample

DOT = shutil.which("dot")
HOSTILE = sample.hostile().graph


def loaded(graph: PageGraph) -> networkx.MultiDiGraph[str]:
    return networkx.read_graphml(io.BytesIO(graphs.graphml(graph).encode()), force_multigraph=True)


def test_graphml_loads_back_with_every_page_and_way() -> None:
    found = loaded(sample.graph(10))
    assert set(found.nodes) == {"p-declared", *(f"p{n}" for n in range(10))}
    assert found.nodes["p0"]["label"] == "首页" and found.nodes["p5"]["wall"] == "sign-in"
    assert found.nodes["p0"]["start"] is True and found.nodes["p1"]["start"] is False
    assert found.number_of_edges() == 18


def test_igraph_reads_the_same_file(tmp_path: Path) -> None:
    file = tmp_path / "app.graphml"
    file.write_text(graphs.graphml(sample.graph(30)), encoding="utf-8")
    found = igraph.Graph.Read_GraphML(str(file))
    assert (found.vcount(), found.ecount(), found.is_directed()) == (31, 58, True)
    assert found.vs["label"][0] == "首页" and found.vs["visits"][0] == 30


@pytest.mark.parametrize("graph", [sample.graph(40), HOSTILE, PageGraph()], ids=["sample", "hostile", "empty"])
def test_graphml_holds_to_the_structure_that_its_schema_asks_for(graph: PageGraph) -> None:
    root = ElementTree.fromstring(graphs.graphml(graph))
    assert root.tag == f"{{{GRAPHML}}}graphml"
    kinds = [child.tag.rpartition("}")[2] for child in root]
    assert kinds == ["key"] * (len(kinds) - 1) + ["graph"], "keys come first, then one graph"
    keys = {key.get("id"): key for key in root.iter(f"{{{GRAPHML}}}key")}
    assert len(keys) == len(NODE_KEYS) + len(EDGE_KEYS) + 2, "ids are unique"
    drawn = root[-1]
    assert drawn.get("edgedefault") == "directed"
    ids = [node.get("id") for node in drawn.iter(f"{{{GRAPHML}}}node")]
    assert len(ids) == len(set(ids)) == len(graph.pages)
    for edge in drawn.iter(f"{{{GRAPHML}}}edge"):
        assert edge.get("source") in ids and edge.get("target") in ids
    for owner in drawn:
        kind = owner.tag.rpartition("}")[2]
        told = [data.get("key") for data in owner.iter(f"{{{GRAPHML}}}data")]
        assert len(told) == len(set(told)) and all(keys[key].get("for") == kind for key in told)


def test_yed_finds_label_shape_colour_and_place_of_each_page() -> None:
    root = ElementTree.fromstring(graphs.graphml(sample.graph(30)))
    graphics = next(key for key in root if key.get("yfiles.type") == "nodegraphics").get("id")
    shapes, colours = set(), set()
    for node in root.iter(f"{{{GRAPHML}}}node"):
        data = next(data for data in node if data.get("key") == graphics)
        (shape,) = data
        parts = {part.tag.removeprefix(f"{{{YED}}}"): part for part in shape}
        assert list(parts) == ["Geometry", "Fill", "BorderStyle", "NodeLabel", "Shape"]
        assert parts["NodeLabel"].text and float(parts["Geometry"].get("width", 0)) > 0
        shapes.add(parts["Shape"].get("type"))
        colours.add(parts["BorderStyle"].get("color"))
    assert len(shapes) == len(colours) == 6, "five modules, and pages without one"
    lines = list(root.iter(f"{{{YED}}}PolyLineEdge"))
    assert len(lines) == 58 and all(line.find(f"{{{YED}}}Arrows") is not None for line in lines)


def test_gephi_finds_its_colours_and_places_as_plain_numbers() -> None:
    node = loaded(sample.graph(10)).nodes["p3"]
    assert "".join(f"{node[part]:02x}" for part in "rgb") in COLOURS
    assert float(node["x"]) > 0 and float(node["y"]) >= 0


def test_a_wall_says_in_its_label_how_it_was_met() -> None:
    graph = sample.graph(10)
    pages = tuple(
        msgspec.structs.replace(p, wall="captcha", wall_status=WallStatus.passed) if p.key == "p6" else p
        for p in graph.pages
    )
    written = graphs.graphml(msgspec.structs.replace(graph, pages=pages), "en")
    assert "Page 5\n✗ Sign-in" in written and "Page 6\n✓ Captcha" in written


@pytest.mark.parametrize("graph", [sample.graph(10), HOSTILE], ids=["sample", "hostile"])
def test_dot_is_made_of_quoted_statements_only(graph: PageGraph) -> None:
    quoted = r'"(?:[^"\\]|\\.)*"'
    value = rf"(?:{quoted}|[a-z]+|[0-9.]+)"
    attributes = rf"\[[a-z]+={value}(?:, [a-z]+={value})*\]"
    statements = (
        rf"(?:node|edge|graph) {attributes};",
        rf"{quoted}(?: -> {quoted})? {attributes};",
        rf"(?:[a-z]+={value}; ?)+",
        r"subgraph cluster_\d+ \{",
        r"\}",
    )
    first, rankdir, *lines, last = graphs.dot(graph).splitlines()
    assert (first, rankdir, last) == ("digraph patrol {", "  rankdir=LR; newrank=true;", "}")
    assert [line for line in lines if not any(re.fullmatch(one, line.strip()) for one in statements)] == []


@pytest.mark.skipif(DOT is None, reason="no Graphviz: apt-get install graphviz")
@pytest.mark.parametrize("graph", [sample.graph(40), HOSTILE, PageGraph()], ids=["sample", "hostile", "empty"])
def test_graphviz_renders_it_with_a_cluster_for_each_module(graph: PageGraph) -> None:
    assert DOT
    done = subprocess.run(
        [DOT, "-Tsvg"], input=graphs.dot(graph), capture_output=True, text=True, check=True, timeout=60
    )
    assert "Error" not in done.stderr and "syntax" not in done.stderr
    drawn = ElementTree.fromstring(done.stdout)
    kinds = [group.get("class") for group in drawn.iter("{http://www.w3.org/2000/svg}g")]
    assert kinds.count("node") == len(graph.pages)
    assert kinds.count("cluster") == len({page.module for page in graph.pages})
    if graph.pages and graph is not HOSTILE:
        assert "页面3" in done.stdout and "转账" in done.stdout


def test_hostile_names_survive_graphml_without_becoming_markup() -> None:
    written = graphs.graphml(HOSTILE)
    assert "<img" not in written
    networkx.read_graphml(io.BytesIO(written.encode()))


def test_json_has_states_too() -> None:
    told = json.loads(graphs.as_json(sample.graph(10)))
    assert len(told["states"]) == 10 and told["start"] == "p0"


def test_a_way_that_is_only_declared_is_told_from_those_that_were_seen() -> None:
    whole = sample.graph(3)
    told = Edge("p1", "p2", Action(ActionKind.unknown), 0, 0, (Provenance.declared,), when="sign-in")
    drawn = msgspec.structs.replace(whole, edges=(*whole.edges, told))
    (declared,) = (edge for *_, edge in loaded(drawn).edges(data=True) if not edge["seen"])
    assert (declared["when"], declared["provenance"], declared["trust"]) == ("sign-in", "declared", 0.0)
    assert '"p1" -> "p2" [label="(no action declared)", style=dotted];' in graphs.dot(drawn, "en")
