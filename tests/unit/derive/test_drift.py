"""Declared and not found, found and not declared, a way that leads elsewhere: and when nobody could see."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from patrol.derive import facts_of
from patrol.derive.drift import Drifts
from patrol.model.artifacts import Crawl, CrawlStep, Screens, StopReason, Visit
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State, WallStatus
from patrol.model.journey import StepSpec
from patrol.model.locator import Locator
from patrol.model.recorded import Recorded
from patrol.model.result import Drift, DriftKind, DriftReason
from patrol.model.scenario import Declared, DeclaredEdge, DeclaredPage, Importance, Recogniser
from patrol.model.screen import Node, Rect, Screen

TREE = Screen(
    package="com.bank",
    activity=".Main",
    width=100,
    height=200,
    roots=(
        Node(
            children=(
                Node("Row", "com.bank:id/entry_pay", clickable=True, bounds=Rect(0, 0, 90, 40), children=(
                    Node("Text", text="转账", bounds=Rect(0, 0, 50, 40)),
                )),
                Node("Row", "com.bank:id/entry_loan", clickable=True, bounds=Rect(0, 50, 90, 90)),
            )
        ),
    ),
)  # fmt: skip


def page(id: str, importance: str = "normal", seen_by: bool = True) -> DeclaredPage:
    asked = Recogniser(ids=(id,)) if seen_by else Recogniser()
    return DeclaredPage(id, id, importance=Importance(importance), recognise=asked)


def way(source: str, target: str, text: str = "", when: str = "") -> DeclaredEdge:
    return DeclaredEdge(source, target, StepSpec("tap", {"on": text}) if text else None, when)


def tap(**on: str) -> Action:
    return Action(ActionKind.tap, Locator(**on))  # type: ignore[arg-type]


def crawled(
    *pages: Page, steps: Iterable[tuple[str, Action, str]] = (), stop: StopReason = StopReason.complete
) -> Crawl:
    """Each step as (page, action, page), edges made of them."""
    told = tuple(CrawlStep(i, i, s, a, i + 1, t) for i, (s, a, t) in enumerate(steps))
    found = tuple(Page(p.key, p.name, visits=1, wall=p.wall, wall_status=p.wall_status) for p in pages)
    edges = tuple(Edge(s.source, s.target, s.action) for s in told if s.source != s.target)
    return Crawl(PageGraph("home", found, tuple(State(p.key, p.key) for p in found), edges), told, stop=stop)


HOME, PAY, LOGIN = Page("home", ""), Page("pay", ""), Page("login", "", wall="sign-in")


def drift(declared: Declared, crawl: Crawl | None) -> tuple[Drift, ...]:
    records = [declared, Screens((Visit(0, "home", "home", tree="trees/home"),)), *([crawl] if crawl else [])]
    found = facts_of(Recorded(*records, trees={"trees/home": TREE})).find(Drifts)
    assert found is not None
    return found.all


def told(declared: Declared, crawl: Crawl | None) -> list[tuple[str, str, str]]:
    """(kind, page or way, reason)"""
    return [
        (d.kind.value, f"{d.page}>{d.target}" if d.target else d.page, d.reason.value) for d in drift(declared, crawl)
    ]


def test_nothing_is_drift_where_nothing_is_declared() -> None:
    found = facts_of(Recorded(crawled(HOME))).find(Drifts)
    assert found == Drifts()


def test_a_page_that_a_whole_crawl_did_not_find_is_missing_and_a_page_nobody_declared_is_new() -> None:
    declared = Declared((page("home"), page("vip", "high")))
    assert told(declared, crawled(HOME, PAY)) == [("missing", "vip", "absent"), ("undeclared", "pay", "undeclared")]
    first = drift(declared, crawled(HOME, PAY))[0]
    assert first.real and first.importance == "high" and "everything in reach" in first.why.en


@pytest.mark.parametrize("stop", [StopReason.actions, StopReason.minutes, StopReason.device_lost, None])
def test_nothing_is_missing_before_the_crawl_has_tried_everything(stop: StopReason) -> None:
    declared = Declared((page("home"), page("vip")))
    crawl = crawled(HOME, steps=[("home", tap(text="x"), "home")], stop=stop)
    assert told(declared, crawl) == [("missing", "vip", "cut-short")]
    assert not drift(declared, crawl)[0].real


def test_a_run_without_a_crawl_misses_nothing() -> None:
    assert told(Declared((page("home"), page("vip"))), None) == [("missing", "vip", "not-crawled")], (
        "home was shown by a journey"
    )


def test_the_ways_of_a_page_that_is_not_there_are_told_by_the_page() -> None:
    declared = Declared((page("home"), page("vip"), page("pay")), (way("vip", "pay", "x"),))
    assert told(declared, crawled(HOME, PAY)) == [("missing", "vip", "absent")]


def test_a_page_that_nothing_recognises_cannot_be_missed() -> None:
    assert told(Declared((page("home"), page("vip", seen_by=False))), crawled(HOME)) == [
        ("missing", "vip", "unrecognisable")
    ]


def test_what_lies_behind_a_wall_is_blocked_also_over_other_missing_pages() -> None:
    declared = Declared(
        (page("home"), page("login"), page("vip"), page("gift"), page("far")),
        (way("home", "vip", "转账"), way("vip", "gift"), way("gift", "far")),
    )
    crawl = crawled(HOME, LOGIN, steps=[("home", tap(text="转账"), "login")])
    assert told(declared, crawl) == [
        ("missing", "vip", "blocked"),
        ("missing", "gift", "blocked"),
        ("missing", "far", "blocked"),
        ("untried", "home>vip", "blocked"),
        ("untried", "vip>gift", "blocked"),
        ("untried", "gift>far", "blocked"),
    ]
    first = drift(declared, crawl)[0]
    assert (first.wall, first.wall_page, first.why.en) == ("sign-in", "login", "blocked by sign-in")


def test_while_a_wall_stands_a_page_that_nothing_leads_to_may_lie_behind_it() -> None:
    assert told(Declared((page("home"), page("login"), page("vip"))), crawled(HOME, LOGIN)) == [
        ("missing", "vip", "blocked")
    ]
    passed = Page("login", "", wall="sign-in", wall_status=WallStatus.passed)
    assert told(Declared((page("home"), page("login"), page("vip"))), crawled(HOME, passed)) == [
        ("missing", "vip", "absent")
    ]


BOTH = (page("home"), page("pay"), page("loan"))
LOAN = Page("loan", "")


def test_a_way_that_led_to_another_page_leads_elsewhere() -> None:
    declared = Declared(BOTH, (way("home", "pay", "转账"),))
    crawl = crawled(HOME, PAY, LOAN, steps=[("home", tap(text="转账"), "loan"), ("loan", tap(text="x"), "pay")])
    assert told(declared, crawl) == [("elsewhere", "home>pay", "led-elsewhere")]
    only = drift(declared, crawl)[0]
    assert (only.seen, only.action, only.real) == (("loan",), "tap “转账”", True)


def test_an_element_is_known_again_in_the_pages_tree_when_the_crawl_named_it_otherwise() -> None:
    declared = Declared(BOTH, (way("home", "pay", "转账"),))
    crawl = crawled(HOME, PAY, LOAN, steps=[("home", tap(id="entry_pay"), "loan"), ("loan", tap(text="x"), "pay")])
    assert told(declared, crawl) == [("elsewhere", "home>pay", "led-elsewhere")]
    other = crawled(HOME, PAY, LOAN, steps=[("home", tap(id="entry_loan"), "loan"), ("loan", tap(text="x"), "pay")])
    assert told(declared, other) == [("untried", "home>pay", "not-gone")]


def test_a_way_that_was_gone_by_anything_is_no_drift() -> None:
    crawl = crawled(HOME, PAY, LOAN, steps=[("home", tap(id="other"), "pay"), ("home", tap(text="转账"), "loan")])
    assert told(Declared(BOTH, (way("home", "pay", "转账"),)), crawl) == []


@pytest.mark.parametrize("when", ["余额不足", "sign-in"])
def test_a_way_under_a_condition_that_was_not_known_to_be_met_is_no_drift(when: str) -> None:
    declared = Declared(BOTH, (way("home", "pay", "转账", when),))
    crawl = crawled(HOME, PAY, LOAN, steps=[("home", tap(text="转账"), "loan"), ("loan", tap(text="x"), "pay")])
    assert told(declared, crawl) == [("untried", "home>pay", "condition")]


def test_a_condition_that_is_a_wall_holds_once_that_wall_was_passed() -> None:
    declared = Declared((*BOTH, page("login")), (way("home", "pay", "转账", "sign-in"),))
    steps = [("home", tap(text="转账"), "loan"), ("loan", tap(text="x"), "pay")]
    passed = Page("login", "", wall="sign-in", wall_status=WallStatus.passed)
    assert told(declared, crawled(HOME, PAY, LOAN, passed, steps=steps)) == [("elsewhere", "home>pay", "led-elsewhere")]
    assert told(declared, crawled(HOME, PAY, LOAN, LOGIN, steps=steps)) == [("untried", "home>pay", "blocked")]


def test_a_crash_and_a_page_that_stayed_say_nothing_of_where_a_way_leads() -> None:
    declared = Declared(BOTH, (way("home", "pay", "转账"),))
    crawl = crawled(HOME, PAY, LOAN, steps=[("home", tap(text="转账"), "home"), ("loan", tap(text="x"), "pay")])
    crashed = CrawlStep(9, 9, "home", tap(text="转账"), 10, "loan", note="crashed: java.lang.Oops")
    crawl = Crawl(crawl.graph, (*crawl.steps, crashed), stop=StopReason.complete)
    assert told(declared, crawl) == [("untried", "home>pay", "not-gone")]


def test_kinds_can_be_asked_for_with_what_was_not_judged_apart() -> None:
    declared = Declared((page("home"), page("vip"), page("any", seen_by=False)))
    found = facts_of(Recorded(declared, crawled(HOME))).find(Drifts)
    assert found is not None and found.declared == 3
    assert [d.page for d in found.of(DriftKind.missing)] == ["vip"]
    assert [d.reason for d in found.of(DriftKind.missing, real=False)] == [DriftReason.unrecognisable]
