"""policy.yaml: strict keys, errors with places and nearest names, one file over another."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.audit.check import Check, load_checks
from patrol.audit.clauses import load_clauses
from patrol.audit.policy import Policy, load_policy
from patrol.errors import ConfigError
from patrol.model.record import Text
from patrol.model.result import Clause
from patrol.model.verdict import Severity

BUNDLED = Path(__file__).resolve().parents[3] / "compliance_checks"
CHECKS: tuple[Check, ...] = load_checks([BUNDLED])
CLAUSES = load_clauses([BUNDLED])


def policy(tmp_path: Path, text: str) -> Policy:
    (tmp_path / "policy.yaml").write_text(text, encoding="utf-8")
    return load_policy([BUNDLED, tmp_path], CHECKS, CLAUSES)


def test_every_bundled_check_has_its_line_and_its_category_a_name() -> None:
    loaded = load_policy([BUNDLED], CHECKS, CLAUSES)
    text = (BUNDLED / "policy.yaml").read_text(encoding="utf-8")
    assert all(f"\n  {check.id}:" in text for check in CHECKS)
    assert {rule.category for rule in loaded.rules.values()} <= set(loaded.categories)


def test_security_and_usability_checks_name_their_clauses() -> None:
    rules = load_policy([BUNDLED], CHECKS, CLAUSES).rules
    assert all(rule.clauses for rule in rules.values() if rule.category in ("security", "usability"))


def test_a_users_policy_changes_only_what_it_names(tmp_path: Path) -> None:
    loaded = policy(
        tmp_path, "checks:\n  cold-start: {severity: critical, options: {limit_ms: 900}}\n  anr: {enabled: false}\n"
    )
    rule = loaded.rules["cold-start"]
    usual = load_policy([BUNDLED], CHECKS, CLAUSES).rules["cold-start"].options
    assert (rule.severity, rule.weight, rule.options) == (Severity.critical, 5, {**usual, "limit_ms": 900.0})
    assert not loaded.rules["anr"].enabled
    assert loaded.fail_on == (Severity.critical, Severity.high)


def test_categories_may_be_added_and_checks_moved_into_them(tmp_path: Path) -> None:
    loaded = policy(tmp_path, "categories: {speed: 速度}\nchecks:\n  jank: {category: speed}\n")
    assert loaded.rules["jank"].category == "speed" and loaded.categories["speed"] == Text("速度", "速度")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("check: {}", ":1:1: unknown key “check”; did you mean “checks”?"),
        ("checks:\n  cold-strat: {}", ":2:3: unknown check “cold-strat”; did you mean “cold-start”?"),
        ("checks:\n  jank: {wieght: 3}", ":2:10: unknown key “wieght”; did you mean “weight”?"),
        ("checks:\n  jank: {severity: hihg}", ":2:20: unknown `severity` “hihg”; did you mean “high”?"),
        ("checks:\n  jank: {weight: -1}", ":2:18: `weight` must not be negative"),
        (
            "checks:\n  jank: {category: performence}",
            ":2:20: unknown `category` “performence”; did you mean “performance”?",
        ),
        (
            "checks:\n  jank:\n    options: {limit_per_cent: 3}",
            ":3:15: unknown key “limit_per_cent”; did you mean “limit_percent”?",
        ),
        ("checks:\n  jank:\n    options: {limit_percent: much}", ":3:30: `limit_percent` must be a number, not “much”"),
        ("checks:\n  jank: {clauses: [CN-PIPL/A999]}", ":2:19: unknown clause “CN-PIPL/A999”; did you mean “CN-PIPL/A"),
        ("checks:\n  jank: {enabled: maybe}", ":2:19: `enabled` must be true or false, not “maybe”"),
        ("verdict: {fail_on: [hgih]}", ":1:20: unknown name in `fail_on` “hgih”; did you mean “high”?"),
        ("verdict: {required: [trafic]}", ":1:21: unknown name in `required` “trafic”; did you mean “traffic”?"),
        ("verdict: {decided_share: 2}", ":1:26: `decided_share` is a share from 0 to 1"),
        ("checks: [", "this is not valid YAML"),
        ("categories: {x: {zh: 甲}}", "needs `en: …`"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_nearest_name(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        policy(tmp_path, text)
    assert says in str(caught.value) and str(tmp_path / "policy.yaml") in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_users_clauses_are_added(tmp_path: Path) -> None:
    clause = '{"id": "HOUSE/1", "title": {"zh": "一", "en": "one"}, "verified": true}'
    file = f'{{"source": "our house rules", "clauses": [{clause}]}}'
    (tmp_path / "clauses.json").write_text(file, encoding="utf-8")
    assert load_clauses([BUNDLED, tmp_path])["HOUSE/1"] == Clause("HOUSE/1", Text("一", "one"), True)


def test_a_broken_file_of_clauses_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clauses.json").write_text('{"clauses": 3}', encoding="utf-8")
    with pytest.raises(ConfigError, match="is not a file of clauses"):
        load_clauses([tmp_path])


def test_unverified_clauses_stay_marked() -> None:
    assert not CLAUSES["CN-JRT-0092/5.5.2"].verified and CLAUSES["CN-PIPL/A51"].verified
