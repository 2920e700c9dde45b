"""How a policy reads: size of its letters, its language, length of its sentences, lines that speak of something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.derive.said import Words
from patrol.model.record import Text

LINE = 1.4
"""Height of a line over the size of its letters, as Android sets it."""
TRADITIONAL = frozenset("個隱權條務資訊設備應為與關於處據時間們國會發戶對從將見")
"""Letters of policies that simplified Chinese writes otherwise."""
TRADITIONAL_SHARE = 0.03
CHINESE_SHARE = 0.3
SENTENCE = re.compile(r"[。！？；.!?;\n]+")
TERMS = re.compile(
    r"数据主体|控制者|处理者|去标识化|匿名化|关联方|不可抗力|管辖|争议|授权同意|必要性|合法权益|data subject|controller"
)


def letter_size(words: Words, scale: float) -> float:
    """Size of a paragraph's letters in dp, from its area: wide letters count whole, others about half. `scale` is
    pixels per dp."""
    wide = sum(1.0 if letter > "\u2e7f" else 0.55 for letter in words.text)
    area = words.bounds.width * words.bounds.height / scale**2
    return float((area / (max(wide, 1.0) * LINE)) ** 0.5)


def language_fault(text: str) -> Text | None:
    """What keeps a reader of simplified Chinese from reading it; None for nothing."""
    letters = [letter for letter in text if not letter.isspace()]
    chinese = [letter for letter in letters if "\u4e00" <= letter <= "\u9fff"]
    if letters and len(chinese) < CHINESE_SHARE * len(letters):
        return Text("隐私政策不是中文", "the policy is not in Chinese")
    if chinese and sum(letter in TRADITIONAL for letter in chinese) > TRADITIONAL_SHARE * len(chinese):
        return Text("隐私政策没有简体中文", "the policy is in traditional Chinese")
    return None


def sentences(text: str) -> list[str]:
    return [part.strip() for part in SENTENCE.split(text) if len(part.strip()) > 1]


def lines_on(text: str, pattern: re.Pattern[str], *, most: int = 8, longest: int = 120) -> Iterator[str]:
    """Sentences that speak of `pattern`, shortened."""
    found = (sentence for sentence in sentences(text) if pattern.search(sentence))
    for number, sentence in enumerate(dict.fromkeys(found)):
        if number >= most:
            return
        yield sentence[:longest]
