"""A crawl with a baseline: what is new goes first, and is looked at in depth; nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from patrol.crawl.depth import NO_TURN
from patrol.crawl.explorer import explore
from patrol.crawl.limits import CrawlLimits
from patrol.journey.scenario import load_scenario
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.artifacts import Crawl, StopReason
from patrol.model.build import Build
from patrol.model.depth import Newness, TrialOutcome, ValueClass
from patrol.model.graph import Action, ActionKind, Edge, Page, Provenance
from patrol.model.scenario import DeclaredPage, Recogniser, Scenario
from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.load import load_app
from tests.unit.crawl.builds import crawled
from tests.unit.crawl.paper import PACKAGE, Paper, PaperPhone, Widget, session_of

SMALL = Path(__file__).parents[2] / "data/scenarios/small"


def small(build: str) -> Session:
    driver = InProcessDriver(load_app(SMALL / f"{build}.yaml"))
    return Session(driver, driver.clock, load_scenario(SMALL), MemoryRecorder(), pictures=False)


@pytest.fixture(scope="module")
def base() -> Build:
    return crawled(small("build"))[1]


@pytest.fixture(scope="module")
def following(base: Build) -> Crawl:
    return crawled(small("build-1.1"), base)[0]


def test_the_same_build_costs_what_a_patrol_that_knows_the_graph_costs(base: Build) -> None:
    known = explore(small("build"), CrawlLimits(300, 60), known=base.graph)
    again, _ = crawled(small("build"), base)
    assert [step.action for step in again.steps] == [step.action for step in known.steps]
    assert not again.in_depth and not again.field_trials


def test_new_pages_and_pages_with_new_actions_are_told_with_what_is_new(following: Crawl) -> None:
    names = {page.key: page.name for page in following.graph.pages}
    told = {names[each.page]: (each.why, each.news) for each in following.in_depth}
    assert told == {
        "设置": (Newness.changed, ("tap “订阅”",)),
        "订阅": (Newness.new, ()),
        "已提交": (Newness.new, ()),
    }


def test_what_is_new_goes_before_the_rest_of_the_tour(following: Crawl) -> None:
    done = [str(step.action) for step in following.steps if step.action.kind is ActionKind.tap]
    assert done.index("tap “订阅”") == done.index("tap “设置”") + 1, "as soon as it is seen"
    assert done.index("tap “订阅”") < done.index("tap “账户”"), "before pages that are known"


def test_each_action_of_a_new_page_is_done(following: Crawl) -> None:
    assert {(each.tried, each.offered) for each in following.in_depth} == {(5, 5), (2, 2), (1, 1)}
    assert not [each.left for each in following.in_depth if each.left]


def test_a_form_is_tried_at_its_boundaries_and_what_came_of_each_is_told(following: Crawl) -> None:
    came = {(trial.field, trial.value_class): trial for trial in following.field_trials}
    remark, copies = "备注（最多12个字）", "份数（1至20）"
    assert came[remark, ValueClass.fitting].outcome is TrialOutcome.accepted, "the crawl's own value was none"
    assert came[remark, ValueClass.empty].said == "请填写完整"
    assert came[remark, ValueClass.too_long].outcome is TrialOutcome.crashed
    assert came[remark, ValueClass.longest].outcome is TrialOutcome.accepted
    assert came[copies, ValueClass.above_most].outcome is TrialOutcome.accepted
    assert came[copies, ValueClass.above_most].stated == "1至20"
    assert came[copies, ValueClass.negative].took == "1", "the field leaves the sign out"
    assert all(trial.step >= 0 for trial in following.field_trials if trial.outcome is not TrialOutcome.untyped)


def test_nonsense_teaches_nothing_of_where_a_button_leads(following: Crawl) -> None:
    submit = [
        edge for edge in following.graph.edges if str(edge.action) == "tap “提交”" and "outside" not in edge.target
    ]
    values = {each.value for edge in submit for each in edge.typed if each.kind is ActionKind.type}
    assert values <= {"测试", "1", "测试内容一二三四五六七八九十"}


def test_a_run_with_a_small_budget_looks_in_depth_before_all_that_is_known_was_visited(base: Build) -> None:
    crawl, _ = crawled(small("build-1.1"), base, actions=40)
    assert crawl.field_trials and crawl.stop is StopReason.actions


# --- money, secrets, walls --------------------------------------------------------------------------------------------


def home(*entries: tuple[str, str]) -> Paper:
    return Paper("首页", [Widget(label, page) for label, page in entries])


def after(then: dict[str, Paper], now: dict[str, Paper], **data: str) -> tuple[PaperPhone, Crawl]:
    scenario = Scenario(PACKAGE, name="x", data=data)
    _, base = crawled(session_of(PaperPhone(then), scenario))
    phone = PaperPhone(now)
    return phone, crawled(session_of(phone, scenario), base)[0]


def filled(*widgets: Widget, title: str) -> dict[str, Paper]:
    return {
        "home": home(("关于", "about"), (title, "form")),
        "about": Paper("关于"),
        "form": Paper(title, list(widgets)),
        "done": Paper("办理成功"),
    }


BEFORE = {"home": home(("关于", "about")), "about": Paper("关于")}


def test_a_form_that_moves_money_is_never_given_more_than_it_gets_anyway() -> None:
    sent: list[str] = []

    def send(phone: PaperPhone) -> None:
        sent.append(phone.texts.get("amount", ""))
        if phone.texts.get("amount", "").startswith("-"):
            phone.go("done")

    pages = filled(Widget(id="amount", kind="EditText", hint="转账金额"), Widget("转账", do=send), title="转账")
    _, crawl = after(BEFORE, pages)
    assert all(trial.money for trial in crawl.field_trials)
    tried = [trial.value for trial in crawl.field_trials]
    assert tried == ["", "0", "-1"], "nothing more once it took what it must refuse"
    page = next(each for each in crawl.in_depth if each.trials)
    assert ("not-a-number in 转账金额", "the form moves money and took a value that it must refuse") in page.left
    usual = {value for value in sent if value not in tried}
    assert usual <= {"100", "1000"}, "what the crawl types without a baseline, too"


def test_a_password_is_left_empty_and_never_typed_wrong() -> None:
    pages = filled(
        Widget(id="old", kind="EditText", hint="原密码", password=True), Widget("提交", "done"), title="修改密码"
    )
    phone, crawl = after(BEFORE, pages, 原密码="secret-1")
    assert {trial.value for trial in crawl.field_trials} <= {""}
    assert all("type" not in done or "secret-1" in done or done == "type " for done in phone.done)


def test_a_button_that_stays_disabled_holds_the_value() -> None:
    fits = {"备注一"}
    pages = filled(
        Widget(id="remark", kind="EditText", hint="备注"),
        Widget("提交", "done", enabled=lambda phone: phone.texts.get("remark", "") in fits | {"测试"}),
        title="反馈",
    )
    _, crawl = after(BEFORE, pages)
    came = {trial.value_class: trial.outcome for trial in crawl.field_trials}
    assert came[ValueClass.empty] is TrialOutcome.held and came[ValueClass.emoji] is TrialOutcome.held


def test_what_would_spoil_the_crawl_is_left_and_told() -> None:
    now = {
        **BEFORE,
        "home": home(("关于", "about"), ("工具", "tools")),
        "tools": Paper("工具", [Widget("清除缓存", "about"), Widget("帮助")]),
    }
    _, crawl = after(BEFORE, now)
    names = {page.key: page.name for page in crawl.graph.pages}
    tools = next(each for each in crawl.in_depth if names[each.page] == "工具")
    assert tools.why is Newness.new and tools.offered == 2


def test_renamed_ids_and_texts_that_count_make_no_page_new() -> None:
    then = {
        "home": Paper("首页", [Widget("消息 3", "about", id="msg"), Widget("关于", "about", id="a")]),
        "about": Paper("关于"),
    }
    now = replace(then["home"], widgets=[Widget("消息 12", "about", id="m1"), Widget("关于", "about", id="b2")])
    _, crawl = after(then, {**then, "home": now})
    assert not crawl.in_depth


def test_a_baseline_without_pages_is_none() -> None:
    empty = replace_graph(crawled(session_of(PaperPhone(BEFORE)))[1])
    crawl, _ = crawled(session_of(PaperPhone(BEFORE)), empty)
    assert not crawl.in_depth and crawl.stop is StopReason.complete


def replace_graph(build: Build) -> Build:
    return Build(build.schema, build.head)


def test_a_page_that_was_only_announced_in_the_baseline_is_new_when_it_comes(base: Build) -> None:
    told = Page("order", "订阅", provenance=(Provenance.declared,))
    way = Edge("home", "order", Action(ActionKind.tap), tries=0, arrivals=0, provenance=(Provenance.declared,))
    graph = msgspec.structs.replace(base.graph, pages=(*base.graph.pages, told), edges=(*base.graph.edges, way))
    session = small("build-1.1")
    page = DeclaredPage("order", "订阅", recognise=Recogniser(ids=("order_submit",)))
    session.scenario = msgspec.structs.replace(session.scenario, pages=(page,))
    crawl, _ = crawled(session, msgspec.structs.replace(base, graph=graph))
    assert {each.page: each.why for each in crawl.in_depth}["order"] is Newness.new


def test_a_resumed_run_does_not_try_values_again(base: Build, following: Crawl) -> None:
    before = Crawl(field_trials=following.field_trials)
    crawl = explore(small("build-1.1"), CrawlLimits(), base=base, resume=before)
    assert not crawl.field_trials and Newness.new in {each.why for each in crawl.in_depth}


def test_looking_closely_takes_its_share_of_the_actions_and_no_more(base: Build) -> None:
    crawl, _ = crawled(small("build-1.1"), base, actions=60)
    assert 0 < len(crawl.field_trials) < 9
    left = next(each.left for each in crawl.in_depth if each.trials)
    assert ("leading-zeros in 份数（1至20）", NO_TURN) in left, "what was not tried is told"
