"""A difference as Markdown."""

from __future__ import annotations

from msgspec.structs import replace

from patrol.model.difference import Aspect, PageChange
from patrol.report import diff_markdown

from . import two_builds


def test_tells_pages_with_the_way_to_them_and_who_owns_them() -> None:
    shown = diff_markdown.render(two_builds.difference(), two_builds.then(), two_builds.now())
    assert "| Pension | `pension` | 首页: tap 个人养老金 | – |" in shown
    assert "| Points | `old` |" in shown
    assert "texts: − 节日礼; \\+ 新人礼<br>actions: − tap 积分; \\+ tap 个人养老金<br>structure: −0 +1" in shown


def test_equal_builds_are_one_sentence() -> None:
    shown = diff_markdown.render(two_builds.nothing(), two_builds.then(), two_builds.then())
    assert "**The two builds do not differ.**" in shown and "###" not in shown


def test_ten_thousand_changes_stay_within_a_comment() -> None:
    change = PageChange("home", "home", (Aspect.texts,), texts_added=("很长的一句话" * 20,))
    told = replace(two_builds.difference(), changed=(change,) * 10_000)
    shown = diff_markdown.render(told, two_builds.then(), two_builds.now())
    assert len(shown) <= 65_536 and "more left out here" in shown and shown.rstrip().endswith("</sub>")
