"""Messages of steps and gatherers in Chinese."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from patrol.derive.sayings import said, step_message

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("no text “¥80000” within 3 s", "3 秒内没有文字“¥80000”"),
        ("the page is login, not login_sms within 10 s", "10 秒内页面是 login，应为 login_sms"),
        ("the app crashed: java.lang.Error: x", "应用崩溃：java.lang.Error: x"),
        ("requests are not recorded in this run. Run with the traffic gatherer.",
         "本次运行没有记录请求。 请带上 traffic 采集器运行。"),
        ("GET /a was answered with 500, not 200 within 2.5 s", "2.5 秒内GET /a 的回应是 500，应为 200"),
        ("traffic: mitmdump ended.", "traffic：mitmdump 结束了。"),
        ("traffic: No request of the app reached the proxy. Run `patrol doctor` to see what the proxy needs.",
         "traffic：应用的请求没有到达代理。 运行 `patrol doctor` 查看代理还缺什么。"),
        ("this phone was opened without hooks; more came than could be looked through",
         "打开这台手机时没有用挂钩；来的内容太多，没有全部查找"),
        ("the user stopped the run", "用户停止了运行。"),
        ("nobody ever said this", "nobody ever said this"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_known_is_said_in_chinese_and_the_rest_stays(message: str, chinese: str) -> None:
    assert said(message).zh == chinese and said(message).en == message


def test_what_was_seen_instead_is_apart() -> None:
    expected, seen = step_message("no button for “allow” within 2 s; seen: page 首页: 账户、转账")
    assert expected.zh == "2 秒内没有表示“allow”的按钮"
    assert seen is not None and (seen.zh, seen.en) == ("页面 首页：账户、转账", "page 首页: 账户、转账")
    assert step_message("no element x")[1] is None


def told(path: Path, names: set[str]) -> list[str]:
    """The first argument of each call of these names, with what is put in written as a word."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names and node.args:
            parts = node.args[0].values if isinstance(node.args[0], ast.JoinedStr) else [node.args[0]]
            if all(isinstance(part, ast.Constant | ast.FormattedValue) for part in parts):
                found.append("".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in parts))
    return found


def test_what_steps_and_gatherers_say_is_known() -> None:
    """A new message needs its line in patrol/derive/sayings.py."""
    messages = []
    for path in (ROOT / "patrol" / "journey").rglob("*.py"):
        messages += told(path, {"StepFailed"})
    for path in (ROOT / "patrol" / "gather").rglob("*.py"):
        messages += told(path, {"GatherError"})
    assert len(messages) > 15
    unknown = []
    for message in messages:
        if not re.search(r"[a-z]{3}", message.replace("within", "")):
            continue  # nothing but what is put in
        expected, _ = step_message(re.sub(r"; 1$", "", message))
        if expected.zh == expected.en and re.search(r"[a-z]{3}", message):
            unknown.append(message)
    assert unknown == []
