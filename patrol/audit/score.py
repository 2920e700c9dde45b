"""From check results to category scores and one word for the whole run, with what decided it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from patrol.audit.policy import Policy
from patrol.audit.run import failed
from patrol.model.artifacts import Crawl, Environment, GatherFailure, Journeys, Screens, StopReason
from patrol.model.devicelog import DeviceLog
from patrol.model.frames import Frames
from patrol.model.record import Record, Text
from patrol.model.recorded import ARTIFACTS, NOT_RECORDED, Artifacts
from patrol.model.resources import Resources
from patrol.model.result import Category, CheckResult, Overall
from patrol.model.scan import Reading, Scan
from patrol.model.traffic import Traffic
from patrol.model.verdict import Severity, Status

DECIDED = (Status.passed, Status.fail)

APPLIES = (*DECIDED, Status.inconclusive, Status.error)
"""Statuses of checks that should have decided; manual, informative and not-applicable ones never could."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a run."""

    overall: Overall
    decided_by: tuple[str, ...]
    """Ids of failed checks, or reasons such as `interrupted`, `missing:traffic`, `too-few-decided`."""
    summary: Text


def categories(results: Sequence[CheckResult], policy: Policy) -> tuple[Category, ...]:
    """Score of each category that has checks: 100 × weight of what passed over weight of what passed or failed. What
    could not be decided counts for neither; the number of decided checks says how much the score rests on."""
    found = []
    for name, title in policy.categories.items():
        own = [result for result in results if result.category == name]
        decided = [result for result in own if result.status in DECIDED]
        weight = sum(result.weight for result in decided)
        passed = sum(result.weight for result in decided if result.status is Status.passed)
        if own:
            score = round(100 * passed / weight, 1) if weight else None
            found.append(Category(name, title, score, len(decided), sum(result.status in APPLIES for result in own)))
    return tuple(found)


def outcome(artifacts: Artifacts, results: Sequence[CheckResult], policy: Policy) -> Outcome:
    """Findings when a check failed whose severity the policy names, and no waiver accepts it. Passed only when
    nothing stands in doubt: the run ended by itself, saw the app, has what the policy requires, and enough checks
    decided."""
    deciding = [result for result in failed(results) if result.severity in policy.fail_on and not result.waived]
    found = doubts(artifacts, results, policy)
    if deciding:
        return Outcome(
            Overall.findings, tuple(r.id for r in deciding), _findings(deciding, _lesser(results, deciding), found)
        )
    if found:
        return Outcome(Overall.inconclusive, tuple(found), _inconclusive(found))
    return Outcome(Overall.passed, (), _passed(results))


RECORDINGS: tuple[tuple[type[Record], str, str, str], ...] = (
    (Traffic, "traffic", "请求", "requests were"),
    (DeviceLog, "log", "设备日志", "the device log was"),
    (Frames, "frames", "帧", "frames were"),
    (Resources, "resources", "内存和处理器", "memory and processor were"),
)
"""What is recorded all the time: artifact, its name, and how it is called."""


def _gaps(artifacts: Artifacts) -> Iterator[tuple[str, Text]]:
    """Recordings that do not reach to the end of the run: what they do not show may have happened all the same."""
    for kind, name, zh, en in RECORDINGS:
        recorded = artifacts.get(kind)
        if isinstance(recorded, Traffic | DeviceLog | Frames | Resources) and (why := recorded.ended_early):
            said = Text(f"{zh}记录提前结束：{why}", f"{en} not recorded to the end: {why}")
            yield f"{name}-ended-early", said
    log = artifacts.get(DeviceLog)
    if isinstance(log, DeviceLog) and (count := log.dropped):
        text = Text(f"设备日志过长，{count} 行未保留", f"the device log was too long: {count} lines were not kept")
        yield "log-dropped", text


def doubts(artifacts: Artifacts, results: Sequence[CheckResult], policy: Policy) -> dict[str, Text]:
    """Why this run may not count as passed: reason → sentence."""
    found: dict[str, Text] = {}
    for interruption in artifacts.interruptions():
        why = interruption.reason.rstrip(".。")  # it stands among others
        found["interrupted"] = Text(f"运行中断：{why}", f"the run was cut short: {why}")
    if _package_alone(artifacts):
        found.update(_unread(artifacts))
    elif not _saw_anything(artifacts):
        found["nothing-seen"] = Text("没有看到应用的任何页面", "no page of the app was seen")
    crawl = artifacts.get(Crawl)
    if isinstance(crawl, Crawl) and crawl.stop in BROKEN_OFF:
        note = crawl.stop_note or crawl.stop
        found["crawl-broke-off"] = Text(f"页面探索中途停止：{note}", f"the crawl broke off: {note}")
    found.update(dict(_gaps(artifacts)))
    for name in policy.required:
        missing = artifacts.get(ARTIFACTS[name])
        if isinstance(missing, GatherFailure):
            found[f"missing:{name}"] = _missing(name, missing)
    broken = [result.id for result in results if result.status is Status.error]
    if broken:
        names = ", ".join(broken)
        found["check-error"] = Text(f"检查程序出错：{names}", f"checks that broke: {names}")
    decided = sum(result.status in DECIDED for result in results)
    total = sum(result.status in APPLIES and not result.left_out for result in results)
    if not decided or decided < policy.decided_share * total:
        found["too-few-decided"] = Text(
            f"{total} 项检查中只有 {decided} 项得出结论", f"only {decided} of {total} checks decided"
        )
    return found


