"""Boundary values for a field: what kind of field it is, which values lie at its edges, and which break what the form
states. Pure; docs/new-modules.md has the table.

Few values each, chosen for what they have broken elsewhere: nothing and only spaces (checks for null), numbers beyond
32 and 64 bits, a sign, digits that `isdigit` takes and `parseInt` does not, text that a query or a page's markup would
read, characters outside the basic plane, dates that no calendar has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from patrol.crawl.amounts import LEAST, MOST, RANGE, digits_asked, fitted, limits_of
from patrol.crawl.forms import asks_for_code, fill_value, named_by
from patrol.model.depth import FieldKind, ValueClass
from patrol.model.screen import Node, Screen

KINDS: tuple[tuple[FieldKind, str], ...] = (
    (FieldKind.secret, "密码|password|passcode|口令|pin码|验证码|校验码|otp"),
    (FieldKind.amount, "金额|amount|money|price|价格|元|额度|balance"),
    (FieldKind.date, "日期|生日|出生|date|birthday|yyyy"),
    (FieldKind.phone, "手机|phone|mobile|tel|电话"),
    (FieldKind.email, "邮箱|email|mail"),
    (FieldKind.identity, "身份证|证件|id_card|idcard|id card"),
    (FieldKind.card, "卡号|银行卡|card number|card_no|account number|账号"),
    (FieldKind.name, "姓名|户名|联系人|name|收款人|payee"),
    (FieldKind.number, "数量|份数|期数|天数|年龄|人数|件数|个数|count|quantity|number|age|days"),
)
"""The first whose words name a field; another is text."""
MONEY = re.compile(
    r"转账|转出|汇款|支付|付款|缴|存入|充值|提现|取款|购买|买入|认购|申购|定投|下单|结算|投保|还款|赎回|卖出|打赏|捐|红包|贷款|借款"
    r"|\b(?:pay|transfer|send money|withdraw|buy|purchase|sell|repay|donate|top ?up|invest|borrow)\b",
    re.IGNORECASE,
)
"""On a button or in a title: the form moves money."""
LONGEST_WORDS = re.compile(
    r"(?:最多|不超过|至多|限|up to|at most|max(?:imum)?)\D{0,6}(\d{1,4})\s*(?:个?字|字符|characters?)", re.I
)
"""A limit of characters, as hints and counters state it."""
COUNTER = re.compile(r"^\s*0\s*/\s*(\d{1,4})\s*$")
"""A counter beside an empty field: 0/20."""
UNSTATED = 256
"""Characters of a text that is too long where nothing is stated: one over the commonest column of a database (255)."""
BEYOND = "9223372036854775808"
"""One over what 64 bits with a sign hold."""
SPECIAL = "'\"<b>%s\\;--&"
EMOJI = "测👨‍👩‍👧🏳️‍🌈"
"""A family in one sign, and a flag: outside the basic plane, with joiners; ten code points."""
DATES = {ValueClass.no_such_date: "2023-02-29", ValueClass.far_past: "1900-01-01", ValueClass.far_future: "9999-12-31"}
MUST_REFUSE = frozenset(
    (
        ValueClass.empty,
        ValueClass.zero,
        ValueClass.negative,
        ValueClass.not_a_number,
        ValueClass.below_least,
    )
)
"""The amounts that a form which moves money is given: a right app takes none of them."""
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


class Boundary(NamedTuple):
    """One value to be tried."""

    value_class: ValueClass
    value: str
    stated: str = ""
    """What the form states and this value breaks, in its own words."""


def kind_of(screen: Screen, field: Node) -> FieldKind:
    """What a field asks for."""
    if field.password or asks_for_code(screen, field):
        return FieldKind.secret
    said = named_by(screen, field)
    return next((kind for kind, words in KINDS if any(word in said for word in words.split("|"))), FieldKind.text)


def moves_money(screen: Screen, button: str) -> bool:
    """Whether a form, sent by a button of this label, moves money, as its button or a short text of the page says."""
    if MONEY.search(button):
        return True
    titles = (node.text for node in screen.nodes() if 0 < len(node.text) <= 24 and not node.clickable)
    return any(map(MONEY.search, titles))


def boundaries(screen: Screen, field: Node, data: Mapping[str, str], *, money: bool) -> tuple[Boundary, ...]:
    """What is tried in a field, the most telling first. A field with a secret is only left empty: wrong ones lock
    accounts. A form that moves `money` gets only amounts that it must refuse: whatever else it takes would move it."""
    kind, fits = kind_of(screen, field), fitting(screen, field, fill_value(screen, field, data))
    if money and kind is not FieldKind.amount:
        return ()
    if kind is FieldKind.secret or "${" in fits:
        return (Boundary(ValueClass.empty, ""),)
    said = named_by(screen, field)
    found = [Boundary(ValueClass.empty, ""), *_lengths(screen, field, said, kind), *VALUES[kind](said, fits)]
    tried: dict[str, Boundary] = {}
    for each in found:
        if each.value != fits and (not money or each.value_class in MUST_REFUSE):
            tried.setdefault(each.value, each)
    return tuple(tried.values())


def fitting(screen: Screen, field: Node, usual: str) -> str:
    """A value of the field's kind: the usual one, unless a number or a date is asked for and it is none."""
    kind, said = kind_of(screen, field), named_by(screen, field)
    if kind in (FieldKind.amount, FieldKind.number) and not usual.replace(".", "", 1).isdigit() and "${" not in usual:
        return fitted("1", said.replace(usual, ""))
    return "2024-01-15" if kind is FieldKind.date and not any(map(str.isdigit, usual)) else usual


