"""The page graph for other programs."""

from __future__ import annotations

import io
import json
import re

import msgspec
import networkx

from patrol.model.graph import Action, ActionKind, Edge, Provenance
from patrol.report import graphs

from . import sample


def test_graphml_loads_back_with_every_page_and_way() -> None:
    loaded = networkx.read_graphml(io.BytesIO(graphs.graphml(sample.graph(10)).encode()))
    assert set(loaded.nodes) == {"p-declared", *(f"p{n}" for n in range(10))}
    assert loaded.nodes["p0"]["label"] == "首页" and loaded.nodes["p5"]["wall"] == "sign-in"
    assert loaded.number_of_edges() == 18


def test_dot_is_made_of_quoted_statements_only() -> None:
    quoted = r'"(?:[^"\\]|\\.)*"'
    statement = re.compile(rf"  {quoted}(?: -> {quoted})? \[label={quoted}\];")
    for graph in (sample.graph(10), sample.hostile().graph):
        first, rankdir, style, *statements, last = graphs.dot(graph).splitlines()
        assert (first, last) == ("digraph patrol {", "}") and rankdir and style
        assert [line for line in statements if not statement.fullmatch(line)] == []


def test_hostile_names_survive_graphml_without_becoming_markup() -> None:
    written = graphs.graphml(sample.hostile().graph)
    assert "<img" not in written
    networkx.read_graphml(io.BytesIO(written.encode()))


def test_json_has_states_too() -> None:
    told = json.loads(graphs.as_json(sample.graph(10)))
    assert len(told["states"]) == 10 and told["start"] == "p0"


def test_a_way_that_is_only_declared_is_told_from_those_that_were_seen() -> None:
    whole = sample.graph(3)
    told = Edge("p1", "p2", Action(ActionKind.unknown), 0, 0, (Provenance.declared,), when="sign-in")
    drawn = msgspec.structs.replace(whole, edges=(*whole.edges, told))
    text = graphs.graphml(drawn)
    assert "sign-in" in text and text.count(">False<") >= 1 and ">declared<" in text
    assert '"p1" -> "p2" [label="unknown", style=dashed];' in graphs.dot(drawn)
