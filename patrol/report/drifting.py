"""Drift as the report tells it: what differs, by kind, and what the run could not tell, by reason."""

from __future__ import annotations

from collections.abc import Iterable

from patrol.model.record import Text
from patrol.model.result import Drift, DriftKind, InspectionResult

KIND: dict[DriftKind, Text] = {
    DriftKind.missing: Text("已声明，未找到", "Declared, not found"),
    DriftKind.undeclared: Text("找到了，未声明", "Found, not declared"),
    DriftKind.elsewhere: Text("路径通向别处", "Ways that lead elsewhere"),
    DriftKind.untried: Text("声明过、没有走到的路径", "Declared ways that were not gone"),
}


def real(result: InspectionResult) -> list[tuple[DriftKind, list[Drift]]]:
    """Differences by kind, kinds without any left out."""
    found = [(kind, [one for one in result.drift if one.kind is kind and one.real]) for kind in DriftKind]
    return [(kind, ones) for kind, ones in found if ones]


def open_pages(result: InspectionResult) -> list[tuple[Text, list[Drift]]]:
    """Declared pages that the run could not judge, by reason."""
    return _by_reason(one for one in result.drift if one.kind is DriftKind.missing and not one.real)


def open_ways(result: InspectionResult) -> list[tuple[Text, list[Drift]]]:
    """Declared ways that the run did not see, by reason."""
    return _by_reason(one for one in result.drift if one.kind is DriftKind.untried)


def _by_reason(drift: Iterable[Drift]) -> list[tuple[Text, list[Drift]]]:
    found: dict[Text, list[Drift]] = {}
    for one in drift:
        found.setdefault(one.why, []).append(one)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))


def count(result: InspectionResult) -> int:
    """Differences in all."""
    return sum(one.real for one in result.drift)
