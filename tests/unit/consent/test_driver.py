"""The trials of consent, on a phone made of paper: what is done, and what is written down."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from patrol.consent import ConsentDriver
from patrol.device.driver import LaunchReport
from patrol.errors import DeviceLost
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.consent import ConsentPhase, Moment, MomentKind, TrialOutcome
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from tests.unit.crawl.paper import Paper, PaperPhone, Widget, session_of

WINDOW = [
    Widget("欢迎。请阅读我们的隐私政策", kind="TextView", id="text"),
    Widget("《隐私政策》", "policy", id="policy"),
    Widget("同意并继续", "home", id="agree", do=lambda phone: phone.facts.add("agreed")),
    Widget("不同意", "sure", id="refuse"),
]
SURE = [
    Widget("不同意将无法使用隐私功能", kind="TextView", id="sure_text"),
    Widget("再想想", "close", id="again"),
    Widget("仅浏览", "browse", id="leave", do=lambda phone: phone.facts.add("refused")),
]


class App(PaperPhone):
    """Starts with what its user has answered so far."""

    def launch(self, component: str, *, stop_first: bool = False) -> LaunchReport:
        self.first = "home" if "agreed" in self.facts else "browse" if "refused" in self.facts else "window"
        if "agreed" in self.facts and "asks" in self.facts:
            self.first = "permission"
        return super().launch(component, stop_first=stop_first)


def entries(*texts: str) -> list[Widget]:
    return [Widget(text, id=f"entry{number}") for number, text in enumerate(texts)]


def app(**changes: Paper) -> dict[str, Paper]:
    pages = {
        "window": Paper("个人信息保护指引", list(WINDOW), activity="Consent"),
        "sure": Paper("提示", list(SURE), dialog=True, activity="Consent"),
        "browse": Paper("浏览模式", entries("看看", "网点", "产品", "帮助", "公告"), activity="Browse"),
        "home": Paper("首页", [*entries("转账", "理财", "贷款", "生活"), Widget("设置", "settings", id="set")]),
        "settings": Paper("设置", [Widget("隐私设置", "privacy", id="p"), *entries("语言", "关于")], activity="Set"),
        "privacy": Paper("隐私设置", PRIVACY, activity="Privacy"),
        "ask": Paper(
            "撤回同意",
            [Widget("取消", "close", id="no"), Widget("确认撤回", "browse", id="yes", do=withdraw)],
            dialog=True,
        ),
        "policy": Paper("隐私政策"),
    }
    return pages | changes


def withdraw(phone: PaperPhone) -> None:
    phone.facts -= {"agreed"}
    phone.facts.add("refused")


def switch(keeps: bool = True) -> Widget:
    def touch(phone: PaperPhone) -> None:
        phone.facts ^= {"off"}

    return Widget("个性化推荐", id="rec", kind="Switch", checked=lambda phone: "off" not in phone.facts, do=touch)


PRIVACY = [switch(), Widget("撤回同意", "ask", id="withdraw")]


def tried(pages: dict[str, Paper], graph: PageGraph | None = None, **options: object) -> MemoryRecorder:
    session = session_of(App(pages, **options))  # type: ignore[arg-type]
    ConsentDriver(session, graph).run()
    assert isinstance(session.recorder, MemoryRecorder)
    return session.recorder


def kinds(recorder: MemoryRecorder, trial: str) -> list[MomentKind]:
    """Without its touches."""
    told = [moment for moment in recorder.moments if moment.trial == trial]
    return [moment.kind for moment in told if moment.kind is not MomentKind.touched]


def moment(recorder: MemoryRecorder, kind: MomentKind) -> Moment:
    return next(one for one in recorder.moments if one.kind is kind)


def test_an_app_that_does_it_right_is_gone_through_from_window_to_withdrawal() -> None:
    recorder = tried(app())
    assert [(one.name, one.outcome) for one in recorder.trials] == [
        ("refuse", TrialOutcome.done),
        ("accept", TrialOutcome.done),
        ("functions", TrialOutcome.not_found),
        ("rights", TrialOutcome.done),
    ]
    assert kinds(recorder, "refuse") == [
        MomentKind.fresh,
        MomentKind.launched,
        MomentKind.window,
        MomentKind.idle,
        MomentKind.refused,
        MomentKind.asked_to_stay,
        MomentKind.limited,
        MomentKind.idle,
        MomentKind.launched,
        MomentKind.limited,
    ]
    assert kinds(recorder, "rights") == [
        MomentKind.switched,
        MomentKind.launched,
        MomentKind.switch_later,
        MomentKind.withdraw_entry,
        MomentKind.withdrawn,
        MomentKind.idle,
        MomentKind.launched,
        MomentKind.after_withdrawal,
    ]
    assert [event.phase for event in recorder.consents] == [
        ConsentPhase.before_notice,
        ConsentPhase.asked,
        ConsentPhase.refused,
        ConsentPhase.refused,
        ConsentPhase.before_notice,
        ConsentPhase.asked,
        ConsentPhase.foreground,
        ConsentPhase.withdrawn,
    ]


def test_the_window_keeps_its_buttons_with_their_bounds() -> None:
    found = moment(tried(app()), MomentKind.window)
    assert [(b.role, b.text) for b in found.buttons] == [
        ("agree", "同意并继续"),
        ("refuse", "不同意"),
        ("policy", "《隐私政策》"),
    ]
    assert found.buttons[0].bounds.width == 500
    assert found.picture and found.tree


def test_the_switch_is_off_before_and_after_the_restart() -> None:
    recorder = tried(app())
    assert moment(recorder, MomentKind.switched).value == "off"
    assert moment(recorder, MomentKind.switch_later).value == "off"


def test_a_switch_that_comes_back_is_seen_to_be_on() -> None:
    class Forgetful(App):
        def launch(self, component: str, *, stop_first: bool = False) -> LaunchReport:
            self.facts.discard("off")
            return super().launch(component, stop_first=stop_first)

    session = session_of(Forgetful(app()))
    ConsentDriver(session).run()
    assert isinstance(session.recorder, MemoryRecorder)
    assert moment(session.recorder, MomentKind.switch_later).value == "on"


def test_an_app_that_never_asks_ends_the_phase_and_says_what_to_do() -> None:
    recorder = tried(app(window=Paper("首页", entries("转账", "理财", "贷款", "生活", "我的"))))
    assert [(one.name, one.outcome) for one in recorder.trials] == [("refuse", TrialOutcome.not_found)]
    assert "app.yaml" in recorder.trials[0].advice
    assert kinds(recorder, "refuse")[-1] is MomentKind.no_window


def test_an_app_that_closes_when_it_is_refused() -> None:
    sure = Paper("提示", [SURE[0], Widget("退出应用", "exit", id="leave"), SURE[1]], dialog=True)
    recorder = tried(app(sure=sure))
    assert MomentKind.quit in kinds(recorder, "refuse")
    assert recorder.moments[-1].kind is MomentKind.after_withdrawal


def test_a_window_that_asks_without_end_is_left_after_four_rounds() -> None:
    sure = Paper(
        "提示", [Widget("您需要同意隐私政策", kind="TextView", id="t"), Widget("知道了", "close", id="ok")], dialog=True
    )
    recorder = tried(app(sure=sure))
    assert [one.note for one in recorder.moments if one.kind is MomentKind.asked_again][-2:] == [
        "without end",
        "at the next start",
    ]


def test_a_window_without_a_button_that_refuses() -> None:
    recorder = tried(app(window=Paper("个人信息保护指引", WINDOW[:3], activity="Consent")))
    assert recorder.trials[0].message == "the window cannot be refused"
    assert MomentKind.refused not in kinds(recorder, "refuse")
    assert MomentKind.agreed in kinds(recorder, "accept")


PERMISSION = Paper(
    widgets=[
        Widget("要允许“港湾银行”获取此设备的位置信息吗？", kind="TextView", id="permission_message"),
        Widget("允许", "home", id="permission_allow_button"),
        Widget("不允许", "camera", id="permission_deny_button"),
    ],
    package="com.android.permissioncontroller",
    activity="com.android.permissioncontroller.permission.ui.GrantPermissionsActivity",
)
CAMERA = Paper(
    widgets=[
        Widget("要允许“港湾银行”拍摄照片和录制视频吗？", kind="TextView", id="permission_message"),
        Widget("允许", "home", id="permission_allow_button"),
        Widget("不允许", "home", id="permission_deny_button"),
    ],
    package="com.android.permissioncontroller",
    activity="com.android.permissioncontroller.permission.ui.GrantPermissionsActivity",
)


def agreeing(target: str, do: Callable[[PaperPhone], None]) -> list[Widget]:
    return [*WINDOW[:2], Widget("同意并继续", target, id="agree", do=do), WINDOW[3]]


def test_permissions_that_come_in_a_row_without_a_touch_are_counted_and_refused() -> None:
    def agree(phone: PaperPhone) -> None:
        phone.facts |= {"agreed", "asks"}

    window = Paper("个人信息保护指引", agreeing("permission", agree), activity="Consent")
    recorder = tried(app(window=window, permission=PERMISSION, camera=CAMERA))
    asked = [m for m in recorder.moments if m.kind is MomentKind.permission and m.trial == "accept"]
    assert [(m.subject, m.together, m.note) for m in asked] == [
        ("ACCESS_FINE_LOCATION", 0, "at the start, without a touch"),
        ("CAMERA", 1, "at the start, without a touch"),
        ("ACCESS_FINE_LOCATION", 0, "at the next start after refusing"),
        ("CAMERA", 1, "at the next start after refusing"),
    ]


def graph_of(session: Session) -> PageGraph:
    """Home, and a way from it to a window that asks for the camera."""
    session.driver.launch("")
    home = session.eyes.settle().state
    edge = Edge(home, f"{home}!permission", Action(ActionKind.tap, Locator(text="扫一扫")))
    return PageGraph(home, (Page(home, "首页"),), (State(home, home), State(f"{home}!permission", home)), (edge,))


def test_a_function_whose_permission_is_refused_is_left_by_back() -> None:
    home = Paper("首页", [*entries("转账", "理财", "贷款", "生活"), Widget("扫一扫", "camera", id="scan")])
    phone = App(app(home=home, camera=CAMERA))
    session = session_of(phone)
    phone.facts.add("agreed")
    graph = graph_of(session)
    ConsentDriver(session, graph, done=("refuse", "rights")).run()
    assert isinstance(session.recorder, MemoryRecorder)
    moments = [m for m in session.recorder.moments if m.kind is not MomentKind.touched]
    told = [m for m in moments if m.trial == "functions"]
    assert [m.kind for m in told if m.subject == "CAMERA"][:3] == [
        MomentKind.permission,
        MomentKind.permission_refused,
        MomentKind.after_refusal,
    ]
    assert told[0].value == "“扫一扫”"


def test_a_phase_that_was_cut_short_goes_on_with_what_is_left() -> None:
    session = session_of(App(app()))
    ConsentDriver(session, done=("refuse", "accept", "functions")).run()
    assert isinstance(session.recorder, MemoryRecorder)
    assert [one.name for one in session.recorder.trials] == ["rights"]
    assert MomentKind.after_withdrawal in kinds(session.recorder, "rights")


def test_a_phone_that_goes_leaves_a_broken_trial_and_is_told() -> None:
    session = session_of(App(app(), lost_after=3))
    with pytest.raises(DeviceLost):
        ConsentDriver(session).run()
    assert isinstance(session.recorder, MemoryRecorder)
    assert session.recorder.trials[0].outcome is TrialOutcome.broken


def test_an_entry_that_withdraws_nothing_is_dead() -> None:
    page = Paper("隐私设置", [Widget("撤回同意", id="withdraw")], activity="Privacy")
    recorder = tried(app(privacy=page))
    assert recorder.moments[-1].kind is MomentKind.dead
    assert ConsentPhase.withdrawn not in [event.phase for event in recorder.consents]


def test_an_entry_that_says_it_is_done_and_changes_nothing_is_touched_once() -> None:
    asked = [Widget("取消", "close", id="no"), Widget("确认撤回", "close", id="yes")]
    recorder = tried(app(ask=Paper("撤回同意", asked, dialog=True)))
    touched = [m.subject for m in recorder.moments if m.kind is MomentKind.touched and m.trial == "rights"]
    assert touched.count("撤回同意") == 1
    assert recorder.moments[-1].kind is MomentKind.after_withdrawal and recorder.moments[-1].note == ""
