"""An entry is found on the page, along app.yaml's taps, over the page graph, or by the names of settings."""

from __future__ import annotations

import re

from patrol.consent.hand import Hand
from patrol.consent.seek import Seeker
from patrol.journey.session import Session
from patrol.model.graph import Action, ActionKind, Edge, PageGraph, State
from patrol.model.locator import Locator
from tests.unit.crawl.paper import Paper, PaperPhone, Widget, session_of

WITHDRAW = re.compile("撤回")


def phone(**changes: Paper) -> PaperPhone:
    pages = {
        "home": Paper("首页", [Widget("转账"), Widget("我的", "mine"), Widget("奇怪的名字", "odd")]),
        "mine": Paper("我的", [Widget("设置", "settings")], activity="Mine"),
        "settings": Paper("设置", [Widget("语言"), Widget("隐私设置", "privacy")], activity="Set"),
        "privacy": Paper("隐私设置", [Widget("撤回同意", id="w")], activity="Privacy"),
        "odd": Paper("其他", [Widget("撤回授权", id="o")], activity="Odd"),
    }
    return PaperPhone(pages | changes)


def started(phone: PaperPhone) -> tuple[Hand, Session]:
    session = session_of(phone)
    phone.launch("")
    session.eyes.settle()
    return Hand(session, "rights"), session


def test_by_the_names_that_settings_have() -> None:
    paper = phone()
    hand, _ = started(paper)
    found = Seeker(hand, PageGraph()).find(WITHDRAW)
    assert found is not None and found.label == "撤回同意"
    assert paper.done[1:] == ["tap 我的", "tap 设置", "tap 隐私设置"]


def test_by_the_page_graph_where_it_knows_the_entry() -> None:
    paper = phone()
    hand, session = started(paper)
    home = session.eyes.settle().state
    edges = (
        Edge(home, "odd", Action(ActionKind.tap, Locator(text="奇怪的名字"))),
        Edge("odd", "odd!dialog", Action(ActionKind.tap, Locator(id="o")), says="撤回授权"),
    )
    graph = PageGraph(home, states=(State(home, home), State("odd", "odd"), State("odd!dialog", "odd")), edges=edges)
    found = Seeker(hand, graph).find(WITHDRAW)
    assert found is not None and found.label == "撤回授权"


def test_by_the_taps_of_app_yaml() -> None:
    paper = phone()
    hand, _ = started(paper)
    found = Seeker(hand, PageGraph(), {WITHDRAW.pattern: ("奇怪的名字", "撤回授权")}).find(WITHDRAW)
    assert found is not None and found.label == "撤回授权"


def test_an_entry_that_is_not_there_is_none() -> None:
    paper = phone(privacy=Paper("隐私设置", [Widget("隐私政策")], activity="Privacy"))
    hand, _ = started(paper)
    assert Seeker(hand, PageGraph()).find(WITHDRAW) is None


def test_a_switch_is_found_by_the_text_in_its_row() -> None:
    row = Paper("隐私设置", [Widget("个性化推荐", kind="Switch", checked=lambda _: True)], activity="Privacy")
    hand, _ = started(phone(home=row))
    found = Seeker(hand, PageGraph()).find(re.compile("个性化"), checkable=True)
    assert found is not None and found.checkable
