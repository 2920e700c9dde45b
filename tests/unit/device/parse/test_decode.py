"""Saved outputs in the encodings that people's tools write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.decode import decode, to_int


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_comes_back_whatever_it_was_saved_in(encoding: str) -> None:
    assert decode("港湾\r\nbank\r\n".encode(encoding)) == "港湾\nbank\n"


@given(st.binary())
def test_any_bytes_give_text(data: bytes) -> None:
    assert isinstance(decode(data), str)


@pytest.mark.parametrize(
    ("text", "number"),
    [(" 12 ", 12), ("-2", -2), ("", None), ("1e3", None), ("٣", None), ("9" * 20, None), ("--1", None)],
)
def test_only_plain_integers_are_numbers(text: str, number: int | None) -> None:
    assert to_int(text) == number
