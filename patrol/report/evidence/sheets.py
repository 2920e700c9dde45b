"""The tables of a pack: one list of rows for the workbook and for paper. The columns are the customary ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.model.compliance import CallTold
from patrol.model.record import Text
from patrol.model.verdict import Severity, Status
from patrol.report import options, privacy_words, waiving, words
from patrol.report.evidence.findings import Book, Finding
from patrol.report.privacy_words import named
from patrol.report.regulations import asks, regulations

PRINTED = 11
"""Columns of a finding that go on paper; check and subject are for a waiver."""
UNVERIFIED = Text("「待核对原文」", "(text not verified)")


MOST_NUMBERS = 12
"""Of the findings of one clause."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a file of the pack."""

    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of findings."""

    numbers: tuple[str, ...]

    def __str__(self) -> str:
        more = f" … +{len(self.numbers) - MOST_NUMBERS}" if len(self.numbers) > MOST_NUMBERS else ""
        return ", ".join(self.numbers[:MOST_NUMBERS]) + more


Cell = Numbers | str | int | float | Text | Link | None


@dataclass(frozen=True, slots=True)
class Column:
    title: Text
    width: int = 16
    """Characters of a workbook's column."""


@dataclass(frozen=True, slots=True)
class Sheet:
    name: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Text | None = None
    printed: int = 0
    """Columns that go on paper; 0 for all."""


def columns(*told: tuple[str, str, int]) -> tuple[Column, ...]:
    return tuple(Column(Text(zh, en), width) for zh, en, width in told)


FINDING = columns(
    ("序号", "No.", 5), ("条款", "Clause", 21), ("条款要求", "What it asks", 34), ("页面", "Page", 13),
    ("行为", "Behaviour", 42), ("SDK/主体", "SDK / who", 16), ("发生时间", "When", 19), ("证据编号", "Evidence", 9),
    ("结论", "Verdict", 10), ("级别", "Severity", 8), ("整改建议", "What to do", 36), ("检查项", "Check", 24),
    ("对象", "Subject", 34),
)  # fmt: skip


def all_sheets(book: Book, links: dict[str, str]) -> tuple[Sheet, ...]:
    """`links`: number of a finding → the first file of its evidence."""
    open_, manual = book.of(Status.fail, Status.inconclusive, Status.error), book.of(Status.manual)
    return (
        summary(book),
        findings(Text("问题清单", "Findings"), open_, book, links),
        findings(Text("人工核查", "Manual items"), manual, book, links),
        clauses(book),
        calls(book),
        sdks(book),
        flows(book),
        passwords(book),
        unseen(book),
        waivers(book),
        policy(book),
    )


def findings(name: Text, found: tuple[Finding, ...], book: Book, links: dict[str, str]) -> Sheet:
    rows = tuple(_finding(number, one, book, links) for number, one in enumerate(found, start=1))
    return Sheet(name, FINDING, rows, printed=PRINTED)


def _finding(number: int, one: Finding, book: Book, links: dict[str, str]) -> tuple[Cell, ...]:
    check = one.check
    ids = "\n".join(f"{c.id}{'' if c.verified else UNVERIFIED.zh}" for c in check.clauses)
    required = [asks(clause) for clause in check.clauses]
    advice = check.advice or check.why
    link = links.get(one.number, "")
    return (
        number,
        ids,
        Text("\n".join(text.zh for text in required), "\n".join(text.en for text in required)),
        book.name(one.page),
        one.verdict.message,
        _lines(book.who(one)),
        book.when(one.at_ms),
        Link(link, one.number) if link else one.number,
        one.conclusion,
        words.SEVERITY[check.severity],
        advice,
        check.id,
        one.verdict.subject,
    )


def _lines(texts: tuple[Text, ...]) -> Text:
    return Text("\n".join(text.zh for text in texts), "\n".join(text.en for text in texts))


def summary(book: Book) -> Sheet:
    result = book.result
    environment = result.environment
    app, phone = result.app, environment.phone
    told = list(_conditions(book))
    head: tuple[tuple[Text, Cell], ...] = (
        (Text("结论", "Verdict"), words.OVERALL[result.overall]),
        (Text("说明", "Summary"), result.summary),
        (Text("应用", "App"), f"{environment.name or environment.package} {environment.package}"),
        (Text("版本", "Version"), f"{app.version_name} ({app.version_code})" if app else ""),
        (Text("手机", "Phone"), f"{phone.manufacturer} {phone.model} · Android {phone.android} · {phone.serial}"),
        (Text("开始时间", "Began"), book.when(0)),
        (Text("时长", "Took"), words.duration(result.duration_ms)),
        (Text("问题", "Findings"), _by_severity(book.of(Status.fail))),
        (Text("人工核查", "Manual items"), _and_names(book.of(Status.manual))),
        (Text("无法判定", "Inconclusive"), _and_names(book.of(Status.inconclusive, Status.error))),
        (Text("没有看到的", "Not seen"), _counted(len(result.compliance.unseen), UNSEEN)),
    )
    return Sheet(
        Text("概览", "Summary"),
        columns(("项目", "Item", 26), ("内容", "Content", 90)),
        (*head, *told),
    )


