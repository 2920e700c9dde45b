from __future__ import annotations

from patrol.crawl.gates import Gates


def gate(entries: int = 6) -> tuple[Gates, int]:
    gates, moment = Gates(), 0
    for number in range(entries):
        moment = gates.moved("home", f"tap {number}", "login")
    return gates, moment


def test_a_page_to_which_many_entries_lead_is_a_gate() -> None:
    assert gate(4)[0].waiting("login") == 0
    assert gate(6)[0].waiting("login") == 6
    assert gate(40)[0].waiting("login") == 8


def test_what_led_there_is_open_again_once_its_form_was_got_past() -> None:
    gates, moment = gate()
    assert not gates.passed_since("login", moment)
    gates.sent("login", "inside")
    assert gates.passed_since("login", moment)
    assert gates.waiting("login") == 0
    assert not gates.passed_since("login", gates.moved("home", "tap 0", "login"))


def test_a_code_that_is_asked_for_next_belongs_to_the_gate() -> None:
    gates, _ = gate()
    gates.sent("login", "code")
    again = gates.moved("home", "tap 1", "login")
    gates.sent("code", "inside")
    assert gates.passed_since("login", again)


def test_a_form_that_nothing_waits_for_opens_nothing_again() -> None:
    gates = Gates()
    moment = gates.moved("home", "tap", "feedback")
    gates.sent("feedback", "home")
    assert not gates.passed_since("feedback", moment)


def test_a_gate_keeps_what_waits_when_its_page_turns_out_to_be_another() -> None:
    gates, moment = gate()
    gates.rename("login", "sign-in")
    assert gates.waiting("sign-in") == 6
    gates.sent("sign-in", "inside")
    assert gates.passed_since("sign-in", moment)
