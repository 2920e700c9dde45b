"""The gate's answer put in order for a reader: items by what they mean and by rule, numbers by what was found out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from patrol.model.build import FindingState
from patrol.model.gate import Decision, Gate, GateItem, GateRule, Trial
from patrol.model.record import Text
from patrol.model.verdict import Status
from patrol.report import diff_words, waiving
from patrol.report.gate_words import RULE

STATUS: dict[Status, Text] = {
    Status.fail: Text("门禁不通过", "The gate fails"),
    Status.inconclusive: Text("门禁无法判定", "The gate is undecided"),
    Status.passed: Text("门禁通过", "The gate passes"),
}

DECISION: dict[Decision, Text] = {
    Decision.worse: Text("变差", "worse"),
    Decision.unsure: Text("无法判定", "undecided"),
    Decision.better: Text("变好", "better"),
    Decision.same: Text("没有变化", "no change"),
}

DECISION_SIGN = {Decision.worse: "✗", Decision.unsure: "?", Decision.better: "✓", Decision.same: "="}

STATE: dict[FindingState, Text] = {
    FindingState.new: Text("新问题", "new"),
    FindingState.returned: Text("再次出现", "returned"),
    FindingState.old: Text("原有", "old"),
    FindingState.fixed: Text("已修复", "fixed"),
}

SECTIONS: dict[Status, Text] = {
    Status.fail: Text("使门禁不通过的", "What fails the gate"),
    Status.inconclusive: Text("无法判定的", "What could not be decided"),
    Status.passed: Text("已接受：宽限期内或已豁免", "Accepted: in grace or waived"),
    Status.informative: Text("供参考，不影响门禁", "For information: fails nothing here"),
}
"""In the order in which they are told."""

MOST_OPEN = 12
"""Undecided numbers that stand among the changed ones; more hide what is decided."""

ENOUGH = 3
"""Numbers measured less often than this look like anything."""


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one rule and status."""

    status: Status
    rule: GateRule
    items: tuple[GateItem, ...]

    @property
    def title(self) -> Text:
        return RULE[self.rule]


def groups(gate: Gate, status: Status) -> list[Group]:
    """The items of that status by rule, in the order of the rules."""
    found = [(rule, tuple(i for i in gate.items if i.status is status and i.rule is rule)) for rule in GateRule]
    return [Group(status, rule, items) for rule, items in found if items]


def decided(gate: Gate) -> Text:
    """The summary without the verdict's word, for where that stands before it."""
    said = gate.summary
    return Text(*(text.removeprefix(lead) for text, lead in zip((said.zh, said.en), LEADS[gate.status], strict=True)))


LEADS: dict[Status, tuple[str, str]] = {
    Status.fail: ("构建不通过：", "The build fails: "),
    Status.inconclusive: ("无法得出结论：", "Inconclusive: "),
    Status.passed: ("构建通过：", "The build passes: "),
}
"""What `patrol.compare.gate_words.summary` begins with."""


def subject(item: GateItem, names: Mapping[str, str], lang: str) -> str:
    """What an item is about, by name, with its subject in brackets where that says something else: both stay the same
    from run to run."""
    named = " → ".join(names.get(page, page) for page in item.ends) if item.rule in OF_PAGES else ""
    named = item.trial.name.of(lang) if item.trial else named
    return f"{named} ({item.subject})" if named and named != item.subject else item.subject


OF_PAGES = (
    GateRule.unowned_page,
    GateRule.unowned_edge,
    GateRule.lost_owner,
    GateRule.removed_page,
)
"""Rules whose subject is the key of a page, or two."""


def count(gate: Gate, status: Status) -> int:
    return sum(item.status is status for item in gate.items)


def base(gate: Gate) -> Text:
    """Which baseline it was held against."""
    head = gate.base
    build = diff_words.build(head)
    return Text(f"基线 {build} · {head.run_id}", f"Baseline {build} · {head.run_id}")


def findings(gate: Gate) -> Text | None:
    """New, old, fixed and returned ones, counted; None when nothing is known of them."""
    told = [(STATE[state], gate.findings[state]) for state in STATE if gate.findings.get(state)]
    if not told:
        return None
    zh = "，".join(f"{text.zh} {number}" for text, number in told)
    return Text(zh, ", ".join(f"{number} {text.en}" for text, number in told))


def findings_line(gate: Gate) -> Text | None:
    """The same as a line that says what is counted."""
    told = findings(gate)
    return Text(f"检查发现的问题：{told.zh}", f"Findings: {told.en}") if told else None


def notable(gate: Gate) -> list[Trial]:
    """Numbers that changed, and those undecided although they look worse, the worst first; of these at most MOST_OPEN,
    without parts of others."""
    changed = [trial for trial in gate.trials if trial.decision in (Decision.worse, Decision.better)]
    suspect = _ordered(
        t for t in gate.trials if _suspect(t) and not t.part_of and min(len(t.then), len(t.now)) >= ENOUGH
    )
    return _ordered(changed) + suspect[:MOST_OPEN]


def _suspect(trial: Trial) -> bool:
    return trial.suspect and trial.decision is Decision.unsure


def open_trials(gate: Gate) -> list[Trial]:
    """Numbers that too few values were measured of, other than the notable ones."""
    told = {trial.id for trial in notable(gate)}
    return _ordered(t for t in gate.trials if t.decision is Decision.unsure and t.id not in told)


def quiet(gate: Gate) -> list[Trial]:
    """Numbers that did not change."""
    return [trial for trial in gate.trials if trial.decision is Decision.same]


def _ordered(trials: Iterable[Trial]) -> list[Trial]:
    order = list(DECISION)
    return sorted(trials, key=lambda t: (order.index(t.decision), not t.suspect, -abs(t.change or 0)))


def numbers(gate: Gate) -> Text | None:
    """How many numbers were found to be what; None when there are none."""
    if not gate.trials:
        return None
    told = [(DECISION[one], sum(t.decision is one for t in gate.trials)) for one in DECISION]
    zh = "，".join(f"{text.zh} {number}" for text, number in told if number)
    en = ", ".join(f"{number} {text.en}" for text, number in told if number)
    return Text(f"{len(gate.trials)} 个数字：{zh}", f"{len(gate.trials)} number{_s(len(gate.trials))}: {en}")


def change(trial: Trial) -> str:
    """`+12 %`; a dash where the older median is 0."""
    return "–" if trial.change is None else f"{trial.change * 100:+.{0 if abs(trial.change) >= 0.1 else 1}f} %"


def figure(value: float) -> str:
    """Three digits that matter."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def repeats(trial: Trial) -> Text:
    """How often it was measured, and how many more would decide."""
    told = f"{len(trial.then)} / {len(trial.now)}"
    if trial.decision is not Decision.unsure or not trial.more:
        return Text(told, told)
    return Text(f"{told}（各再测 {trial.more} 次）", f"{told} (+{trial.more} each)")


def accepted(item: GateItem) -> Text | None:
    """Why it fails nothing, where somebody has decided so."""
    if item.waiver is not None:
        return waiving.said(item.waiver)
    if item.grace_until:
        return Text(f"宽限到 {item.grace_until}", f"in grace until {item.grace_until}")
    return None


def pictures(gate: Gate | None) -> Iterator[tuple[str, str]]:
    """(picture, page) of its items, the failed ones first."""
    for item in gate.items if gate else ():
        if item.picture:
            yield item.picture, item.page


def _s(number: int) -> str:
    return "" if number == 1 else "s"
