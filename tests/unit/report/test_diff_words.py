"""A difference in one sentence."""

from __future__ import annotations

from msgspec.structs import replace

from patrol.model.build import ThingKind
from patrol.model.record import Text
from patrol.report import diff_words

from . import two_builds


def test_the_sentence_counts_what_differs_and_leaves_out_what_does_not() -> None:
    assert diff_words.summary(two_builds.difference()).en == (
        "1 page added, 1 page removed, 1 page changed, 1 page moved, 1 way added, 1 way lost, 2 other things added, "
        "1 other thing removed."
    )
    told = replace(two_builds.nothing(), added=("a", "b"))
    assert diff_words.summary(told).zh == "新增页面 2。"


def test_equal_builds_are_called_so_only_when_everything_was_seen() -> None:
    assert diff_words.summary(two_builds.nothing()).en == "The two builds do not differ."
    blind = replace(two_builds.nothing(), not_compared=(ThingKind.call,))
    assert diff_words.summary(blind).en == "No difference in what both runs could see."


def test_two_runs_of_one_build_are_told_apart_by_their_runs() -> None:
    assert [text.en for text in diff_words.sides(two_builds.difference())] == ["1.0 (100)", "1.1 (110)"]
    then, now = diff_words.sides(two_builds.nothing())
    assert then.en == "1.0 (100) · demo-20260101-120000" and now.en == "1.0 (100) · demo-20260102-120000"


def test_kinds_that_nobody_could_see_are_named() -> None:
    said = diff_words.not_compared((ThingKind.sdk, ThingKind.host))
    assert said.en == "Not compared: SDKs, hosts. At least one of the runs could not see them."


def test_actions_and_ways_are_told_in_both_languages() -> None:
    assert diff_words.action("tap 转账").zh == "点 转账"
    assert diff_words.action("tap row") == Text("点 列表的一行", "tap a row")
    assert diff_words.way_step("首页: long tap 账单: 本月") == Text(
        "首页：长按 账单: 本月", "首页: long tap 账单: 本月"
    )
    assert diff_words.way_step("我的 › tap 账单").zh == "我的 › 点 账单"
    assert diff_words.way_step("something else") == Text("something else", "something else")


def test_a_way_names_pages_in_english_where_a_build_tells_them() -> None:
    told = diff_words.way(("首页: tap 转账", "转账: tap 下一步"), ("Home: tap 转账", "Transfer: tap 下一步"))
    assert told == [
        Text("首页：点 转账", "Home: tap 转账"),
        Text("转账：点 下一步", "Transfer: tap 下一步"),
    ]
    assert diff_words.way(("首页: tap 转账",)) == [Text("首页：点 转账", "首页: tap 转账")], "an older build"