def _missing(name: str, failure: GatherFailure) -> Text:
    if failure.message == NOT_RECORDED:
        return Text(f"没有 {name} 的记录", f"{name} was not recorded")
    return Text(f"缺少数据 {name}：{failure.message}", f"no {name}: {failure.message}")


BROKEN_OFF = {StopReason.crash_loop, StopReason.device_lost, StopReason.error}
"""Ends of a crawl that leave unknown how much of the app was not seen."""


def _package_alone(artifacts: Artifacts) -> bool:
    """Whether an app's file was read and no phone was used (`patrol scan`)."""
    environment = artifacts.get(Environment)
    return (
        isinstance(environment, Environment) and not environment.phone.serial and isinstance(artifacts.get(Scan), Scan)
    )


def _unread(artifacts: Artifacts) -> Iterator[tuple[str, Text]]:
    """What of the package could not be seen."""
    scan = artifacts.get(Scan)
    hidden = [one for one in scan.oddities if one.hides] if isinstance(scan, Scan) else []
    if isinstance(scan, Scan) and scan.reading is not Reading.whole:
        names = ", ".join(dict.fromkeys(one.kind for one in hidden))
        yield "not-wholly-read", Text(f"安装包没有完整读出：{names}", f"the package could not be read whole: {names}")


def _saw_anything(artifacts: Artifacts) -> bool:
    screens, crawl, journeys = (artifacts.get(kind) for kind in (Screens, Crawl, Journeys))
    return bool(
        (isinstance(screens, Screens) and screens.visits)
        or (isinstance(crawl, Crawl) and (crawl.graph.pages or crawl.found))
        or (isinstance(journeys, Journeys) and any(trace.steps for trace in journeys.traces))
    )


SEVERITY_NAMES = {
    Severity.critical: Text("严重", "critical"),
    Severity.high: Text("高", "high"),
    Severity.medium: Text("中", "medium"),
    Severity.low: Text("低", "low"),
}


def _findings(deciding: list[CheckResult], lesser: Text, doubts: dict[str, Text]) -> Text:
    first = deciding[0]
    count = len(deciding)
    others = f"等 {count} 项检查未通过" if count > 1 else "，1 项检查未通过"
    rest = f"{count - 1} more checks" if count > 2 else "1 more check"
    more = f" and {rest} failed" if count > 1 else " (1 check failed)"
    zh = f"发现问题：{first.title.zh}{others}。"
    en = f"Findings: {first.title.en}{more}."
    return Text(zh + lesser.zh + _also(doubts, "zh"), en + lesser.en + _also(doubts, "en"))


def _lesser(results: Sequence[CheckResult], deciding: Sequence[CheckResult] = ()) -> Text:
    """How many more checks failed at a level that decides nothing."""
    count = sum(result.status is Status.fail and not result.waived for result in results) - len(deciding)
    if not count:
        return Text("", "")
    return Text(f"另有 {count} 项较轻的问题。", f" {count} lesser finding{'s are' if count > 1 else ' is'} listed.")


def _also(doubts: dict[str, Text], lang: str) -> str:
    if not doubts:
        return ""
    listed = ("；" if lang == "zh" else "; ").join(doubt.of(lang) for doubt in doubts.values())
    return f"此外结果并不完整：{listed}。" if lang == "zh" else f" The result is also incomplete: {listed}."


def _inconclusive(doubts: dict[str, Text]) -> Text:
    zh, en = "；".join(d.zh for d in doubts.values()), "; ".join(d.en for d in doubts.values())
    return Text(f"无法得出结论：{zh}。", f"Inconclusive: {en}.")


def _passed(results: Sequence[CheckResult]) -> Text:
    decided = sum(result.status in DECIDED for result in results)
    lesser = _lesser(results)
    accepted = sum(result.waived for result in results)
    zh = f"通过：{decided} 项检查已判定，没有达到阻断级别的问题。"
    en = f"Passed: {decided} checks decided, none failed at a level that fails the build."
    zh += lesser.zh
    en += lesser.en
    if accepted:
        zh += f"另有 {accepted} 项不通过，已由豁免接受。"
        en += f" {accepted} failed and {'is' if accepted == 1 else 'are'} accepted by a waiver."
    return Text(zh, en)
