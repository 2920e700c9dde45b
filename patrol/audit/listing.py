"""The list of checks for docs/checks.md: what each looks for, how it is weighed, its limits and its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patrol.audit.check import Check
from patrol.audit.policy import Policy, Rule

UNVERIFIED = "「待核对原文」"


def markdown(checks: Sequence[Check], policy: Policy) -> str:
    """A section for each category, a paragraph for each check."""
    lines: list[str] = []
    for category, name in policy.categories.items():
        own = [check for check in checks if policy.rules[check.id].category == category]
        if own:
            lines += [f"### {name.en} · {name.zh}", "", *_table(own, policy), ""]
            for check in own:
                lines += [*_paragraph(check, policy.rules[check.id]), ""]
    return "\n".join(lines).strip() + "\n"


def _table(checks: Sequence[Check], policy: Policy) -> Iterator[str]:
    """One line a check: what it fails on, the limits in force, the clauses."""
    yield "| check | fails when | 失败时 | severity | limits | clauses |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for check in checks:
        rule = policy.rules[check.id]
        limits = ", ".join(f"{name} {_value(value)}" for name, value in rule.options.items() if value not in ("", ()))
        clauses = ", ".join(clause.id for clause in rule.clauses)
        cells = (f"[{check.id}](#{check.id})", check.fires_when, check.words.title_fail.zh, rule.severity.value)
        yield f"| {' | '.join((*cells, limits or '—', clauses or '—'))} |"


def _paragraph(check: Check, rule: Rule) -> Iterator[str]:
    yield f"#### {check.id}"
    yield f"{check.fires_when}. {check.words.title_fail.zh}。"
    yield ""
    yield f"- severity {rule.severity.value}, weight {rule.weight:g}; needs {_needs(check)}"
    if rule.options:
        yield f"- options: {', '.join(f'`{name}: {_value(value)}`' for name, value in rule.options.items())}"
    if check.grounds:
        yield f"- {check.grounds}"
    if check.unseen:
        yield f"- **cannot see** {check.unseen}"
    for clause in rule.clauses:
        yield f"- {clause.id} {clause.title.zh}{'' if clause.verified else UNVERIFIED}"


def _needs(check: Check) -> str:
    return ", ".join(f"{n.kind.__name__}{' (or none)' if n.optional else ''}" for n in check.needs.values())


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return f"{value:g}" if isinstance(value, float) else str(value) or '""'
