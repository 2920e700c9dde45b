from __future__ import annotations

import pytest

from patrol.crawl.amounts import digits_asked, fitted, limits_of


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("1 000 至 200 000", (1000, 200000)),
        ("请输入金额（1,000-50,000元）", (1000, 50000)),
        ("50元起存", (50, None)),
        ("最低 1000 元", (1000, None)),
        ("1万元起购", (10000, None)),
        ("单笔不超过5万", (None, 50000)),
        ("Between 100 and 500", (100, 500)),
        ("at least 20", (20, None)),
        ("up to 300", (None, 300)),
        ("请输入金额", (None, None)),
    ],
)
def test_limits_are_read_as_people_write_them(text: str, limits: tuple[float | None, float | None]) -> None:
    assert limits_of(text) == limits


def test_a_number_is_changed_only_where_it_does_not_fit() -> None:
    assert fitted("100", "1 000 至 200 000") == "1000"
    assert fitted("5000", "1 000 至 200 000") == "5000"
    assert fitted("900000", "1 000 至 200 000") == "200000"
    assert fitted("测试", "最低100元") == "测试"


def test_how_many_digits_are_asked_for() -> None:
    assert digits_asked("请输入6位验证码") == 6
    assert digits_asked("6-digit PIN") == 6
    assert digits_asked("请输入密码") == 0
