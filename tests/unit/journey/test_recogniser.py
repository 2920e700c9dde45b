"""The least that all looks of a page show and no look of another does."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.journey.recogniser import Seen, recogniser_of
from patrol.model.recognise import Look
from patrol.model.scenario import Recogniser
from patrol.model.screen import Node, Screen

PACKAGE = "com.bank"


def screen(ids: Sequence[str] = (), texts: Sequence[str] = (), activity: str = "com.bank.ui.Main") -> Screen:
    nodes = [Node("T", f"com.bank:id/{id}") for id in ids] + [Node("T", text=text) for text in texts]
    return Screen(package=PACKAGE, activity=activity, width=9, height=9, roots=(Node(children=tuple(nodes)),))


def seen(*screens: Screen, key: str = "", title: str = "") -> Seen:
    page = Seen(key, title=title)
    for each in screens:
        page.add(each)
    return page


def test_one_id_that_nobody_else_has_is_enough() -> None:
    pay, tax = seen(screen(["list", "pay_title", "amount"])), seen(screen(["list", "tax_title"]))
    assert recogniser_of(pay, [tax], PACKAGE) == Recogniser(".ui.Main", ids=("pay_title",))


def test_only_what_all_looks_show_is_asked_for() -> None:
    pay = seen(screen(["pay_title", "field"]), screen(["field", "error"]))
    assert recogniser_of(pay, [seen(screen(["other"]))], PACKAGE) == Recogniser(".ui.Main", ids=("field",))


def test_a_page_that_is_alone_in_its_activity_is_asked_for_more_than_that() -> None:
    lone = seen(screen(["card"], activity="com.bank.ui.Card"))
    assert recogniser_of(lone, [seen(screen(["x"]))], PACKAGE) == Recogniser(".ui.Card", ids=("card",))
    bare = seen(screen(activity="com.bank.ui.Bare"))
    assert recogniser_of(bare, [seen(screen(["x"]))], PACKAGE) == Recogniser(".ui.Bare")


def test_pages_without_ids_are_told_apart_by_texts_without_numbers_the_title_first() -> None:
    one = seen(screen(texts=["¥ 88.10", "转出", "我的账户"]), title="我的账户")
    other = seen(screen(texts=["¥ 12.00", "存入", "我的存款"]))
    assert recogniser_of(one, [other], PACKAGE) == Recogniser(".ui.Main", texts=("我的账户",))


def test_several_conditions_together_rule_out_what_none_does_alone() -> None:
    page = seen(screen(["a", "b"]))
    found = recogniser_of(page, [seen(screen(["a"])), seen(screen(["b"]))], PACKAGE)
    assert found == Recogniser(".ui.Main", ids=("a", "b"))


def test_a_page_that_another_holds_whole_is_known_by_what_it_does_not_say() -> None:
    form, done = seen(screen(["form"], ["金额"])), seen(screen(["form"], ["金额", "转账成功"]))
    assert recogniser_of(form, [done], PACKAGE) == Recogniser(".ui.Main", absent=("转账成功",))


def test_pages_that_nothing_lasting_tells_apart_get_no_recogniser() -> None:
    one, other = seen(screen(["form"], ["10:01"])), seen(screen(["form"], ["10:02"]))
    assert recogniser_of(one, [other], PACKAGE) is None
    assert recogniser_of(seen(), [other], PACKAGE) is None
    assert recogniser_of(seen(screen(["x"]), screen(["x"], activity="com.bank.B")), [], PACKAGE) is None


IDS = st.lists(st.sampled_from("abcde"), max_size=4)
PAGES = st.lists(
    st.lists(st.tuples(IDS, st.lists(st.sampled_from(["甲乙", "丙丁", "戊1"]), max_size=3)), min_size=1, max_size=3),
    min_size=2,
    max_size=4,
)


@settings(deadline=None)
@given(PAGES)
def test_what_is_found_fits_all_looks_of_the_page_and_none_of_another(
    told: list[list[tuple[list[str], list[str]]]],
) -> None:
    pages = [seen(*(screen(ids, texts) for ids, texts in looks)) for looks in told]
    found = recogniser_of(pages[0], pages[1:], PACKAGE)
    if found is not None:
        assert all(look.is_as(found) for look in pages[0].looks)
        assert not any(look.is_as(found) for page in pages[1:] for look in page.looks)
        assert isinstance(pages[0].looks[0], Look)
