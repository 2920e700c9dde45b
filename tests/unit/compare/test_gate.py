"""What a build fails for, what it does not fail for, and what nobody can say."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest

from patrol.compare.budgets import Budget
from patrol.compare.gate import gate
from patrol.compare.rules import GateRules, Grace
from patrol.model.build import Build, FindingState, Samples, Thing, ThingKind
from patrol.model.gate import EXIT_CODES, Gate, GateItem, GateRule
from patrol.model.graph import PageGraph, Provenance
from patrol.model.journey import Outcome
from patrol.model.record import Text, from_json, to_json
from patrol.model.verdict import Severity, Status, Waiver
from tests.unit.compare.small import build, finding, page, undeclared, walks

BASE = build("a", version="1.0", owners={"a": ("pay",)})
ALL = GateRules(fail_on=tuple(GateRule))


def item(answer: Gate, rule: GateRule, subject: str = "") -> GateItem:
    (found,) = [one for one in answer.items if one.rule is rule and subject in ("", one.subject)]
    return found


def rules_of(items: Iterable[GateItem]) -> set[GateRule]:
    return {one.rule for one in items}


def holds(now: Build, base: Build = BASE, rules: GateRules = ALL, **more: object) -> Gate:
    return gate(base, now, rules, **{"walks": walks({"a": ("pay",)}), **more})  # type: ignore[arg-type]


def test_the_same_build_again_passes_with_nothing_said() -> None:
    answer = holds(BASE)
    assert (answer.status, answer.items) == (Status.passed, ())
    assert EXIT_CODES[answer.status] == 0


def test_a_new_page_without_an_owner_fails_with_picture_way_and_draft() -> None:
    answer = holds(build("a", "b", owners={"a": ("pay",)}))
    found = item(answer, GateRule.unowned_page)
    assert (answer.status, found.status, found.page) == (Status.fail, Status.fail, "b")
    assert found.picture == "pictures/b.png" and found.way == ("home: tap to b",) and found.draft == "drafts/b.yaml"
    assert answer.summary.en == "The build fails: 1 page has no journey."


def test_a_new_page_that_a_journey_owns_passes() -> None:
    answer = holds(build("a", "b", owners={"a": ("pay",), "b": ("pay",)}), walks=walks({"a": ("pay",), "b": ("pay",)}))
    assert (answer.status, answer.items) == (Status.passed, ())


@pytest.mark.parametrize(
    ("outcome", "said", "status"),
    [
        (Outcome.passed, "pay covers it and did not come there", Status.fail),
        (Outcome.failed, "pay covers it and failed", Status.fail),
        (Outcome.skipped, "pay covers it and was skipped", Status.fail),
        (Outcome.broken, "pay covers it and broke off", Status.inconclusive),
    ],
)
def test_a_journey_that_covers_a_page_and_does_not_own_it_is_named(outcome: Outcome, said: str, status: Status) -> None:
    told = walks({"a": ("pay",)}, {"b": (("pay", outcome),)})
    answer = holds(build("a", "b", owners={"a": ("pay",)}), walks=told)
    assert said in item(answer, GateRule.unowned_page).message.en
    assert answer.status is status


def test_without_journeys_nobody_can_say_who_owns_a_page() -> None:
    answer = holds(build("a", "b"), walks=walks(left_out=True, played=()))
    assert (answer.status, EXIT_CODES[answer.status]) == (Status.inconclusive, 4)
    assert "were not played" in item(answer, GateRule.unowned_page).message.en


def test_windows_of_android_need_no_journey() -> None:
    wall = page("b", wall="permission", provenance=(Provenance.crawled,))
    assert not holds(build("a", "b", owners={"a": ("pay",)}, pages={"b": wall})).items


def test_a_page_in_grace_is_told_with_its_last_day_and_fails_nothing() -> None:
    rules = GateRules(grace=Grace(days=7))
    answer = holds(build("a", "b", owners={"a": ("pay",)}, day="2026-01-10"), rules=rules)
    found = item(answer, GateRule.unowned_page)
    assert (answer.status, found.status, found.grace_until) == (Status.passed, Status.passed, "2026-01-17")


def test_a_module_may_be_let_off() -> None:
    now = build("a", "b", owners={"a": ("pay",)}, pages={"b": undeclared("b", module="试验")})
    answer = holds(now, rules=GateRules(grace=Grace(modules=("试验",))))
    assert answer.status is Status.passed
    assert "needs none yet" in item(answer, GateRule.unowned_page).message.en


def test_an_important_way_that_no_journey_goes_fails() -> None:
    told = walks({"a": ("pay",)}, important=(("home", "a"), ("a", "home")), walked={("a", "home"): ("pay",)})
    answer = holds(BASE, walks=told)
    found = item(answer, GateRule.unowned_edge)
    assert (found.subject, found.ends, found.draft) == ("home > a", ("home", "a"), "drafts/home--a.yaml")
    assert (found.page, found.picture, found.way) == ("a", "pictures/a.png", ("home: tap to a",))
    assert found.message.en == "Important way “home → a” has no owner: no journey that covers one of its pages goes it."
    assert answer.status is Status.fail


def test_an_important_way_of_which_nobody_knows_the_action_has_no_draft() -> None:
    answer = holds(BASE, walks=walks({"a": ("pay",)}, important=(("a", "home"),)))
    found = item(answer, GateRule.unowned_edge)
    assert (found.status, found.way, found.draft) == (Status.fail, (), "")


def test_the_way_to_an_item_names_pages_in_english_too_where_they_have_such_names() -> None:
    now = build("a", "b", owners={"a": ("pay",)})
    looks = tuple(msgspec.structs.replace(one, way=("首页: tap b",), way_en=("Home: tap b",)) for one in now.looks)
    found = item(holds(msgspec.structs.replace(now, looks=looks)), GateRule.unowned_page)
    assert (found.way, found.way_en) == (("首页: tap b",), ("Home: tap b",))


def test_a_page_that_lost_its_owner_is_told_with_the_reason() -> None:
    answer = holds(build("a"), rules=GateRules(), walks=walks(claims={"a": (("pay", Outcome.failed),)}))
    found = item(answer, GateRule.lost_owner)
    assert (found.status, answer.status) == (Status.informative, Status.passed)
    assert found.message.en == "“a” lost its owner: pay failed."


def test_a_journey_that_was_not_played_loses_nothing() -> None:
    answer = holds(build("a"), walks=walks(played=()))
    assert item(answer, GateRule.lost_owner).status is Status.inconclusive


def test_a_page_that_is_gone_is_told() -> None:
    answer = holds(build("a", owners={"a": ("pay",)}), base=build("a", "b", owners={"a": ("pay",)}), rules=GateRules())
    assert item(answer, GateRule.removed_page).status is Status.informative


def test_a_new_activity_that_nobody_came_to_is_told_with_the_reason() -> None:
    now = msgspec.structs.replace(BASE, things=(thing(ThingKind.activity, "com.bank.New"),))
    told = walks({"a": ("pay",)}, unseen={"com.bank.New": Text("被登录挡住", "blocked by sign-in")})
    found = item(holds(now, walks=told, rules=GateRules()), GateRule.unseen_activity)
    assert found.message.en == "New activity com.bank.New was not seen: blocked by sign-in."
    assert found.status is Status.informative
    assert not holds(now).items


def thing(kind: ThingKind, id: str) -> Thing:
    return Thing(kind, id, Text(id, id), page="a")


@pytest.mark.parametrize(
    ("kind", "rule", "fails"),
    [
        (ThingKind.call, GateRule.new_call, True),
        (ThingKind.permission, GateRule.new_permission, True),
        (ThingKind.sdk, GateRule.new_sdk, False),
        (ThingKind.host, GateRule.new_host, False),
    ],
)
def test_new_things_are_told_and_some_fail_from_the_first_day(kind: ThingKind, rule: GateRule, fails: bool) -> None:
    now = msgspec.structs.replace(BASE, things=(thing(kind, "x"),))
    answer = holds(now, rules=GateRules())
    assert item(answer, rule).subject == "x"
    assert answer.status is (Status.fail if fails else Status.passed)


def test_what_this_run_could_not_see_and_the_baselines_could_is_inconclusive() -> None:
    now = msgspec.structs.replace(BASE, unseen=(ThingKind.call,))
    answer = holds(now)
    assert answer.status is Status.inconclusive and "this run could not see" in answer.summary.en


def test_what_neither_run_could_see_stands_in_no_way() -> None:
    blind = msgspec.structs.replace(BASE, unseen=(ThingKind.call,))
    assert holds(blind, base=blind).status is Status.passed


def slow(values: tuple[float, ...]) -> tuple[Samples, ...]:
    return (Samples("start.cold", Text("冷启动", "Cold start"), "ms", values),)


def test_a_start_that_is_slower_beyond_noise_fails() -> None:
    base = msgspec.structs.replace(BASE, samples=slow(tuple(600.0 + 5 * n for n in range(10))))
    now = msgspec.structs.replace(BASE, samples=slow(tuple(900.0 + 5 * n for n in range(10))))
    answer = holds(now, base=base)
    found = item(answer, GateRule.regression)
    assert answer.status is Status.fail and found.subject == "start.cold" and found.trial is not None
    assert "1 number got worse" in answer.summary.en


def test_a_start_that_looks_slower_and_was_measured_too_seldom_is_inconclusive_and_says_how_often() -> None:
    base = msgspec.structs.replace(BASE, samples=slow((600, 610, 620)))
    now = msgspec.structs.replace(BASE, samples=slow((2600, 2610, 2620)))
    answer = holds(now, base=base)
    assert answer.status is Status.inconclusive
    assert "--launches" in item(answer, GateRule.regression).message.en


def test_a_start_that_was_not_measured_again_is_inconclusive_where_regressions_fail() -> None:
    base = msgspec.structs.replace(BASE, samples=slow(tuple(600.0 + 5 * n for n in range(10))))
    answer = holds(BASE, base=base)
    assert answer.status is Status.inconclusive
    assert "not in this run" in answer.summary.en
    assert holds(BASE, base=base, rules=GateRules(fail_on=())).status is Status.passed


def test_a_start_on_another_phone_is_inconclusive_and_says_what_to_do() -> None:
    samples = slow(tuple(600.0 + 5 * n for n in range(10)))
    base = msgspec.structs.replace(BASE, samples=samples)
    other = msgspec.structs.replace(base.head, phone="Mi 13, Android 14")
    answer = holds(msgspec.structs.replace(base, head=other), base=base)
    assert answer.status is Status.inconclusive and answer.trials == ()
    assert "make the baseline on the same kind of phone" in answer.summary.en


def test_a_budget_that_is_broken_fails_and_one_that_is_kept_is_not_told() -> None:
    now = msgspec.structs.replace(BASE, samples=slow(tuple(900.0 + 5 * n for n in range(10))))
    answer = holds(now, base=now, rules=GateRules(budgets=(Budget("cold-start", 800), Budget("cold-start-full", 2000))))
    broken, unknown = answer.items
    assert (broken.rule, broken.status, broken.subject) == (GateRule.budget, Status.fail, "start.cold")
    assert (unknown.status, unknown.subject) == (Status.inconclusive, "cold-start-full")
    assert holds(now, base=now, rules=GateRules(budgets=(Budget("cold-start", 1000),))).items == ()
    told = holds(now, base=now, rules=GateRules(fail_on=(), budgets=(Budget("cold-start", 800),)))
    assert (told.status, told.items[0].status) == (Status.passed, Status.informative)


def test_new_findings_fail_by_severity_and_only_where_the_policy_asks_for_it() -> None:
    severe, slight = finding("jank", "a"), finding("text", "a", Severity.low)
    now = msgspec.structs.replace(BASE, findings=(severe, slight))
    asked = GateRules(fail_on=(GateRule.new_finding,), severities=(Severity.high,))
    answer = holds(now, rules=asked)
    assert item(answer, GateRule.new_finding, "jank/a").status is Status.fail
    assert item(answer, GateRule.new_finding, "text/a").status is Status.informative
    assert answer.findings == {FindingState.new: 2}
    assert holds(now, rules=GateRules()).status is Status.passed


def test_an_old_finding_fails_nothing() -> None:
    same = msgspec.structs.replace(BASE, findings=(finding("jank", "a"),))
    answer = holds(same, base=same)
    assert (answer.status, answer.items) == (Status.passed, ())


def test_a_finding_that_a_waiver_accepts_is_told_and_fails_nothing() -> None:
    now = msgspec.structs.replace(BASE, findings=(finding("jank", "a", waived=True),))
    assert holds(now).status is Status.passed


def test_a_module_that_has_not_arrived_is_told() -> None:
    now = msgspec.structs.replace(BASE, pending=("保险",))
    assert item(holds(now, rules=GateRules()), GateRule.missing_module).status is Status.informative
    assert holds(now).status is Status.fail


def test_a_waiver_accepts_what_it_names_and_nothing_else() -> None:
    now = build("a", "b", "c", owners={"a": ("pay",)})
    waiver = Waiver("", "b", "QA lead", "2026-12-31", "comes with 1.2", "unowned-page")
    answer = holds(now, waivers=[waiver])
    assert item(answer, GateRule.unowned_page, "b").status is Status.passed
    assert item(answer, GateRule.unowned_page, "b").waiver == waiver
    assert item(answer, GateRule.unowned_page, "c").status is Status.fail
    other = msgspec.structs.replace(waiver, gate="removed-page", subject="*")
    assert all(one.waiver is None for one in holds(now, waivers=[other]).items)


def test_a_waiver_may_accept_what_is_undecided() -> None:
    now = build("a", "b", owners={"a": ("pay",)})
    waiver = Waiver("", "*", "QA lead", "2026-12-31", "the phone is ill", "unowned-page")
    told = walks({"a": ("pay",)}, {"b": (("pay", Outcome.broken),)})
    assert holds(now, walks=told, waivers=[waiver]).status is Status.passed


def test_a_doubtful_run_passes_nothing_and_may_still_fail() -> None:
    doubt = Text("运行中断", "the run was cut short")
    assert holds(BASE, doubts=[doubt]).status is Status.inconclusive
    answer = holds(build("a", "b", owners={"a": ("pay",)}), doubts=[doubt])
    assert answer.status is Status.fail
    assert "also incomplete: the run was cut short" in answer.summary.en


def uncrawled(one: Build) -> Build:
    pages = tuple(msgspec.structs.replace(each, provenance=(Provenance.declared,)) for each in one.graph.pages)
    return msgspec.structs.replace(one, graph=PageGraph(one.graph.start, pages, one.graph.states, one.graph.edges))


def test_without_a_crawl_on_either_side_nothing_is_said_of_new_pages() -> None:
    assert "baseline's run did not explore" in holds(BASE, base=uncrawled(BASE)).summary.en
    assert "this run did not explore" in holds(uncrawled(BASE)).summary.en


def test_without_rules_on_pages_no_crawl_is_needed() -> None:
    speed = GateRules(fail_on=(GateRule.regression,))
    assert holds(uncrawled(BASE), base=uncrawled(BASE), rules=speed).status is Status.passed


def test_failed_items_stand_first_and_the_answer_survives_json() -> None:
    now = msgspec.structs.replace(build("a", "b", owners={"a": ("pay",)}), things=(thing(ThingKind.sdk, "x"),))
    answer = holds(now, rules=GateRules())
    assert rules_of(answer.items) == {GateRule.unowned_page, GateRule.new_sdk}
    assert answer.items[0].status is Status.fail
    assert from_json(to_json(answer), Gate) == answer
