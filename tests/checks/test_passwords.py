"""Each check of the password control fires on what it is for, says what it could not try, and stays silent else."""

from __future__ import annotations

from typing import Any

import pytest

from patrol.model.artifacts import Screens
from patrol.model.passwords import Outcome, PasswordField, PasswordProbe, Passwords, ProbeKind
from patrol.model.scan import CallSite, Dex, Oddity, Reading, Scan
from patrol.model.verdict import Screenshot, Status

BAD = {
    "password-keyboard": (ProbeKind.keyboard, "system-keyboard"),
    "keyboard-not-shuffled": (ProbeKind.shuffle, "same-order"),
    "password-readable": (ProbeKind.tree, "text-in-tree"),
    "password-clipboard": (ProbeKind.paste, "pasted"),
    "password-autofill": (ProbeKind.autofill, "offered"),
    "password-in-memory": (ProbeKind.memory, "in-heap"),
    "no-lockout": (ProbeKind.lockout, "never-locked"),
}


def probed(kind: ProbeKind, outcome: Outcome, reason: str = "", *, field: str = "pin", page: str = "pay") -> Passwords:
    met = PasswordField(10, page, field, "交易密码", by="journey/pay", picture="p.png")
    return Passwords((met,), (PasswordProbe(20, 30, page, field, kind, outcome, reason, after="after.png"),))


def failed(result: Any) -> list[str]:
    return [verdict.subject for verdict in result.verdicts if verdict.status is Status.fail]


@pytest.mark.parametrize("check", BAD)
def test_a_field_that_is_exposed_fails_with_its_picture(judged: Any, make: Any, check: str) -> None:
    kind, reason = BAD[check]
    result = judged(check, probed(kind, Outcome.exposed, reason), make.environment())
    assert failed(result) == ["pay/pin"]
    assert any(isinstance(one, Screenshot) for one in result.verdicts[0].evidence)
    assert "交易密码" in result.verdicts[0].message.zh


@pytest.mark.parametrize("check", BAD)
def test_a_field_that_is_protected_passes(judged: Any, make: Any, check: str) -> None:
    assert judged(check, probed(BAD[check][0], Outcome.protected), make.environment()).status is Status.passed


@pytest.mark.parametrize("check", [*BAD, "overlay-protection"])
def test_an_app_without_passwords_is_not_judged(judged: Any, make: Any, check: str) -> None:
    assert judged(check, Passwords(), make.environment()).status is Status.not_applicable


@pytest.mark.parametrize(
    ("check", "reason", "status"),
    [
        ("password-in-memory", "not-debuggable", Status.manual),
        ("keyboard-not-shuffled", "opened-once", Status.inconclusive),
        ("password-autofill", "no-autofill-service", Status.manual),
        ("no-lockout", "no-way-to-type", Status.manual),
    ],
)
def test_what_could_not_be_tried_is_no_pass_and_says_what_to_do(
    judged: Any, make: Any, check: str, reason: str, status: Status
) -> None:
    result = judged(check, probed(BAD[check][0], Outcome.untried, reason), make.environment())
    assert result.status is status
    assert "请" in result.verdicts[0].message.zh


def test_a_control_that_broke_off_is_no_pass(judged: Any, make: Any) -> None:
    result = judged("password-keyboard", Passwords(note="the app's data cannot be cleared"), make.environment())
    assert result.status is Status.inconclusive and "cannot be cleared" in result.verdicts[0].message.en


def test_a_field_that_was_only_seen_asks_for_a_journey(judged: Any, make: Any) -> None:
    seen = Passwords((PasswordField(10, "pay", "pin", by="tree"),))
    result = judged("password-keyboard", seen, make.environment())
    assert result.status is Status.inconclusive and "write one" in result.verdicts[0].message.en


def test_a_field_whose_probe_succeeded_once_is_decided_by_that(judged: Any, make: Any) -> None:
    tried = probed(ProbeKind.shuffle, Outcome.untried, "opened-once")
    again = probed(ProbeKind.shuffle, Outcome.protected, "shuffled")
    both = Passwords(tried.fields, tried.probes + again.probes)
    assert judged("keyboard-not-shuffled", both, make.environment()).status is Status.passed


