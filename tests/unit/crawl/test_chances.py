from __future__ import annotations

from patrol.crawl.chances import Chances, Leads
from patrol.crawl.titles import Titles
from patrol.crawl.traits import traits_of
from patrol.model.screen import Node, Rect

CHIP = ("class:TextView", "id begins:chip", "half")
ENTRY = ("class:LinearLayout", "id begins:entry", "wide")
FRAME = Rect(0, 0, 720, 1280)


def test_before_anything_was_tried_class_and_label_decide() -> None:
    chances = Chances()
    assert chances.opens(0.7, CHIP) > chances.opens(0.4, CHIP) > chances.opens(0.1, CHIP)


def test_the_habits_of_an_app_are_learned_by_trait() -> None:
    chances = Chances()
    for _ in range(4):
        chances.learn(0.65, CHIP, False)
        chances.learn(0.4, ENTRY, True)
    assert chances.opens(0.65, CHIP) < 0.3 < 0.6 < chances.opens(0.4, ENTRY)
    assert chances.opens(0.65, ("class:TextView", "id begins:other", "half")) < 0.55


def test_one_surprise_does_not_overturn_what_was_seen_often() -> None:
    chances = Chances()
    for _ in range(30):
        chances.learn(0.5, ENTRY, True)
    chances.learn(0.5, ENTRY, False)
    assert chances.opens(0.5, ENTRY) > 0.7


def test_whether_a_page_is_new_is_learned_apart_for_what_is_known_of_it() -> None:
    chances = Chances()
    assert chances.new(Leads.unknown) > 0.8 > chances.new(Leads.titled) > chances.new(Leads.elsewhere)
    for _ in range(10):
        chances.learn_new(Leads.titled, True)
    assert chances.new(Leads.titled) > 0.7 and chances.new(Leads.elsewhere) < 0.1


def test_an_entry_that_says_the_title_of_a_known_page_is_known() -> None:
    titles = Titles()
    titles.add("账户明细")
    assert titles.name("账户明细") and titles.name("查看账户明细") and titles.name(" 账户明细 ")
    assert not titles.name("账户") and not titles.name("账户明细说明书下载") and not titles.name("")


def test_traits_are_words_for_looks_and_leave_numbers_and_row_texts_out() -> None:
    node = Node("android.widget.TextView", "a:id/item_12", "账户明细", bounds=Rect(0, 600, 700, 660))
    assert set(traits_of(node, "账户明细", FRAME, listed=False, grouped=True)) >= {
        "class:TextView",
        "wide",
        "middle",
        "label:账户明细",
        "begins:账户",
        "ends:明细",
        "id:item#",
        "group:TextView",
    }
    row = traits_of(node, "账户明细", FRAME, listed=True, grouped=False)
    assert "row" in row and not any(trait.startswith("label:") for trait in row)
    icon = Node("android.widget.ImageView", description="Go back", bounds=Rect(0, 10, 60, 70))
    assert {"top", "narrow", "begins:go", "ends:back", "described", "no id"} <= set(
        traits_of(icon, "Go back", FRAME, listed=False, grouped=False)
    )
