"""Findings of this build against those of an earlier one: new, old, fixed, returned, or nobody can know.

Nothing counts as fixed because nobody looked: a check that decided nothing, or whose page was not seen in this run,
leaves its findings as they were, and so does a run that tried less on that page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from patrol.compare.seen import seen_pages
from patrol.model.build import Build, FindingState, KnownFinding
from patrol.model.journey import Outcome
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Status, Verdict, fingerprint

DIGEST = re.compile(r"p-[0-9a-f]{10}")
"""The key of a page that nobody declared: nothing else looks like it, so it is known inside a subject."""


def findings_of(result: InspectionResult) -> tuple[KnownFinding, ...]:
    """What the checks of a run found, each once, in the order of the result; not yet held against anything."""
    version = result.app.version_name if result.app else ""
    found: dict[str, KnownFinding] = {}
    for check in result.checks:
        for verdict in check.verdicts:
            if verdict.status is Status.fail:
                one = _finding(check, verdict, version)
                found.setdefault(one.fingerprint, one)
    return tuple(found.values())


def _finding(check: CheckResult, verdict: Verdict, version: str) -> KnownFinding:
    return KnownFinding(
        fingerprint=fingerprint(check.id, verdict.subject),
        check=check.id,
        subject=verdict.subject,
        message=verdict.message,
        severity=check.severity,
        since=version,
        page=next((seen.page for seen in verdict.evidence if seen.page), ""),
        waived=verdict.waiver is not None,
    )


def undecided_checks(result: InspectionResult) -> tuple[str, ...]:
    """Checks that could not say whether there is a finding: inconclusive, broken, or with one verdict that is."""
    blind = (Status.inconclusive, Status.error)
    return tuple(
        check.id
        for check in result.checks
        if check.status in blind or any(verdict.status in blind for verdict in check.verdicts)
    )


@dataclass(frozen=True, slots=True)
class Aged:
    """The findings of a build with what earlier builds know of them."""

    present: tuple[KnownFinding, ...] = ()
    """Those that this build has: new, old, returned or unsure."""
    fixed: tuple[KnownFinding, ...] = ()
    """Those that the baseline had and this build has not."""
    kept: tuple[KnownFinding, ...] = ()
    """Fixed longer ago, or in a corner that this run could not see: remembered as they were."""

    @property
    def all(self) -> tuple[KnownFinding, ...]:
        """What a baseline made of this build must remember."""
        return (*self.present, *self.fixed, *self.kept)

    def counts(self) -> dict[FindingState, int]:
        told = [finding.state for finding in (*self.present, *self.fixed)]
        return {state: told.count(state) for state in FindingState if state in told}


def aged(base: Build, now: Build, same: Iterable[tuple[str, str]] = (), removed: Iterable[str] = ()) -> Aged:
    """`same` are pairs (page then, page now), `removed` the pages that are known to be gone, by their keys then."""
    keys = dict(same)
    back = {new: old for old, new in keys.items()}
    before = {known.fingerprint: known for known in (_moved(one, keys) for one in base.findings)}
    present = tuple(_present(one, base, before.get(one.fingerprint)) for one in now.findings if _is_there(one))
    there = {finding.fingerprint for finding in present}
    seen = {page.key for page in seen_pages(now)}
    gone = set(removed)
    fixed, kept = [], []
    for known in before.values():
        if known.fingerprint in there:
            continue
        decided = known.check not in now.undecided
        looked = known.page in gone or _as_thorough(known, back.get(known.page, known.page), base, now)
        if _is_there(known) and decided and looked and (not known.page or known.page in seen | gone):
            fixed.append(msgspec.structs.replace(known, state=FindingState.fixed))
        else:
            kept.append(known)
    return Aged(present, tuple(fixed), tuple(kept))


def _as_thorough(known: KnownFinding, page_then: str, base: Build, now: Build) -> bool:
    """Whether this run did all that the baseline's did where the finding was: a crash is not mended because nobody
    touched the button. What the page offered then and does not offer now need not be done."""
    if known.subject in now.journeys:
        return now.journeys[known.subject] == Outcome.passed
    then, here = base.look(page_then), now.look(known.page)
    if not known.page or then is None or here is None:
        return True
    taken_away = set(then.actions) - set(here.actions)
    return set(then.tried) - taken_away <= set(here.tried)


def _is_there(finding: KnownFinding) -> bool:
    return finding.state is not FindingState.fixed


def _present(finding: KnownFinding, base: Build, known: KnownFinding | None) -> KnownFinding:
    since = finding.since or ""
    if known is None:
        blind = finding.check in base.undecided or (bool(base.checks) and finding.check not in base.checks)
        return msgspec.structs.replace(finding, state=FindingState.unsure if blind else FindingState.new, since=since)
    state = FindingState.old if _is_there(known) else FindingState.returned
    return msgspec.structs.replace(finding, state=state, since=known.since or since)


def _moved(known: KnownFinding, keys: Mapping[str, str]) -> KnownFinding:
    """The finding with its pages called as they are called now."""
    subject = keys.get(known.subject) or DIGEST.sub(lambda key: keys.get(key[0], key[0]), known.subject)
    page = keys.get(known.page, known.page)
    if (subject, page) == (known.subject, known.page):
        return known
    return msgspec.structs.replace(known, subject=subject, page=page, fingerprint=fingerprint(known.check, subject))
