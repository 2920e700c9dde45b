"""How a policy reads."""

from __future__ import annotations

import re

import pytest

from patrol.derive.policy_reading import language_fault, letter_size, lines_on, sentences
from patrol.derive.said import Words
from patrol.model.screen import Rect


def words(text: str, width: int, height: int) -> Words:
    return Words("p", text, False, False, False, Rect(0, 0, width, height), 0, "")


def test_the_size_of_letters_follows_from_the_area_of_their_paragraph() -> None:
    # 100 wide letters of 14 dp, 20 a line of 280 dp: five lines of 19.6 dp
    assert letter_size(words("隐" * 100, 280, 98), 1.0) == pytest.approx(14, abs=0.1)
    assert letter_size(words("隐" * 100, 560, 196), 2.0) == pytest.approx(14, abs=0.1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("我们收集您的手机号用于登录，并妥善保护您的信息。", ""),
        ("We collect your phone number.", "the policy is not in Chinese"),
        ("我們為您處理設備資訊，關於隱私權與數據應經過您的許可。", "the policy is in traditional Chinese"),
        ("", ""),
    ],
)
def test_its_language(text: str, fault: str) -> None:
    found = language_fault(text)
    assert (found.en if found else "") == fault


def test_sentences_that_speak_of_something() -> None:
    text = "一、更新日期2025年。二、我们收集手机号；为改善服务收集日志。\n完"
    assert len(sentences(text)) == 3
    assert list(lines_on(text, re.compile("改善"))) == ["为改善服务收集日志"]
