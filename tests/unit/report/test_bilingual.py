"""A text in both languages, as markup."""

from __future__ import annotations

from markupsafe import Markup

from patrol.model.record import Text
from patrol.report.bilingual import b, shown, t, way_text
from patrol.report.ways import Way


def test_says_both_languages() -> None:
    assert b("问题", "Findings") == ('<span lang="zh">问题</span><span lang="en">Findings</span>')


def test_says_once_what_is_the_same_in_both() -> None:
    assert t(Text("MainActivity", "MainActivity")) == "MainActivity"


def test_escapes_text_and_leaves_markup_even_when_they_read_the_same() -> None:
    assert "&lt;i&gt;" in b("<i>", "<i>")
    assert "<i>" in b(Markup("<i>"), Markup("<i>"))
    assert t(Text("<i>", "<i>")) == "&lt;i&gt;"


def test_makes_text_harmless_for_a_reader() -> None:
    assert shown("a\u202eb") == "a\ufffdb"
    assert shown(3) == 3


def test_says_how_far_a_way_can_be_trusted() -> None:
    sure = Way("a", "b", (Text("点", "tap"), Text("返回", "back")), trust=1.0)
    assert way_text(sure) == f'{t(sure.actions[0])} <span class="soft">(+1)</span>'
    assert "not always" in way_text(Way("a", "b", (Text("点", "tap"),), trust=0.5))
    assert "declared only" in way_text(Way("a", "b", (Text("点", "tap"),), trust=0.5, seen=False))
