"""The result in a terminal: the verdict, what decided it, scores, and each failed check with its first places."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.derive.sayings import said, step_message
from patrol.model.journey import Outcome
from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult, Manifest, Overall
from patrol.model.verdict import Status
from patrol.report import gate_lines, privacy_line, waiving
from patrol.report.plain import cut, one_line
from patrol.report.undecided import fold
from patrol.report.words import OUTCOME_SYMBOL, OVERALL, SEVERITY, STATUS, SYMBOL
from patrol.report.words import step as step_text
from patrol.report.words import wall as wall_name

SHOWN_PLACES = 3
SHOWN_NAMES = 6

LONGEST_LINE = 400
"""Characters: a few lines of a terminal; the report has the rest."""

COLOURS = {"red": 31, "green": 32, "yellow": 33, "grey": 90, "bold": 1}

OVERALL_COLOUR = {Overall.passed: "green", Overall.findings: "red", Overall.inconclusive: "yellow"}


def render(result: InspectionResult, lang: str = "en", *, colour: bool = False) -> str:
    """Plain text, with ANSI colours when asked for."""
    return "\n".join(_Terminal(result, lang, colour).lines()) + "\n"


def render_gate(result: InspectionResult, lang: str = "en", *, colour: bool = False) -> str:
    """Only the gate's answer, with how much of the app it rests on."""
    text = "\n".join(_Terminal(result, lang, colour).of_gate()).strip("\n") + "\n"
    return text.replace("\n\n\n", "\n\n")


def _told(text: str) -> str:
    """One line that cannot command the terminal."""
    return cut(one_line(text), LONGEST_LINE)


def _indented(text: str) -> str:
    """The same, with the blanks that it begins with."""
    return " " * (len(text) - len(text.lstrip(" "))) + _told(text)