def test_the_policy_may_ask_for_shuffled_keys_on_some_fields_only(judged: Any, make: Any) -> None:
    same = probed(ProbeKind.shuffle, Outcome.exposed, "same-order", page="login")
    assert failed(judged("keyboard-not-shuffled", same, make.environment(), fields="login")) == ["login/pin"]
    elsewhere = judged("keyboard-not-shuffled", same, make.environment(), fields="transfer|wallet")
    assert elsewhere.status is Status.not_applicable


@pytest.mark.parametrize(("kind", "reason"), [(ProbeKind.echo, "last-character"), (ProbeKind.events, "text-in-events")])
def test_echo_and_events_make_a_password_readable(judged: Any, make: Any, kind: ProbeKind, reason: str) -> None:
    result = judged("password-readable", probed(kind, Outcome.exposed, reason), make.environment())
    assert failed(result) == ["pay/pin"]


def test_keys_that_tell_their_digit_are_told_and_fail_where_the_policy_says_so(judged: Any, make: Any) -> None:
    keys = probed(ProbeKind.events, Outcome.exposed, "keys-in-events")
    assert judged("password-readable", keys, make.environment()).status is not Status.fail
    assert failed(judged("password-readable", keys, make.environment(), keys=True)) == ["pay/pin"]


def test_tree_and_echo_of_one_field_are_one_finding(judged: Any, make: Any) -> None:
    clear = probed(ProbeKind.tree, Outcome.exposed, "text-in-tree")
    echo = probed(ProbeKind.echo, Outcome.exposed, "clear")
    both = Passwords(clear.fields, clear.probes + echo.probes)
    assert failed(judged("password-readable", both, make.environment())) == ["pay/pin"]


def test_wrong_passwords_that_nobody_allowed_are_for_a_person_to_try(judged: Any, make: Any) -> None:
    result = judged("no-lockout", probed(ProbeKind.keyboard, Outcome.protected), make.environment())
    assert result.status is Status.manual and "app.yaml" in result.verdicts[0].message.en


def scan(*calls: str) -> Scan:
    sites = tuple(CallSite(("x",), call, "com.bank.Pay.onCreate") for call in calls)
    return Scan(reading=Reading.whole, dexes=(Dex("classes.dex", 1000, methods=40),), calls=sites)


def test_overlay_protection_fires_where_neither_window_nor_code_keeps_overlays_off(judged: Any, make: Any) -> None:
    bare = probed(ProbeKind.overlay, Outcome.untried, "no-flag")
    assert failed(judged("overlay-protection", bare, make.environment(), scan())) == ["pay/pin"]


def test_overlay_protection_leaves_to_a_person_what_the_code_may_do(judged: Any, make: Any) -> None:
    bare = probed(ProbeKind.overlay, Outcome.untried, "no-flag")
    guarded = scan("android.view.View.setFilterTouchesWhenObscured")
    assert judged("overlay-protection", bare, make.environment(), guarded).status is Status.manual
    assert judged("overlay-protection", bare, make.environment()).status is Status.manual
    packed = make.replace(scan(), oddities=(Oddity("packed", "", hides=True),))
    assert judged("overlay-protection", bare, make.environment(), packed).status is Status.manual


def test_overlay_protection_is_silent_where_the_window_has_the_flag(judged: Any, make: Any) -> None:
    flag = probed(ProbeKind.overlay, Outcome.protected, "hides-overlays")
    assert judged("overlay-protection", flag, make.environment(), scan()).status is Status.passed


def test_a_keyboard_window_that_can_be_photographed_is_found(judged: Any, make: Any) -> None:
    keys = probed(ProbeKind.screenshot, Outcome.exposed, "keyboard-window-open")
    result = judged("screenshot-allowed", keys, make.environment(), Screens())
    assert failed(result) == ["pay"] and "keyboard of" in result.verdicts[0].message.en


def test_a_keypad_in_a_secure_window_passes(judged: Any, make: Any) -> None:
    keys = probed(ProbeKind.screenshot, Outcome.protected, "secure")
    assert judged("screenshot-allowed", keys, make.environment(), Screens()).status is Status.passed
