"""A journey for a page, written from what a run saw: it loads, expects what lasts, and types the app's data by name."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import yaml
from hypothesis import given
from hypothesis import strategies as st

from patrol.compare.drafts import Material, draft, draft_of_way, lasting_texts
from patrol.journey.load import parse_journey
from patrol.model.artifacts import CrawlStep
from patrol.model.build import Build, PageLook, Widget
from patrol.model.graph import Action, ActionKind, Edge, PageGraph, Provenance
from patrol.model.journey import Journey, StepSpec
from patrol.model.locator import Locator
from patrol.model.scenario import DeclaredPage, Scenario
from tests.unit.compare.small import TAP, build, look

DATA = {"收款人|姓名|name": "李晓雯", "金额|amount": "100", "手机号|phone": "${BANK_PHONE:-138}", "*": "测试"}


def tap(name: str) -> Action:
    return Action(TAP, Locator(text=name))


def typed(value: str, into: str) -> Action:
    return Action(ActionKind.type, Locator(text=into), value)


def steps(*told: tuple[str, Action, str]) -> tuple[CrawlStep, ...]:
    return tuple(CrawlStep(n, n, source, action, n, target) for n, (source, action, target) in enumerate(told))


def written(page: str, one: Build, crawl: Sequence[CrawlStep] = (), data: dict[str, str] | None = None) -> str:
    text = draft(page, Material(one.graph, one, tuple(crawl), data or {}))
    assert text is not None
    return text


def journey(text: str, data: dict[str, str] | None = None) -> Journey:
    pages = tuple(DeclaredPage(key, key) for key in ("home", "a", "b"))
    return parse_journey(text, "b.yaml", Scenario("com.bank", pages=pages, data=data or {}))


def test_it_goes_the_shortest_way_covers_the_page_and_expects_what_stood_there() -> None:
    text = written("b", build("a", "b"))
    assert text.startswith("# Written by patrol from what it saw in build 1.1")
    assert yaml.safe_load(text) == {
        "name": "到b",
        "name_en": "To b",
        "covers": ["b"],
        "fresh": False,
        "steps": [
            {"launch": "cold"},
            {"tap": "to b"},
            {"expect": {"page": "b"}},
            {"expect": "this is b"},
            {"expect": "ok of b"},
        ],
    }
    assert journey(text).covers == ("b",)


def test_a_draft_of_a_way_goes_to_its_source_then_the_way_and_covers_its_end() -> None:
    one = build("a", "b")
    on = Edge("a", "b", tap("确认"), typed=(typed("100", "金额"),))
    graph = PageGraph("home", one.graph.pages, one.graph.states, (*one.graph.edges, on))
    text = draft_of_way("a", "b", Material(graph, msgspec.structs.replace(one, graph=graph), data=DATA))
    assert text is not None and "where the important way begins" in text
    assert yaml.safe_load(text) == {
        "name": "从a到b",
        "name_en": "From a to b",
        "covers": ["b"],
        "fresh": False,
        "steps": [
            {"launch": "cold"},
            {"tap": "to a"},
            {"expect": {"page": "a"}},
            {"type": "${金额}", "into": "金额"},
            {"tap": "确认"},
            {"expect": {"page": "b"}},
            {"expect": "this is b"},
            {"expect": "ok of b"},
        ],
    }
    assert journey(text, DATA).covers == ("b",)


def test_what_repeats_the_data_that_was_typed_is_not_expected() -> None:
    one = build("a", "b")
    on = Edge("a", "b", tap("确认"), typed=(typed("李晓雯", "姓名"),))
    shown = PageLook("b", ("确认转账", "转给 李晓雯"))
    looks = tuple(shown if each.page == "b" else each for each in one.looks)
    graph = PageGraph("home", one.graph.pages, one.graph.states, (one.graph.edges[0], on))
    told = yaml.safe_load(written("b", msgspec.structs.replace(one, graph=graph, looks=looks), (), DATA))
    assert [step["expect"] for step in told["steps"] if isinstance(step.get("expect"), str)] == ["确认转账"]


def test_a_way_that_nobody_went_is_written_as_it_was_declared() -> None:
    one = build("a", "b")
    declared = Edge("a", "b", tap("直达"), 0, 0, (Provenance.declared,))
    graph = PageGraph("home", one.graph.pages, one.graph.states, (*one.graph.edges, declared))
    text = draft_of_way("a", "b", Material(graph, one))
    assert text is not None and {"tap": "直达"} in yaml.safe_load(text)["steps"]
    assert draft_of_way("b", "a", Material(graph, one)) is None


def test_a_page_to_which_nobody_knows_a_way_has_none() -> None:
    one = build("a", "b")
    cut = msgspec.structs.replace(one, graph=PageGraph("home", one.graph.pages, one.graph.states, one.graph.edges[:1]))
    assert draft("b", Material(cut.graph, cut)) is None


def test_only_what_lasts_is_expected() -> None:
    widgets = (
        Widget("TextView", says="转账"),
        Widget("TextView", says="余额  元"),
        Widget("TextView", says="李晓雯", row=True),
        Widget("EditText", says="请输入金额", does="type"),
        Widget("TextView", says="今日推荐"),
    )
    texts = ("转账", "余额 12.00 元", "李晓雯", "请输入金额", "今日推荐", "行", "一句话" * 10, "尾号 **** ", "已滚走")
    shown = PageLook("b", texts, widgets=widgets, volatile=("今日推荐",))
    assert lasting_texts(shown) == ["转账"]


def test_what_was_typed_on_the_page_is_typed_by_the_names_of_the_apps_data() -> None:
    crawl = steps(
        ("b", typed("李晓雯", "姓名"), "b"),
        ("b!keyboard", typed("100", "转账金额"), "b!keyboard"),
        ("b", typed("${BANK_PHONE}", "手机"), "b"),
        ("b", typed("2026-01-01", "日期"), "b"),
        ("a", typed("别处", "搜索"), "a"),
    )
    text = written("b", build("a", "b"), crawl, DATA)
    told = yaml.safe_load(text)
    assert [(step["type"], step["into"]) for step in told["steps"] if "type" in step] == [
        ("${姓名}", "姓名"),
        ("${金额}", "转账金额"),
        ("${手机号}", "手机"),
        ("${value_1}", "日期"),
    ]
    assert told["values"] == {"value_1": "2026-01-01"}
    values = journey(text, DATA).values
    assert values == {"姓名": "李晓雯", "金额": "100", "手机号": "${BANK_PHONE:-138}", "value_1": "2026-01-01"}


def test_what_was_typed_on_the_way_is_bound_too() -> None:
    one = build("a", "b")
    way = Edge("home", "b", tap("下一步"), typed=(typed("100", "金额"),))
    graph = PageGraph("home", one.graph.pages, one.graph.states, (way,))
    text = written("b", msgspec.structs.replace(one, graph=graph), (), DATA)
    assert {"type": "${金额}", "into": "金额"} in yaml.safe_load(text)["steps"]
    assert "100" not in text


def test_a_button_that_was_not_there_at_first_is_prepared_as_the_crawl_prepared_it() -> None:
    one = build("a", "b")
    to_b = Edge("a", "b", tap("缴存"))
    graph = PageGraph("home", one.graph.pages, one.graph.states, (one.graph.edges[0], to_b))
    crawl = steps(
        ("a", tap("规则"), "rules"),
        ("rules", Action(ActionKind.back), "a"),
        ("a", tap("开户"), "form"),
        ("form", typed("李晓雯", "姓名"), "form!filled"),
        ("form!filled", tap("确认"), "a"),
        ("a", Action(ActionKind.launch), "home"),
        ("a", tap("缴存"), "b"),
    )
    text = written("b", msgspec.structs.replace(one, graph=graph), crawl, DATA)
    assert yaml.safe_load(text)["steps"][2:8] == [
        {"expect": {"page": "a"}},
        {"tap": "开户"},
        {"type": "${姓名}", "into": "姓名"},
        {"tap": "确认"},
        {"tap": "缴存"},
        {"expect": {"page": "b"}},
    ]


def test_a_button_that_was_there_at_once_needs_nothing_before() -> None:
    one = build("a", "b")
    shown = look("a", ("b",))
    to_b = Edge("a", "b", tap("to b"))
    graph = PageGraph("home", one.graph.pages, one.graph.states, (one.graph.edges[0], to_b))
    looks = tuple(shown if each.page == "a" else each for each in one.looks)
    crawl = steps(("a", tap("x"), "y"), ("y", tap("ok"), "a"), ("a", tap("to b"), "b"))
    text = written("b", msgspec.structs.replace(one, graph=graph, looks=looks), crawl)
    assert {"tap": "x"} not in yaml.safe_load(text)["steps"]


@given(st.text(min_size=1, max_size=30), st.text(max_size=20), st.text(min_size=1, max_size=10))
def test_whatever_an_app_says_the_draft_can_be_read_again(said: str, value: str, field: str) -> None:
    one = build("a", "b")
    shown = PageLook("b", (said,), widgets=(Widget("TextView", says=said),))
    looks = tuple(shown if each.page == "b" else each for each in one.looks)
    text = written("b", msgspec.structs.replace(one, looks=looks), steps(("b", typed(value, field), "b")))
    told = yaml.safe_load(text)
    assert told["covers"] == ["b"]


def test_data_of_the_app_is_given_to_journeys_that_name_it_and_their_own_values_win() -> None:
    text = (
        "name: x\nvalues: {金额: '5'}\nsteps: [{type: '${金额} ${姓名}'}, {repeat: 2, steps: [{type: '${phone}'}]}]\n"
    )
    found = journey(text, DATA)
    assert found.values == {"金额": "5", "姓名": "李晓雯", "phone": "${BANK_PHONE:-138}"}
    assert isinstance(found.steps[0], StepSpec)


def test_the_comment_on_top_is_in_the_readers_language() -> None:
    one = build("a", "b")
    text = draft("b", Material(one.graph, one, lang="zh"))
    assert text is not None and text.startswith("# 由 patrol 根据在构建 1.1 里看到的写成")
    assert journey(text) == journey(written("b", one)), "the journey is the same"
