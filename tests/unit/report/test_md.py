"""Markdown that an app cannot break out of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.report import md


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a|b", "a\\|b"),
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"),
        ("[click](http://evil)", "\\[click\\](http\u200b://evil)"),
        ("@team and a@b.c", "@\u200bteam and a@\u200bb.c"),
        ("fixes #12, !34, GH-5", "fixes #\u200b12, !\u200b34, GH\u200b-5"),
        ("www.evil.example", "www\u200b.evil.example"),
        ("# title", "\\# title"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("1.0 (100)", "1.0 (100)"),
        ("two\nlines", "two lines"),
        ("&amp;", "&amp;amp;"),
        ("$x$", "\\$x\\$"),
    ],
)
def test_marks_links_and_mentions_are_defused(said: str, shown: str) -> None:
    assert md.text(said) == shown


@given(st.text(max_size=200))
def test_no_text_ends_a_cell_a_line_or_becomes_html(said: str) -> None:
    shown = md.text(said)
    assert "\n" not in shown and "<" not in shown and ">" not in shown
    assert "|" not in shown.replace("\\|", "")


@given(st.text(max_size=60))
def test_code_stays_one_span(said: str) -> None:
    shown = md.code(said)
    assert "\n" not in shown and "|" not in shown.replace("\\|", "")
    ticks = len(shown) - len(shown.lstrip("`"))
    assert "`" * ticks not in shown[ticks:-ticks] if shown else True


def test_a_link_cannot_leave_its_path() -> None:
    assert md.link("草稿", "drafts/a b).yaml") == "[草稿](drafts/a%20b%29.yaml)"


def test_what_does_not_fit_is_counted() -> None:
    part = md.table("Many", ("A",), [[f"row {n}"] for n in range(1000)])
    shown = md.within("# Title", [part], "end", 900, "en")
    assert len(shown) <= 900 and shown.endswith("end")
    rows = shown.count("| row ")
    assert rows > 20 and f"_{1000 - rows} more left out here; the report has them._" in shown


def test_a_part_without_room_for_its_title_is_left_out_and_one_without_lines_too() -> None:
    shown = md.within("# Title", [md.Part("Empty"), md.Part("Long", ["x" * 50])], "end", 40, "en")
    assert shown == "# Title\n\nend"


def test_a_folded_part_is_closed_even_when_it_is_cut() -> None:
    part = md.table("Folded", ("A",), [["x" * 50]] * 50, folded=True)
    shown = md.within("", [part], "", 600, "zh")
    assert shown.count("<details>") == shown.count("</details>") == 1 and "另有" in shown
