"""Waivers: findings that a named role accepts until a day, with a reason. They stay in the report, end by themselves.

The day is held against the day on which the run began, so that judging an old run anew gives what it gave then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from patrol.model.gate import Gate, GateItem, GateRule
from patrol.model.result import CheckResult, WaiverUse
from patrol.model.verdict import Status, Verdict, Waiver
from patrol.yamlplaces import Section, unknown

GATE_RULES = tuple(rule.value for rule in GateRule)

OPEN = (Status.fail, Status.inconclusive)
"""What a waiver on the gate accepts: what fails, and what may."""


def load_waivers(root: Section, checks: Sequence[str]) -> tuple[Waiver, ...]:
    """The list `waivers:` of a policy file. Raises ConfigError with file:line:column for an unknown check, a missing
    role or reason, and what is no day."""
    return tuple(_waiver(section, checks) for _, section in root.sections("waivers"))


def _waiver(section: Section, checks: Sequence[str]) -> Waiver:
    section.only("check", "gate", "subject", "role", "until", "reason")
    check, gate = section.text("check", ""), section.text("gate", "")
    if "check" in section and "gate" in section:
        raise section.error("a waiver is about a `check` or about a rule of the `gate`, not both", "gate", of_key=True)
    if "gate" in section:
        section.choice("gate", GATE_RULES)
    elif section.text("check") not in checks:
        raise section.error(unknown("check", check, checks), "check")
    until = section.text("until")
    if _day(until) is None:
        raise section.error(f"`until` must be a day such as 2026-12-31, not “{until}”", "until")
    for key in ("role", "reason"):
        if not section.text(key).strip():
            raise section.error(f"`{key}` must not be empty: a waiver says who accepts it, and why", key)
    return Waiver(check, section.text("subject", "*"), section.text("role"), until, section.text("reason"), gate)


def waived(check: str, verdicts: Iterable[Verdict], waivers: Iterable[Waiver], began: str) -> list[Verdict]:
    """The verdicts, failed ones with the first waiver in force that fits. `began` is the run's start, ISO 8601."""
    in_force = [waiver for waiver in waivers if waiver.check == check and not ended(waiver, began)]
    return [_accepted(verdict, in_force) for verdict in verdicts]


def _accepted(verdict: Verdict, waivers: Sequence[Waiver]) -> Verdict:
    waiver = next((one for one in waivers if fits(one, verdict)), None)
    return verdict if waiver is None else msgspec.structs.replace(verdict, waiver=waiver)


def fits(waiver: Waiver, verdict: Verdict) -> bool:
    """Whether the waiver is about that finding, whatever the day."""
    return verdict.status is Status.fail and waiver.covers(verdict.subject)


def ended(waiver: Waiver, began: str) -> bool:
    """Whether its last day was before the day on which the run began. A run that does not say when it began is waived
    nothing."""
    day, last = _day(began[:10]), _day(waiver.until)
    return day is None or last is None or last < day


def uses(
    waivers: Iterable[Waiver], results: Sequence[CheckResult], began: str, gate: Gate | None = None
) -> tuple[WaiverUse, ...]:
    """Each waiver with the findings that it fits, or the gate's items that it has accepted or would."""
    by_check = {result.id: result.verdicts for result in results}
    items = gate.items if gate else ()
    return tuple(
        WaiverUse(
            waiver,
            sum(fits(waiver, one) for one in by_check.get(waiver.check, ()))
            + sum(fits_item(waiver, one) and (one.waiver == waiver or one.status in OPEN) for one in items),
            ended(waiver, began),
        )
        for waiver in waivers
        if not waiver.gate or gate is not None  # without a baseline nothing is said of the gate's
    )


def fits_item(waiver: Waiver, item: GateItem) -> bool:
    """Whether the waiver is about that item of the gate, whatever the day."""
    return waiver.gate == item.rule and waiver.covers(item.subject)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-12-31") else None
    except ValueError:
        return None
