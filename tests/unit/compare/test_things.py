"""What a build has besides pages (activities, permissions, SDKs, hosts, calls), and what of it nobody could see."""

from __future__ import annotations

from patrol.compare.things import things
from patrol.derive import facts_of
from patrol.model.artifacts import AppInfo, Component, Environment, PhoneInfo, Screens, Visit
from patrol.model.build import Thing, ThingKind
from patrol.model.calls import Calls, HookedCall
from patrol.model.privacy import DeclaredPrivacy, PolicyText, TextKind
from patrol.model.record import Record, Text
from patrol.model.recorded import Recorded
from patrol.model.scan import Scan
from patrol.model.traffic import Flow, Traffic, Uninspected

APP = "com.bank.mobile"
ENVIRONMENT = Environment("r", "demo", APP, "0.1", "3.11", PhoneInfo("x"), "2026-01-01T00:00:00Z")
SCREENS = Screens((Visit(0, "home", "home!"), Visit(1000, "pay", "pay!")))
OWN = f"{APP}.Home.onCreate(Home.java:4)"
PUSH = "cn.jpush.android.api.JPushInterface.init(JPushInterface.java:1)"
IMEI = "android.telephony.TelephonyManager.getImei"


def told(*records: Record) -> tuple[dict[ThingKind, list[Thing]], tuple[ThingKind, ...]]:
    found, unseen = things(facts_of(Recorded(ENVIRONMENT, SCREENS, *records)))
    by_kind: dict[ThingKind, list[Thing]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    return by_kind, unseen


def flow(at_ms: int, host: str, path: str = "/v1/home?token=x") -> Flow:
    return Flow(f"f{at_ms}", at_ms, "GET", "https", host, 443, path, status=200)


def call(at_ms: int, stack: str = OWN, api: str = "API-IMEI-002") -> HookedCall:
    return HookedCall(at_ms, (api,), IMEI, 1, stack=(stack,))


def test_a_run_that_recorded_nothing_saw_nothing_of_any_kind() -> None:
    found, unseen = told()
    assert not found and set(unseen) == set(ThingKind)


def test_the_manifest_gives_activities_and_permissions_with_short_names() -> None:
    app = AppInfo(
        APP, activities=(f"{APP}.Main",), permissions=("android.permission.CAMERA",), activities_complete=True
    )
    found, unseen = told(app)
    assert found[ThingKind.activity] == [Thing(ThingKind.activity, f"{APP}.Main", Text("Main", "Main"))]
    assert [(one.id, one.name.en) for one in found[ThingKind.permission]] == [("android.permission.CAMERA", "CAMERA")]
    assert ThingKind.activity not in unseen and ThingKind.permission not in unseen


def test_a_phone_that_lists_only_entrances_leaves_activities_unseen() -> None:
    _, unseen = told(AppInfo(APP, activities=(f"{APP}.Main",)))
    assert ThingKind.activity in unseen and ThingKind.permission not in unseen


def test_a_host_is_told_once_with_its_first_request_without_the_query_and_its_page() -> None:
    found, unseen = told(Traffic((flow(1500, "api.bank", "/pay?card=1"), flow(1600, "api.bank"), flow(1700, "cdn.x"))))
    assert [(one.id, one.detail, one.page) for one in found[ThingKind.host]] == [
        ("api.bank", "GET /pay", "pay"),
        ("cdn.x", "GET /v1/home", "pay"),
    ]
    assert ThingKind.host not in unseen


def test_a_connection_that_could_not_be_read_is_a_host_too_unless_it_names_none() -> None:
    sealed = Uninspected(10, "pinned.bank", 443, "pinned"), Uninspected(20, "", 443, "pinned")
    found, _ = told(Traffic(uninspected=sealed))
    assert [(one.id, one.detail) for one in found[ThingKind.host]] == [("pinned.bank", "pinned")]


def test_a_collector_and_its_api_are_one_thing_however_often_it_calls() -> None:
    found, unseen = told(Calls((call(100), call(1200), call(1300, PUSH))))
    assert [(one.id, one.name.en, one.detail, one.page) for one in found[ThingKind.call]] == [
        ("app API-IMEI-002", "the app itself: TelephonyManager.getImei", "imei", "home"),
        ("SDK-jpush API-IMEI-002", "JPush: TelephonyManager.getImei", "imei", "pay"),
    ]
    assert ThingKind.call not in unseen


def test_a_call_of_an_api_that_the_catalogue_does_not_know_is_none() -> None:
    found, _ = told(Calls((call(100, api="API-OF-TOMORROW"),)))
    assert ThingKind.call not in found


def test_an_sdk_is_told_by_what_shows_it_and_one_that_is_only_declared_is_not() -> None:
    app = AppInfo(APP, components=(Component("service", "cn.jpush.android.service.PushService"),))
    texts = PolicyText(TextKind.sdk_list, "list", "极光推送 友盟统计")
    found, _ = told(app, DeclaredPrivacy(texts=(texts,)))
    assert [(one.id, one.detail) for one in found[ThingKind.sdk]] == [
        ("SDK-jpush", "service cn.jpush.android.service.PushService")
    ]


def test_sdks_are_seen_by_a_scan_alone_or_by_calls_and_requests_together() -> None:
    def blind(*records: Record) -> bool:
        return ThingKind.sdk in told(*records)[1]

    assert not blind(Scan("x.apk")) and not blind(Calls(), Traffic())
    assert blind(Calls()) and blind(Traffic())


def test_things_keep_the_order_in_which_they_were_met() -> None:
    app = AppInfo(APP, activities=tuple(f"{APP}.{name}" for name in "CAB"), permissions=("p.Z", "p.A"))
    found, _ = told(app)
    assert [one.name.en for one in (*found[ThingKind.activity], *found[ThingKind.permission])] == [*"CAB", "Z", "A"]
