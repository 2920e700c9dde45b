"""Each stability check fires on what it is for, and stays silent on its like."""

from __future__ import annotations

from typing import Any

import pytest

from patrol.derive import facts_of
from patrol.derive.field_trials import FieldTrials
from patrol.model.artifacts import AppInfo, Crawl, CrawlStep, Journeys, StopReason
from patrol.model.depth import FieldKind, FieldTrial, TrialOutcome, ValueClass
from patrol.model.devicelog import DeviceLog
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.journey import JourneyTrace, Outcome, StepSpec, StepTrace
from patrol.model.locator import Locator
from patrol.model.recorded import Recorded
from patrol.model.scenario import Declared, DeclaredEdge, DeclaredPage, Importance, Recogniser
from patrol.model.toasts import Toast, Toasts
from patrol.model.verdict import LogLines, Screenshot, Status, Table

CRASH = """
E/AndroidRuntime: FATAL EXCEPTION: main
E/AndroidRuntime: Process: com.bank, PID: 9096
E/AndroidRuntime: java.lang.RuntimeException: Unable to start activity ComponentInfo{com.bank/com.bank.Pay}
E/AndroidRuntime: \tat android.app.ActivityThread.performLaunchActivity(ActivityThread.java:4372)
E/AndroidRuntime: Caused by: java.lang.NullPointerException: amount is null, order 20261121
E/AndroidRuntime: \tat java.util.Objects.requireNonNull(Objects.java:203)
E/AndroidRuntime: \tat com.bank.pay.PayActivity$2.onClick(PayActivity.java:88)
"""

ANR = """
E/ActivityManager: ANR in com.bank (com.bank/.pay.PayActivity)
E/ActivityManager: PID: 17681
E/ActivityManager: Reason: Input dispatching timed out (61a981d com.bank/.pay.PayActivity (server) is not responding.)
"""

STRICT = """
D/StrictMode: StrictMode policy violation; ~duration=1098 ms: android.os.strictmode.DiskReadViolation
D/StrictMode: \tat android.os.StrictMode$AndroidBlockGuardPolicy.onReadFromDisk(StrictMode.java:1504)
D/StrictMode: \tat com.bank.home.HomeActivity.onCreate(HomeActivity.java:31)
"""

APP = AppInfo("com.bank")


def failed(result: Any) -> list[str]:
    return [verdict.subject for verdict in result.verdicts if verdict.status is Status.fail]


def test_crash_fires_with_a_signature_that_outlives_line_numbers(judged: Any, make: Any) -> None:
    log = DeviceLog((*make.log(CRASH), *make.log(CRASH.replace("java:88", "java:93"), at_ms=9000)))
    result = judged("crash", log, APP, make.visits("home", "pay", every_ms=3000))
    signature = "java.lang.NullPointerException at com.bank.pay.PayActivity.onClick"
    assert failed(result) == [signature]
    assert "2 times" in result.verdicts[0].message.en
    shown = result.verdicts[0].evidence[0]
    assert isinstance(shown, LogLines) and shown.page == "pay"


def test_crash_is_silent_on_another_apps_crash(judged: Any, make: Any) -> None:
    log = DeviceLog(make.log(CRASH.replace("Process: com.bank,", "Process: com.bankrupt,")))
    assert judged("crash", log, APP).status is Status.passed


def test_native_crash_fires_by_signal_and_frame_and_crash_is_silent_on_it(judged: Any, make: Any) -> None:
    text = """
    F/DEBUG: *** *** *** *** *** *** *** *** *** *** *** *** *** *** *** ***
    F/DEBUG: pid: 15298, tid: 15301, name: Thread-2  >>> com.bank <<<
    F/DEBUG: signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0
    F/DEBUG:       #00 pc 0000000000044158  /data/app/com.bank/lib/arm64/libface.so (face::Match(int)+24)
    """
    log = DeviceLog(make.log(text))
    assert failed(judged("native-crash", log, APP)) == ["SIGSEGV in libface.so (face::Match)"]
    assert judged("crash", log, APP).status is Status.passed
    assert judged("native-crash", DeviceLog(make.log(CRASH)), APP).status is Status.passed


def test_anr_fires_and_names_the_activity(judged: Any, make: Any) -> None:
    assert failed(judged("anr", DeviceLog(make.log(ANR)), APP)) == ["ANR .pay.PayActivity: Input dispatching timed out"]


