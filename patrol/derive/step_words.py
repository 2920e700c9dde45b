"""Steps of journeys, which are recorded in English, with their verb in both languages."""

from __future__ import annotations

import re

from patrol.model.record import Text

STEP: dict[str, str] = {
    "launch": "启动",
    "tap": "点",
    "long tap": "长按",
    "type": "输入",
    "swipe": "滑动",
    "back": "返回键",
    "home": "回到桌面",
    "wait for not": "等到消失：",
    "wait for": "等待",
    "expect": "应有",
    "scroll to": "滚动到",
    "open link": "打开链接",
    "choose": "系统窗口选",
    "repeat": "重复",
    "if": "如果",
    "use": "使用流程",
    "take a reading": "读数：",
    "consent": "同意与否：",
    "stop": "停止应用",
    "clear": "清除数据",
}
"""How a step's text begins, in Chinese; the longest that fits."""

TYPED_INTO = re.compile(r"type (?P<what>.*) into (?P<field>(?:“[^”]*”|\S+)(?: #\d+)?)", re.DOTALL)


WHAT = {
    "not": "没有",
    "element": "控件",
    "page": "页面",
    "contains": "含有",
    "dialog": "弹窗",
    "request": "请求",
    "toast": "短提示",
    "cold": "（冷启动）",
    "warm": "（温启动）",
    "hot": "（热启动）",
    "right": "向右",
    "left": "向左",
    "up": "向上",
    "down": "向下",
    "on": "在",
}
"""Words of journeys that follow the verb; what comes after them is the app's or the author's."""


def _rest(text: str) -> str:
    """What follows the verb, with its leading words in Chinese."""
    word, _, more = text.partition(" ")
    if word not in WHAT:
        return text
    return f"{WHAT[word]} {_rest(more)}".strip()


def step(text: str) -> Text:
    """A step's text with its verb, and the field that is typed into, in both languages."""
    if found := TYPED_INTO.fullmatch(text):
        return Text(f"在 {found['field']} {STEP['type']} {found['what']}", text)
    begins = max((verb for verb in STEP if text == verb or text.startswith(f"{verb} ")), key=len, default="")
    if not begins:
        return Text(text, text)
    verb, rest = STEP[begins], _rest(text[len(begins) :].strip())
    return Text(f"{verb}{'' if verb.endswith('：') or rest.startswith('（') else ' '}{rest}".strip(), text)
