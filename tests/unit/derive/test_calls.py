"""Calls are attributed to who made them, where, and under which consent."""

from __future__ import annotations

import pytest

from patrol.derive.calls import AttributedCalls, attributed_calls, name_of
from patrol.derive.consent import Consent, PhaseSpan
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import Environment, PhoneInfo
from patrol.model.calls import Calls, HookedCall
from patrol.model.consent import ConsentPhase
from patrol.model.privacy import DeclaredPrivacy

APP = "com.bank.mobile"
IMEI = "android.telephony.TelephonyManager.getImei"
OWN = f"{APP}.Home.onCreate(Home.java:4)"
PUSH = "cn.jpush.android.api.JPushInterface.init(Unknown Source:8)"
PULSE = "com.datapulse.core.Tracker.start(Tracker.java:1)"
CONSENT = Consent(
    (PhaseSpan(0, ConsentPhase.asked, "crawl", 1), PhaseSpan(1000, ConsentPhase.foreground, "crawl", 1)),
    ((1000, "given", "crawl"),),
)


def call(at_ms: int, *stack: str, api: str = "API-IMEI-002") -> HookedCall:
    return HookedCall(at_ms, (api,), IMEI, 100, stack=stack or (OWN,))


def attributed(*calls: HookedCall, privacy: DeclaredPrivacy | None = None) -> AttributedCalls:
    environment = Environment("r", "demo", APP, "0.1", "3.11", PhoneInfo(serial="x"), "2026-01-01T00:00:00Z")
    timeline = Timeline((0, 2000), ("home", "loans"), (0, 1500, 2000), ("crawl/1", "crawl/2", "crawl/3"), 3000)
    return attributed_calls(Calls(calls), environment, timeline, CONSENT, privacy)


def test_a_call_knows_who_where_and_when() -> None:
    found = attributed(call(2500, PUSH), call(500)).seen
    assert [seen.at_ms for seen in found] == [500, 2500]
    assert (found[0].who.key, found[0].when.page, found[0].when.step) == ("app", "home", "crawl/1")
    assert (found[1].who.key, found[1].when.page, found[1].when.step) == ("SDK-jpush", "loans", "crawl/3")
    assert (found[1].when.phase, found[1].category) == (ConsentPhase.foreground, "imei")


def test_groups_tell_count_times_and_period() -> None:
    calls = attributed(*(call(at, PUSH) for at in (0, 100, 210, 300, 2000)), call(50))
    group = calls.by_caller[0]
    assert (group.count, group.first_ms, group.last_ms, group.period_ms) == (5, 0, 2000, 105)
    assert [seen.at_ms for seen in group.most_within(201)] == [100, 210, 300]
    assert calls.by_caller[1].period_ms is None
    assert [(page.first.when.page, page.count) for page in calls.by_page] == [("home", 5), ("loans", 1)]
    assert [category.count for category in calls.by_category] == [6]


def test_unknown_and_obfuscated_callers_are_listed() -> None:
    calls = attributed(call(1, PULSE), call(2, "com.datapulse.net.Up.go(Up.java:2)"), call(3, "a.b.c.d(SourceFile:1)"))
    assert [(group.first.who.key, group.count) for group in calls.unknown] == [
        ("unknown com.datapulse", 2),
        ("obfuscated a.b", 1),
    ]
    assert "a.b" in name_of(calls.unknown[1].first.who).en


def test_own_packages_and_a_mapping_come_from_app_yaml() -> None:
    declared = DeclaredPrivacy(own=("com.datapulse",), mapping={"a.b.c": "cn.jpush.android.Core"})
    found = attributed(call(1, PULSE), call(2, "a.b.c.d(SourceFile:1)"), privacy=declared).seen
    assert [seen.who.key for seen in found] == ["app", "SDK-jpush"]


def test_an_api_that_the_catalogue_does_not_know_is_kept() -> None:
    found = attributed(call(1, api="API-FUTURE-001")).seen
    assert found[0].api is None and found[0].category == ""


@pytest.mark.parametrize(
    ("package", "key"),
    [("com.x", "com.x"), ("io.github.who.lib", "io.github.who"), ("cn.com.shop.core.net", "cn.com.shop"), ("a", "a")],
)
def test_an_unknown_package_is_grouped_by_its_owner(package: str, key: str) -> None:
    found = attributed(call(1, f"{package}.Thing.run(T.java:1)")).seen[0].who
    assert found.key.partition(" ")[2] == key
