from __future__ import annotations

from patrol.model.recognise import Look, by_demand, recognised, same_activity
from patrol.model.scenario import DeclaredPage, Recogniser
from patrol.model.screen import Node, Rect, Screen


def screen(*nodes: Node, activity: str = "com.bank.ui.Transfer") -> Screen:
    return Screen(package="com.bank", activity=activity, width=100, height=200, roots=(Node(children=nodes),))


def node(text: str = "", id: str = "", description: str = "", visible: bool = True) -> Node:
    where = Rect(0, 0, 50, 20)
    return Node("android.widget.TextView", id, text, description=description, bounds=where, visible=visible)


FORM = Look(screen(node("收款人", "com.bank:id/payee"), node("可用余额 88.10"), node(description="返回")))


def test_all_that_is_asked_must_hold() -> None:
    assert FORM.is_as(Recogniser(activity=".ui.Transfer", texts=("收款人", "返回"), contains=("余额",), ids=("payee",)))
    assert not FORM.is_as(Recogniser(activity=".Transfer2", ids=("payee",)))
    assert not FORM.is_as(Recogniser(ids=("payee", "amount")))
    assert not FORM.is_as(Recogniser(texts=("余额",))), "a text is asked for whole"
    assert not FORM.is_as(Recogniser(ids=("payee",), absent=("返回",)))


def test_a_recogniser_that_asks_for_nothing_recognises_nothing() -> None:
    assert not FORM.is_as(Recogniser())
    assert recognised(by_demand([DeclaredPage("any", "x")]), FORM) == ""


def test_what_is_not_visible_is_not_there() -> None:
    hidden = Look(screen(node("转账", "com.bank:id/go", visible=False)))
    assert not hidden.is_as(Recogniser(ids=("go",))) and not hidden.is_as(Recogniser(texts=("转账",)))


def test_the_most_demanding_page_wins_and_then_the_first() -> None:
    few = DeclaredPage("few", "x", recognise=Recogniser(ids=("payee",)))
    twin = DeclaredPage("twin", "x", recognise=Recogniser(ids=("payee",)))
    many = DeclaredPage("many", "x", recognise=Recogniser(ids=("payee",), texts=("收款人",)))
    assert recognised(by_demand([few, twin, many]), FORM) == "many"
    assert recognised(by_demand([twin, few]), FORM) == "twin"


def test_activities_are_named_in_short_or_in_full() -> None:
    assert same_activity(".ui.Transfer", "com.bank.ui.Transfer") and same_activity("", "anything")
    assert same_activity("com.bank.ui.Transfer", "com.bank.ui.Transfer")
    assert not same_activity(".Transfer", "com.bank.BigTransfer")
