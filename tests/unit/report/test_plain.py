"""Text from elsewhere made harmless."""

from __future__ import annotations

from xml.etree import ElementTree as xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.report.plain import cut, one_line, plain


@given(st.text())
def test_what_is_left_is_text_that_xml_can_hold(text: str) -> None:
    element = xml.Element("a")
    element.text = plain(text)
    xml.fromstring(xml.tostring(element, encoding="unicode"))


@pytest.mark.parametrize("mark", ["\x1b", "\x00", "\x7f", "\x9b", "\u202e", "\u2066", "\u2069", "\ud800", "\ufffe"])
def test_controls_and_marks_that_turn_a_line_around_are_replaced(mark: str) -> None:
    assert plain(f"a{mark}b") == "a\ufffdb"


@pytest.mark.parametrize("text", ["转账\n汇款\t1", "é “x” … – ⛔ 👩‍💻 𠮷", "a\u200db\u2060c"])
def test_ordinary_text_stays(text: str) -> None:
    assert plain(text) == text


def test_one_line_has_no_line_breaks() -> None:
    assert one_line(" a\n\r\n b\tc ") == "a b c"


def test_a_cut_text_says_how_much_is_missing() -> None:
    assert cut("x" * 1010, 1000) == "x" * 1000 + " … (+10)"
    assert cut("abc", 3) == "abc"
