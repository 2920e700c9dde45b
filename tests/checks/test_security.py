"""Each security check fires on what it is for, and stays silent on its like."""

from __future__ import annotations

from typing import Any

import pytest

from patrol.model.artifacts import AppInfo, Component
from patrol.model.devicelog import DeviceLog
from patrol.model.traffic import Traffic, Uninspected
from patrol.model.verdict import LogLines, Screenshot, Status


def failed(result: Any) -> list[str]:
    return [verdict.subject for verdict in result.verdicts if verdict.status is Status.fail]


def test_cleartext_traffic_fires_on_http(judged: Any, make: Any) -> None:
    result = judged("cleartext-traffic", make.traffic(make.flow(), make.flow("http://stat.bank.example/v1/track")))
    assert failed(result) == ["GET stat.bank.example/v1/track"]
    assert [clause.id for clause in result.clauses if not clause.verified] != []


def test_cleartext_traffic_is_silent_on_https_and_on_hosts_the_policy_allows(judged: Any, make: Any) -> None:
    assert judged("cleartext-traffic", make.traffic()).status is Status.passed
    local = make.traffic(make.flow("http://static.bank.example/logo.png"))
    assert judged("cleartext-traffic", local, allowed_hosts=("static.bank.example",)).status is Status.passed


@pytest.mark.parametrize(
    ("query", "subject"),
    [
        ("access_token=***", "access_token"),
        ("user.mobile=138%2A%2A%2A%2A8000", "user.mobile"),
        ("q=13800138000", "q"),
        ("page=1&cardNo=6222020000000000&x=2", "cardNo"),
        ("id_no=11010519491231002X", "id_no"),
    ],
)
def test_sensitive_parameter_in_url_fires(judged: Any, make: Any, query: str, subject: str) -> None:
    result = judged("sensitive-parameter-in-url", make.traffic(make.flow(f"https://api.bank.example/v1/x?{query}")))
    assert failed(result) == [f"GET api.bank.example/v1/x?{subject}"]


@pytest.mark.parametrize(
    "query", ["page=2&size=20", "t=1763766000123", "order=20261121001", "token=", "phoneModel=P40"]
)
def test_sensitive_parameter_in_url_is_silent(judged: Any, make: Any, query: str) -> None:
    traffic = make.traffic(make.flow(f"https://api.bank.example/v1/x?{query}"))
    assert judged("sensitive-parameter-in-url", traffic).status is Status.passed


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("D/Login: sign in with 13800138000", "Login/phone"),
        ("I/Card: bind card 4111111111111111", "Card/bank-card"),
        ('D/Http: {"password":"Harbour2026"}', "Http/password"),
        ("D/Net: Authorization eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc", "Net/token"),
        ("W/Kyc: idNo 11010519491231002X", "Kyc/id-card"),
    ],
)
def test_sensitive_log_fires_and_shows_a_mask(judged: Any, make: Any, line: str, subject: str) -> None:
    result = judged("sensitive-log", DeviceLog(make.log(line)))
    assert failed(result) == [subject]
    shown = result.verdicts[0].evidence[0]
    assert isinstance(shown, LogLines) and "***" in shown.lines[0]
    secret = line.split(": ", 1)[1].split()[-1]
    assert secret not in shown.lines[0]


@pytest.mark.parametrize(
    "line",
    [
        "D/Login: sign in with 138****8000",
        "I/Trace: span 17637660001234567",
        "D/Order: order 2026112100013800138000 made",
        "I/Card: 4111111111111112",
        "D/Http: password=******",
        "I/ActivityManager: START u0 {dat=bank://topup?phone=13800138000}",
    ],
)
def test_sensitive_log_is_silent_on_masks_counters_and_the_system(judged: Any, make: Any, line: str) -> None:
    assert judged("sensitive-log", DeviceLog(make.log(line))).status is Status.passed


def password_page(make: Any) -> dict[str, Any]:
    field = make.node(
        16, 100, 328, 48, class_name="android.widget.EditText", resource_id="com.bank:id/pin", password=True
    )
    return {"trees/1": make.screen(field)}


def test_screenshot_allowed_fires_on_a_password_page_without_the_flag(judged: Any, make: Any) -> None:
    result = judged("screenshot-allowed", make.environment(), make.seen("pay"), trees=password_page(make))
    assert failed(result) == ["pay"]
    picture = result.verdicts[0].evidence[0]
    assert isinstance(picture, Screenshot) and picture.mark is not None and picture.mark.top == 100


def test_screenshot_allowed_is_silent_on_secure_windows_and_harmless_pages(judged: Any, make: Any) -> None:
    secure = judged("screenshot-allowed", make.environment(), make.seen("pay", secure=True), trees=password_page(make))
    assert secure.status is Status.passed
    plain = {"trees/1": make.screen(make.node(0, 0, 100, 40, text="首页"))}
    harmless = judged("screenshot-allowed", make.environment(), make.seen("home"), trees=plain)
    assert harmless.status is Status.not_applicable


def test_screenshot_allowed_fires_on_pages_that_the_policy_names(judged: Any, make: Any) -> None:
    records = (make.environment(), make.seen("card"), make.crawl("home card"))
    assert failed(judged("screenshot-allowed", *records, page_names="card")) == ["card"]


@pytest.mark.parametrize(("id", "flag"), [("debuggable", "debuggable"), ("backup-allowed", "allow_backup")])
def test_flags_of_the_manifest(judged: Any, id: str, flag: str) -> None:
    assert failed(judged(id, AppInfo("com.bank", **{flag: True}))) == ["com.bank"]
    assert judged(id, AppInfo("com.bank", **{flag: False})).status is Status.passed
    assert judged(id, AppInfo("com.bank")).status is Status.inconclusive


def test_traffic_that_could_not_be_read_passes_no_check(judged: Any) -> None:
    sealed = Traffic(uninspected=(Uninspected(5, "api.bank.example", 443, "pinned"),))
    result = judged("cleartext-traffic", sealed)
    assert result.status is Status.inconclusive and "api.bank.example: pinned" in result.message


def app_with(*components: Component) -> AppInfo:
    return AppInfo("com.bank", components=components)


def test_exported_component_fires_on_what_every_app_may_use(judged: Any) -> None:
    app = app_with(
        Component("provider", "com.bank.StatementProvider", True),
        Component("activity", "com.bank.Inner", True),
        Component("service", "com.bank.Push", True, "com.bank.PUSH"),
    )
    result = judged("exported-component", app)
    assert failed(result) == ["com.bank.StatementProvider", "com.bank.Inner"]
    assert "内容提供者（provider） .StatementProvider 对所有应用开放" in result.verdicts[0].message.zh
    assert failed(judged("exported-component", app, allowed=("Provider$",))) == ["com.bank.Inner"]


def test_exported_component_leaves_entries_links_and_what_is_switched_off(judged: Any) -> None:
    fine = app_with(
        Component("activity", "com.bank.Main", True, launcher=True, filters=1),
        Component("activity", "com.bank.Link", True, links=True, filters=1),
        Component("receiver", "com.bank.Boot", False, filters=1),
        Component("service", "com.bank.Old", True, enabled=False),
    )
    assert judged("exported-component", fine).status is Status.passed
    resource = app_with(Component("service", "com.bank.Sometimes", None))
    assert judged("exported-component", resource).status is Status.inconclusive
    assert judged("exported-component", AppInfo("com.bank")).status is Status.inconclusive