def test_anr_is_silent_without_one(judged: Any, make: Any) -> None:
    log = DeviceLog(make.log("I/ActivityManager: Displayed com.bank/.Main: +640ms"))
    assert judged("anr", log, APP).status is Status.passed


def test_strict_mode_fires_on_the_apps_own_line(judged: Any, make: Any) -> None:
    expected = "android.os.strictmode.DiskReadViolation at com.bank.home.HomeActivity.onCreate"
    assert failed(judged("strict-mode", DeviceLog(make.log(STRICT)), APP)) == [expected]


def test_strict_mode_claims_nothing_of_a_silent_log(judged: Any, make: Any) -> None:
    assert judged("strict-mode", DeviceLog(make.log("I/App: hello")), APP).status is Status.not_applicable


def test_dead_end_fires_where_even_back_leads_nowhere(judged: Any, make: Any) -> None:
    crawl = make.crawl(
        "home trap",
        make.step(1, "home", "trap"),
        make.step(2, "trap", "trap", note="no effect"),
        make.step(3, "trap", "trap", "back", note="no effect"),
    )
    result = judged("dead-end", crawl)
    assert failed(result) == ["trap"]
    assert any(isinstance(item, Table) for item in result.verdicts[0].evidence)
    stopped = judged("dead-end", make.replace(crawl, stop=StopReason.interrupted))
    assert stopped.status is Status.inconclusive


def test_dead_end_is_silent_where_back_leaves_the_page_or_the_app(judged: Any, make: Any) -> None:
    crawl = make.crawl(
        "home pay",
        make.step(1, "home", "pay"),
        make.step(2, "pay", "home", "back"),
        make.step(3, "home", "", "back", note="left the app"),
    )
    assert judged("dead-end", crawl).status is Status.passed


def test_broken_deep_link_fires_when_no_page_comes(judged: Any, make: Any) -> None:
    crawl = make.crawl(
        "home pay",
        make.step(1, "home", "pay", "deep_link", value="bank://pay"),
        make.step(2, "home", "", "deep_link", value="bank://product/88231", note="nothing opens it"),
    )
    result = judged("broken-deep-link", crawl)
    assert failed(result) == ["bank://product/{…}"]


def test_broken_deep_link_fires_for_a_journeys_step_too(judged: Any) -> None:
    step = StepTrace("1", "open link", "open link bank://gone", Outcome.failed, 0, 9, "the home page was shown")
    journeys = Journeys((JourneyTrace("messages", "消息", Outcome.failed, 0, 9, (step,)),))
    assert failed(judged("broken-deep-link", journeys)) == ["bank://gone"]


def test_broken_deep_link_fires_for_a_link_inside_the_app(judged: Any, make: Any) -> None:
    words = "android.content.ActivityNotFoundException: No Activity found to handle Intent"
    log = DeviceLog(make.log(f"W/System.err: {words} {{ act=android.intent.action.VIEW dat=bank://offer flg=0x1 }}"))
    assert failed(judged("broken-deep-link", log)) == ["bank://offer"]


def test_broken_deep_link_is_silent_when_the_page_came(judged: Any, make: Any) -> None:
    crawl = make.crawl("home pay", make.step(1, "home", "pay", "deep_link", value="bank://pay"))
    assert judged("broken-deep-link", crawl).status is Status.passed


def trace(outcome: Outcome) -> Journeys:
    step = StepTrace("3", "expect", "expect 转账成功", outcome, 100, 200, "“系统繁忙” was shown", "pay", "pictures/9")
    return Journeys((JourneyTrace("transfer", "转账", outcome, 0, 200, (step,)),))


def test_journey_failed_fires_with_what_was_seen_instead(judged: Any) -> None:
    result = judged("journey-failed", trace(Outcome.failed))
    assert failed(result) == ["transfer"] and "系统繁忙" in result.verdicts[0].message.zh
    picture = result.verdicts[0].evidence[0]
    assert isinstance(picture, Screenshot) and picture.step == "transfer/3"


def test_journey_failed_does_not_blame_the_app_for_a_broken_phone(judged: Any) -> None:
    assert judged("journey-failed", trace(Outcome.broken)).status is Status.inconclusive
    assert judged("journey-failed", trace(Outcome.passed)).status is Status.passed
    assert judged("journey-failed", Journeys()).status is Status.not_applicable


