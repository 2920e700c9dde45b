"""A run as a build: which build it was, why it may not know all pages, and which pages and ways are its own."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.compare.build import STOPPED, build_of, head_of, important_ways, own, rules_digest, why_incomplete
from patrol.derive.drift import ENDED
from patrol.model.artifacts import AppInfo, Environment, Interruption, PhoneInfo, Screens, StopReason, Visit
from patrol.model.build import BUILD_SCHEMA, Build
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, Remembered, State
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.locator import Locator
from patrol.model.record import Text, from_json, to_json
from patrol.model.recorded import Recorded
from patrol.model.result import SCHEMA_VERSION, CheckResult, InspectionResult, Overall
from patrol.model.scenario import Declared, DeclaredEdge, Importance
from patrol.model.verdict import Severity, Status, Verdict

PHONE = PhoneInfo("emulator-5554", "Google", "Pixel", "14")
ENVIRONMENT = Environment("run-1", "bank", "com.bank", "0.1", "3.11", PHONE, "2026-01-10T08:00:00Z")
SAID = Text("说明", "said")
TAP = Action(ActionKind.tap, Locator(text="付款"))
GRAPH = PageGraph(
    "home",
    (Page("home", "首页", name_en="Home", picture="home.png"), Page("pay", "付款")),
    (State("home", "home"), State("pay", "pay")),
    (Edge("home", "pay", TAP),),
)


def result(**more: object) -> InspectionResult:
    whole = InspectionResult(SCHEMA_VERSION, ENVIRONMENT, Overall.passed, (), SAID, graph=GRAPH)
    return msgspec.structs.replace(whole, **{"crawl_stop": StopReason.complete, **more})


def check(id: str = "crash", **more: object) -> CheckResult:
    whole = CheckResult(id, "stability", Status.passed, SAID, SAID, Severity.high, 1.0)
    return msgspec.structs.replace(whole, **more)


# --- which build ------------------------------------------------------------------------------------------------------


def test_the_head_names_app_version_phone_and_rules() -> None:
    head = head_of(result(app=AppInfo("com.bank", "1.1", 110), checks=(check(),)))
    assert (head.package, head.version, head.version_code, head.run_id) == ("com.bank", "1.1", 110, "run-1")
    assert (head.phone, head.patrol, head.started_at) == (PHONE.kind, "0.1", "2026-01-10T08:00:00Z")
    assert head.policy == rules_digest((check(),)) and head.complete and head.why_incomplete is None


def test_a_run_that_never_read_the_app_has_no_version() -> None:
    head = head_of(result())
    assert (head.version, head.version_code) == ("", 0)


@pytest.mark.parametrize("stop", list(StopReason))
def test_a_crawl_that_did_not_end_by_itself_may_have_missed_pages(stop: StopReason) -> None:
    why = why_incomplete(result(crawl_stop=stop))
    assert (why is None) == (stop in ENDED)
    assert why is None or (why == STOPPED[stop] and why.zh and why.en.startswith("the crawl "))


def test_a_run_without_a_crawl_knows_no_page_for_certain() -> None:
    assert why_incomplete(result(crawl_stop=None)) == Text("运行没有探索", "the run did not explore")


def test_an_interruption_goes_before_how_the_crawl_ended() -> None:
    why = why_incomplete(result(crawl_stop=StopReason.actions, interruptions=(Interruption(5, "the phone was lost"),)))
    assert why is not None and why.en == "the run was cut short: the phone was lost"


@pytest.mark.parametrize(
    "other", [check("anr"), check(options={"most": 3}), check(severity=Severity.low), check(weight=2.0)]
)
def test_other_checks_options_severities_and_weights_are_other_rules(other: CheckResult) -> None:
    assert rules_digest((check(),)) != rules_digest((other,))


def test_what_the_checks_found_is_no_rule() -> None:
    found = check(status=Status.fail, verdicts=(Verdict(Status.fail, SAID, "x"),), message="why")
    assert rules_digest((check(),)) == rules_digest((found,))


# --- whose pages ------------------------------------------------------------------------------------------------------


def test_pages_of_other_apps_doubles_and_memories_are_none_of_the_build() -> None:
    pages = (*GRAPH.pages, Page("outside:launcher", "x"), Page("double", "y", same_as="home"))
    states = (*GRAPH.states, State("outside:launcher", "outside:launcher"), State("double", "double"))
    ways = (*GRAPH.edges, Edge("home", "outside:launcher", TAP), Edge("double", "pay", TAP), Edge("home", "gone", TAP))
    memory = Remembered(pages=(Page("old", "old"),))
    assert own(PageGraph("home", pages, states, ways, memory)) == GRAPH


KEYS = st.sampled_from(["home", "pay", "outside:x", "double", "lost"])


@given(st.lists(KEYS, unique=True), st.lists(KEYS, unique=True), st.lists(st.tuples(KEYS, KEYS)))
def test_what_is_kept_hangs_together_and_keeping_it_again_changes_nothing(
    pages: list[str], states: list[str], ways: list[tuple[str, str]]
) -> None:
    given_pages = tuple(Page(key, key, same_as="home" if key == "double" else "") for key in pages)
    given_states = tuple(State(key, key) for key in states)
    kept = own(PageGraph("home", given_pages, given_states, tuple(Edge(a, b, TAP) for a, b in ways)))
    keys, known = {page.key for page in kept.pages}, {state.key for state in kept.states}
    assert keys <= {"home", "pay", "lost"} and {state.page for state in kept.states} <= keys
    assert all({edge.source, edge.target} <= known for edge in kept.edges)
    assert own(kept) == kept


def test_only_ways_of_high_importance_are_important() -> None:
    ways = [DeclaredEdge("a", "b", importance=one) for one in Importance]
    assert important_ways(Declared(edges=tuple(ways))) == (("a", "b"),)
    assert important_ways(None) == ()


# --- the whole --------------------------------------------------------------------------------------------------------


def test_a_build_is_made_of_a_run_and_goes_round_through_json() -> None:
    screens = Screens((Visit(0, "home", "home"), Visit(100, "pay", "pay")))
    declared = Declared(edges=(DeclaredEdge("home", "pay", importance=Importance.high),))
    walked = JourneyTrace("pay", "付款", Outcome.passed, 50, 200, covers=("pay",))
    made = build_of(
        result(journeys=(walked,), checks=(check("anr", status=Status.inconclusive),)),
        Recorded(ENVIRONMENT, screens, declared),
    )
    home, pay = made.looks
    assert (made.schema, made.important, made.journeys) == (BUILD_SCHEMA, (("home", "pay"),), {"pay": "passed"})
    assert (home.picture, home.way, home.owners) == ("home.png", (), ())
    assert (pay.way, pay.way_en, pay.owners) == (("首页: tap 付款",), ("Home: tap 付款",), ("pay",))
    assert made.undecided == ("anr",) and made.graph == GRAPH
    assert from_json(to_json(made), Build) == made


def test_a_run_that_recorded_no_screens_is_a_build_without_looks() -> None:
    made = build_of(result(), Recorded(ENVIRONMENT))
    assert [look.widgets for look in made.looks] == [(), ()] and not made.samples and not made.findings
