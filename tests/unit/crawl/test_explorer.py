from __future__ import annotations

import msgspec

from patrol.crawl.explorer import CrawlLimits, explore
from patrol.journey.load import parse_journey
from patrol.journey.session import MemoryRecorder
from patrol.model.artifacts import Crawl, StopReason
from patrol.model.graph import ActionKind
from patrol.model.locator import Locator
from patrol.model.record import to_json
from patrol.model.scenario import Consent, DeclaredPage, Recogniser, Scenario
from tests.unit.crawl.paper import LIMITS, PACKAGE, Paper, PaperPhone, Widget, session_of


def bank() -> dict[str, Paper]:
    """Home, a form, a list, a dialog, and ways out of the app."""
    return {
        "home": Paper("首页", [Widget("转账", "transfer"), Widget("理财", "wealth"), Widget("设置", "settings")]),
        "transfer": Paper(
            "转账",
            [
                Widget(id="payee", kind="EditText", hint="收款人手机号"),
                Widget("下一步", do=lambda phone: phone.go("confirm" if phone.texts.get("payee") else "oops")),
            ],
        ),
        "oops": Paper("提示", [Widget("知道了", "close")], dialog=True),
        "confirm": Paper("确认转账", [Widget("确认", "done")]),
        "done": Paper("转账成功", [Widget("完成", "home")]),
        "wealth": Paper("理财", rows=lambda _: [f"产品{n} 3.{n}%" for n in range(12)], row_goes=lambda _: "product"),
        "product": Paper("产品详情", [Widget("购买", "buy")]),
        "buy": Paper("购买"),
        "settings": Paper("设置", [Widget("退出登录", "exit"), Widget("关于", "about"), Widget("清除", "asked")]),
        "asked": Paper("确认清除？", [Widget("取消", "close")], dialog=True),
        "about": Paper("关于我们"),
    }


def names(crawl: Crawl) -> set[str]:
    return {page.name for page in crawl.graph.pages}


def taps(crawl: Crawl) -> list[str]:
    return [str(step.action.locator) for step in crawl.steps if step.action.kind is ActionKind.tap]


def test_every_page_is_found_and_the_end_is_said() -> None:
    crawl = explore(session_of(PaperPhone(bank())), LIMITS)
    assert names(crawl) == {paper.title for paper in bank().values() if not paper.dialog}
    assert crawl.stop is StopReason.complete


def test_a_dialog_is_a_state_and_no_page() -> None:
    crawl = explore(session_of(PaperPhone(bank())), LIMITS)
    settings = next(page for page in crawl.graph.pages if page.name == "设置")
    assert ("dialog:确认清除？",) in {s.features for s in crawl.graph.states if s.page == settings.key}


def test_the_same_seed_gives_the_same_trace_byte_for_byte() -> None:
    first = explore(session_of(PaperPhone(bank())), LIMITS, seed=7)
    second = explore(session_of(PaperPhone(bank())), LIMITS, seed=7)
    assert to_json(first) == to_json(second)


def test_fields_are_filled_from_the_data_before_the_button_is_pressed() -> None:
    phone = PaperPhone(bank())
    scenario = Scenario(PACKAGE, name="x", data={"收款人|payee": "${PAYEE}"})
    crawl = explore(session_of(phone, scenario, PAYEE="13900139000"), LIMITS)
    assert "type 13900139000" in phone.done
    assert "13900139000" not in to_json(crawl).decode()
    edge = next(edge for edge in crawl.graph.edges if str(edge.action.locator) == "“下一步”")
    assert [typed.value for typed in edge.typed] == ["${PAYEE}"]


def test_rows_of_a_list_cost_their_budget_and_one_probe() -> None:
    phone = PaperPhone(bank())
    explore(session_of(phone), LIMITS)
    assert len({each for each in phone.done if each.startswith("row ")}) == 2


def test_rows_that_lead_to_different_pages_are_all_tried() -> None:
    pages = {
        "home": Paper("首页", rows=lambda _: [f"第{n}项 说明{n}" for n in range(5)], row_goes=lambda n: f"p{n}"),
        **{f"p{n}": Paper(f"页面{'甲乙丙丁戊'[n]}") for n in range(5)},
    }
    assert len(names(explore(session_of(PaperPhone(pages)), LIMITS))) == 6


def test_denied_widgets_are_never_touched_and_told() -> None:
    phone = PaperPhone(bank())
    crawl = explore(session_of(phone, Scenario(PACKAGE, name="x", deny=(Locator(text="退出登录"),))), LIMITS)
    assert "tap 退出登录" not in phone.done
    assert ("退出登录", "named by the deny list") in crawl.skipped


def test_what_the_last_list_names_is_touched_when_nothing_else_is_left() -> None:
    phone = PaperPhone(bank())
    crawl = explore(session_of(phone, Scenario(PACKAGE, name="x", last=(Locator(text="转账"),))), LIMITS)
    first = taps(crawl).index("“转账”")
    assert {"“理财”", "“设置”", "“关于”"} <= set(taps(crawl)[:first])


