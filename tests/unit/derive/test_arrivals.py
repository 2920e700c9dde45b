"""Modules that pages.yaml announces for a version: silent before it, missed after it, where the run could see."""

from __future__ import annotations

import pytest

from patrol.derive import facts_of
from patrol.derive.arrivals import Arrivals
from patrol.derive.drift import Drifts
from patrol.model.artifacts import AppInfo, Crawl, StopReason
from patrol.model.graph import Page, PageGraph, State
from patrol.model.recorded import Recorded
from patrol.model.result import DriftKind
from patrol.model.scenario import Declared, DeclaredEdge, DeclaredModule, DeclaredPage, Recogniser


def page(id: str, module: str = "", since: str = "") -> DeclaredPage:
    english = "Insurance" if module else ""
    return DeclaredPage(id, id, module=module, module_en=english, since=since, recognise=Recogniser(ids=(id,)))


DECLARED = Declared(
    (page("home"), page("insurance", "保险"), page("claim", "保险"), page("vip", since="code 40")),
    (DeclaredEdge("home", "insurance"),),
    (DeclaredModule("保险", "Insurance", "1.2"),),
)


def run(*seen: str, version: str = "1.2", code: int = 12, stop: StopReason = StopReason.complete) -> Recorded:
    pages = tuple(Page(key, key, visits=1) for key in ("home", *seen))
    graph = PageGraph("home", pages, tuple(State(each.key, each.key) for each in pages))
    return Recorded(DECLARED, Crawl(graph, stop=stop), AppInfo("com.bank", version, code))


def told(recorded: Recorded) -> list[tuple[str, str]]:
    found = facts_of(recorded).find(Arrivals)
    assert found is not None
    return [(each.module, each.state.value) for each in found.all]


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        (run(version="1.1"), [("保险", "ahead"), ("vip", "ahead")]),
        (run(), [("保险", "missing"), ("vip", "ahead")]),
        (run("insurance"), [("保险", "partly"), ("vip", "ahead")]),
        (run("insurance", "claim", "vip"), [("保险", "arrived"), ("vip", "arrived")]),
        (run("insurance", "claim", version="1.1"), [("保险", "arrived"), ("vip", "ahead")]),
        (run(code=40), [("保险", "missing"), ("vip", "missing")]),
        (run(stop=StopReason.actions), [("保险", "unsure"), ("vip", "ahead")]),
        (run(version="nightly", code=0), [("保险", "unsure"), ("vip", "unsure")]),
    ],
)
def test_how_far_an_announced_module_is(recorded: Recorded, said: list[tuple[str, str]]) -> None:
    assert told(recorded) == said


def test_what_is_late_is_named_with_its_pages_and_why() -> None:
    found = facts_of(run("insurance")).find(Arrivals)
    assert found is not None
    (late,) = found.late
    assert (late.module_en, late.since, late.missing, late.seen) == ("Insurance", "1.2", ("claim",), ("insurance",))
    assert late.why is not None and "everything in reach" in late.why.en
    assert found.pending == ("保险",) and found.version == "1.2"


@pytest.mark.parametrize(("version", "missed"), [("1.1", []), ("nightly", []), ("1.2", ["insurance", "claim"])])
def test_a_page_of_a_later_version_is_no_drift(version: str, missed: list[str]) -> None:
    found = facts_of(run(version=version)).find(Drifts)
    assert found is not None
    assert [one.page for one in found.of(DriftKind.missing)] == missed
    assert bool(found.of(DriftKind.untried, real=False)) is bool(missed)
