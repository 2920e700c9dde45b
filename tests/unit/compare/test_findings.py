"""New, old, fixed and returned findings, over builds in a row."""

from __future__ import annotations

import msgspec

from patrol.compare.difference import difference
from patrol.compare.findings import aged, findings_of, undecided_checks
from patrol.compare.history import carried
from patrol.model.build import Build, FindingState, KnownFinding
from patrol.model.record import Text
from patrol.model.result import CheckResult
from patrol.model.verdict import Severity, Status, Table, Verdict, fingerprint
from tests.unit.compare.small import build, finding
from tests.unit.report import sample

NEW, OLD, FIXED, RETURNED, UNSURE = FindingState


def states(found: tuple[KnownFinding, ...]) -> dict[str, FindingState]:
    return {one.subject: one.state for one in found}


def holding(*found: KnownFinding, **more: object) -> Build:
    return build("a", "b", **{"findings": found} | more)  # type: ignore[arg-type]


def test_what_the_baseline_did_not_have_is_new_and_what_it_had_is_old() -> None:
    ages = aged(holding(finding("jank", "a")), holding(finding("jank", "a"), finding("jank", "b")))
    assert states(ages.present) == {"a": OLD, "b": NEW}
    assert ages.counts() == {NEW: 1, OLD: 1}


def test_what_is_gone_is_fixed() -> None:
    assert states(aged(holding(finding("jank", "a")), holding()).fixed) == {"a": FIXED}


def test_a_check_that_could_not_decide_fixes_nothing_and_makes_nothing_new() -> None:
    seen, blind = holding(finding("jank", "a")), holding(undecided=("jank",))
    gone = aged(seen, blind)
    assert not gone.fixed and states(gone.kept) == {"a": NEW}
    assert states(aged(blind, seen).present) == {"a": UNSURE}


def test_what_a_check_finds_that_the_baseline_was_not_judged_by_need_not_be_new() -> None:
    before = holding(checks=("slow-page",))
    assert states(aged(before, holding(finding("jank", "a"))).present) == {"a": UNSURE}


def test_a_finding_on_a_page_that_this_run_did_not_come_to_is_not_fixed() -> None:
    before = build("a", "b", findings=(finding("jank", "b", page="b"),))
    ages = aged(before, build("a"))
    assert not ages.fixed and states(ages.kept) == {"b": NEW}


def test_a_crash_is_not_fixed_because_nobody_touched_the_button() -> None:
    def trying(*actions: str, **more: object) -> Build:
        of = holding(**more)
        looks = (msgspec.structs.replace(each, tried=actions) if each.page == "b" else each for each in of.looks)
        return msgspec.structs.replace(of, looks=tuple(looks))

    before = trying("tap ok of b", "tap more", findings=(finding("crash", "npe", page="b"),))
    assert not aged(before, trying("tap ok of b")).fixed
    assert states(aged(before, trying("tap more", "tap ok of b", "tap new")).fixed) == {"npe": FIXED}
    # What the page does not offer any more cannot be touched.
    offered = msgspec.structs.replace(before.looks[2], actions=("tap ok of b", "tap more"))
    assert states(
        aged(msgspec.structs.replace(before, looks=(*before.looks[:2], offered)), trying("tap ok of b")).fixed
    ) == {"npe": FIXED}


def test_what_a_journey_failed_by_is_fixed_when_it_passes() -> None:
    before = holding(finding("journey-failed", "pay", page="b"), journeys={"pay": "failed"})
    assert states(aged(before, holding(journeys={"pay": "passed"})).fixed) == {"pay": FIXED}
    assert not aged(before, holding(journeys={"pay": "broken"})).fixed


def test_a_finding_on_a_page_that_is_gone_is_fixed() -> None:
    before = build("a", "b", findings=(finding("jank", "b", page="b"),))
    assert states(aged(before, build("a"), removed=["b"]).fixed) == {"b": FIXED}


def test_a_fixed_finding_is_known_when_it_returns_builds_later() -> None:
    first = holding(finding("jank", "a", since="1.0"))
    second = carried(first, holding())
    assert states(second.findings) == {"a": FIXED}
    third = carried(second, holding())
    assert states(third.findings) == {"a": FIXED}
    fourth = carried(third, holding(finding("jank", "a", since="1.3")))
    assert states(fourth.findings) == {"a": RETURNED}
    assert fourth.findings[0].since == "1.0"
    fifth = carried(fourth, holding(finding("jank", "a")))
    assert states(fifth.findings) == {"a": OLD}


def test_a_finding_keeps_its_age_when_its_page_is_called_otherwise() -> None:
    then, now = "p-0123456789", "p-abcdefabcd"
    before = holding(finding("jank", then, page=then), finding("text", f"{then}/title"))
    after = holding(finding("jank", now, page=now), finding("text", f"{now}/title"))
    assert set(states(aged(before, after, same=[(then, now)]).present).values()) == {OLD}


def test_a_declared_pages_name_inside_another_word_is_left_alone() -> None:
    before = holding(finding("host", "https://a.example/home"))
    ages = aged(before, before, same=[("home", "start"), ("a", "z")])
    assert states(ages.present) == {"https://a.example/home": OLD}


def test_the_same_build_twice_has_nothing_new_and_nothing_fixed() -> None:
    one = holding(finding("jank", "a"), finding("text", "b"))
    found = difference(one, one)
    assert aged(one, one, found.same, found.removed).counts() == {OLD: 2}


def test_the_findings_of_a_result_are_its_failed_verdicts_each_once() -> None:
    bad = Verdict(Status.fail, Text("坏", "bad"), "a", (Table(columns=(), rows=(), page="a"),))
    check = CheckResult(
        "jank", "performance", Status.fail, Text("", ""), Text("", ""), Severity.medium, 1.0, verdicts=(bad, bad)
    )
    blind = CheckResult("text", "usability", Status.inconclusive, Text("", ""), Text("", ""), Severity.low, 1.0)
    result = msgspec.structs.replace(sample.result(1), checks=(check, blind))
    (found,) = findings_of(result)
    assert (found.fingerprint, found.page, found.severity) == (fingerprint("jank", "a"), "a", Severity.medium)
    assert undecided_checks(result) == ("text",)