UNSEEN = Text("项，见“未能查看”", "items, see “Not seen”")


def _counted(count: int, what: Text) -> Text:
    return Text(f"{count} {what.zh}", f"{count} {what.en}") if count else Text("没有", "none")


def _by_severity(found: tuple[Finding, ...]) -> Text:
    """`84 处：严重 22、高 31 …`; one that is accepted is told as such."""
    accepted = sum(1 for one in found if one.verdict.waiver)
    open_ = [one.check.severity for one in found if not one.verdict.waiver]
    parts = [(words.SEVERITY[severity], open_.count(severity)) for severity in Severity if severity in open_]
    parts += [(Text("已豁免", "waived"), accepted)] if accepted else []
    if not parts:
        return Text("没有", "none")
    zh, en = "、".join(f"{name.zh} {count}" for name, count in parts), ", ".join(f"{n.en} {c}" for n, c in parts)
    return Text(f"{len(found)} 处：{zh}", f"{len(found)}: {en}")


def _and_names(found: tuple[Finding, ...]) -> Text:
    """How many, and what about, so that nobody need look further to know it."""
    if not found:
        return Text("没有", "none")
    told = dict.fromkeys(one.check.title for one in found)
    zh, en = "；".join(title.zh for title in told), "; ".join(title.en for title in told)
    return Text(f"{len(found)} 处：{zh}", f"{len(found)}: {en}")


def _conditions(book: Book) -> Iterator[tuple[Text, Cell]]:
    """On which phone, with which tools, under which policy: whoever repeats the run needs it."""
    environment = book.result.environment
    phone, app = environment.phone, book.result.app
    yield Text("运行编号", "Run"), environment.run_id
    yield (
        Text("工具", "Tools"),
        f"patrol {environment.patrol}, Python {environment.python}"
        + "".join(f", {name} {version}" for name, version in environment.tools.items()),
    )
    yield (
        Text("系统", "System"),
        f"Android {phone.android} (API {phone.sdk}), {phone.abi}, {phone.width}×{phone.height}",
    )
    yield Text("已 root", "Rooted"), privacy_words.yes(phone.rooted)
    yield Text("虚拟手机", "Virtual phone"), privacy_words.yes(phone.virtual)
    if app and app.signature:
        yield Text("签名", "Signature"), app.signature
    if book.result.compliance.hooks:
        yield Text("调用监测", "Calls were seen by"), book.result.compliance.hooks
    if environment.options:
        yield Text("选项", "Options"), options.told(environment.options)


def clauses(book: Book) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for regulation in regulations(book.result):
        for one in regulation.clauses:
            status = words.STATUS[one.status]
            if one.waived and one.status in (Status.passed, Status.not_applicable):
                status = Text("已豁免", "Waived")
            rows.append(
                (
                    regulation.title,
                    one.clause.id,
                    one.place,
                    one.asks,
                    Text("", "") if one.clause.verified else UNVERIFIED,
                    status,
                    Numbers(book.numbers(one)),
                    "\n".join(check.id for check in one.checks),
                )
            )
    heads = columns(
        ("法规", "Regulation", 44), ("条款", "Clause", 20), ("条号", "Place", 10), ("条款要求", "What it asks", 60),
        ("原文", "Text", 16), ("结论", "Verdict", 16), ("证据编号", "Evidence", 26), ("检查项", "Checks", 28),
    )  # fmt: skip
    return Sheet(Text("条款总览", "Clauses"), heads, tuple(rows))


def calls(book: Book) -> Sheet:
    told = book.result.compliance
    categories = {one.id: one.name for one in told.categories}
    names = {one.id: one.name for one in told.collectors}
    rows = tuple(
        (
            names.get(one.collector, Text(one.collector, one.collector)),
            categories.get(one.category, Text(one.category, one.category)),
            one.call,
            privacy_words.PHASE[one.phase],
            book.name(one.page),
            one.count,
            book.when(one.at_ms),
            _said(one),
            "\n".join(one.stack[:12]),
        )
        for one in told.calls
    )
    heads = columns(
        ("SDK/主体", "SDK / who", 26), ("数据", "Data", 20), ("接口", "API", 52), ("同意阶段", "Phase", 20),
        ("页面", "Page", 18), ("次数", "Times", 8), ("首次时间", "First", 26), ("参数与结果", "Arguments, result", 34),
        ("调用栈", "Stack", 70),
    )  # fmt: skip
    left_out = told.calls_left_out
    note = Text(f"另有 {left_out} 组未列出，见 result.json 所在运行", f"{left_out} more groups are left out")
    return Sheet(Text("调用（按主体）", "Calls by SDK"), heads, rows, note if left_out else None)


def _said(call: CallTold) -> str:
    """What it was called with, and what came back."""
    result = f" → {call.result}" if call.result else f" ! {call.error}" if call.error else ""
    return f"({', '.join(call.arguments)}){result}"


