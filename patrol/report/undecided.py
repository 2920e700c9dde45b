"""Checks that could not be decided, told once for each reason: 26 lines that all say “not installed” hide that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Status

SHARED = 3
"""So many checks with one reason are told together."""


@dataclass(frozen=True, slots=True)
class Together:
    """Checks that lacked the same thing."""

    reason: str
    checks: tuple[CheckResult, ...]

    @property
    def title(self) -> Text:
        count = len(self.checks)
        return Text(f"{count} 项检查无法判定", f"{count} checks could not be decided")


def fold(result: InspectionResult, checks: Sequence[CheckResult]) -> tuple[list[CheckResult], list[Together]]:
    """(checks told by themselves, checks told together). A run that saw no page has one reason for all: what ended it
    early, or the first recording that broke."""
    whole = _reason(result) if not result.coverage.pages else ""
    missing = [c for c in checks if c.status is Status.inconclusive and (whole or not c.verdicts)]
    groups: dict[str, list[CheckResult]] = {}
    for check in missing:
        groups.setdefault(whole or check.message, []).append(check)
    together = [Together(reason, tuple(found)) for reason, found in groups.items() if len(found) >= SHARED and reason]
    folded = {check.id for group in together for check in group.checks}
    return [check for check in checks if check.id not in folded], together


def _reason(result: InspectionResult) -> str:
    if result.interruptions:
        return result.interruptions[0].reason
    return result.failures[0].message if result.failures else ""
