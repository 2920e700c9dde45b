"""JUnit XML: each journey and each check a test case, for CI systems that show test results.

The dialect is the one of the Jenkins xUnit plug-in (junit-10.xsd), which GitLab, GitHub's actions and Azure read too.
An inconclusive check is an error there: no CI system may take it for a pass. One whose findings are all accepted by
waivers is skipped, with who accepts them and until when.
"""

from __future__ import annotations

from xml.etree import ElementTree as xml

from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Screenshot, Status, Verdict
from patrol.report import waiving, words
from patrol.report.plain import cut, one_line, plain
from patrol.report.sayings import said, step_message

SHOWN_VERDICTS = 20
"""Per check; the rest is counted. CI pages are not made for thousands."""

LONGEST_ATTRIBUTE = 500
"""Characters of a name or message: CI pages show them in a table's cell."""


def render(result: InspectionResult, lang: str = "en") -> str:
    """The XML text, one `testsuite` for the journeys and one for each category of checks. The format has room for one
    language; `classname` and `type` are codes and the same in each."""
    root = xml.Element("testsuites", name=f"patrol {result.environment.package}")
    _journeys(root, result, lang)
    for category in result.categories:
        checks = [check for check in result.checks if check.category == category.id]
        suite = _suite(root, category.name.of(lang), len(checks), result)
        for check in checks:
            _check(suite, check, lang)
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


def _journeys(root: xml.Element, result: InspectionResult, lang: str) -> None:
    suite = _suite(root, Text("用户流程", "journeys").of(lang), len(result.journeys), result)
    for trace in result.journeys:
        name = trace.name_en if lang == "en" and trace.name_en else trace.name
        seconds = f"{(trace.ended_ms - trace.started_ms) / 1000:.3f}"
        case = xml.SubElement(suite, "testcase", name=name, classname=f"journeys.{trace.journey}", time=seconds)
        if trace.outcome is not Outcome.passed:
            tag = {Outcome.failed: "failure", Outcome.broken: "error", Outcome.skipped: "skipped"}[trace.outcome]
            _problem(case, tag, trace.outcome.value, *_worst_step(trace, lang))
    _count(suite)


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


def _check(suite: xml.Element, check: CheckResult, lang: str) -> None:
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


def _lines(check: CheckResult, lang: str) -> str:
    return "\n".join(_line(verdict, lang) for verdict in check.verdicts[:SHOWN_VERDICTS])


def _line(verdict: Verdict, lang: str) -> str:
    pictures = [e.picture for e in verdict.evidence if isinstance(e, Screenshot)]
    accepted = [f"({waiving.said(verdict.waiver).of(lang)})"] if verdict.waiver else []
    return " ".join([verdict.message.of(lang), *accepted, *(f"[{picture}]" for picture in pictures)])


def _problem(case: xml.Element, tag: str, kind: str, message: str, text: str) -> None:
    problem = xml.SubElement(case, tag, type=kind, message=message)
    problem.text = text
