"""JUnit XML: each journey and each check a test case, for CI systems that show test results.

The dialect is the one of the Jenkins xUnit plug-in (junit-10.xsd), which GitLab, GitHub's actions and Azure read too.
An inconclusive check is an error there: no CI system may take it for a pass. One whose findings are all accepted by
waivers is skipped, with who accepts them and until when. What the gate found against the baseline is a suite of its
own. Screens are attached by a line `[[ATTACHMENT|path]]` in a case's output, as Jenkins' junit-attachments plug-in,
GitLab and Azure read it; GitLab shows the first of a case, so the one that matters most stands first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as xml

from patrol.derive.sayings import said, step_message
from patrol.model.gate import Gate, GateItem
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Status, Verdict
from patrol.report import waiving, words
from patrol.report.diff_words import way
from patrol.report.gate_view import subject
from patrol.report.gate_words import RULE
from patrol.report.places import NOWHERE, Places, pictures_of
from patrol.report.plain import cut, one_line, plain

SHOWN_VERDICTS = 20
"""Per check; the rest is counted. CI pages are not made for thousands."""

SHOWN_PICTURES = 20
"""Attachments of one case."""

LONGEST_OUTPUT = 15_000
"""Characters of what a journey did, without its attachments."""

LONGEST_ATTRIBUTE = 500
"""Characters of a name or message: CI pages show them in a table's cell."""


def render(result: InspectionResult, lang: str = "en", places: Places = NOWHERE) -> str:
    """The XML text: one `testsuite` for the journeys, one for the gate when there was a baseline, and one for each
    category of checks. The format has room for one language; `classname` and `type` are codes and the same in each."""
    root = xml.Element("testsuites", name=f"patrol {result.environment.package}")
    _journeys(root, result, lang, places)
    if result.gate:
        _gate(root, result.gate, result, lang, places)
    for category in result.categories:
        checks = [check for check in result.checks if check.category == category.id]
        suite = _suite(root, category.name.of(lang), len(checks), result)
        for check in checks:
            _check(suite, check, lang, places)
        _count(suite)
    for element in root.iter():
        element.text = element.text and cut(plain(element.text))
        for name, value in element.items():
            element.set(name, cut(one_line(value), LONGEST_ATTRIBUTE))
    xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _suite(root: xml.Element, name: str, tests: int, result: InspectionResult) -> xml.Element:
    suite = xml.SubElement(root, "testsuite", name=name, tests=str(tests), failures="0", errors="0")
    suite.set("timestamp", result.environment.started_at)
    return suite


def _count(suite: xml.Element) -> None:
    for what, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(what, str(len(suite.findall(f"testcase/{tag}"))))


def _journeys(root: xml.Element, result: InspectionResult, lang: str, places: Places) -> None:
    suite = _suite(root, Text("用户流程", "journeys").of(lang), len(result.journeys), result)
    for trace in result.journeys:
        name = trace.name_en if lang == "en" and trace.name_en else trace.name
        seconds = f"{(trace.ended_ms - trace.started_ms) / 1000:.3f}"
        case = xml.SubElement(suite, "testcase", name=name, classname=f"journeys.{trace.journey}", time=seconds)
        if trace.outcome is not Outcome.passed:
            tag = {Outcome.failed: "failure", Outcome.broken: "error", Outcome.skipped: "skipped"}[trace.outcome]
            _problem(case, tag, trace.outcome.value, *_worst_step(trace, lang))
        _output(case, [_walked(step) for step in trace.steps], _screens(trace), places)
    _count(suite)


def _walked(step: StepTrace) -> str:
    took = (step.ended_ms - step.started_ms) / 1000
    return f"{words.OUTCOME_SYMBOL[step.outcome]} {step.index} {one_line(step.text)} ({took:.1f} s)"


def _screens(trace: JourneyTrace) -> list[str]:
    """The decisive step's first, then the others from the last one back: the end says more than the beginning."""
    deciding = [trace.decisive] if trace.decisive and trace.outcome is not Outcome.passed else []
    return [step.picture for step in (*deciding, *reversed(trace.steps))]


def _output(case: xml.Element, lines: Iterable[str], pictures: Iterable[str], places: Places) -> None:
    """What happened, and the screens; nothing when there is neither."""
    shown = [picture for picture in dict.fromkeys(pictures) if picture][:SHOWN_PICTURES]
    # What an app says must attach nothing of the machine that reads this.
    told = "\n".join(cut(plain(line), LONGEST_ATTRIBUTE) for line in lines).replace("[[", "[ [")
    # Cut here, for what is cut later must not be an attachment.
    attached = [f"[[ATTACHMENT|{places.attachment(picture)}]]" for picture in shown]
    if told or attached:
        output = xml.SubElement(case, "system-out")
        output.text = "\n".join(filter(None, [cut(told, LONGEST_OUTPUT), *attached]))


