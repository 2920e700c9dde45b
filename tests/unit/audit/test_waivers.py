"""Waivers: whom they cover, that they end by themselves, that they change the word for the run and hide nothing."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from patrol.audit.check import load_checks
from patrol.audit.clauses import load_clauses
from patrol.audit.policy import Policy, load_policy
from patrol.audit.score import outcome
from patrol.audit.waivers import ended, uses, waived
from patrol.errors import ConfigError
from patrol.model.artifacts import Screens, Visit
from patrol.model.build import BuildHead
from patrol.model.difference import Difference
from patrol.model.gate import Gate, GateItem, GateRule
from patrol.model.record import Text
from patrol.model.recorded import Recorded
from patrol.model.result import CheckResult, Overall
from patrol.model.verdict import Severity, Status, Verdict, Waiver

SAID = Text("说", "said")
BEGAN = "2026-03-01T09:00:00Z"
WAIVER = Waiver("exported", "com.bank.Pay*", "合规负责人", "2026-03-01", "下个版本改")
BUNDLED = Path(__file__).resolve().parents[3] / "compliance_checks"


def found(subject: str, status: Status = Status.fail) -> Verdict:
    return Verdict(status, SAID, subject)


def result(*verdicts: Verdict) -> CheckResult:
    return CheckResult("exported", "security", Status.fail, SAID, SAID, Severity.high, 1, verdicts=verdicts)


def test_only_what_fits_the_pattern_is_accepted() -> None:
    verdicts = [found("com.bank.PayActivity"), found("com.bank.Home"), found("com.bank.PayList", Status.passed)]
    told = waived("exported", verdicts, [WAIVER], BEGAN)
    assert [one.waiver for one in told] == [WAIVER, None, None]
    assert waived("another", verdicts, [WAIVER], BEGAN) == verdicts


def test_a_subject_with_brackets_in_it_covers_itself() -> None:
    waiver = msgspec.structs.replace(WAIVER, subject="POST /orders/[id]")
    told = waived("exported", [found("POST /orders/[id]"), found("POST /orders/i")], [waiver], BEGAN)
    assert [one.waiver for one in told] == [waiver, waiver]


@pytest.mark.parametrize(
    ("began", "over"),
    [
        ("2026-03-01T23:59:59Z", False),
        ("2026-03-02T00:00:00Z", True),
        ("2025-01-01T00:00:00Z", False),
        ("", True),
        ("nonsense", True),
    ],
)
def test_its_last_day_is_held_against_the_day_of_the_run(began: str, over: bool) -> None:
    assert ended(WAIVER, began) is over
    assert (waived("exported", [found("com.bank.Pay")], [WAIVER], began)[0].waiver is None) is over


def test_a_waiver_says_what_it_covers_and_whether_it_has_ended() -> None:
    checks = [result(found("com.bank.Pay"), found("com.bank.PayLater"), found("x"))]
    used = uses([WAIVER, msgspec.structs.replace(WAIVER, until="2026-02-28")], checks, BEGAN)
    assert [(one.covers, one.ended) for one in used] == [(2, False), (2, True)]


def test_a_run_fails_again_when_one_finding_is_not_accepted() -> None:
    accepted = msgspec.structs.replace(found("com.bank.Pay"), waiver=WAIVER)
    artifacts = Recorded(Screens((Visit(0, "home", "home!"),)))
    policy = Policy({}, {"security": SAID})
    decision = outcome(artifacts, [result(accepted)], policy)
    assert decision.overall is Overall.passed and "accepted by a waiver" in decision.summary.en
    assert outcome(artifacts, [result(accepted, found("x"))], policy).overall is Overall.findings


def load(tmp_path: Path, waiver: str) -> Policy:
    (tmp_path / "policy.yaml").write_text(f"waivers:\n  - {waiver}\n", encoding="utf-8")
    checks = load_checks([BUNDLED])
    return load_policy([BUNDLED, tmp_path], checks, load_clauses([BUNDLED]))


def test_waivers_are_read_from_the_policy(tmp_path: Path) -> None:
    policy = load(tmp_path, "{check: exported-component, role: 安全负责人, until: 2026-12-31, reason: 下个版本改}")
    assert policy.waivers == (Waiver("exported-component", "*", "安全负责人", "2026-12-31", "下个版本改"),)


@pytest.mark.parametrize(
    ("waiver", "says"),
    [
        (
            "{check: exportd-component, role: a, until: 2026-12-31, reason: b}",
            ":2:13: unknown check “exportd-component”",
        ),
        ("{check: anr, role: a, until: 2026-02-30, reason: b}", "`until` must be a day such as 2026-12-31"),
        ("{check: anr, role: a, until: soon, reason: b}", "`until` must be a day such as 2026-12-31"),
        ("{check: anr, role: a, reason: b}", "needs `until: …`"),
        ("{check: anr, role: '', until: 2026-12-31, reason: b}", "`role` must not be empty"),
        ("{check: anr, role: a, until: 2026-12-31}", "needs `reason: …`"),
        ("{check: anr, rule: a, until: 2026-12-31, reason: b}", "unknown key “rule”; did you mean “role”?"),
        ("anr", "must be a mapping"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, waiver: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, waiver)
    assert says in str(caught.value) and "policy.yaml:2:" in str(caught.value)


def gate_policy(folder: Path, words: str) -> Policy:
    (folder / "policy.yaml").write_text(f"waivers:\n  - {{{words}, role: QA, until: 2026-12-31, reason: later}}\n")
    return load_policy([folder], (), {})


def test_a_waiver_may_be_about_the_gate(tmp_path: Path) -> None:
    (waiver,) = gate_policy(tmp_path, "gate: unowned-page, subject: pay*").waivers
    assert (waiver.check, waiver.gate, waiver.subject) == ("", "unowned-page", "pay*")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("gate: unowned-pages", "unknown `gate` “unowned-pages”; did you mean “unowned-page”?"),
        ("gate: budget, check: exported", "a waiver is about a `check` or about a rule of the `gate`, not both"),
        ("subject: pay", "needs `check: …`"),
    ],
)
def test_a_waiver_on_the_gate_that_is_wrong_is_told_with_its_place(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        gate_policy(tmp_path, words)
    assert said in caught.value.message and "policy.yaml:2:" in caught.value.message


def test_a_waiver_on_the_gate_counts_the_items_that_it_accepts_or_did() -> None:
    on_gate = Waiver("", "b*", "QA", "2026-12-31", "later", "unowned-page")
    items = (
        GateItem(GateRule.unowned_page, "b", Status.passed, SAID, waiver=on_gate),
        GateItem(GateRule.unowned_page, "bb", Status.passed, SAID, grace_until="2026-04-01"),
        GateItem(GateRule.removed_page, "b", Status.fail, SAID),
    )
    head = BuildHead("com.bank", "r", BEGAN)
    gate = Gate(head, Status.passed, SAID, Difference(head, head), items)
    assert [use.covers for use in uses([on_gate], [], BEGAN, gate)] == [1]
    assert uses([on_gate], [], BEGAN) == ()
