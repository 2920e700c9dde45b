"""Steps of journeys in Chinese."""

from __future__ import annotations

import pytest

from patrol.derive.step_words import step


@pytest.mark.parametrize(
    ("told", "chinese"),
    [
        ("wait for not element splash", "等到消失：控件 splash"),
        ("expect page home", "应有 页面 home"),
        ("if contains 要允许", "如果 含有 要允许"),
        ("launch cold", "启动（冷启动）"),
        ("tap “转账”", "点 “转账”"),
        ("back", "返回键"),
        ("tapestry", "tapestry"),
        ("type ${PIN} into “交易密码” #2", "在 “交易密码” #2 输入 ${PIN}"),
        ("type ${PIN}", "输入 ${PIN}"),
    ],
)
def test_the_words_of_journeys_are_told_in_chinese_and_the_rest_stays(told: str, chinese: str) -> None:
    assert step(told).zh == chinese and step(told).en == told
