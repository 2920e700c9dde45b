"""Each check on consent, permissions, policy and rights fires on what it is for, and stays silent on its like."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from msgspec import structs

from patrol.model.artifacts import Crawl, CrawlStep, Screens, StopReason, Visit
from patrol.model.consent import (
    Button,
    ConsentEvent,
    ConsentPhase,
    ConsentTrials,
    Moment,
    MomentKind,
    Trial,
    TrialOutcome,
)
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State, WallStatus
from patrol.model.locator import Locator
from patrol.model.screen import Rect
from patrol.model.toasts import Toast, Toasts
from patrol.model.verdict import Status

AGREE = Button("agree", "同意并继续", Rect(20, 500, 340, 548))
REFUSE = Button("refuse", "不同意", Rect(20, 560, 340, 608))
POLICY = Button("policy", "《隐私政策》", Rect(20, 400, 200, 440))
WINDOW = Moment(
    100, MomentKind.window, "refuse", "consent", "pictures/1", texts=("欢迎使用",), buttons=(AGREE, REFUSE, POLICY)
)
AGREED = Moment(2000, MomentKind.agreed, "accept", "consent", texts=("首页",))
HOME = Moment(2100, MomentKind.page, "accept", "home", subject="home")
GOOD_POLICY = (
    "港湾银行隐私政策，更新日期：2025年9月1日。我们收集手机号用于登录，位置信息用于查找网点，设备信息用于账户安全。"
    "个人信息保存期限为服务期间及之后五年。第三方SDK见目录。您可以更正、删除个人信息，撤回同意或注销账户。投诉与咨询：400-000-0100。"
)


def failed(result: Any) -> list[str]:
    return [verdict.subject for verdict in result.verdicts if verdict.status is Status.fail]


def trials(*moments: Moment, **outcomes: TrialOutcome) -> ConsentTrials:
    """All four trials done, unless said otherwise; events as a driver tells them."""
    names = ("refuse", "accept", "functions", "rights")
    ends = tuple(Trial(name, 0, 9000, outcomes.get(name, TrialOutcome.done), "no window came up") for name in names)
    events = (
        ConsentEvent(50, ConsentPhase.before_notice, "trial refuse"),
        ConsentEvent(100, ConsentPhase.asked, "trial refuse"),
        ConsentEvent(500, ConsentPhase.refused, "trial refuse"),
        ConsentEvent(1500, ConsentPhase.before_notice, "trial accept"),
        ConsentEvent(1600, ConsentPhase.asked, "trial accept"),
        ConsentEvent(2000, ConsentPhase.foreground, "trial accept"),
    )
    return ConsentTrials(events=events, trials=ends, moments=moments)


def pages_of(make: Any, **texts: tuple[Any, ...]) -> tuple[list[Any], dict[str, Any]]:
    """(artifacts, trees) of pages named by key, each with its nodes."""
    visits = tuple(Visit(1000 + n, key, f"{key}!", f"pictures/{key}", f"trees/{key}") for n, key in enumerate(texts))
    return [Screens(visits), make.environment()], {f"trees/{key}": make.screen(*nodes) for key, nodes in texts.items()}


def graph(*pages: Page, ways: tuple[tuple[str, str, str], ...] = ()) -> Any:
    """A crawl's graph; `ways` as (source, text, target)."""
    edges = tuple(Edge(f"{a}!", f"{b}!", Action(ActionKind.tap, Locator(text=text))) for a, text, b in ways)
    states = tuple(State(f"{page.key}!", page.key) for page in pages)
    return Crawl(graph=PageGraph(f"{pages[0].key}!", pages, states, edges), stop=StopReason.complete)


def broken_off(crawl: Any) -> Any:
    """The same crawl, had it been stopped: what it did not see may well be there."""
    return structs.replace(crawl, stop=StopReason.interrupted)


SIGNED_IN = graph(Page("home", "首页"), Page("login", "登录", wall="sign-in", wall_status=WallStatus.passed))
LOCKED_OUT = graph(Page("home", "首页"), Page("login", "登录", wall="sign-in", wall_status=WallStatus.blocked))
"""Nobody got past the sign-in: what lies behind was not seen."""


# --- the window -------------------------------------------------------------------------------------------------------