def test_the_app_is_come_back_to_when_it_was_left() -> None:
    crawl = explore(session_of(PaperPhone(bank())), LIMITS)
    left = next(step for step in crawl.steps if step.note.startswith("left the app"))
    assert crawl.steps[left.index + 1].action.kind is ActionKind.launch
    assert not any(page.key.startswith("outside:") for page in crawl.graph.pages)


def test_a_crash_is_noted_and_not_provoked_again() -> None:
    pages = bank() | {
        "about": Paper("关于我们", [Widget("版本", "crash"), Widget("更多", "more")]),
        "more": Paper("更多"),
    }
    crawl = explore(session_of(PaperPhone(pages)), LIMITS)
    assert sum(step.note.startswith("crashed") for step in crawl.steps) == 1
    assert "更多" in names(crawl)


def test_an_app_that_crashes_at_each_launch_ends_the_crawl_with_that_reason() -> None:
    pages = {"home": Paper("首页", after=(0, "crash"))}
    crawl = explore(session_of(PaperPhone(pages)), LIMITS)
    assert crawl.stop is StopReason.crash_loop


def test_a_lost_phone_ends_the_crawl_with_that_reason_and_keeps_the_graph() -> None:
    crawl = explore(session_of(PaperPhone(bank(), lost_after=9)), LIMITS)
    assert crawl.stop is StopReason.device_lost
    assert len(crawl.graph.pages) > 1


def test_a_text_that_the_driver_cannot_type_is_noted_and_the_crawl_goes_on() -> None:
    fields = [Widget(id=f"name{number}", kind="EditText", hint="姓名") for number in range(5)]
    pages = bank() | {"about": Paper("关于我们", [*fields, Widget("提交", "more")]), "more": Paper("更多")}
    crawl = explore(session_of(PaperPhone(pages, ascii_only=True)), LIMITS)
    assert crawl.stop is StopReason.complete
    assert "更多" in names(crawl)
    notes = [step.note for step in crawl.steps if step.action.kind is ActionKind.type]
    assert "the field stays empty: paper types ASCII only." in notes


def test_limits_of_actions_and_minutes_end_the_crawl() -> None:
    assert explore(session_of(PaperPhone(bank())), CrawlLimits(actions=5)).stop is StopReason.actions
    assert explore(session_of(PaperPhone(bank())), CrawlLimits(minutes=0.1)).stop is StopReason.minutes


def test_the_user_may_stop_it() -> None:
    session = session_of(PaperPhone(bank()))
    session.stopped = lambda: session.clock.now_ms() > 4000
    assert explore(session, LIMITS).stop is StopReason.interrupted


def test_each_action_is_journaled_before_it_is_sent() -> None:
    class Watchful(MemoryRecorder):
        def begin(self, step):  # type: ignore[no-untyped-def]
            super().begin(step)
            self.sent_before = len(phone.done)

        def end(self, step):  # type: ignore[no-untyped-def]
            super().end(step)
            assert len(phone.done) > self.sent_before or step.note

    phone = PaperPhone(bank())
    session = session_of(phone)
    session.recorder = Watchful()
    explore(session, LIMITS)


def test_consent_is_answered_by_policy_and_noted() -> None:
    pages = {
        "home": Paper(
            "隐私政策", [Widget("请阅读隐私政策", kind="TextView"), Widget("同意", "main"), Widget("不同意", "exit")]
        ),
        "main": Paper("首页", [Widget("更多", "more")]),
        "more": Paper("更多"),
    }
    crawl = explore(session_of(PaperPhone(pages)), LIMITS)
    assert next(step.note for step in crawl.steps if step.note.startswith("consent")) == "consent given"
    refused = explore(session_of(PaperPhone(pages), Scenario(PACKAGE, consent=Consent(policy="refuse"))), LIMITS)
    assert any(step.note.startswith("consent refused") for step in refused.steps)


def test_permission_windows_are_answered_by_policy() -> None:
    window = Paper(
        "要允许“银行”拍摄照片和录制视频吗？",
        [Widget("仅在使用该应用时允许", "granted"), Widget("不允许", "refused")],
        package="com.android.permissioncontroller",
    )
    pages = {
        "home": Paper("首页", [Widget("扫一扫", "ask")]),
        "ask": window,
        "granted": Paper("扫一扫"),
        "refused": Paper("没有权限"),
    }
    assert "扫一扫" in names(explore(session_of(PaperPhone(pages)), LIMITS))
    deny = Scenario(PACKAGE, name="x", permissions={"camera": "deny"})
    crawl = explore(session_of(PaperPhone(pages), deny), LIMITS)
    assert "没有权限" in names(crawl) and "扫一扫" not in names(crawl)
    assert any(step.note == "permission CAMERA denied" for step in crawl.steps)


