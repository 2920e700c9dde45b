"""What a build system shows beside the code: each failed place of a check, each check that could not decide, and what
the gate found, as one list for annotations, code quality and SARIF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from patrol.derive.sayings import said
from patrol.errors import Place
from patrol.model.gate import Gate, GateItem
from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Severity, Status, Verdict, Waiver, fingerprint
from patrol.report.diff_words import way
from patrol.report.gate_words import RULE
from patrol.report.places import Places, pages_of, pictures_of


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell a developer."""

    rule: str
    """Id of the check, or `gate/` and the gate's rule."""
    severity: Severity
    title: str
    message: str
    fingerprint: str
    """The same in another build; each once in a run."""
    place: Place | None = None
    pictures: tuple[str, ...] = ()
    """Paths inside the run folder."""
    page: str = ""
    undecided: bool = False
    """It could not be judged."""
    told: bool = False
    """The gate names it, and it fails nothing: a rule that is off, a page in grace."""
    waiver: Waiver | None = None
    new: bool | None = None
    """Whether the baseline lacks it; None where there is no baseline, or nothing was decided."""


def problems(result: InspectionResult, lang: str, places: Places) -> tuple[Problem, ...]:
    """The gate's first, then by severity in the order of the checks; undecided ones last. A check that was left out is
    no problem. A finding that the gate names too stands once: as the gate's where it fails the build, else as the
    check's."""
    found = [*_of_gate(result, lang, places), *_aged(_of_checks(result, lang, places), result.gate)]
    order = list(Severity)
    found.sort(key=lambda one: (one.undecided, not one.rule.startswith("gate/"), order.index(one.severity)))
    return tuple(_distinct(found))


def _distinct(found: list[Problem]) -> Iterator[Problem]:
    """Those with one fingerprint (a check that names no subject) told apart by their number: a forge shows one of
    each."""
    seen: Counter[str] = Counter()
    for one in found:
        count = seen[one.fingerprint]
        seen[one.fingerprint] += 1
        yield replace(one, fingerprint=fingerprint(one.fingerprint, str(count))) if count else one


def _aged(found: Iterator[Problem], gate: Gate | None) -> Iterator[Problem]:
    named = {item.finding.fingerprint: item.status for item in gate.items if item.finding} if gate else {}
    for one in found:
        if named.get(one.fingerprint) is not Status.fail:
            yield replace(one, new=None if gate is None or one.undecided else one.fingerprint in named)


def _of_checks(result: InspectionResult, lang: str, places: Places) -> Iterator[Problem]:
    for check in result.checks:
        if check.status in {Status.error, Status.inconclusive}:
            if not check.left_out:
                yield _undecided(check, lang, places)
            continue
        for verdict in check.verdicts:
            if verdict.status is Status.fail:
                yield _failed(check, verdict, result, lang, places)


def _undecided(check: CheckResult, lang: str, places: Places) -> Problem:
    title = check.title.of(lang)
    place = places.checks.get(check.id) or places.app
    message = said(check.message).of(lang) if check.message else title
    return Problem(check.id, check.severity, title, message, fingerprint(check.id, ""), place, undecided=True)


def _failed(check: CheckResult, verdict: Verdict, result: InspectionResult, lang: str, places: Places) -> Problem:
    return Problem(
        rule=check.id,
        severity=check.severity,
        title=check.title.of(lang),
        message=verdict.message.of(lang),
        fingerprint=fingerprint(check.id, verdict.subject),
        place=places.of_verdict(check.id, verdict, result),
        pictures=pictures_of(verdict),
        page=next(iter(pages_of(verdict)), ""),
        waiver=verdict.waiver,
    )


def _of_gate(result: InspectionResult, lang: str, places: Places) -> Iterator[Problem]:
    gate = result.gate
    if gate is None:
        return
    for item in gate.items:
        if item.finding is None or item.status is Status.fail:
            yield _of_item(item, lang, places)
    if gate.status is Status.inconclusive and not any(item.status is Status.inconclusive for item in gate.items):
        title = gate.summary.of(lang)
        place = places.gate or places.app
        yield Problem("gate/status", Severity.high, title, title, fingerprint("gate", ""), place, undecided=True)


def _lines(item: GateItem, lang: str, places: Places) -> Iterator[str]:
    """What it is, the way there in one line, the journey to begin with."""
    yield item.message.of(lang)
    if item.way:
        yield " → ".join(step.of(lang) for step in way(item.way, item.way_en))
    if item.draft:
        yield Text("用例草稿：", "draft of a journey: ").of(lang) + places.inside(item.draft)


def _of_item(item: GateItem, lang: str, places: Places) -> Problem:
    return Problem(
        rule=f"gate/{item.rule.value}",
        severity=item.finding.severity if item.finding else Severity.high,
        title=RULE[item.rule].of(lang),
        message="\n".join(_lines(item, lang, places)),
        fingerprint=fingerprint(f"gate/{item.rule.value}", item.subject),
        place=places.of_item(item),
        pictures=(item.picture,) if item.picture else (),
        page=item.page,
        undecided=item.status is Status.inconclusive,
        told=item.status in {Status.informative, Status.passed} and item.waiver is None,
        waiver=item.waiver,
        new=None if item.status is Status.inconclusive else True,
    )