def test_policy_not_shown_wants_a_link_in_the_window(judged: Any, make: Any) -> None:
    assert judged("policy-not-shown", trials(WINDOW)).status is Status.passed
    bare = make.replace(WINDOW, buttons=(AGREE, REFUSE))
    assert failed(judged("policy-not-shown", trials(bare))) == ["consent-window"]


def test_policy_not_shown_is_undecided_where_no_window_was_recognised(judged: Any) -> None:
    first = Moment(100, MomentKind.no_window, "refuse", "home", "pictures/1")
    result = judged("policy-not-shown", trials(first, refuse=TrialOutcome.not_found))
    assert result.status is Status.inconclusive and result.verdicts[0].evidence
    assert judged("policy-not-shown", ConsentTrials()).status is Status.inconclusive


def test_consent_refusal_hidden_wants_a_button_that_can_be_seen(judged: Any, make: Any) -> None:
    clear = {"pictures/1": make.picture("black", "white", REFUSE.bounds)}
    pale = {"pictures/1": make.picture("#dddddd", "white", REFUSE.bounds)}
    assert judged("consent-refusal-hidden", trials(WINDOW), pictures=clear).status is Status.passed
    assert failed(judged("consent-refusal-hidden", trials(WINDOW), pictures=pale)) == ["pale-refusal"]
    small = make.replace(WINDOW, buttons=(AGREE, make.replace(REFUSE, bounds=Rect(20, 560, 60, 580))))
    assert failed(judged("consent-refusal-hidden", trials(small), pictures=clear)) == ["small-refusal"]
    none = make.replace(WINDOW, buttons=(AGREE, POLICY))
    assert failed(judged("consent-refusal-hidden", trials(none), pictures=clear)) == ["no-refusal"]


def test_a_button_that_patrol_does_not_know_may_be_the_one_that_refuses(judged: Any, make: Any) -> None:
    none = make.replace(WINDOW, buttons=(AGREE, POLICY), tree="trees/window")
    back = moment(MomentKind.quit, "by Back: there is no button")
    agree, policy = make.button(20, 500, 320, 48, text=AGREE.text), make.button(20, 400, 180, 40, text=POLICY.text)
    bare = {"trees/window": make.screen(agree, policy)}
    other = {"trees/window": make.screen(agree, policy, make.button(20, 560, 320, 48, text="以后吧"))}
    for check, subject in (("consent-refusal-hidden", "no-refusal"), ("consent-refusal-ignored", "no-way-out")):
        assert failed(judged(check, trials(none, back), trees=bare)) == [subject]
        undecided = judged(check, trials(none, back), trees=other)
        assert undecided.status is Status.inconclusive and "以后吧" in undecided.verdicts[0].message.zh


def moment(kind: MomentKind, note: str = "", **fields: Any) -> Moment:
    return Moment(fields.pop("at", 600), kind, fields.pop("trial", "refuse"), note=note, **fields)


@pytest.mark.parametrize(
    ("last", "subject"),
    [
        (moment(MomentKind.quit, "the app closed itself"), ["quits"]),
        (moment(MomentKind.asked_again, "without end"), ["loops"]),
        (moment(MomentKind.asked_again, "at the next start"), ["asks-at-start"]),
        (moment(MomentKind.asked_again, "question 1"), []),
        (moment(MomentKind.limited), []),
    ],
)
def test_consent_refusal_ignored(judged: Any, last: Moment, subject: list[str]) -> None:
    result = judged("consent-refusal-ignored", trials(WINDOW, last))
    assert failed(result) == subject
    assert subject or result.status is Status.passed


def test_consent_by_default_looks_at_boxes_and_at_vague_buttons(judged: Any, make: Any) -> None:
    def box(checked: bool, text: str = "我已阅读并同意用户协议") -> Any:
        look = make.node(
            20, 20, 24, 24, class_name="android.widget.CheckBox", clickable=True, checkable=True, checked=checked
        )
        records, trees = pages_of(make, login=(look, make.node(50, 20, 280, 24, text=text)))
        return judged("consent-by-default", *records, trees=trees)

    assert failed(box(True)) == ["login"]
    assert box(False).status is Status.passed
    assert box(True, "记住手机号").status is Status.not_applicable
    vague = make.replace(WINDOW, buttons=(make.replace(AGREE, text="我知道了"), POLICY))
    records, trees = pages_of(make, home=())
    assert failed(judged("consent-by-default", *records, trials(vague), trees=trees)) == ["consent-window"]


