"""Fills a form before its button is pressed: what fits each field, from the scenario's data."""

from __future__ import annotations

import re
from collections.abc import Mapping

from patrol.crawl.amounts import digits_asked, fitted, higher, lower
from patrol.journey.find import editable, label_of
from patrol.model.locator import Locator
from patrol.model.screen import Node, Screen

USUAL = {
    "手机|phone|mobile|tel": "13800138000",
    "验证码|code|otp": "123456",
    "密码|password|pin": "a1234567",
    "金额|amount|money|price": "100",
    "邮箱|email|mail": "tester@example.com",
    "身份证|id_card|idcard": "11010519491231002X",
    "卡号|card": "6222020200112233445",
    "姓名|name": "测试",
}
"""For apps without `data:`. The identity and card numbers are the standards' own examples and belong to nobody."""
ANY = "测试"
DIGITS = "12345678"
PIN_WORDS = ("交易密码", "支付密码", "取款密码", "pin", "验证码")
ANY_PIN = "123456"


CODE = re.compile(r"验证码|校验码|动态码|\b(?:sms|otp|verification)\b|\bcode\b", re.IGNORECASE)
SEND_CODE = re.compile(
    r"(?:获取|发送|重新发送|重发|点击获取).{0,4}(?:验证码|校验码|动态码|短信)?$|\b(?:get|send|request)\b.{0,12}\bcode\b",
    re.IGNORECASE,
)
CHOOSE = re.compile(
    r"^(?:请选择|请点击选择|点击选择|未选择|待选择|(?:please )?(?:select|choose|pick)\b)", re.IGNORECASE
)
ACCEPT = re.compile(r"^(?:确定|确认|完成|选好了|好的?|ok|done|set|confirm)$", re.IGNORECASE)
OTHERS = {
    "手机|phone|mobile|tel": "13911112222",
    "邮箱|email|mail": "tester@example.org",
    "姓名|name": "张三",
    "密码|password": "Abc@123456",
}
"""What is tried once where the usual value was refused."""
LONGEST_AMOUNT = 8
"""Digits; a longer number is a phone's, a card's, a person's, and is not to be made larger."""
OTHER = "测试内容一二三四五六七八九十"
TOO_MUCH = re.compile(
    r"余额不足|额度不足|超[过出限]|[高大多]于|\babove\b|\bexceeds?\b|\bmore than\b|\bnot enough\b", re.IGNORECASE
)
"""What an app says against a number that is too large, without saying how large it may be."""


def fill_value(screen: Screen, field: Node, data: Mapping[str, str]) -> str:
    """What to type into `field`, as written in app.yaml (it may hold `${NAME}`); what patrol makes up itself fits the
    limits that the field states."""
    said = named_by(screen, field)
    if (told := _told(screen, field, data)) is not None:
        return told
    if field.password and (own := next((v for w, v in data.items() if "密码" in w or "password" in w), "")):
        return own
    usual = next((value for words, value in USUAL.items() if _named(words, said)), "")
    return _shaped(usual, said) if usual else data.get("*", ANY)


def other_value(screen: Screen, field: Node, data: Mapping[str, str], message: str) -> str:
    """Another fitting value, when the first was refused with `message`."""
    first, said = fill_value(screen, field, data), named_by(screen, field)
    if "${" in first or (field.password and _told(screen, field, data) is not None):
        return first  # a secret is right or wrong: another one would lock the account
    if _is_number(first) and len(first) <= LONGEST_AMOUNT:
        stated = fitted(first, f"{message} {said}")
        if stated != first:
            return stated
        return lower(first) if TOO_MUCH.search(message) else higher(first, _texts(screen))
    return next((v for words, v in OTHERS.items() if _named(words, said)), first if _is_number(first) else OTHER)


def _texts(screen: Screen) -> list[str]:
    return [text for node in screen.nodes() if not editable(node) and (text := node.text or node.description)]


def _told(screen: Screen, field: Node, data: Mapping[str, str]) -> str | None:
    """What the scenario's data says of the field: the longest word that names it counts, so that the number to sign in
    with (登录手机号) is not any phone number (手机号); what is to be read on the screen goes before ids."""
    shown, said = _shown_names(screen, field), named_by(screen, field)
    best, told = (False, 0), None
    for words, value in data.items():
        for word in (word.strip().lower() for word in words.split("|")):
            if word and word != "*" and word in said and (word in shown, len(word)) > best:
                best, told = (word in shown, len(word)), value
    return told


def _shown_names(screen: Screen, field: Node) -> str:
    return " ".join((field.hint, field.text, field.description, label_of(screen, field))).lower()


def named_by(screen: Screen, field: Node) -> str:
    """All that names a field, in small letters: what it and its label say, and its id."""
    return f"{_shown_names(screen, field)} {field.resource_id.rpartition('/')[2].lower()}"


def _named(words: str, said: str) -> bool:
    return any(word.strip().lower() in said for word in words.split("|") if word.strip())


def _shaped(value: str, said: str) -> str:
    """A usual value in the length and within the limits that the field asks for."""
    asked = digits_asked(said)
    if asked and asked <= 8 and len(value) != asked and (value.isdigit() or "密码" in said or "password" in said):
        return DIGITS[:asked]
    return fitted(value, said) if _is_number(value) and len(value) < 9 else value


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).isdigit()


def asks_for_choice(node: Node) -> bool:
    """A spinner or picker of which nothing is chosen yet."""
    return node.enabled and node.clickable and not editable(node) and bool(CHOOSE.match(_shown(node)))


def _shown(node: Node) -> str:
    """What a picker shows: its last text, for the first may be its name (开户行 · 请选择)."""
    texts = [text for each in node.walk() if (text := (each.text or each.description).strip())]
    return next((text for text in texts if CHOOSE.match(text)), texts[-1] if texts else node.hint)


def sends_code(node: Node) -> bool:
    """A button that has a code sent to the user's phone."""
    return node.enabled and bool(SEND_CODE.search(node.label.strip()))


def asks_for_code(screen: Screen, field: Node) -> bool:
    """Whether a field wants the code of a message."""
    return bool(CODE.search(named_by(screen, field)))


def keypad_value(screen: Screen, data: Mapping[str, str]) -> str:
    """What to type on a keypad without a field: by what the screen says, else the app's PIN."""
    said = " ".join(node.text for node in screen.nodes() if len(node.text.strip()) > 1).lower()
    pins = {words: value for words, value in data.items() if any(word in words.lower() for word in PIN_WORDS)}
    for words, value in pins.items():
        if any(word.strip().lower() in said for word in words.split("|")):
            return value
    return next(iter(pins.values()), ANY_PIN)


def is_empty(field: Node) -> bool:
    """Whether nothing was typed yet; a hint shown as text counts as nothing where the phone says it is one."""
    return not field.text.strip() or field.text == field.hint


def field_locator(screen: Screen, field: Node) -> Locator:
    """How a person would name the field."""
    if field.hint:
        return Locator(text=field.hint)
    if field.resource_id:
        return Locator(id=field.resource_id.rpartition("/")[2])
    name = label_of(screen, field)
    return Locator(text=name) if name else Locator(class_name=field.class_name)
