"""policy.yaml: which checks run, how severe and how heavy each is, its limits and its clauses, and what fails a build.

Several files are laid over each other, the last one wins key by key: the bundled policy, then the one in the user's
folder. docs/checks.md describes the keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from patrol.audit.check import OPTION_TYPES, Check, Option, OptionValue
from patrol.audit.waivers import load_waivers
from patrol.compare.rules import GateRules, load_gate
from patrol.model.record import Text
from patrol.model.recorded import ARTIFACTS
from patrol.model.result import Clause
from patrol.model.verdict import Severity, Waiver
from patrol.yamlplaces import Section, describe, load_file, unknown

FILE = "policy.yaml"

SEVERITIES = tuple(severity.value for severity in Severity)


@dataclass(frozen=True, slots=True)
class Rule:
    """What the policy says of one check."""

    category: str
    severity: Severity = Severity.medium
    weight: float = 1.0
    """Share in the category's score, relative to the other checks of the category."""
    enabled: bool = True
    clauses: tuple[Clause, ...] = ()
    options: dict[str, OptionValue] = field(default_factory=dict)
    """All options of the check, defaults included."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How a run is judged."""

    rules: dict[str, Rule]
    """By id of the check."""
    categories: dict[str, Text]
    """Names of the categories, in the order of the report."""
    fail_on: tuple[Severity, ...] = (Severity.critical, Severity.high)
    """A failed check of these severities makes the result `findings`."""
    required: tuple[str, ...] = ()
    """Names of artifacts without which nothing passes."""
    decided_share: float = 0.5
    """At least this share of the checks that apply must have decided, or the result is inconclusive."""
    waivers: tuple[Waiver, ...] = ()
    """Findings that somebody accepts for a time; those of all files together."""
    gate: GateRules = field(default_factory=GateRules)
    """What fails a build against its baseline."""


def load_policy(folders: Sequence[Path], checks: Sequence[Check], clauses: Mapping[str, Clause]) -> Policy:
    """The policy of these folders, each file laid over the ones before. Raises ConfigError with file:line:column and
    the nearest name for a key, check, clause, category, severity or option that does not exist."""
    policy = Policy(rules={c.id: Rule(c.category, options=_defaults(c)) for c in checks}, categories={})
    for folder in folders:
        if (folder / FILE).is_file():
            policy = _Overlay(checks, clauses).lay(load_file(folder / FILE).section(), policy)
    unnamed = {rule.category for rule in policy.rules.values()} - set(policy.categories)
    names = policy.categories | {name: Text(name, name) for name in sorted(unnamed)}
    return replace(policy, categories=names)


def _defaults(check: Check) -> dict[str, OptionValue]:
    return {name: option.default for name, option in check.options.items()}


class _Overlay:
    """Lays one policy file over a policy."""

    def __init__(self, checks: Sequence[Check], clauses: Mapping[str, Clause]) -> None:
        self._checks = {check.id: check for check in checks}
        self._clauses = clauses

    def lay(self, root: Section, policy: Policy) -> Policy:
        root.only("verdict", "categories", "checks", "waivers", "gate")
        names = {name: _text(root.section("categories"), name) for name in root.section("categories").data}
        policy = _verdict(root.section("verdict"), replace(policy, categories=policy.categories | names))
        rules = dict(policy.rules)
        for name, section in root.section("checks").sections():
            check = self._checks.get(name)
            if check is None:
                raise root.section("checks").error(unknown("check", name, sorted(self._checks)), name, of_key=True)
            rules[name] = self._rule(section, check, rules[name], policy)
        waivers = load_waivers(root, sorted(self._checks))
        gate = load_gate(root.section("gate"), policy.gate)
        return replace(policy, rules=rules, waivers=policy.waivers + waivers, gate=gate)

    def _rule(self, section: Section, check: Check, rule: Rule, policy: Policy) -> Rule:
        section.only("category", "severity", "weight", "enabled", "clauses", "options")
        weight = section.number("weight", rule.weight)
        if weight < 0:
            raise section.error("`weight` must not be negative", "weight")
        return Rule(
            category=section.choice("category", policy.categories, rule.category),
            severity=Severity(section.choice("severity", SEVERITIES, rule.severity.value)),
            weight=weight,
            enabled=section.flag("enabled", rule.enabled),
            clauses=self._clauses_of(section) if "clauses" in section else rule.clauses,
            options=rule.options | _options(section.section("options"), check),
        )

    def _clauses_of(self, section: Section) -> tuple[Clause, ...]:
        ids = section.texts("clauses")
        for name in ids:
            if name not in self._clauses:
                raise section.error(unknown("clause", name, sorted(self._clauses)), "clauses")
        return tuple(self._clauses[name] for name in ids)


def _verdict(section: Section, policy: Policy) -> Policy:
    section.only("fail_on", "required", "decided_share")
    fail_on = _known(section, "fail_on", SEVERITIES) if "fail_on" in section else policy.fail_on
    required = _known(section, "required", tuple(ARTIFACTS)) if "required" in section else policy.required
    share = section.number("decided_share", policy.decided_share)
    if not 0 <= share <= 1:
        raise section.error("`decided_share` is a share from 0 to 1", "decided_share")
    return replace(policy, fail_on=tuple(map(Severity, fail_on)), required=tuple(required), decided_share=share)


def _known(section: Section, key: str, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in (given := section.texts(key)):
        if name not in names:
            raise section.error(unknown(f"name in `{key}`", name, names), key)
    return given


def _text(section: Section, key: str) -> Text:
    if isinstance(section.data[key], str):
        return Text(section.text(key), section.text(key))
    words = section.section(key).only("zh", "en")
    return Text(words.text("zh"), words.text("en"))


def _options(section: Section, check: Check) -> dict[str, OptionValue]:
    section.only(*check.options)
    return {name: _option(section, name, check.options[name]) for name in section.data}


def _option(section: Section, name: str, option: Option) -> OptionValue:
    value: Any = section.data[name]
    if option.kind == tuple[str, ...]:
        return section.texts(name)
    allowed = (int, float) if option.kind is float else option.kind
    if not isinstance(value, allowed) or (isinstance(value, bool) and option.kind is not bool):
        raise section.error(f"`{name}` must be {OPTION_TYPES[option.kind]}, not {describe(value)}", name)
    return float(value) if option.kind is float else option.kind(value)