def _gate(root: xml.Element, gate: Gate, result: InspectionResult, lang: str, places: Places) -> None:
    """The answer as a case, and each thing that is not as it should be."""
    suite = _suite(root, Text("构建门禁", "build gate").of(lang), len(gate.items) + 1, result)
    whole = xml.SubElement(suite, "testcase", name=gate.summary.of(lang), classname="gate.status", time="0")
    if gate.status in GATE_TAGS:
        remarks = "\n".join(remark.of(lang) for remark in gate.remarks)
        _problem(whole, GATE_TAGS[gate.status], gate.status.value, gate.summary.of(lang), remarks)
    names = {page.key: page.name_of(lang) or page.key for page in result.graph.pages}
    for item in gate.items:
        _item(suite, item, lang, places, names)
    _count(suite)


GATE_TAGS = {Status.fail: "failure", Status.inconclusive: "error", Status.error: "error"}


def _item(suite: xml.Element, item: GateItem, lang: str, places: Places, names: Mapping[str, str]) -> None:
    name = f"{RULE[item.rule].of(lang)}: {subject(item, names, lang)}"
    case = xml.SubElement(suite, "testcase", name=name, classname=f"gate.{item.rule.value}", time="0")
    lines = [step.of(lang) for step in way(item.way, item.way_en)]
    if item.draft:
        lines.append(Text("用例草稿：", "draft of a journey: ").of(lang) + places.inside(item.draft))
    message, kind = item.message.of(lang), item.status.value
    if item.waiver:
        message, kind = f"{message} ({waiving.said(item.waiver).of(lang)})", "waived"
    elif item.grace_until:
        message = Text(f"{message}（宽限到 {item.grace_until}）", f"{message} (grace until {item.grace_until})").of(
            lang
        )
    _problem(case, GATE_TAGS.get(item.status, "skipped"), kind, message, "\n".join(lines))
    _output(case, (), [item.picture], places)


def _worst_step(trace: JourneyTrace, lang: str) -> tuple[str, str]:
    """(which step decided, what it expected and what it saw instead)"""
    step = trace.decisive
    if step is None:
        return words.OUTCOME[trace.outcome].of(lang), ""
    expected, seen = step_message(step.message)
    told = [expected.of(lang)]
    if seen is not None:
        told.append(Text("实际看到：", "seen: ").of(lang) + seen.of(lang))
    if step.picture:
        told.append(Text("截图：", "screenshot: ").of(lang) + step.picture)
    which = Text(f"第 {step.index} 步：", f"step {step.index}: ").of(lang)
    return which + words.step(step.text).of(lang), "\n".join(line for line in told if line)


def _check(suite: xml.Element, check: CheckResult, lang: str, places: Places) -> None:
    name = f"{check.id}: {check.title.of(lang)}"
    case = xml.SubElement(suite, "testcase", name=name, classname=f"checks.{check.category}.{check.id}", time="0")
    if check.waived:
        _problem(case, "skipped", "waived", waiving.sentence(check).of(lang), _lines(check, lang))
    elif check.status is Status.fail:
        failed = [verdict for verdict in check.verdicts if verdict.status is Status.fail]
        lines = [_line(verdict, lang) for verdict in failed[:SHOWN_VERDICTS]]
        if len(failed) > SHOWN_VERDICTS:
            more = len(failed) - SHOWN_VERDICTS
            lines.append(Text(f"…… 另有 {more} 处，见报告", f"… and {more} more, see the report").of(lang))
        _problem(case, "failure", check.severity.value, f"{check.title.of(lang)} ({len(failed)})", "\n".join(lines))
    elif check.status in {Status.error, Status.inconclusive}:
        _problem(
            case, "error", check.status.value, said(check.message).of(lang) or check.title.of(lang), _lines(check, lang)
        )
    elif check.status is not Status.passed:
        _problem(case, "skipped", check.status.value, check.title.of(lang), _lines(check, lang))
    if check.status is not Status.passed:
        # Failed places first: GitLab shows the first picture.
        order = sorted(check.verdicts, key=lambda verdict: verdict.status is not Status.fail)
        _output(case, (), (picture for verdict in order for picture in pictures_of(verdict)), places)


def _lines(check: CheckResult, lang: str) -> str:
    return "\n".join(_line(verdict, lang) for verdict in check.verdicts[:SHOWN_VERDICTS])


def _line(verdict: Verdict, lang: str) -> str:
    pictures = pictures_of(verdict)
    accepted = [f"({waiving.said(verdict.waiver).of(lang)})"] if verdict.waiver else []
    return " ".join([verdict.message.of(lang), *accepted, *(f"[{picture}]" for picture in pictures)])


def _problem(case: xml.Element, tag: str, kind: str, message: str, text: str) -> None:
    problem = xml.SubElement(case, tag, type=kind, message=message)
    problem.text = text