def test_consent_inducement(judged: Any, make: Any) -> None:
    def said(text: str) -> Any:
        records, trees = pages_of(make, branches=(make.node(20, 20, 300, 30, text=text),))
        return judged("consent-inducement", *records, trees=trees)

    assert failed(said("开启定位，领5元打车券")) == ["branches"]
    assert said("开启定位，查找附近网点").status is Status.passed
    assert said("新客领5元打车券").status is Status.passed
    records, trees = pages_of(make, home=())
    window = make.replace(WINDOW, texts=("同意即送100积分",))
    assert failed(judged("consent-inducement", *records, trials(window), trees=trees)) == ["consent-window"]


# --- permissions ------------------------------------------------------------------------------------------------------


def asked(name: str, note: str, at: int = 2200, together: int = 0, value: str = "") -> Moment:
    return Moment(at, MomentKind.permission, "accept", "home", subject=name, note=note, together=together, value=value)


def test_permissions_at_start_are_told_as_one_batch(judged: Any, make: Any) -> None:
    start = "at the start, without a touch"
    two = (asked("CAMERA", start), asked("ACCESS_FINE_LOCATION", start, 2300, 1))
    assert failed(judged("permissions-at-start", trials(WINDOW, *two))) == ["batch"]
    assert failed(judged("permissions-at-start", trials(WINDOW, two[0]))) == ["CAMERA"]
    assert (
        judged("permissions-at-start", trials(WINDOW, asked("CAMERA", "function", value="扫一扫"))).status
        is Status.passed
    )
    apart = (two[0], asked("READ_CONTACTS", "at the start, without a touch", 2600))
    assert failed(judged("permissions-at-start", trials(WINDOW, *apart))) == ["CAMERA", "READ_CONTACTS"]
    allowed = judged("permissions-at-start", trials(WINDOW, two[0]), allowed=("CAMERA",))
    assert allowed.status is Status.passed


def test_permission_before_consent(judged: Any) -> None:
    early = asked("CAMERA", "before the window", at=1550)
    assert failed(judged("permission-before-consent", trials(WINDOW, early))) == ["CAMERA"]
    late = asked("CAMERA", "at the start, without a touch")
    assert judged("permission-before-consent", trials(WINDOW, late)).status is Status.passed


def test_permission_asked_again(judged: Any) -> None:
    again = asked("CAMERA", "at the next start after refusing", 4000)
    assert failed(judged("permission-asked-again", trials(WINDOW, again))) == ["CAMERA"]
    once = asked("CAMERA", "at the start, without a touch")
    assert judged("permission-asked-again", trials(WINDOW, once)).status is Status.passed


def test_permission_refusal_blocks_who_is_thrown_out(judged: Any) -> None:
    out = moment(MomentKind.after_refusal, "quit", trial="functions", subject="CAMERA", value="扫一扫")
    stays = moment(MomentKind.after_refusal, "stays", trial="functions", subject="CAMERA", value="扫一扫")
    assert failed(judged("permission-refusal-blocks", trials(WINDOW, out))) == ["CAMERA"]
    assert judged("permission-refusal-blocks", trials(WINDOW, stays)).status is Status.passed
    assert judged("permission-refusal-blocks", trials(WINDOW)).status is Status.not_applicable


def test_permission_purpose_is_told_by_what_was_touched(judged: Any) -> None:
    records = (trials(WINDOW, asked("CAMERA", "function", value="扫一扫")),)
    assert judged("permission-purpose", *records).status is Status.passed
    untold = asked("CAMERA", "at the start, without a touch")
    assert failed(judged("permission-purpose", trials(WINDOW, AGREED, untold))) == ["CAMERA"]
    assert judged("permission-purpose", trials(WINDOW)).status is Status.not_applicable


# --- rights -----------------------------------------------------------------------------------------------------------

ENTRY = moment(MomentKind.withdraw_entry, trial="rights", subject="撤回隐私同意", picture="pictures/2")


