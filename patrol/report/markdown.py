"""The result as Markdown, for a comment on a pull request or a job's page: the verdict, what the gate says, scores,
journeys, findings, figures. What does not fit is counted, and the report is linked by its path in the run folder."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.derive.sayings import said, step_message
from patrol.model.build import FindingState, KnownFinding
from patrol.model.gate import Gate, GateItem
from patrol.model.journey import Outcome
from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult, Overall
from patrol.model.verdict import Severity, Status, Verdict
from patrol.report import diff_words, forms, gate_view, md, words
from patrol.report.gate_words import RULE
from patrol.report.md import Part
from patrol.report.plain import anchor

REPORT = "report.html"

SIGN = {Overall.passed: "✓", Overall.findings: "✗", Overall.inconclusive: "?"}

PLACES = 2
"""Places of a check that its row names; the others are counted."""

WORST_FIRST = tuple(Severity)
SEVERE = (Severity.critical, Severity.high)

TOP = 20
"""Findings that stand open; the others are folded."""


def render(result: InspectionResult, lang: str = "en", most: int = md.GITHUB_COMMENT) -> str:
    """Markdown text of at most `most` characters."""
    return _Summary(result, lang).text(most)


class _Summary:
    def __init__(self, result: InspectionResult, lang: str) -> None:
        self._result, self._lang = result, lang
        self._names = {page.key: page.name_of(lang) or page.key for page in result.graph.pages}

    def text(self, most: int) -> str:
        result = self._result
        app = result.app.version_name if result.app else ""
        verdict = f"{SIGN[result.overall]} {self._say(words.OVERALL[result.overall])}"
        begin = f"## {verdict}: {md.text(self._app(), 120)} {md.text(app, 60)}".rstrip() + "\n\n"
        begin += f"{md.text(self._say(result.summary), 600)}\n"
        if result.gate is not None:
            begin += f"\n**{self._gate_line(result.gate)}**\n"
        return md.within(begin, self._parts(), self._end(), most, self._lang)

    def _parts(self) -> Iterator[Part]:
        gate = self._result.gate
        if gate is not None:
            for status in (Status.fail, Status.inconclusive, Status.passed):
                yield self._items(gate, status)
            yield self._against(gate)
        yield Part(self._both("没有看全", "What was not seen"), list(self._unseen()))
        yield self._scores()
        yield from self._journeys()
        yield self._forms()
        yield from self._findings()
        if gate is not None:
            yield self._numbers(gate)
            yield self._items(gate, Status.informative)
        yield self._figures()

    # --- the gate

    def _gate_line(self, gate: Gate) -> str:
        sign = words.SYMBOL[gate.status]
        return f"{sign} {self._say(gate_view.STATUS[gate.status])}: {md.text(self._say(gate_view.decided(gate)), 900)}"

    def _items(self, gate: Gate, status: Status) -> Part:
        heads = self._heads("规则", "Rule", "什么", "What", "怎么走到", "The way there")
        items = [item for group in gate_view.groups(gate, status) for item in group.items]
        title = f"{words.SYMBOL[status]} {self._say(gate_view.SECTIONS[status])} ({len(items)})"
        folded = status in (Status.passed, Status.informative)
        return md.table(title, heads, [self._item(item) for item in items], folded=folded)

    def _against(self, gate: Gate) -> Part:
        told = [gate_view.base(gate), diff_words.summary(gate.difference), gate_view.findings_line(gate), *gate.remarks]
        lines = [f"- {md.text(self._say(text))}" for text in told if text is not None]
        return Part(self._both("与基线对照", "Against the baseline"), lines)

    def _item(self, item: GateItem) -> list[str]:
        what = md.text(self._say(item.message), 400)
        why = gate_view.accepted(item)
        if why is not None:
            what += f"<br>~ {md.text(self._say(why))}"
        if item.draft:
            what += f"<br>{self._both('草稿', 'draft')} {md.link(item.draft, item.draft)}"
        steps = diff_words.way(item.way, item.way_en)[:8] if item.draft else ()
        way = " → ".join(md.text(self._say(step), 80) for step in steps)
        return [self._say(RULE[item.rule]), what, way]

    def _numbers(self, gate: Gate) -> Part:
        heads = self._heads(
            *("数字", "Number", "基线", "Then", "这次", "Now", "变化", "Change"),
            *("结论", "Found", "p", "p", "效应", "Effect", "重复", "Repeats"),
        )
        rows = []
        for one in gate_view.notable(gate):
            found = f"{gate_view.DECISION_SIGN[one.decision]} {self._say(gate_view.DECISION[one.decision])}"
            then, now = (
                f"{gate_view.figure(value)} {md.text(one.unit)}" for value in (one.then_median, one.now_median)
            )
            p = "–" if one.p is None else f"{one.p:.2g}"
            effect = "–" if one.effect is None else f"{one.effect:+.2f}"
            name = md.text(self._say(one.name))
            rows.append([name, then, now, gate_view.change(one), found, p, effect, self._say(gate_view.repeats(one))])
        title = self._both("数字：与基线相比", "Numbers against the baseline")
        told = gate_view.numbers(gate)
        return md.table(f"{title} ({self._say(told)})" if told else title, heads, rows)

    # --- the run

    def _unseen(self) -> Iterator[str]:
        early = self._both("巡检提前结束", "The run ended early")
        for interruption in self._result.interruptions:
            yield f"- {early}: {md.text(self._say(said(interruption.reason)))}"
        for failure in self._result.failures:
            yield f"- {md.text(failure.gatherer)}: {md.text(self._say(said(failure.message)))}"

    def _scores(self) -> Part:
        heads = self._heads("类别", "Category", "得分", "Score", "已判定", "Decided")
        rows = [
            [
                md.text(self._say(one.name)),
                "–" if one.score is None else f"{one.score:.0f}",
                f"{one.decided}/{one.total}",
            ]
            for one in self._result.categories
        ]
        return md.table(self._both("得分", "Scores"), heads, rows)

    def _journeys(self) -> Iterator[Part]:
        traces = self._result.journeys
        passed = [trace for trace in traces if trace.outcome is Outcome.passed]
        rows = []
        for trace in traces:
            if trace.outcome is Outcome.passed:
                continue
            step = trace.decisive
            where = ""
            if step is not None:
                expected, seen = step_message(step.message)
                where = f"{step.index} {self._say(words.step(step.text))}: {self._say(expected)}"
                where += Text(f"；看到 {seen.zh}", f"; seen: {seen.en}").of(self._lang) if seen else ""
            sign = f"{words.OUTCOME_SYMBOL[trace.outcome]} {self._say(words.OUTCOME[trace.outcome])}"
            name = trace.name_en if self._lang == "en" and trace.name_en else trace.name
            path = f"{REPORT}#journey-{anchor(trace.journey)}"
            rows.append([sign, md.link(name, path), md.text(where)])
        title = f"{self._both('用户流程', 'Journeys')} {len(passed)}/{len(traces)}"
        if rows:
            yield md.table(title, self._heads("", "", "流程", "Journey", "停在", "Where it ended"), rows)
        elif traces:
            yield Part(title, [self._both("全部通过。", "All passed.")])

    def _forms(self) -> Part:
        """Boundary values, counted by what the app did; the report lists them."""
        title = self._both("新页面的表单：边界值", "Forms of new pages: boundary values")
        told = forms.summary(forms.forms(self._result))
        return Part(title, [md.link(self._say(told), f"{REPORT}#forms")] if told else [])

    def _findings(self) -> Iterator[Part]:
        """The severe ones open, the others folded."""
        checks = [check for check in self._result.checks if check.status is Status.fail and not check.waived]
        checks.sort(key=lambda check: WORST_FIRST.index(check.severity))
        heads = self._heads("级别", "Severity", "问题", "Finding", "在哪里", "Where")
        severe = [check for check in checks if check.severity in SEVERE][:TOP]
        others = [check for check in checks if check not in severe]
        for title, shown in (
            (self._both("问题", "Findings"), severe),
            (self._both("其他问题", "Other findings"), others),
        ):
            count = f"{len(shown)}/{len(checks)}" if len(shown) < len(checks) else str(len(shown))
            rows = [[self._severity(check), self._check(check), self._places(check)] for check in shown]
            yield md.table(f"{title} ({count})", heads, rows, folded=shown is others)

    def _severity(self, check: CheckResult) -> str:
        told = self._say(words.SEVERITY[check.severity])
        fresh = [item for item in self._aged if item.check == check.id]
        return f"{told}<br>**{self._say(gate_view.STATE[fresh[0].state])}**" if fresh else told

    @property
    def _aged(self) -> list[KnownFinding]:
        items = self._result.gate.items if self._result.gate else ()
        found = (item.finding for item in items if item.finding is not None)
        return [one for one in found if one.state in (FindingState.new, FindingState.returned)]

    def _check(self, check: CheckResult) -> str:
        return md.link(self._say(check.title), f"{REPORT}#check-{anchor(check.id)}")

    def _places(self, check: CheckResult) -> str:
        told = [verdict for verdict in check.verdicts if verdict.status is Status.fail and not verdict.waiver]
        lines = [self._place(verdict) for verdict in told[:PLACES]]
        if len(told) > PLACES:
            more = len(told) - PLACES
            lines.append(f"另有 {more} 处" if self._lang == "zh" else f"and {more} more")
        return "<br>".join(lines)

    def _place(self, verdict: Verdict) -> str:
        page = next((item.page for item in verdict.evidence if item.page), "")
        told = md.text(self._say(verdict.message), 240)
        return f"{told} ({md.text(self._names[page], 60)})" if page in self._names else told

    def _figures(self) -> Part:
        heads = self._heads("指标", "Figure", "值", "Value", "上次", "Then", "样本", "Samples")
        compared = self._result.compared
        then = {change.id: change.then for change in compared.changes} if compared else {}
        rows = []
        for figure in self._result.figures:
            if figure.value is None:
                continue
            old = then.get(f"figure:{figure.id}")
            before = (
                "–" if old is None or old.value is None else f"{gate_view.figure(old.value)} {md.text(figure.unit)}"
            )
            value = f"{gate_view.figure(figure.value)} {md.text(figure.unit)}"
            rows.append([md.text(self._say(figure.name)), value, before, str(figure.samples or "–")])
        return md.table(self._both("指标", "Figures"), heads, rows, folded=True)

    # --- words

    def _end(self) -> str:
        environment = self._result.environment
        phone = f"{environment.phone.model}, Android {environment.phone.android or '?'}"
        link = md.link(self._both("完整报告", "The whole report"), REPORT)
        told = (f"patrol {environment.patrol}", environment.run_id, phone)
        return f"{link} <sub>{' · '.join(md.text(one, 80) for one in told)}</sub>\n"

    def _app(self) -> str:
        environment, app = self._result.environment, self._result.app
        name = environment.name or (app.label if app else "") or environment.package
        return environment.name_en if self._lang == "en" and environment.name_en else name

    def _heads(self, *texts: str) -> tuple[str, ...]:
        """Chinese and English by turns."""
        return texts[0::2] if self._lang == "zh" else texts[1::2]

    def _both(self, zh: str, en: str) -> str:
        return zh if self._lang == "zh" else en

    def _say(self, text: Text) -> str:
        return text.of(self._lang)
