"""Fills a form before its button is pressed: what fits each field, from the scenario's data."""

from __future__ import annotations

from collections.abc import Mapping

from patrol.journey.find import label_of
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
PIN_WORDS = ("交易密码", "支付密码", "取款密码", "pin", "验证码")
ANY_PIN = "123456"


def fill_value(screen: Screen, field: Node, data: Mapping[str, str]) -> str:
    """What to type into `field`, as written in app.yaml (it may hold `${NAME}`)."""
    names = [field.hint, field.text, field.description, field.resource_id.rpartition("/")[2], label_of(screen, field)]
    said = " ".join(names).lower()
    for words, value in [*data.items(), *USUAL.items()]:
        if words != "*" and any(word.strip().lower() in said for word in words.split("|") if word.strip()):
            return value
    if field.password:
        return next((value for words, value in data.items() if "密码" in words or "password" in words), ANY)
    return data.get("*", ANY)


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