def test_withdrawal_must_hold_at_the_next_start(judged: Any) -> None:
    home = moment(MomentKind.after_withdrawal, trial="rights", page="home")
    limited = moment(MomentKind.after_withdrawal, trial="rights", page="browse")
    again = moment(MomentKind.after_withdrawal, "asked", trial="rights", page="consent")
    assert failed(judged("withdrawal", trials(WINDOW, HOME, ENTRY, home))) == ["without-effect"]
    assert judged("withdrawal", trials(WINDOW, HOME, ENTRY, limited)).status is Status.passed
    assert judged("withdrawal", trials(WINDOW, HOME, ENTRY, again)).status is Status.passed
    dead = moment(MomentKind.dead, trial="rights", subject="withdraw")
    assert failed(judged("withdrawal", trials(WINDOW, HOME, ENTRY, dead))) == ["without-effect"]
    sought = trials(WINDOW, rights=TrialOutcome.not_found)
    assert failed(judged("withdrawal", sought, SIGNED_IN)) == ["missing"]
    for crawl in ((), (broken_off(SIGNED_IN),), (LOCKED_OUT,)):
        assert judged("withdrawal", sought, *crawl).status is Status.inconclusive
    assert judged("withdrawal", trials(rights=TrialOutcome.broken)).status is Status.inconclusive


def test_recommendation_switch_must_hold_over_a_restart(judged: Any, make: Any) -> None:
    off = moment(MomentKind.switched, "it was on", trial="rights", subject="个性化推荐", value="off")
    kept = moment(MomentKind.switch_later, trial="rights", subject="个性化推荐", value="off")
    back = make.replace(kept, value="on")
    assert judged("recommendation-switch", trials(WINDOW, off, kept)).status is Status.passed
    assert failed(judged("recommendation-switch", trials(WINDOW, off, back))) == ["not-kept"]
    assert failed(judged("recommendation-switch", trials(WINDOW, make.replace(off, value="on")))) == ["dead"]
    records, trees = pages_of(make, home=(make.node(0, 0, 200, 30, text="为你推荐"),))
    assert failed(judged("recommendation-switch", trials(WINDOW), *records, SIGNED_IN, trees=trees)) == ["missing"]
    for crawl in ((), (broken_off(SIGNED_IN),), (LOCKED_OUT,)):
        undecided = judged("recommendation-switch", trials(WINDOW), *records, *crawl, trees=trees)
        assert undecided.status is Status.inconclusive
    assert judged("recommendation-switch", trials(WINDOW)).status is Status.not_applicable


def test_account_deletion(judged: Any, make: Any) -> None:
    def closing(text: str, name: str = "注销账户") -> Any:
        pages = (*SIGNED_IN.graph.pages, Page("close", name))
        records, trees = pages_of(make, close=(make.node(20, 20, 300, 60, text=text),))
        return judged("account-deletion", *records, graph(*pages), trees=trees)

    assert closing("个人信息将在15个工作日内删除").status is Status.passed
    assert failed(closing("请上传手持身份证照片")) == ["close"]
    assert failed(closing("请携带身份证到网点办理")) == ["close"]
    assert failed(closing("设置", name="设置")) == ["missing"]
    records, trees = pages_of(make, home=(make.node(20, 20, 300, 60, text="理财"),))
    assert failed(judged("account-deletion", *records, SIGNED_IN, trees=trees)) == ["missing"]
    for crawl in (broken_off(SIGNED_IN), LOCKED_OUT):
        assert judged("account-deletion", *records, crawl, trees=trees).status is Status.inconclusive
    without = judged("account-deletion", *records, graph(Page("home", "首页"), Page("about", "关于")), trees=trees)
    assert without.status is Status.not_applicable


def test_complaint_channel(judged: Any, make: Any) -> None:
    about = Page("about", "关于")
    entry = make.button(20, 20, 300, 40, text="投诉举报")
    records, trees = pages_of(make, about=(entry,))

    def touched(target: str, *toasts: Toast) -> Any:
        step = make.step(1, "about", target, text="投诉举报")
        crawl = make.replace(graph(about), steps=(step,))
        return judged("complaint-channel", *records, crawl, Toasts(toasts), trees=trees)

    assert failed(touched("about")) == ["about/投诉举报"]
    assert touched("feedback").status is Status.passed
    assert touched("about", Toast(10_500, "请拨打400")).status is Status.passed
    crawl = make.replace(graph(about), steps=(make.step(1, "about", "about", text="投诉举报"),))
    for unheard in ((), (Toasts(note="this driver does not tell toasts"),)):
        assert judged("complaint-channel", *records, crawl, *unheard, trees=trees).status is Status.inconclusive
    bare, trees = pages_of(make, about=(make.node(0, 0, 100, 30, text="版本 1.0"),))
    assert failed(judged("complaint-channel", *bare, graph(about), trees=trees)) == ["missing"]
    assert judged("complaint-channel", *bare, broken_off(graph(about)), trees=trees).status is Status.inconclusive


