"""What is known of each page of a graph."""

from __future__ import annotations

import msgspec

from patrol.model.graph import Page, State
from patrol.model.record import Text
from patrol.model.result import InspectionResult
from patrol.model.verdict import Call, Screenshot, Severity, Status, Verdict
from patrol.report.graph_view import GraphView

from . import sample


def view(**changes: object) -> GraphView:
    return GraphView(msgspec.structs.replace(sample.result(8), **changes), sample.files(8))


def failed(*pages: str) -> Verdict:
    shots = tuple(Screenshot(picture="pictures/1.png", page=page) for page in pages)
    return Verdict(Status.fail, Text("错", "wrong"), evidence=shots)


def test_the_worst_finding_of_a_page_stands_first() -> None:
    low = sample.check("low", "usability", Status.fail, (failed("p1", "p1"), failed("p2")), Severity.low)
    high = sample.check("high", "security", Status.fail, (failed("p1"),))
    found = view(checks=(low, high))
    assert [one.check for one in found.findings["p1"]] == ["high", "low"]
    assert found.worst(["p1", "p2"]) == (3, Severity.high)
    assert found.worst(["p3"]) == (0, None)


def test_what_passed_is_no_finding() -> None:
    passed = msgspec.structs.replace(failed("p1"), status=Status.passed)
    assert view(checks=(sample.check("c", "security", Status.passed, (passed,)),)).findings == {}


def test_calls_that_checks_tell_of_stand_with_their_page() -> None:
    calls = tuple(Call(api=api, page="p1") for api in ("getDeviceId", "getDeviceId", "getLastKnownLocation"))
    verdict = Verdict(Status.informative, Text("调用", "calls"), evidence=calls)
    found = view(checks=(sample.check("c", "privacy", Status.informative, (verdict,)),))
    assert found.calls == {"p1": ["getDeviceId", "getLastKnownLocation"]}


def test_a_page_that_turned_out_to_be_another_counts_there() -> None:
    graph = sample.graph(8)
    double = Page("p1-again", "页面1", same_as="p1")
    more = msgspec.structs.replace(
        graph, pages=(*graph.pages, double), states=(*graph.states, State("p1-again", "p1-again"))
    )
    found = view(graph=more)
    assert "p1-again" not in found.pages and len(found.states["p1"]) == 2


def test_the_way_from_the_start_is_that_of_the_command() -> None:
    found = view()
    assert [edge.target for edge in found.way_from_start("p4") or ()] == ["p1", "p4"]
    assert found.way_from_start("p0") == () and found.way_from_start("p-declared") is None
    assert found.run == "reports/demo-20260101-120000"


def test_modules_begin_with_the_way_in_and_have_names_in_both_languages() -> None:
    graph = sample.graph(8)
    pages = tuple(msgspec.structs.replace(p, module_en="Home") if p.module == "首页" else p for p in graph.pages)
    found = view(graph=msgspec.structs.replace(graph, pages=pages))
    assert found.modules[0] == "首页"
    assert found.module_name("首页") == Text("首页", "Home")
    assert found.module_name("转账") == Text("转账", "转账")
    assert found.module_name("").en == "No module"


def test_texts_come_from_the_trees_of_the_page() -> None:
    result: InspectionResult = sample.result(8)
    assert GraphView(result, sample.files(8)).texts(result.graph.pages[0]) == ""
