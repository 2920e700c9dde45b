"""Runs checks over the facts of one run. A check that cannot see is inconclusive, one that breaks is an error, and the
others go on."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from patrol.audit.check import Check
from patrol.audit.policy import Policy, Rule
from patrol.audit.waivers import waived
from patrol.derive import facts_of
from patrol.derive.facts import Facts
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import Environment, GatherFailure
from patrol.model.record import Text
from patrol.model.recorded import NOT_RECORDED, Artifacts
from patrol.model.result import CheckResult
from patrol.model.verdict import Call, Evidence, Request, Screenshot, Severity, Status, Verdict, Waiver, worst

MAX_VERDICTS = 200
"""Verdicts kept of one check and status; a reader of the 201st has read the first."""


def audit(artifacts: Artifacts, checks: Sequence[Check], policy: Policy) -> tuple[CheckResult, ...]:
    """One result for each enabled check, in the order of the policy's categories and the check's id."""
    return judge(facts_of(artifacts), checks, policy)


def judge(facts: Facts, checks: Sequence[Check], policy: Policy) -> tuple[CheckResult, ...]:
    """The same for facts that are already at hand."""
    order = {name: index for index, name in enumerate(policy.categories)}
    enabled = [(check, policy.rules[check.id]) for check in checks if policy.rules[check.id].enabled]
    enabled.sort(key=lambda pair: (order[pair[1].category], pair[0].id))
    return tuple(run_check(facts, check, rule, policy.waivers) for check, rule in enabled)


def run_check(facts: Facts, check: Check, rule: Rule, waivers: Sequence[Waiver] = ()) -> CheckResult:
    """What one check says, with `waivers` on what they accept. Missing artifacts make it inconclusive, exceptions make
    it an error."""
    try:
        arguments = facts.arguments(check.needs)
        if isinstance(arguments, GatherFailure):
            result = _result(check, rule, Status.inconclusive, message=explain(arguments))
            return msgspec.structs.replace(result, left_out=arguments.message == NOT_RECORDED)
        verdicts = list(check.judge(*arguments, **rule.options))
    except Exception as error:  # noqa: BLE001  A check is anybody's code: its mistake must not cost the other checks.
        return _result(check, rule, Status.error, message=_told(error, check))
    environment = facts.find(Environment)
    verdicts = waived(check.id, verdicts, waivers, environment.started_at if environment else "")
    placed = tuple(_place(verdict, facts.find(Timeline)) for verdict in _limited(verdicts))
    status = worst([verdict.status for verdict in verdicts]) if verdicts else Status.passed
    message = next((v.message.en for v in verdicts if v.status is status is Status.inconclusive), "")
    return _result(check, rule, status, placed, message)


def explain(failure: GatherFailure) -> str:
    """Why an artifact is missing, as one sentence."""
    stop = "." if failure.advice and not failure.message.endswith((".", "!", "?", "。")) else ""
    return f"{failure.artifact}: {failure.message}{stop} {failure.advice}".strip()


def _result(
    check: Check, rule: Rule, status: Status, verdicts: tuple[Verdict, ...] = (), message: str = ""
) -> CheckResult:
    failed = status is Status.fail
    return CheckResult(
        id=check.id,
        category=rule.category,
        status=status,
        title=_title(check, status),
        why=check.words.why,
        severity=rule.severity,
        weight=rule.weight,
        advice=check.words.advice if failed or status is Status.manual else None,
        clauses=rule.clauses,
        verdicts=verdicts,
        options={name: list(v) if isinstance(v, tuple) else v for name, v in sorted(rule.options.items())},
        message=message,
    )


UNDECIDED = {
    Status.error: Text("检查出错", "The check broke"),
    Status.inconclusive: Text("无法判定", "Could not be decided"),
    Status.manual: Text("需要人工确认", "A person must look"),
    Status.not_applicable: Text("不适用", "Does not apply"),
    Status.informative: Text("供参考", "For information"),
}


def _title(check: Check, status: Status) -> Text:
    """The sentence that is true for this status."""
    words = check.words
    if status is Status.fail:
        return words.title_fail
    if status is Status.passed:
        return words.title_pass
    note = UNDECIDED[status]
    return Text(f"{note.zh}：是否{words.title_pass.zh}", f"{note.en}: {words.title_pass.en}")


def _limited(verdicts: list[Verdict]) -> list[Verdict]:
    """All when there are few, else the first MAX_VERDICTS of each status and a line that says how many more."""
    kept: list[Verdict] = []
    counts: dict[tuple[Status, Waiver | None], int] = {}
    for verdict in verdicts:
        kind = verdict.status, verdict.waiver
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MAX_VERDICTS:
            kept.append(verdict)
    for (status, waiver), count in counts.items():
        if count > MAX_VERDICTS:
            more = count - MAX_VERDICTS
            said = Text(f"还有 {more} 处同类结果未列出", f"and {more} more of the same kind")
            kept.append(Verdict(status, said, waiver=waiver))
    return kept


def _place(verdict: Verdict, timeline: Timeline | None) -> Verdict:
    """The verdict with page and step filled in where its evidence only says when."""
    if timeline is None:
        return verdict
    evidence = tuple(_placed(item, timeline) for item in verdict.evidence)
    return verdict if evidence == verdict.evidence else msgspec.structs.replace(verdict, evidence=evidence)


def _placed(item: Evidence, timeline: Timeline) -> Evidence:
    if isinstance(item, Screenshot) and not item.tree:
        item = msgspec.structs.replace(item, tree=timeline.secure_tree(item.at_ms))
    if item.at_ms is None or (item.page and item.step):
        return item
    # What the app does between a touch and the first look at where it led is the new page's, as its requests are.
    shown = timeline.drawn_page if isinstance(item, Call | Request) else timeline.page
    page, step = item.page or shown(item.at_ms), item.step or timeline.step(item.at_ms)
    return msgspec.structs.replace(item, page=page, step=step)


def _told(error: Exception, check: Check) -> str:
    """`KeyError: 'x' (cold_start.py:31)`: the check's own line, and no path of this machine in the result."""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == check.place.file]
    where = f"{Path(check.place.file).name}:{lines[-1] if lines else check.place.line}"
    return f"{type(error).__name__}: {error} ({where})"


def failed(results: Iterable[CheckResult]) -> list[CheckResult]:
    """Those that failed, heaviest first: by severity, then weight, then id."""
    order = {severity: index for index, severity in enumerate(Severity)}
    found = [result for result in results if result.status is Status.fail]
    return sorted(found, key=lambda result: (order[result.severity], -result.weight, result.id))
