"""`gate:` of policy.yaml: what fails a build against its baseline, and how long new pages may be without an owner."""

from __future__ import annotations

from dataclasses import dataclass, field

from patrol.compare.budgets import Budget, load_budgets
from patrol.compare.regression import RegressionRules, load_regressions
from patrol.model.gate import GateRule
from patrol.model.verdict import Severity
from patrol.yamlplaces import Section, unknown

RULES = tuple(rule.value for rule in GateRule)

SEVERITIES = tuple(severity.value for severity in Severity)

FAIL_ON = (
    GateRule.unowned_page,
    GateRule.unowned_edge,
    GateRule.regression,
    GateRule.budget,
    GateRule.new_call,
    GateRule.new_permission,
)
"""What fails a build where the policy says nothing: what came new and nobody looked at, and what got worse beyond
doubt. New findings are not among them, since severe ones fail the run itself; nor is what often is on purpose, such as
another library or a page that is gone. docs/build-gate.md says more."""


@dataclass(frozen=True, slots=True)
class Grace:
    """How long a new page may be without an owner."""

    days: int = 0
    """Counted from the run that saw the page first; 0: none."""
    modules: tuple[str, ...] = ()
    """Modules whose pages need no owner at all."""


@dataclass(frozen=True, slots=True)
class GateRules:
    """How a build is held against its baseline."""

    fail_on: tuple[GateRule, ...] = FAIL_ON
    severities: tuple[Severity, ...] = (Severity.critical, Severity.high)
    """New and returned findings of these fail the build; lesser ones are told."""
    grace: Grace = field(default_factory=Grace)
    regressions: RegressionRules = field(default_factory=RegressionRules)
    budgets: tuple[Budget, ...] = ()


def load_gate(section: Section, known: GateRules) -> GateRules:
    """The section laid over what is known, key by key. Raises ConfigError with file:line:column and the nearest name
    for a key, rule or severity that does not exist."""
    section.only("fail_on", "severities", "grace", "regressions", "budgets")
    fail_on = _named(section, "fail_on", RULES, "rule") if "fail_on" in section else known.fail_on
    severities = _named(section, "severities", SEVERITIES, "severity") if "severities" in section else known.severities
    return GateRules(
        fail_on=tuple(map(GateRule, fail_on)),
        severities=tuple(map(Severity, severities)),
        grace=_grace(section.section("grace"), known.grace),
        regressions=load_regressions(section.section("regressions"), known.regressions),
        budgets=load_budgets(section, known.budgets),
    )


def _grace(section: Section, known: Grace) -> Grace:
    section.only("days", "modules")
    days = section.integer("days", known.days)
    if days < 0:
        raise section.error("`days` must not be negative; 0 gives no grace", "days")
    return Grace(days, section.texts("modules") if "modules" in section else known.modules)


def _named(section: Section, key: str, names: tuple[str, ...], what: str) -> tuple[str, ...]:
    for index, name in enumerate(given := section.texts(key)):
        if name not in names:
            path = (*section.path, key, index) if isinstance(section.data[key], list) else (*section.path, key)
            raise section.document.error(unknown(what, name, names), path)
    return given