def declared_run(*more: Any, stop: StopReason = StopReason.complete, importance: str = "normal") -> list[Any]:
    """Home is declared and found, VIP is declared only; `more` pages are found, too."""
    pages = (Page("home", "首页", visits=1), *more)
    told = (
        DeclaredPage("home", "首页", "Home", recognise=Recogniser(ids=("home",))),
        DeclaredPage("vip", "贵宾", "VIP", importance=Importance(importance), recognise=Recogniser(ids=("vip",))),
    )
    return [Declared(told), Crawl(PageGraph(pages=pages), stop=stop)]


def test_page_drift_names_undeclared_pages(judged: Any) -> None:
    run = declared_run(Page("p-1", "新页", visits=1, picture="pictures/1"))
    result = judged("page-drift", *run)
    failed = {v.subject: v.message.en for v in result.verdicts if v.status is Status.fail}
    assert failed == {"p-1": "新页: found, not declared"}
    assert [v.subject for v in result.verdicts if v.evidence] == ["p-1"]
    assert result.severity.value == "medium", "listed, and fails no build unless the policy says so"
    assert judged("page-drift", *run, undeclared=False).status is Status.passed


def test_unreachable_page_fires_on_a_declared_page_that_a_complete_crawl_did_not_find(judged: Any) -> None:
    result = judged("unreachable-page", *declared_run())
    told = {v.subject: v.message.en for v in result.verdicts if v.status is Status.fail}
    assert told == {"vip": "VIP: cannot be reached, everything in reach was tried and it is not there"}
    assert judged("page-drift", *declared_run()).status is Status.passed, "the two checks do not say the same twice"


def test_unreachable_page_fires_on_an_activity_that_the_build_lacks_however_far_the_crawl_came(judged: Any) -> None:
    vip = DeclaredPage("vip", "贵宾", "VIP", recognise=Recogniser(activity=".vip.VipActivity"))
    run = (Declared((vip,)), Crawl(stop=StopReason.actions))
    app = AppInfo("com.bank", activities=("com.bank.Main",), activities_complete=True)
    assert failed(judged("unreachable-page", *run, app)) == ["vip"]
    with_it = AppInfo("com.bank", activities=("com.bank.vip.VipActivity",), activities_complete=True)
    assert failed(judged("unreachable-page", *run, with_it, unjudged_percent=100)) == []
    assert failed(judged("unreachable-page", *run, AppInfo("com.bank", activities=("com.bank.Main",)))) == []


def test_unreachable_page_says_for_which_version_a_page_was_announced(judged: Any) -> None:
    told = DeclaredPage("vip", "贵宾", since="1.2", recognise=Recogniser(ids=("vip",)))
    run = (Declared((told,)), Crawl(stop=StopReason.complete))
    assert not failed(judged("unreachable-page", *run, AppInfo("com.bank", "1.1")))
    result = judged("unreachable-page", *run, AppInfo("com.bank", "1.2.1"))
    assert failed(result) == ["vip"] and "(announced for 1.2)" in result.verdicts[0].message.en


def test_unreachable_page_looks_at_what_the_policy_asks_for(judged: Any) -> None:
    assert judged("unreachable-page", *declared_run(), importance=("high",)).status is Status.passed


def test_unreachable_page_does_not_judge_what_the_run_could_not_see(judged: Any) -> None:
    short = declared_run(stop=StopReason.actions)
    assert judged("unreachable-page", *short).status is Status.inconclusive
    few = judged("unreachable-page", *short, unjudged_percent=60)
    assert few.status is Status.passed and "1 of 2 declared pages were found" in few.verdicts[-1].message.en
    important = declared_run(stop=StopReason.actions, importance="high")
    assert judged("unreachable-page", *important, unjudged_percent=60).status is Status.inconclusive
    assert judged("unreachable-page", Crawl(stop=StopReason.complete)).status is Status.not_applicable


