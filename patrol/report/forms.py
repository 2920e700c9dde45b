"""What was looked at in depth, for a reader: new and changed pages, the boundary values that their forms were sent
with, and what the app did about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from patrol.derive.field_trials import CLASS_NAMES, OUTCOME_NAMES, wrongly_taken
from patrol.derive.sayings import said
from patrol.model.depth import FieldKind, FieldTrial, Newness, PageInDepth, TrialOutcome, ValueClass
from patrol.model.record import Text
from patrol.model.result import InspectionResult
from patrol.report import words

WHY: dict[Newness, Text] = {Newness.new: Text("新页面", "new"), Newness.changed: Text("有变化", "changed")}

KIND: dict[FieldKind, Text] = {
    FieldKind.amount: Text("金额", "amount"),
    FieldKind.number: Text("数字", "number"),
    FieldKind.phone: Text("手机号", "phone number"),
    FieldKind.email: Text("邮箱", "email"),
    FieldKind.date: Text("日期", "date"),
    FieldKind.identity: Text("证件号", "identity number"),
    FieldKind.card: Text("卡号", "card number"),
    FieldKind.name: Text("姓名", "name"),
    FieldKind.text: Text("文字", "text"),
    FieldKind.secret: Text("密码或验证码：只试了不填", "secret: only left empty"),
}

WRONGLY = Text("不该接受却接受了", "wrongly accepted")
"""The form's own words rule the value out, or it is no amount and the form moves money: as form-limits fails."""

OUTCOME = OUTCOME_NAMES | {TrialOutcome.held: Text("按钮不可点", "button disabled")}

SIGN = {"bad": "✗", "warn": "!", "good": "✓", "plain": "→", "none": "–"}
"""Beside the colour, for those who do not tell colours apart and for print."""

LEVEL: dict[TrialOutcome, str] = {
    TrialOutcome.crashed: "bad",
    TrialOutcome.left: "warn",
    TrialOutcome.stayed: "warn",
    TrialOutcome.refused: "good",
    TrialOutcome.held: "good",
    TrialOutcome.accepted: "plain",
    TrialOutcome.untyped: "none",
}

LONGEST = 24
"""Characters of a value that are shown."""

MOST_SHOTS = 12
"""Screens of one page's trials; what went wrong first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value and what came of it."""

    trial: FieldTrial

    @property
    def level(self) -> str:
        return "bad" if wrongly_taken(self.trial) else LEVEL[self.trial.outcome]

    @property
    def kind(self) -> Text:
        return CLASS_NAMES[self.trial.value_class]

    @property
    def value(self) -> Text:
        """As it was typed; blanks made visible, long ones cut and counted."""
        value = self.trial.value
        if not value.strip():
            return Text("（不填）", "(nothing)") if not value else Text("␣" * len(value), "␣" * len(value))
        if len(value) <= LONGEST:
            return Text(value, value)
        return Text(f"{value[:LONGEST]}…（{len(value)} 字）", f"{value[:LONGEST]}… ({len(value)} characters)")

    @property
    def outcome(self) -> Text:
        return WRONGLY if wrongly_taken(self.trial) else OUTCOME[self.trial.outcome]

    @property
    def said(self) -> Text | None:
        return said(self.trial.said) if self.trial.said else None

    @property
    def target(self) -> str:
        """The page that it led to, where it led on."""
        return self.trial.target.partition("!")[0] if self.trial.outcome is TrialOutcome.accepted else ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field with the values that it was given, in the order in which they were tried."""

    name: str
    kind: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Form:
    """A page that was looked at in depth."""

    depth: PageInDepth
    rows: tuple[Row, ...]

    @property
    def page(self) -> str:
        return self.depth.page

    @property
    def why(self) -> Text:
        return WHY[self.depth.why]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.trial.field, []).append(row)
        return tuple(Field(name, KIND[rows[0].trial.kind], tuple(rows)) for name, rows in found.items())

    @property
    def level(self) -> str:
        """Of the worst value."""
        return min((row.level for row in self.rows), key=[*SIGN].index, default="none")

    @property
    def counted(self) -> list[tuple[str, Text, int]]:
        return counted(self.rows)

    @property
    def money(self) -> bool:
        """The form moves money: it was given only what it must refuse."""
        return any(row.trial.money for row in self.rows)

    @property
    def shots(self) -> list[Row]:
        """Values with a screen of their own, what went wrong first; equal screens once."""
        first: dict[str, Row] = {}
        for row in sorted(self.rows, key=lambda row: [*SIGN].index(row.level)):
            if row.trial.picture:
                first.setdefault(row.trial.picture, row)
        return [*first.values()][:MOST_SHOTS]

    @property
    def left(self) -> list[tuple[Text, list[Text]]]:
        """(why, what) of what was not tried."""
        found: dict[str, list[Text]] = {}
        for what, why in self.depth.left:
            found.setdefault(why, []).append(_left(what))
        return [(said(why), those) for why, those in found.items()]


def forms(result: InspectionResult) -> list[Form]:
    """Pages that were looked at in depth, those whose forms were tried first, in the order in which they were found."""
    rows: dict[str, list[Row]] = {}
    for trial in result.field_trials:
        rows.setdefault(trial.page, []).append(Row(trial))
    known = {one.page: one for one in result.in_depth}
    pages = [known.get(page) or PageInDepth(page, Newness.new) for page in dict.fromkeys((*rows, *known))]
    return [Form(one, tuple(rows.get(one.page, ()))) for one in pages]


def counted(rows: Iterable[Row]) -> list[tuple[str, Text, int]]:
    """(level, what the app did, how often), what matters most first."""
    found = Counter((row.level, row.outcome) for row in rows)
    order = [*SIGN]
    return [
        (level, told, number) for (level, told), number in sorted(found.items(), key=lambda x: order.index(x[0][0]))
    ]


def summary(found: Sequence[Form]) -> Text | None:
    """All values in one sentence; None when none was tried."""
    rows = [row for form in found for row in form.rows]
    if not rows:
        return None
    fields = sum(len(form.fields) for form in found)
    pages = sum(bool(form.rows) for form in found)
    told = counted(rows)
    zh = "，".join(f"{text.zh} {number}" for _, text, number in told)
    en = ", ".join(f"{number} {text.en}" for _, text, number in told)
    return Text(
        f"{pages} 个页面的 {fields} 个输入框试了 {len(rows)} 个值：{zh}。",
        f"{_many(len(rows), 'value')} in {_many(fields, 'field')} of {_many(pages, 'page')}: {en}.",
    )


def trials(result: InspectionResult) -> Iterator[FieldTrial]:
    """Those whose screens are shown."""
    for form in forms(result):
        yield from (row.trial for row in form.shots)


def _left(what: str) -> Text:
    """`too-long in 备注`, `tap 返回`."""
    name, within, field = what.partition(" in ")
    if within and name in ValueClass.__members__.values():
        told = CLASS_NAMES[ValueClass(name)]
        return Text(f"{field}：{told.zh}", f"{field}: {told.en}")
    return words.step(what)


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
