"""What the drawing's script is given."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import msgspec
import pytest

from patrol.model.graph import Edge, WallStatus
from patrol.model.record import Text
from patrol.model.result import Drift, DriftKind, DriftReason, InspectionResult
from patrol.model.verdict import Screenshot, Status, Verdict
from patrol.report import canvas, pictures
from patrol.report.graph_view import GraphView

from . import sample


def drawn(result: InspectionResult, pictures: int = 24) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(canvas.drawn(GraphView(result, sample.files(pictures))))
    return told


def test_pages_say_no_more_than_what_holds() -> None:
    told = drawn(msgspec.structs.replace(sample.result(8), drift=()))
    home, plain = told["pages"][0], told["pages"][3]
    assert (home["k"], home["z"], home["e"]) == ("p0", "首页", "Home")
    assert set(plain) == {"k", "z", "e", "m", "x", "y", "i"}
    assert told["start"] == 0 and told["modules"][home["m"]]["zh"] == "首页"


def test_findings_walls_and_differences_are_marks_of_a_page() -> None:
    whole = sample.result(8)
    shot = Screenshot(picture="pictures/1.png", page="p2")
    verdicts = (Verdict(Status.fail, Text("错", "wrong"), evidence=(shot,)),) * 3
    pages = tuple(
        msgspec.structs.replace(p, wall="captcha", wall_status=WallStatus.passed) if p.key == "p4" else p
        for p in whole.graph.pages
    )
    told = drawn(
        msgspec.structs.replace(
            whole,
            graph=msgspec.structs.replace(whole.graph, pages=pages),
            checks=(sample.check("c", "security", Status.fail, verdicts),),
            drift=(
                Drift(DriftKind.undeclared, DriftReason.undeclared, "p7"),
                Drift(DriftKind.missing, DriftReason.cut_short, "p-declared"),
            ),
        )
    )
    marks = {page["k"]: page for page in told["pages"]}
    assert (marks["p2"]["n"], marks["p2"]["s"]) == (3, 1)
    assert marks["p5"]["w"] == ["登录", "Sign-in", 0] and marks["p4"]["w"] == ["验证码", "Captcha", 1]
    assert marks["p7"]["d"] == "undeclared"
    assert "d" not in marks["p-declared"] and marks["p-declared"]["o"] == 1, "the run could not tell"
    module = told["modules"][marks["p2"]["m"]]
    assert (module["findings"], module["worst"]) == (3, "high")


def test_ways_name_pages_and_actions_by_number() -> None:
    told = drawn(sample.result(8))
    source, target, marks, action, others = told["ways"][0]
    assert (source, target, others) == (0, 1, 0) and marks & canvas.TRUNK
    assert told["actions"][action] == ["点 “入口1”", "Tap “入口1”"]
    assert any(way[2] & canvas.BACK for way in told["ways"])


def test_a_way_that_is_only_declared_is_no_doubtful_one() -> None:
    whole = sample.result(8)
    declared = Edge("p0", "p7", whole.graph.edges[0].action, 0, 0)
    graph = msgspec.structs.replace(whole.graph, edges=(*whole.graph.edges, declared))
    (way,) = (w for w in drawn(msgspec.structs.replace(whole, graph=graph))["ways"] if w[:2] == [0, 7])
    assert way[2] == canvas.DECLARED


def test_pages_over_the_albums_limits_have_a_small_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST", 3)
    view = GraphView(sample.result(8), sample.files(8))
    small = json.loads(canvas.small_pictures(view))
    beside = [not (page.picture and view.page_picture(page)) for page in view.pages.values()]
    assert sum(map(bool, small)) == sum(beside) - 1 == 5, "all but the page that was never seen"


def test_panels_of_few_pages_stand_in_the_file_and_those_of_many_are_packed() -> None:
    few = json.loads(canvas.more(GraphView(sample.result(8), sample.files(8)), lambda page: page.key))
    assert list(few) == ["texts"] and len(few["texts"]) == 9
    packed = canvas.more(GraphView(sample.result(400), sample.files(0)), lambda page: f"<p>{page.key}</p>")
    assert json.loads(zlib.decompress(base64.b64decode(packed), -15))["panels"][3] == "<p>p3</p>"


def test_no_text_ends_the_script_that_it_stands_in() -> None:
    told = canvas.drawn(GraphView(sample.hostile(), sample.files(6)))
    assert "</" not in told and "<!" not in told
    json.loads(told)
