"""Whether a build may pass: the result of `patrol gate`, part of the run's result."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.build import BuildHead, FindingState, KnownFinding
from patrol.model.difference import Difference
from patrol.model.record import Record, Text
from patrol.model.verdict import Status, Waiver


class GateRule(StrEnum):
    """What a gate looks at; `gate.fail_on` of policy.yaml names those that fail a build."""

    unowned_page = "unowned-page"
    """A new page that no journey covers and reached."""
    unowned_edge = "unowned-edge"
    """The same of a way that is marked important."""
    lost_owner = "lost-owner"
    """A page that a journey reached in the baseline, and none reaches now."""
    unseen_activity = "unseen-activity"
    """An activity of the app that the baseline's manifest did not have and that this run did not reach."""
    removed_page = "removed-page"
    regression = "regression"
    budget = "budget"
    """A number above (below) what policy.yaml allows, whatever the baseline had."""
    new_call = "new-call"
    """A collector and a sensitive API that the baseline did not have."""
    new_permission = "new-permission"
    new_sdk = "new-sdk"
    new_host = "new-host"
    new_finding = "new-finding"
    returned_finding = "returned-finding"
    missing_module = "missing-module"
    """A module that pages.yaml announced for this version has not arrived."""


class Decision(StrEnum):
    """What was found out about a series of measurements, against the baseline's."""

    same = "same"
    better = "better"
    worse = "worse"
    unsure = "unsure"
    """Too few values to tell a change of the size that matters."""


class Trial(Record, frozen=True):
    """One number in both builds and how it was decided."""

    id: str
    name: Text
    unit: str
    decision: Decision
    then: tuple[float, ...]
    now: tuple[float, ...]
    then_median: float
    now_median: float
    change: float | None
    """(now - then) / then; None where then is 0."""
    p: float | None = None
    """Of the rank test, one-sided, exact where there are few values; None where it could not be made."""
    effect: float | None = None
    """Cliff's delta, -1 to 1."""
    least: float = 0.0
    """The smallest relative change that counts."""
    noise: float | None = None
    """Spread of both, as a share of their medians: what was taken for noise."""
    more: int = 0
    """How many more values in each build would decide; 0 when it is decided."""
    page: str = ""
    journey: str = ""
    kind: str = ""
    """What kind of number it is, in the word of policy.yaml: `cold-start`, `opening`."""
    limit: float | None = None
    """`p` must be as small as this to count: the number's share of the false alarms that a build is allowed."""
    shift: float | None = None
    """How much the values moved, as a share of `then_median`: the median of all differences between a value of one
    build and a value of the other (Hodges and Lehmann). It is this that must be larger than `least`."""
    finds: float | None = None
    """A change of this size, as a share of `then_median`, would have shown in 95 of 100 cases; None when undecided."""
    suspect: bool = False
    """Undecided, though its values look worse by more than matters: what more measurements should settle first."""
    why: Text | None = None
    """Why it is undecided and what to do, where something can be done; else `more` says it."""
    part_of: str = ""
    """Id of the number that this one is a part or another view of; when both got worse, that is told of the whole."""


LEADS_TO = " > "
"""Between the two pages of a way, in the subject of an item about it."""


class GateItem(Record, frozen=True):
    """One thing that the gate looked at and that is not as it should be."""

    rule: GateRule
    subject: str
    """Stable across builds: a page key, an id of a number, a fingerprint."""
    status: Status
    """fail; passed for one in grace or waived; inconclusive; informative for a rule that fails nothing here."""
    message: Text
    page: str = ""
    picture: str = ""
    way: tuple[str, ...] = ()
    """The way to the page, or all of an important way, a step a line."""
    draft: str = ""
    """Path, inside the run folder, of a journey that would own it."""
    waiver: Waiver | None = None
    grace_until: str = ""
    """ISO day; within it the item fails nothing."""
    finding: KnownFinding | None = None
    trial: Trial | None = None
    way_en: tuple[str, ...] = ()
    """`way` with the pages' English names; empty where they have none."""

    @property
    def ends(self) -> tuple[str, str] | tuple[str]:
        """What it is about: the two pages of a way, else its one page."""
        source, leads, target = self.subject.partition(LEADS_TO)
        return (source, target) if leads and self.rule is GateRule.unowned_edge else (self.page,)


class Gate(Record, frozen=True):
    """The gate's answer."""

    base: BuildHead
    status: Status
    """passed, fail or inconclusive."""
    summary: Text
    difference: Difference
    items: tuple[GateItem, ...] = ()
    """Failed ones first."""
    trials: tuple[Trial, ...] = ()
    """Every number that both builds have."""
    findings: dict[FindingState, int] = {}
    fixed: tuple[KnownFinding, ...] = ()
    remarks: tuple[Text, ...] = ()
    """What differs between the runs themselves (policy, phone, patrol's version), and which pages are called neither
    new nor gone because one of them did not come there."""


EXIT_CODES = {Status.passed: 0, Status.fail: 1, Status.inconclusive: 4}
"""Of `patrol gate`, by `Gate.status`."""