def sdks(book: Book) -> Sheet:
    told = book.result.compliance
    rows = tuple(
        (
            one.name,
            privacy_words.KIND[one.kind],
            one.vendor,
            privacy_words.yes(one.declared),
            privacy_words.yes(one.present),
            privacy_words.yes(one.active),
            one.calls,
            one.before_consent,
            one.requests,
            ", ".join(one.hosts),
            "\n".join(one.traces[:8]),
        )
        for one in told.collectors
    )
    heads = columns(
        ("SDK/主体", "SDK / who", 30), ("类别", "Kind", 16), ("厂商", "Vendor", 22), ("已声明", "Declared", 10),
        ("安装包中", "In the APK", 10), ("有行为", "Active", 10), ("敏感调用", "Calls", 10),
        ("未经同意", "Without consent", 12), ("请求", "Requests", 10), ("主机", "Hosts", 36), ("依据", "Told by", 44),
    )  # fmt: skip
    sources = ", ".join(told.lists)
    note = Text(f"声明来自：{sources}", f"declared in: {sources}") if sources else None
    return Sheet(Text("SDK 对照", "SDKs side by side"), heads, rows, note)


BY_LOOK = Text("按形态识别", "known by its look")


def _whence(page: Text, field: str) -> Text:
    return Text(f"{page.zh} {field}", f"{page.en} {field}") if field else BY_LOOK


def flows(book: Book) -> Sheet:
    rows = tuple(
        (
            one.name,
            one.level,
            one.masked,
            one.source or _whence(book.name(one.from_page), one.from_field),
            "\n".join(one.calls),
            named(privacy_words.PLACE, one.place),
            one.target if one.target != one.place else "–",
            named(privacy_words.PARTY, one.party),
            one.country,
            named(privacy_words.FORM, one.form),
            " → ".join(one.steps),
            privacy_words.encryption(one.encrypted),
            privacy_words.PHASE[one.phase],
            book.when(one.at_ms),
            one.count,
            one.excerpt,
        )
        for one in book.result.compliance.flows
    )
    heads = columns(
        ("数据", "Data", 20), ("级别", "Class", 8), ("值（掩码）", "Value (masked)", 20),
        ("来自页面与输入框", "From", 24), ("经过的调用", "Through", 36),
        ("去处", "Place", 18), ("目标", "Target", 32), ("对方", "Party", 20),
        ("国家", "Country", 10), ("形式", "Form", 14), ("变换", "Changed by", 20), ("传输", "Transport", 12),
        ("同意阶段", "Phase", 20), ("首次时间", "First", 26), ("次数", "Times", 8),
        ("片段（掩码）", "Excerpt (masked)", 46),
    )  # fmt: skip
    return Sheet(Text("数据流向", "Flows"), heads, rows)


def passwords(book: Book) -> Sheet:
    rows = tuple(
        (
            book.name(one.page),
            one.label or one.field,
            named(privacy_words.PROBE, answer.kind),
            named(privacy_words.OUTCOME, answer.outcome),
            answer.reason,
            book.when(answer.at_ms),
        )
        for one in book.result.compliance.passwords
        for answer in one.answers
    )
    heads = columns(
        ("页面", "Page", 20), ("输入框", "Field", 22), ("测试", "Tried", 24), ("结果", "Outcome", 14),
        ("说明", "Why", 50), ("时间", "When", 26),
    )  # fmt: skip
    return Sheet(Text("密码控件", "Passwords"), heads, rows)


def unseen(book: Book) -> Sheet:
    rows = tuple((one.what, one.why, one.advice) for one in book.result.compliance.unseen)
    heads = columns(("没有看到", "Not seen", 40), ("原因", "Why", 60), ("建议", "What to do", 50))
    return Sheet(Text("未能查看", "Not seen"), heads, rows)


def waivers(book: Book) -> Sheet:
    rows = tuple(
        (
            use.waiver.check,
            use.waiver.subject,
            use.waiver.role,
            use.waiver.until,
            use.waiver.reason,
            use.covers,
            Text("已到期", "ended") if use.ended else Text("有效", "in force"),
        )
        for use in book.result.waivers
    )
    heads = columns(
        ("检查项", "Check", 26), ("对象", "Subject", 30), ("批准角色", "Role", 22), ("有效期至", "Until", 12),
        ("理由", "Reason", 50), ("覆盖问题", "Covers", 10), ("状态", "State", 10),
    )  # fmt: skip
    remarks = list(waiving.remarks(book.result))
    note = Text("；".join(one.zh for one in remarks), "; ".join(one.en for one in remarks)) if remarks else None
    return Sheet(Text("豁免", "Waivers"), heads, rows, note)


def policy(book: Book) -> Sheet:
    """What was in force when the run was judged."""
    rows = tuple(
        (
            check.id,
            check.title,
            words.STATUS[check.status],
            words.SEVERITY[check.severity],
            check.weight,
            options.told(check.options),
            len(check.clauses),
        )
        for check in book.result.checks
    )
    heads = columns(
        ("检查项", "Check", 30), ("结论", "What it says", 50), ("状态", "Status", 14), ("级别", "Severity", 10),
        ("权重", "Weight", 8), ("参数", "Options", 60), ("条款数", "Clauses", 10),
    )  # fmt: skip
    return Sheet(Text("生效策略", "Policy in force"), heads, rows)