class _Terminal:
    def __init__(self, result: InspectionResult, lang: str, colour: bool) -> None:
        self._result = result
        self._lang = lang
        self._colour = colour

    def lines(self) -> Iterator[str]:
        result = self._result
        word = self._paint(OVERALL[result.overall].of(self._lang), OVERALL_COLOUR[result.overall], "bold")
        yield f"{word}  {_told(result.summary.of(self._lang))}"
        yield ""
        yield from self._gate()
        yield from self._scores()
        yield from self._checks(Status.fail, "red")
        yield from self._waived()
        yield from self._checks(Status.error, "yellow")
        yield from self._checks(Status.inconclusive, "yellow")
        yield from self._journeys()
        yield from self._privacy()
        yield from self._coverage()
        for failure in result.failures:
            yield self._paint(f"! {failure.gatherer}: {_told(self._said(failure.message, failure.advice))}", "yellow")
        for interruption in result.interruptions:
            yield self._paint(f"! {_told(self._said(interruption.reason))}", "yellow")

    def of_gate(self) -> Iterator[str]:
        yield from self._gate()
        for remark in waiving.remarks(self._result, gate=True):
            yield self._paint(f"! {_told(remark.of(self._lang))}", "yellow")
        yield from self._coverage()

    def _gate(self) -> Iterator[str]:
        """The build gate's answer: what fails it by rule, what is undecided, the rest in a line each."""
        if self._result.gate is not None:
            for text, colours in gate_lines.lines(self._result.gate, self._lang):
                yield self._paint(_indented(text), *colours) if text.strip() else ""
            yield ""

    def _scores(self) -> Iterator[str]:
        for category in self._result.categories:
            score = "–" if category.score is None else f"{category.score:.0f}"
            decided = f"{category.decided}/{category.total}"
            yield f"  {score:>4}  {category.name.of(self._lang)}  {self._paint(decided, 'grey')}"

    def _checks(self, status: Status, colour: str) -> Iterator[str]:
        checks = [check for check in self._result.checks if check.status is status and not check.waived]
        if checks:
            yield ""
            yield self._paint(STATUS[status].of(self._lang), colour, "bold")
        alone, together = fold(self._result, checks)
        for check in alone:
            yield from self._one(check, colour)
        for group in together:
            reason = _told(self._said(group.reason))
            yield f"{self._paint(SYMBOL[status], colour)} {group.title.of(self._lang)}: {reason}"
            yield self._paint(f"    {_told(', '.join(check.id for check in group.checks))}", "grey")

    def _waived(self) -> Iterator[str]:
        """Findings that somebody accepts, and waivers that need a look."""
        accepted = [check for check in self._result.checks if check.waived]
        remarks = [_told(text.of(self._lang)) for text in waiving.remarks(self._result)]
        if accepted or remarks:
            yield ""
            yield self._paint(Text("已豁免", "Waived").of(self._lang), "grey", "bold")
        for check in accepted:
            yield f"{self._paint('~', 'grey')} {_told(waiving.sentence(check).of(self._lang))}"
        for remark in remarks:
            yield self._paint(f"! {remark}", "yellow")

    def _one(self, check: CheckResult, colour: str) -> Iterator[str]:
        severity = SEVERITY[check.severity].of(self._lang)
        mark = self._paint(SYMBOL[check.status], colour)
        yield f"{mark} {_told(check.title.of(self._lang))}  {self._paint(f'{check.id} · {severity}', 'grey')}"
        told = [v for v in check.verdicts if v.status is check.status and not v.waiver]
        if check.message and check.message not in {text for v in told for text in (v.message.zh, v.message.en)}:
            yield f"    {_told(self._said(check.message))}"
        for verdict in told[:SHOWN_PLACES]:
            yield f"    {_told(verdict.message.of(self._lang))}"
        if len(told) > SHOWN_PLACES:
            more = len(told) - SHOWN_PLACES
            yield self._paint(f"    … 另有 {more} 处" if self._lang == "zh" else f"    … and {more} more", "grey")

    def _journeys(self) -> Iterator[str]:
        traces = self._result.journeys
        if not traces:
            return
        passed = sum(trace.outcome is Outcome.passed for trace in traces)
        yield ""
        title = f"用户流程 {passed}/{len(traces)}" if self._lang == "zh" else f"Journeys {passed}/{len(traces)}"
        yield self._paint(title, "bold")
        for trace in traces:
            if trace.outcome is not Outcome.passed:
                step = trace.decisive
                name = trace.name_en if self._lang == "en" and trace.name_en else trace.name
                where = (
                    f": {step.index} {step_text(step.text).of(self._lang)} — {self._step(step.message)}" if step else ""
                )
                yield f"{self._paint(OUTCOME_SYMBOL[trace.outcome], 'red')} {_told(name + where)}"

    def _privacy(self) -> Iterator[str]:
        """Calls, flows and password fields in a line; in red what had no consent, or lay open."""
        told = privacy_line.told(self._result.compliance)
        if told is None:
            return
        yield ""
        bad, text = told
        yield f"{self._paint(Text('个人信息', 'Privacy').of(self._lang), 'bold')}  {_told(text.of(self._lang))}"
        if bad:
            yield self._paint(f"  {_told(bad.of(self._lang))}", "red")

    def _coverage(self) -> Iterator[str]:
        """The activities of the manifest, each in one of four lists."""
        told = self._result.coverage
        zh = self._lang == "zh"
        package = self._result.environment.package
        lists = (
            ("到达" if zh else "reached", told.activities_reached),
            ("可达而未到" if zh else "not reached", told.activities_unreached),
            (
                "被挡住" if zh else "blocked",
                tuple(f"{name} ({wall_name(wall).of(self._lang)})" for name, wall in told.activities_blocked),
            ),
            ("无入口" if zh else "dead", told.activities_dead),
        )
        total = sum(len(names) for _, names in lists)
        if not total and told.manifest is not Manifest.unread:
            return
        yield ""
        known = str(total) if total else "未知" if zh else "unknown"
        yield self._paint(f"Activity {known}" if zh else f"Activities {known}", "bold")
        if told.manifest is not Manifest.whole:
            yield self._paint(f"  {_told(told.manifest_note)}", "yellow")
        for label, names in lists if total else ():
            short = [name.removeprefix(package) if name.startswith(f"{package}.") else name for name in names]
            more = f" … +{len(short) - SHOWN_NAMES}" if len(short) > SHOWN_NAMES else ""
            named = f"  {_told(', '.join(short[:SHOWN_NAMES]))}{more}"
            yield f"  {len(short):>4}  {label}{named if short and names is not told.activities_reached else ''}"

    def _said(self, *messages: str) -> str:
        return " ".join(said(message).of(self._lang) for message in messages if message)

    def _step(self, message: str) -> str:
        """What was expected, and what was seen instead."""
        expected, seen = step_message(message)
        instead = "；实际看到：" if self._lang == "zh" else "; seen: "
        return expected.of(self._lang) + (f"{instead}{seen.of(self._lang)}" if seen else "")

    def _paint(self, text: str, *colours: str) -> str:
        if not self._colour:
            return text
        return f"\033[{';'.join(str(COLOURS[c]) for c in colours)}m{text}\033[0m"