def walled() -> dict[str, Paper]:
    return {
        "home": Paper(
            "首页", [Widget("账户", do=lambda phone: phone.go("inside" if "in" in phone.facts else "login"))]
        ),
        "login": Paper(
            "登录",
            [
                Widget(id="password", kind="EditText", hint="密码", password=True),
                Widget("登录", do=lambda phone: sign_in(phone)),
            ],
        ),
        "inside": Paper("账户"),
    }


def sign_in(phone: PaperPhone) -> None:
    if phone.texts.get("password") == "right":
        phone.facts.add("in")
        phone.go("inside")


WAY_IN = """
name: 登录
way_in: true
steps:
  - launch
  - tap: 账户
  - {type: "${PASSWORD}", into: 密码}
  - tap: 登录
  - expect: 账户
    within: 1
"""


def test_the_sign_in_page_is_passed_by_the_journey_marked_as_way_in() -> None:
    way = parse_journey(WAY_IN, "sign-in.yaml", Scenario(PACKAGE))
    session = session_of(PaperPhone(walled()), PASSWORD="right")
    crawl = explore(session, LIMITS, journeys={"sign-in": way})
    assert "账户" in names(crawl)


def test_a_way_in_that_fails_leaves_a_wall_with_the_reason() -> None:
    way = parse_journey(WAY_IN, "sign-in.yaml", Scenario(PACKAGE))
    session = session_of(PaperPhone(walled()), PASSWORD="wrong")
    crawl = explore(session, LIMITS, journeys={"sign-in": way})
    assert next(page for page in crawl.graph.pages if page.name == "登录").wall == "sign-in"
    assert any(what == "sign-in by sign-in" for what, _ in crawl.skipped)


def test_a_crawl_goes_on_from_the_journal_of_one_that_was_cut_short() -> None:
    whole = names(explore(session_of(PaperPhone(bank())), LIMITS))
    for cut in (3, 8, 15):
        session = session_of(PaperPhone(bank()))
        explore(session, CrawlLimits(actions=cut))
        recorder = session.recorder
        assert isinstance(recorder, MemoryRecorder)
        flying = msgspec.structs.replace(recorder.steps[-1], ended_ms=None, target="")
        cut_short = Crawl(steps=(*recorder.steps[:-1], flying), found=tuple(recorder.findings))
        resumed = explore(session_of(PaperPhone(bank())), LIMITS, resume=cut_short)
        assert names(resumed) == whole
        assert [step.index for step in resumed.steps] == list(range(len(resumed.steps)))


def test_declared_deep_links_are_opened_when_nothing_else_is_left() -> None:
    pages = {"home": Paper("首页"), "hidden": Paper("活动", [Widget("参加", id="join")])}
    declared = DeclaredPage("hidden", "活动页", link="paper://hidden", recognise=Recogniser(ids=("join",)))
    crawl = explore(session_of(PaperPhone(pages), Scenario(PACKAGE, name="x", pages=(declared,))), LIMITS)
    assert "活动页" in names(crawl)


def test_a_splash_and_slow_pages_are_waited_for() -> None:
    pages = {"splash": Paper(after=(1200, "home")), **bank()}
    crawl = explore(session_of(PaperPhone(pages, first="splash", delay_ms=300)), LIMITS)
    assert names(crawl) >= {"首页", "转账成功", "购买"}
    first = next(page for page in crawl.graph.pages if page.key == crawl.graph.start)
    assert first.name == "首页"


def test_text_that_changes_by_itself_makes_no_new_pages() -> None:
    clock = Paper("首页", [Widget("设置", "settings")], rows=lambda phone: [f"行情 {phone.clock.now_ms()}"])
    crawl = explore(session_of(PaperPhone({**bank(), "home": clock})), LIMITS)
    assert [page.name for page in crawl.graph.pages].count("首页") == 1


def test_rows_that_were_left_alone_are_told() -> None:
    crawl = explore(session_of(PaperPhone(bank())), LIMITS)
    assert [what for what, _ in crawl.skipped if what.startswith("further rows of list on 理财")]


def test_an_edge_by_id_tells_what_its_widget_says() -> None:
    pages = {
        "home": Paper(
            "首页", [Widget("更多", "a", id="more_a"), Widget("更多", "b", id="more_b"), Widget("设置", "c")]
        ),
        **{
            page: Paper(title, activity=f"Activity{page}")
            for page, title in (("a", "基金"), ("b", "保险"), ("c", "设置"))
        },
    }
    edges = explore(session_of(PaperPhone(pages)), LIMITS).graph.edges
    said = {str(edge.action.locator): edge.says for edge in edges if edge.action.locator}
    assert (said["more_a"], said["more_b"], said["“设置”"]) == ("更多", "更多", "")
