"""Checks on where values went: each fires on what it is for, and stays silent beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from patrol.model.artifacts import Environment, Journeys, PhoneInfo, Screens, Visit
from patrol.model.consent import ConsentEvent, ConsentPhase, ConsentTrials
from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.privacy import DeclaredPrivacy, PolicyText, TextKind
from patrol.model.result import CheckResult
from patrol.model.traffic import Flow, Traffic, Uninspected
from patrol.model.values import KnownValue, Place, PlaceLooked, Sighting, Values
from patrol.model.verdict import LogLines, Status

OWN, SDK, OTHER = "api.bank.example", "collect.trackers.example", "t.other.example"
KNOWN = (
    KnownValue("login/phone", "SD-CN-MOBILE", "139***5678", 0, "login", "phone", "typed"),
    KnownValue("bind/card", "SD-BANK-CARD", "621700***8818", 0, "bind", "card", "typed"),
    KnownValue("bind/cvv", "SD-CVN2", "***", 0, "bind", "cvv", "typed"),
    KnownValue("phone/imei", "SD-IMEI", "860123***65", 0),
)
KIND = {one.name: one.kind for one in KNOWN}


def seen(value: str, place: Place, where: str = "f1", **more: Any) -> Sighting:
    return Sighting(at_ms=more.pop("at_ms", 5_000), place=place, where=where, value=value, kind=KIND[value], **more)


def sent(value: str, host: str, **more: Any) -> Sighting:
    return seen(value, more.pop("place", Place.body), host=host, encrypted=more.pop("encrypted", True), **more)


def values(*sightings: Sighting, **more: Any) -> Values:
    return Values(KNOWN, sightings, **more)


def traffic(*hosts: str) -> Traffic:
    flows = tuple(Flow(f"f{i}", 5_000, "POST", "https", host, 443, "/v1") for i, host in enumerate(hosts, 1))
    return Traffic(flows, own_hosts=("bank.example",))


def failed(result: CheckResult) -> list[str]:
    return [one.subject for one in result.verdicts if one.status is Status.fail]


Judged = Callable[..., CheckResult]


def test_a_card_verification_code_in_a_body_is_told_even_over_tls(judged: Judged) -> None:
    found = judged("authentication-data-in-clear", values(sent("bind/cvv", OWN)), traffic(OWN))
    assert failed(found) == [f"SD-CVN2 → {OWN}"] and found.verdicts[0].evidence


def test_a_password_in_the_log_is_told_under_whatever_name_it_stands(judged: Judged) -> None:
    known = (KnownValue("login/password", "SD-PAY-PASSWORD", "***", 0, "login", "password", "typed"),)
    line = Sighting(at_ms=5_000, place=Place.log, where="LoginApi", value="login/password", kind="SD-PAY-PASSWORD")
    guessed = Sighting(at_ms=6_000, place=Place.log, where="DEBUG", kind="SD-BIOMETRIC-OTHER", field="fingerprint")
    log = DeviceLog((LogLine(5_000, 1, 1, "I", "LoginApi", "verify ${login/password} ok"),))
    found = judged("authentication-data-in-clear", Values(known, (line, guessed)), traffic(OWN), log)
    assert failed(found) == ["SD-PAY-PASSWORD → LoginApi"]
    assert found.verdicts[0].evidence[-1] == LogLines(lines=("I LoginApi: verify ${login/password} ok",), at_ms=5_000)


def test_a_hashed_code_and_a_card_are_no_authentication_data_in_clear(judged: Judged) -> None:
    fine = values(sent("bind/cvv", OWN, steps=("sha256 hex",)), sent("bind/card", OWN))
    assert judged("authentication-data-in-clear", fine, traffic(OWN)).status is Status.passed


def test_values_over_plain_http_are_told_in_any_form(judged: Judged) -> None:
    plain = values(sent("login/phone", OWN, encrypted=False, steps=("md5 hex",)), sent("bind/card", OWN))
    assert failed(judged("value-over-http", plain, traffic(OWN))) == [f"SD-CN-MOBILE → {OWN}"]
    assert judged("value-over-http", values(sent("bind/card", OWN)), traffic(OWN)).status is Status.passed


SENT = (
    *("value-over-http", "value-to-bad-host", "value-to-undeclared-party", "value-before-consent"),
    *("value-sent-abroad", "location-in-picture", "authentication-data-in-clear"),
)


@pytest.mark.parametrize("check", SENT)
def test_where_no_request_could_be_read_nothing_is_said_of_what_was_sent(judged: Judged, check: str) -> None:
    closed = Traffic(uninspected=(Uninspected(1, "a.example", 443, "the app refused the proxy's certificate"),))
    for record in ((), (closed,)):
        assert judged(check, values(), agreed_at(500), environment(), *record).status is Status.inconclusive


@pytest.mark.parametrize(
    "check", ["sensitive-data-stored", "kept-after-sign-out", "authentication-data-in-clear", "location-in-picture"]
)
def test_files_that_cannot_be_read_prove_nothing(judged: Judged, check: str) -> None:
    why = "the phone is not rooted and the app is not debuggable, so its files cannot be read"
    blind = values(looked=tuple(PlaceLooked(place, note=why) for place in (Place.file, Place.preferences)))
    found = judged(check, blind, journey(("tap", "退出登录", 4_000)), traffic(OWN))
    assert found.status is Status.inconclusive and "没有 root" in found.verdicts[0].message.zh
    some = values(looked=(PlaceLooked(Place.file, 40, 90, "3 files were too large or too many"),))
    assert judged(check, some, journey(("tap", "退出登录", 4_000)), traffic(OWN)).status is Status.passed


@pytest.mark.parametrize("place", [Place.preferences, Place.database, Place.file])
def test_a_card_number_in_the_apps_files_is_told(judged: Judged, place: Place) -> None:
    found = judged("sensitive-data-stored", values(seen("bind/card", place, "/data/user/0/x/a.xml")))
    assert failed(found) == ["SD-BANK-CARD → /data/user/0/x/a.xml"]


def test_a_hashed_card_and_a_sign_in_name_may_lie_in_files(judged: Judged) -> None:
    fine = values(seen("bind/card", Place.preferences, steps=("sha256 hex",)), seen("login/phone", Place.preferences))
    assert judged("sensitive-data-stored", fine).status is Status.passed


def test_shared_storage_clipboard_and_notifications(judged: Judged) -> None:
    all_places = values(
        seen("bind/card", Place.external, "/sdcard/a.csv"),
        seen("bind/card", Place.clipboard, "clipboard"),
        seen("bind/card", Place.notification, "notification"),
    )
    for check in ("sensitive-on-shared-storage", "sensitive-clipboard", "sensitive-notification"):
        assert len(failed(judged(check, all_places))) == 1
        assert judged(check, values(seen("bind/card", Place.screen, "card"))).status is Status.passed


def environment() -> Environment:
    return Environment(
        "r", "bank", "example.bank", "1", "3", PhoneInfo("s", 34, "14", "m", "b", 1080, 2400, 420), "t", 0
    )


def policy(text: str) -> DeclaredPrivacy:
    return DeclaredPrivacy(texts=(PolicyText(TextKind.sdk_list, "list.txt", text),))


def test_a_hashed_number_to_an_undeclared_party_is_told(judged: Judged) -> None:
    hashed = values(sent("login/phone", OTHER, steps=("md5 hex",)), sent("bind/card", OWN))
    found = judged("value-to-undeclared-party", hashed, traffic(OTHER), environment(), policy("我们使用某SDK"))
    assert failed(found) == [f"SD-CN-MOBILE → {OTHER}"]


def test_a_party_that_the_list_names_may_get_it(judged: Judged) -> None:
    told = policy("统计服务 other.example：设备信息")
    found = judged("value-to-undeclared-party", values(sent("phone/imei", OTHER)), traffic(OTHER), environment(), told)
    assert found.status is Status.passed


def test_without_a_list_nobody_can_say(judged: Judged) -> None:
    found = judged("value-to-undeclared-party", values(sent("phone/imei", OTHER)), traffic(OTHER), environment())
    assert found.status is Status.inconclusive


def agreed_at(at_ms: int) -> ConsentTrials:
    return ConsentTrials(
        events=(ConsentEvent(0, ConsentPhase.before_notice), ConsentEvent(at_ms, ConsentPhase.foreground))
    )


def test_a_hashed_identifier_before_consent_is_told(judged: Judged) -> None:
    early = values(sent("phone/imei", OWN, at_ms=1_000, steps=("md5 hex",)))
    shown = Screens((Visit(0, "splash", "splash"), Visit(3_000, "home", "home")))
    sent_by = (shown, traffic(OWN))
    assert failed(judged("value-before-consent", early, agreed_at(3_000), *sent_by)) == [f"SD-IMEI → {OWN}"]
    assert judged("value-before-consent", early, agreed_at(500), *sent_by).status is Status.passed
    assert judged("value-before-consent", early, *sent_by).status is Status.inconclusive, "no time before consent"


def journey(*steps: tuple[str, str, int]) -> Journeys:
    traces = tuple(
        StepTrace(str(i), kind, text, Outcome.passed, at, at + 100) for i, (kind, text, at) in enumerate(steps)
    )
    return Journeys((JourneyTrace("out", "out", Outcome.passed, 0, steps[-1][2] + 200, traces),))


def test_what_lies_there_after_sign_out_is_told(judged: Judged) -> None:
    kept = values(Sighting(6_000, Place.preferences, "/data/user/0/x/s.xml", kind="SD-TOKEN", field="token"))
    out = journey(("tap", "退出登录", 4_000))
    assert failed(judged("kept-after-sign-out", kept, out)) == ["SD-TOKEN → /data/user/0/x/s.xml"]
    again = journey(("tap", "退出登录", 1_000), ("type", "密码 into login_password", 2_000))
    assert judged("kept-after-sign-out", kept, again).status is Status.not_applicable


def test_hosts_abroad_and_bad_hosts(judged: Judged) -> None:
    sightings = (sent("phone/imei", OTHER), sent("phone/imei", OWN))
    abroad, seen = values(*sightings, countries={"other.example": "SG", "bank.example": "CN"}), traffic(OTHER, OWN)
    assert failed(judged("value-sent-abroad", abroad, seen)) == [f"SD-IMEI → {OTHER}"]
    assert judged("value-sent-abroad", values(*sightings), seen).status is Status.not_applicable
    bad = values(*sightings, bad_hosts=("other.example",))
    assert failed(judged("value-to-bad-host", bad, seen)) == [f"SD-IMEI → {OTHER}"]
    assert judged("value-to-bad-host", values(*sightings), seen).status is Status.passed


def test_a_place_in_a_picture_is_told(judged: Judged) -> None:
    place = Sighting(1, Place.body, "f1", kind="SD-LATLON", layers=("part photo", "picture"), field="lat", host=OWN)
    assert failed(judged("location-in-picture", values(place), traffic(OWN))) == [f"SD-LATLON → {OWN}"]
    typed = Sighting(1, Place.body, "f1", kind="SD-LATLON", field="lat", host=OWN)
    assert judged("location-in-picture", values(typed), traffic(OWN)).status is Status.passed
