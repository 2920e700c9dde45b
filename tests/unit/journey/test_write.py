"""A way over the page graph, written as a journey."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from patrol.journey.load import load_journeys
from patrol.journey.scenario import load_scenario
from patrol.journey.write import journey_yaml
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.journey import Journey
from patrol.model.locator import Locator


def tap(source: str, target: str, **locator: object) -> Edge:
    return Edge(source, target, Action(ActionKind.tap, Locator(**locator)))  # type: ignore[arg-type]


AGREE = tap("consent", "home", text="同意并继续")
TO_LOGIN = tap("home", "login", id="open_login")
TO_TRANSFER = tap("home", "transfer", text="转账")
TO_PAYEE = tap("transfer", "payee", path=(0, 2))
PAGES = ("consent", "home", "login", "transfer", "payee")
GRAPH = PageGraph(
    start="home",
    pages=tuple(Page(key, key, first_seen_ms=1000 * at) for at, key in enumerate(PAGES)),
    states=tuple(State(key, key) for key in PAGES),
    edges=(AGREE, TO_LOGIN, TO_TRANSFER, TO_PAYEE),
)
SIGN_IN = Journey("sign-in", "登录", covers=("login",), way_in=True)


def test_a_way_is_written_as_a_person_would_write_it() -> None:
    assert journey_yaml((TO_TRANSFER,), GRAPH, "transfer") == (
        "name: 到transfer\n"
        "name_en: To transfer\n"
        "fresh: false\n"
        "steps:\n"
        "  - launch: cold\n"
        "  - if: {text: 同意并继续}\n"
        "    then:\n"
        "      - tap: 同意并继续\n"
        "        consent: given\n"
        "  - tap: 转账\n"
        "  - expect: {page: transfer}\n"
    )


def test_a_page_that_was_seen_after_sign_in_is_reached_signed_in_on_any_phone() -> None:
    written = yaml.safe_load(journey_yaml((TO_TRANSFER, TO_PAYEE), GRAPH, "payee", SIGN_IN))
    assert written["fresh"] is True
    assert written["steps"][2:4] == [{"use": "sign-in"}, {"launch": "cold"}]


ASKED = Edge(
    "consent!permission", "home", Action(ActionKind.tap, Locator(text="允许"))
)  # the same page: the window of the permission stands over it
FRESH = replace(
    GRAPH,
    start="consent",
    pages=(replace(GRAPH.pages[0], wall="consent"), *GRAPH.pages[1:]),
    states=(*GRAPH.states, State("consent!permission", "consent")),
    edges=(replace(AGREE, target="consent!permission"), ASKED, TO_LOGIN, TO_TRANSFER, TO_PAYEE),
)
"""As a crawl of a fresh app sees it: it begins at the privacy window."""


def test_a_way_from_the_privacy_window_agrees_only_where_the_app_asks() -> None:
    steps = yaml.safe_load(journey_yaml((*FRESH.edges[:2], TO_TRANSFER), FRESH, "transfer"))["steps"]
    assert steps == [
        {"launch": "cold"},
        {
            "if": {"text": "同意并继续"},
            "then": [{"tap": "同意并继续", "consent": "given"}, {"tap": "允许", "optional": True}],
        },
        {"tap": "转账"},
        {"expect": {"page": "transfer"}},
    ]


def test_whoever_has_signed_in_has_left_the_privacy_window_behind() -> None:
    steps = yaml.safe_load(journey_yaml((*FRESH.edges[:2], TO_TRANSFER, TO_PAYEE), FRESH, "payee", SIGN_IN))["steps"]
    assert steps[:4] == [{"launch": "cold"}, {"use": "sign-in"}, {"launch": "cold"}, {"tap": "转账"}]
    home = replace(FRESH, pages=tuple(replace(page, first_seen_ms=9000) for page in FRESH.pages[:2]) + FRESH.pages[2:])
    steps = yaml.safe_load(journey_yaml(FRESH.edges[:2], home, "home", SIGN_IN))["steps"]
    assert steps[1:] == [{"use": "sign-in"}, {"launch": "cold"}, {"expect": {"page": "home"}}]


def test_a_button_that_agrees_to_something_else_is_tapped_as_any_other() -> None:
    page = replace(FRESH, pages=GRAPH.pages)
    steps = yaml.safe_load(journey_yaml((*FRESH.edges[:2], TO_TRANSFER, TO_PAYEE), page, "payee", SIGN_IN))["steps"]
    assert steps[3] == {"tap": "同意并继续"}


def test_what_the_privacy_window_links_to_is_reached_from_it() -> None:
    link = tap("consent", "payee", text="《隐私政策》")
    steps = yaml.safe_load(journey_yaml((link,), replace(FRESH, edges=(link,)), "payee"))["steps"]
    assert steps[1:] == [{"tap": "《隐私政策》"}, {"expect": {"page": "payee"}}]


@pytest.mark.parametrize(("way", "page"), [((), "home"), ((TO_LOGIN,), "login")])
def test_the_sign_in_page_and_what_comes_before_it_are_reached_signed_out(way: tuple[Edge, ...], page: str) -> None:
    assert "use:" not in journey_yaml(way, GRAPH, page, SIGN_IN)


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    journeys = tmp_path / "journeys"
    journeys.mkdir()
    (tmp_path / "app.yaml").write_text("package: com.example\nname: 例\n", encoding="utf-8")
    (journeys / "sign-in.yaml").write_text("name: 登录\nsteps: [launch]\n", encoding="utf-8")
    text = journey_yaml((TO_TRANSFER, TO_PAYEE), GRAPH, "payee", SIGN_IN)
    text = "\n".join(line for line in text.splitlines() if "expect" not in line)  # its pages are found by a crawl
    (journeys / "being-written.yaml").write_text("", encoding="utf-8")
    (journeys / "to-payee.yaml").write_text(text, encoding="utf-8")
    assert [step.kind for step in load_journeys(tmp_path, load_scenario(tmp_path))["to-payee"].steps] == [
        "launch",
        "if",
        "use",
        "launch",
        "tap",
        "tap",
    ]


def test_what_was_ticked_and_scrolled_to_comes_before_the_tap() -> None:
    ticked = Action(ActionKind.tap, Locator(text="我已阅读"))
    typed = Action(ActionKind.type, Locator(text="金额"), "100")
    edge = Edge(
        "home", "done", Action(ActionKind.tap, Locator(text="提交")), typed=(Action(ActionKind.scroll), typed, ticked)
    )
    pages = (Page("home", "首页"), Page("done", "完成"))
    graph = PageGraph("home", pages, (State("home", "home"), State("done", "done")), (edge,))
    steps = yaml.safe_load(journey_yaml((edge,), graph, "done"))["steps"]
    assert steps[1:5] == [{"scroll to": "提交"}, {"type": "100", "into": "金额"}, {"tap": "我已阅读"}, {"tap": "提交"}]
