"""Wrong passwords."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.passwords.lockout import LOCKED, wrong


@given(st.text(min_size=1, max_size=12))
def test_a_wrong_password_is_as_long_and_never_the_right_one(text: str) -> None:
    assert len(wrong(text)) == len(text) and wrong(text) != text


def test_digits_stay_digits() -> None:
    assert wrong("135790") == "246801"


@pytest.mark.parametrize(
    "said",
    ["密码错误次数过多，账户已锁定", "密码错误，还可尝试4次", "请24小时后再试", "Account locked", "3 attempts left"],
)
def test_what_apps_say_when_they_stop_asking_is_understood(said: str) -> None:
    assert LOCKED.search(said)


@pytest.mark.parametrize("said", ["交易密码错误", "Wrong PIN", "请输入密码", "忘记密码"])
def test_a_plain_refusal_is_no_lock(said: str) -> None:
    assert not LOCKED.search(said)