# --- the policy -------------------------------------------------------------------------------------------------------


def policy(make: Any, judged: Any, id: str, text: str, high: int = 200, **records: Any) -> Any:
    page = Page("policy", "隐私政策", name_en="Privacy policy")
    kept, trees = pages_of(make, policy=(make.node(20, 100, 320, high, text=text),))
    return judged(
        id, *kept, graph(Page("home", "首页"), page, ways=(("home", "隐私", "policy"),)), trees=trees, **records
    )


def test_policy_rules_names_what_is_missing(judged: Any, make: Any) -> None:
    assert policy(make, judged, "policy-rules", GOOD_POLICY).status is Status.passed
    without = GOOD_POLICY.replace("个人信息保存期限为服务期间及之后五年。", "")
    assert failed(policy(make, judged, "policy-rules", without)) == ["retention"]
    assert failed(policy(make, judged, "policy-rules", "加载中")) == ["empty"]
    records, trees = pages_of(make, home=())
    home = graph(Page("home", "首页"))
    assert failed(judged("policy-rules", *records, home, trees=trees)) == ["missing"]
    for id in ("policy-rules", "sdk-list"):
        assert judged(id, *records, broken_off(home), trees=trees).status is Status.inconclusive


def test_a_policy_that_was_read_in_part_lacks_nothing_for_sure(judged: Any, make: Any) -> None:
    without = GOOD_POLICY.replace("个人信息保存期限为服务期间及之后五年。", "")
    pages = (Page("home", "首页"), Page("policy", "隐私政策"))

    def read(*nodes: Any, end: bool = False) -> Any:
        records, trees = pages_of(make, policy=nodes)
        action = Action(ActionKind.scroll, value="down")
        scroll = CrawlStep(1, 2000, "policy!", action, 2100, "policy!", note="no effect")
        crawl = structs.replace(graph(*pages), steps=(scroll,) if end else ())
        return judged("policy-rules", *records, crawl, trees=trees)

    long = make.node(0, 100, 360, 500, class_name="android.widget.ScrollView", scrollable=True)
    text = make.node(20, 100, 320, 200, text=without)
    assert read(long, text).status is Status.inconclusive
    assert failed(read(long, text, end=True)) == ["retention"]
    painted = make.node(0, 100, 360, 500, class_name="android.webkit.WebView")
    assert read(painted).status is Status.inconclusive
    assert failed(read(make.node(0, 100, 360, 40, text="加载中"))) == ["empty"]


def test_policy_far_counts_taps(judged: Any, make: Any) -> None:
    names = ["home", "mine", "settings", "about", "agreement", "policy"]
    pages = [Page(key, "隐私政策" if key == "policy" else key) for key in names]
    ways = tuple((a, b, b) for a, b in pairwise(names))
    records, trees = pages_of(make, policy=(make.node(0, 0, 300, 100, text=GOOD_POLICY),))
    assert failed(judged("policy-far", *records, graph(*pages, ways=ways), trees=trees)) == ["policy"]
    nearer_perhaps = judged("policy-far", *records, broken_off(graph(*pages, ways=ways)), trees=trees)
    assert nearer_perhaps.status is Status.inconclusive
    near = (*ways, ("settings", "隐私", "policy"))
    assert judged("policy-far", *records, graph(*pages, ways=near), trees=trees).status is Status.passed


def test_policy_hard_to_read(judged: Any, make: Any) -> None:
    assert policy(make, judged, "policy-hard-to-read", GOOD_POLICY, 220).status is Status.passed
    assert failed(policy(make, judged, "policy-hard-to-read", GOOD_POLICY, 40)) == ["tiny"]
    english = "We collect your phone number to sign in and your location to find branches. " * 3
    assert failed(policy(make, judged, "policy-hard-to-read", english, 300)) == ["language"]
    traditional = "個人資訊保護條款：我們為您處理設備資訊，關於隱私權，應與數據處理時間對應。" * 2
    assert failed(policy(make, judged, "policy-hard-to-read", traditional, 200)) == ["language"]


