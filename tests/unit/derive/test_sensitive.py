"""Values that must not lie around are found by prefix and checksum, and shown as masks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.derive.sensitive import in_query, in_text, mask, masked_text
from patrol.sensitive.validators import id_checksum, luhn


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("call 13800138000 now", ["phone"]),
        ("+8613800138000", ["phone"]),
        ("id 11010519491231002X ok", ["id-card"]),
        ("id 110105194912310021 no checksum", []),
        ("card 4111111111111111", ["bank-card"]),
        ("pwd=abc123456", ["password"]),
        ('"access_token":"abcdef"', ["token"]),
        ("密码：Harbour2026", ["password"]),
        ("opinion: 12345678901", []),
        ("shipping: fast lane", []),
        ("trace 138001380001234", []),
        ("", []),
    ],
)
def test_what_is_sensitive_in_a_line(text: str, kinds: list[str]) -> None:
    assert [found.kind for found in in_text(text)] == kinds


def test_parameters_are_known_by_name_even_when_their_value_was_masked() -> None:
    found = dict(in_query("/x?loginPwd=1&user_mobile=***&page=2&cardNo=***#token=abc"))
    assert {name: what.kind for name, what in found.items()} == {
        "user_mobile": "phone",
        "cardNo": "bank-card",
        "token": "token",
    }


@given(st.text(max_size=60))
def test_nothing_breaks_it_and_masking_hides_what_was_found(text: str) -> None:
    for found in in_text(f"{text} 13800138000 {text}"):
        assert found.masked != "13800138000"
    assert "13800138000" not in masked_text(f"a 13800138000 {text}")


def test_checksums() -> None:
    assert luhn("4111111111111111") and not luhn("4111111111111112")
    assert id_checksum("11010519491231002X") and not id_checksum("110105194912310029")
    assert (mask("13800138000"), mask("secret")) == ("138***00", "***")