def test_page_drift_tells_where_a_declared_way_led(judged: Any) -> None:
    tap = Action(ActionKind.tap, Locator(text="理财"))
    states = tuple(State(key, key) for key in ("home", "a", "b"))
    pages = tuple(Page(key, key, visits=1) for key in ("home", "a", "b"))
    told = tuple(DeclaredPage(key, key, recognise=Recogniser(ids=(key,))) for key in ("home", "a", "b"))
    way = DeclaredEdge("home", "a", StepSpec("tap", {"on": "理财"}))
    graph = PageGraph("home", pages, states, (Edge("home", "b", tap),))
    crawl = Crawl(graph, (CrawlStep(1, 0, "home", tap, 1, "b"),), stop=StopReason.complete)
    result = judged("page-drift", Declared(told, (way,)), crawl)
    assert [(v.subject, v.message.en) for v in result.verdicts] == [
        ("home → a", "home: tap “理财” should lead to a, led to b")
    ]
    assert judged("page-drift", Declared(told, (way,)), crawl, elsewhere=False).status is Status.passed


def test_page_drift_does_not_apply_where_nothing_is_declared(judged: Any) -> None:
    assert judged("page-drift", Crawl(stop=StopReason.complete)).status is Status.not_applicable


def tried(value_class: ValueClass, value: str, outcome: TrialOutcome, **more: Any) -> FieldTrial:
    return FieldTrial(
        at_ms=more.pop("at_ms", 1000),
        ended_ms=more.pop("ended_ms", 1500),
        page="order",
        state="order",
        field="份数（1至20）",
        kind=FieldKind.number,
        value_class=value_class,
        value=value,
        button="tap 提交",
        outcome=outcome,
        **more,
    )


def ordering(*trials: FieldTrial) -> Crawl:
    return Crawl(PageGraph(pages=(Page("order", "订阅"),)), stop=StopReason.complete, field_trials=trials)


def test_form_limits_fires_on_a_value_that_the_form_itself_rules_out(judged: Any) -> None:
    crawl = ordering(
        tried(ValueClass.above_most, "21", TrialOutcome.accepted, stated="1至20"),
        tried(ValueClass.zero, "0", TrialOutcome.accepted, stated="1至20"),
        tried(ValueClass.most, "20", TrialOutcome.accepted),
    )
    result = judged("form-limits", crawl)
    assert failed(result) == ["order/份数（1至20）"]
    told = next(verdict for verdict in result.verdicts if verdict.status is Status.fail)
    assert "21、0" in told.message.zh and "1至20" in told.message.en and len(told.evidence[0].rows) == 2


def test_form_limits_fires_on_an_amount_of_nothing_that_can_be_moved(judged: Any) -> None:
    crawl = ordering(tried(ValueClass.negative, "-1", TrialOutcome.accepted, money=True))
    assert failed(judged("form-limits", crawl)) == ["order/份数（1至20）"]


@pytest.mark.parametrize(
    "trial",
    [
        tried(ValueClass.zero, "0", TrialOutcome.accepted),
        tried(ValueClass.negative, "-1", TrialOutcome.accepted, took="1", stated="1至20"),
        tried(ValueClass.above_most, "21", TrialOutcome.refused, stated="1至20", said="最多20"),
        tried(ValueClass.above_most, "21", TrialOutcome.stayed, stated="1至20"),
        tried(ValueClass.above_most, "21", TrialOutcome.crashed, stated="1至20"),
        tried(ValueClass.empty, "", TrialOutcome.accepted, money=True),
    ],
)
def test_form_limits_stays_silent_where_anything_is_in_doubt(judged: Any, trial: FieldTrial) -> None:
    result = judged("form-limits", ordering(trial))
    assert not failed(result) and result.verdicts[0].evidence, "what was tried is listed all the same"


def test_form_limits_passes_over_runs_that_tried_no_form(judged: Any) -> None:
    assert judged("form-limits", ordering()).status is Status.not_applicable


def test_a_toast_after_a_value_was_sent_is_what_the_app_said_against_it() -> None:
    stayed = tried(ValueClass.zero, "0", TrialOutcome.stayed)
    later = tried(ValueClass.most, "20", TrialOutcome.stayed, at_ms=9000, ended_ms=9400)
    facts = facts_of(Recorded(ordering(stayed, later), Toasts((Toast(1600, "最少1份"),))))
    found = facts.find(FieldTrials)
    assert found is not None
    assert [(each.outcome, each.said) for each in found.all] == [
        (TrialOutcome.refused, "最少1份"),
        (TrialOutcome.stayed, ""),
    ]