def _number(said: str, fits: str) -> Iterator[Boundary]:
    least, most = limits_of(said)
    stated = next((found[0].strip() for each in (RANGE, LEAST, MOST) if (found := each.search(said))), "")
    yield Boundary(ValueClass.zero, "0", stated if least is not None and least > 0 else "")
    yield Boundary(ValueClass.negative, "-1", stated if least is not None and least >= 0 else "")
    yield Boundary(ValueClass.very_large, BEYOND, stated if most is not None else "")
    if most is not None:
        yield Boundary(ValueClass.above_most, f"{most + 1:.10g}", stated)
    if least is not None and least > 1:
        yield Boundary(ValueClass.below_least, f"{least - 1:.10g}", stated)
    yield Boundary(ValueClass.not_a_number, "abc")
    yield Boundary(ValueClass.decimals, "0.001")
    if least is not None:
        yield Boundary(ValueClass.least, f"{least:.10g}")
    if most is not None:
        yield Boundary(ValueClass.most, f"{most:.10g}")
    yield from _digits(fits)


def _digits(fits: str) -> Iterator[Boundary]:
    if fits.isascii() and any(map(str.isdigit, fits)):
        yield Boundary(ValueClass.full_width, fits.translate(FULL_WIDTH))
        yield Boundary(ValueClass.leading_zeros, f"000{fits}")


def _code(said: str, fits: str) -> Iterator[Boundary]:
    """Phone, card and identity numbers: digits of a length."""
    yield Boundary(ValueClass.too_long, f"{fits}{'9' * 10}")
    yield Boundary(ValueClass.not_a_number, "abcdefghijk")
    yield Boundary(ValueClass.special, SPECIAL)
    yield from _digits(fits)
    yield Boundary(ValueClass.spaces, "   ")


def _date(said: str, fits: str) -> Iterator[Boundary]:
    for value_class, value in DATES.items():
        yield Boundary(value_class, value)
    yield Boundary(ValueClass.not_a_number, "abc")
    yield Boundary(ValueClass.zero, "0000-00-00")


def _text(said: str, fits: str) -> Iterator[Boundary]:
    yield Boundary(ValueClass.emoji, EMOJI)
    yield Boundary(ValueClass.special, SPECIAL)
    yield Boundary(ValueClass.spaces, "   ")


def _email(said: str, fits: str) -> Iterator[Boundary]:
    yield Boundary(ValueClass.too_long, f"{'a' * 250}@example.com")
    yield Boundary(ValueClass.special, "a'b@@example")
    yield Boundary(ValueClass.spaces, "   ")


Values = Callable[[str, str], Iterator[Boundary]]

VALUES: Mapping[FieldKind, Values] = {
    FieldKind.amount: _number,
    FieldKind.number: _number,
    FieldKind.phone: _code,
    FieldKind.card: _code,
    FieldKind.identity: _code,
    FieldKind.email: _email,
    FieldKind.date: _date,
    FieldKind.name: _text,
    FieldKind.text: _text,
}


def _lengths(screen: Screen, field: Node, said: str, kind: FieldKind) -> Iterator[Boundary]:
    """As long as the form allows and one longer; of text also where nothing is stated."""
    if kind is FieldKind.date:
        return
    if digits := digits_asked(said):
        yield Boundary(ValueClass.too_long, _digits_of(digits + 1), said)
        return
    stated = LONGEST_WORDS.search(said)
    limit = int(stated[1]) if stated else _counted(screen, field)
    if limit:
        yield Boundary(ValueClass.longest, "长" * limit)
        yield Boundary(ValueClass.too_long, "长" * (limit + 1), stated[0] if stated else f"0/{limit}")
    elif kind in (FieldKind.text, FieldKind.name):
        yield Boundary(ValueClass.too_long, "长" * UNSTATED)


def _digits_of(length: int) -> str:
    return "".join(str(1 + place % 9) for place in range(length))


def _counted(screen: Screen, field: Node) -> int:
    """The limit that a counter right below or beside the field states; 0 without one."""
    for node in screen.nodes():
        counter = COUNTER.match(node.text)
        if counter and abs(node.bounds.centre[1] - field.bounds.centre[1]) <= 2 * field.bounds.height:
            return int(counter[1])
    return 0
