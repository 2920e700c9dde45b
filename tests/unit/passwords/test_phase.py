"""Each thing that is tried on a password field, on fields that do it well and badly."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.journey.play import play
from patrol.model.journey import Journey
from patrol.model.locator import Locator
from patrol.model.passwords import Outcome, PasswordField, PasswordProbe, ProbeKind, Recognised
from patrol.model.scenario import LockoutTry, PasswordPlan
from patrol.passwords import PasswordPhase, Watch
from patrol.passwords.phase import Given
from tests.unit.passwords.phone import BankPhone, Written, bank, paying, session_of

NOTHING = PasswordPlan()
SAFE = "keyboard: secure, shuffled: true, paste: false, max_length: 6"


def controlled(phone: BankPhone, journeys: dict[str, Journey], plan: PasswordPlan = NOTHING) -> Written:
    """Play the journey as a run does, then the phase."""
    written, session = Written(), session_of(phone, passwords=plan)
    watch = Watch(written.append)
    session.typing = watch.hear
    for name, journey in journeys.items():
        watch.begins(session, name)
        trace = play(journey, session, journeys)
        assert trace.outcome == "passed", trace.decisive
        watch.ended(session, passed=True)
    PasswordPhase(session, watch, Given(written.append, journeys, lambda since: ())).run()
    return written


def came(written: Written) -> dict[ProbeKind, PasswordProbe]:
    return {probe.kind: probe for probe in written.of(PasswordProbe)}


def test_a_field_that_does_everything_well(tmp_path: Path) -> None:
    probes = came(controlled(bank(tmp_path, SAFE), paying()))
    exposed = {kind for kind, probe in probes.items() if probe.outcome is Outcome.exposed}
    assert exposed == {ProbeKind.events}  # keys tell their digit: that is how blind people type
    assert probes[ProbeKind.events].reason == "keys-in-events"
    assert len(probes) == len(ProbeKind) - 1  # wrong passwords were not allowed


K = ProbeKind


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (
            "keyboard: system, paste: true",
            {K.keyboard: "system-keyboard", K.autofill: "offered", K.paste: "pasted"},
        ),
        (
            "keyboard: secure, paste: true, copy: true",
            {K.shuffle: "same-order", K.paste: "pasted", K.copy: "copied"},
        ),
        ("keyboard: secure, echo: last, keeps_in_memory: true", {K.echo: "last-character", K.memory: "in-heap"}),
        ("keyboard: secure, echo: clear", {K.tree: "text-in-tree", K.events: "text-in-events"}),
    ],
)
def test_what_a_field_does_badly_is_found(tmp_path: Path, more: str, found: dict[ProbeKind, str]) -> None:
    probes = came(controlled(bank(tmp_path, f"{more}, max_length: 6"), paying()))
    exposed = {kind: probe.reason for kind, probe in probes.items() if probe.outcome is Outcome.exposed}
    assert exposed.items() >= found.items()


def test_windows_that_can_be_photographed_are_found(tmp_path: Path) -> None:
    probe = came(controlled(bank(tmp_path, SAFE, secure=False), paying()))[ProbeKind.screenshot]
    assert (probe.outcome, probe.reason, probe.facts["picture"]) == (Outcome.exposed, "window-open", "shown")


@pytest.mark.parametrize(("shuffled", "reason"), [("true", "shuffled"), ("false", "same-order")])
def test_a_keypad_is_opened_again_by_the_tap_that_brought_it(tmp_path: Path, shuffled: str, reason: str) -> None:
    written = controlled(bank(tmp_path, f"shuffled: {shuffled}", keypad=True), paying("25803", keypad=True))
    assert came(written)[ProbeKind.shuffle].reason == reason
    (first, *_) = written.of(PasswordField)
    assert (first.name, first.recognised) == ("pad", Recognised.keypad)


def test_a_field_that_android_does_not_know_as_a_password_is_known_by_its_words(tmp_path: Path) -> None:
    written = controlled(bank(tmp_path, "keyboard: secure, echo: clear, max_length: 6"), paying())
    assert written.of(PasswordField)[0].recognised is Recognised.words


def test_nothing_that_is_written_holds_what_was_typed(tmp_path: Path) -> None:
    written = controlled(bank(tmp_path, "keyboard: secure, echo: clear, keeps_in_memory: true"), paying("918273"))
    assert "918273" not in repr(written.records)


def test_an_app_that_may_not_be_debugged_leaves_memory_untried_and_is_asked_once(tmp_path: Path) -> None:
    phone = bank(tmp_path, SAFE)
    phone.answers["am dumpheap"] = "java.lang.SecurityException: Process not debuggable: ProcessRecord{1 2:com.x/1}"
    probe = came(controlled(phone, paying()))[ProbeKind.memory]
    assert (probe.outcome, probe.reason) == (Outcome.untried, "not-debuggable")


def test_a_phone_without_an_autofill_service_says_so(tmp_path: Path) -> None:
    phone = bank(tmp_path, SAFE)
    phone.answers["settings get secure autofill_service"] = "null\n"
    assert came(controlled(phone, paying()))[ProbeKind.autofill].reason == "no-autofill-service"


LOCKING = "{open: locked, when: wrong >= 3}"


@pytest.mark.parametrize(("keeps_asking", "reason"), [(True, "never-locked"), (False, "locked")])
def test_wrong_passwords_are_tried_where_app_yaml_allows_it(tmp_path: Path, keeps_asking: bool, reason: str) -> None:
    lock = "hide_keyboard" if keeps_asking else LOCKING
    phone = bank(tmp_path, SAFE, lock=lock)
    plan = PasswordPlan(lockout=(LockoutTry("", Locator(id="pin"), 4, (Locator(id="ok"),)),))
    probe = came(controlled(phone, paying(), plan))[ProbeKind.lockout]
    assert probe.reason == reason
    assert probe.facts["tries"] == ("5" if keeps_asking else "3")


def test_without_permission_no_wrong_password_is_typed(tmp_path: Path) -> None:
    assert ProbeKind.lockout not in came(controlled(bank(tmp_path, SAFE), paying()))