def test_sdk_list_wants_what_and_what_for(judged: Any, make: Any) -> None:
    def listed(*lines: str) -> Any:
        nodes = tuple(make.node(20, 40 * n, 320, 30, text=line) for n, line in enumerate(lines))
        records, trees = pages_of(make, sdk=nodes)
        return judged("sdk-list", *records, graph(Page("sdk", "第三方SDK目录")), trees=trees)

    assert listed("第三方SDK目录", "统计SDK：设备信息，用于统计分析").status is Status.passed
    assert failed(listed("统计SDK：设备信息，用于统计分析", "风控组件：保障登录")) == ["风控组件"]
    records, trees = pages_of(make, home=())
    assert failed(judged("sdk-list", *records, graph(Page("home", "首页")), trees=trees)) == ["missing"]


# --- for a person -----------------------------------------------------------------------------------------------------

READING = (
    "policy-update-notice",
    "policy-plain-words",
    "declared-rules-kept",
    "new-feature-consent",
    "server-side-sharing",
    "requests-answered-in-time",
)


@pytest.mark.parametrize("id", READING)
def test_what_a_person_decides_is_laid_out(judged: Any, make: Any, id: str) -> None:
    result = policy(make, judged, id, GOOD_POLICY)
    assert result.status is Status.manual and result.verdicts[0].evidence


def test_permissions_that_were_asked_for_are_laid_out_for_an_update(judged: Any) -> None:
    result = judged("permission-state-kept", trials(WINDOW, asked("CAMERA", "function", value="扫一扫")))
    assert result.status is Status.manual and result.verdicts[0].evidence
    assert judged("permission-state-kept", trials(WINDOW)).status is Status.manual


def test_improvement_consent_is_decided_where_the_policy_names_no_such_purpose(judged: Any, make: Any) -> None:
    assert policy(make, judged, "improvement-consent", GOOD_POLICY).status is Status.passed
    improving = GOOD_POLICY + "我们也为改善服务体验而收集日志。"
    assert policy(make, judged, "improvement-consent", improving).status is Status.manual


def test_consent_bundled_and_deletion_and_web_pages_are_laid_out(judged: Any, make: Any) -> None:
    assert judged("consent-bundled", trials(WINDOW)).status is Status.manual
    assert judged("deletion-in-the-back-end", graph(Page("close", "注销账户"))).status is Status.manual
    page = make.flow("https://h5.other.example/offer", type="text/html")
    assert judged("third-party-pages", make.traffic(page)).status is Status.manual
    assert judged("third-party-pages", make.traffic()).status is Status.not_applicable


# --- elder mode -------------------------------------------------------------------------------------------------------


def test_elder_mode_entry(judged: Any, make: Any) -> None:
    def offering(text: str, stopped: bool = False) -> Any:
        home = graph(Page("home", "首页"))
        records, trees = pages_of(make, home=(make.button(20, 20, 200, 40, text=text),))
        return judged("elder-mode-entry", *records, broken_off(home) if stopped else home, trees=trees)

    assert offering("关爱版").status is Status.passed
    assert offering("转账", stopped=True).status is Status.inconclusive
    assert failed(offering("转账")) == ["elder-mode"]


def test_elder_mode_promotion(judged: Any, make: Any) -> None:
    def in_elder_mode(text: str, tapped: str = "关爱版") -> Any:
        crawl = make.replace(graph(Page("home", "首页")), steps=(make.step(0, "settings", "home", text=tapped),))
        screens = Screens((Visit(500, "home", "home!", "pictures/1", "trees/1"),))
        trees = {"trees/1": make.screen(make.node(20, 20, 300, 40, text=text))}
        return judged("elder-mode-promotion", screens, make.environment(), crawl, trees=trees)

    assert failed(in_elder_mode("周五加油立减30元")) == ["home"]
    assert in_elder_mode("查余额").status is Status.passed
    assert in_elder_mode("周五加油立减30元", tapped="转账").status is Status.not_applicable
