"""Everything that a run sees is looked through for values, and a place that was not is told with its reason."""

from __future__ import annotations

from dataclasses import replace

from patrol.device.driver import Exchange, Part
from patrol.device.hooks.messages import Raw
from patrol.gather.base import GatherContext, MemorySink
from patrol.gather.values import LOG_BYTES, ValuesGatherer
from patrol.model.artifacts import Visit
from patrol.model.calls import HookedCall
from patrol.model.devicelog import LogLine
from patrol.model.record import to_json
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen
from patrol.model.values import KnownValue, Place, Sighting, Values
from tests.unit.gather.double import FakeDriver, context

PHONE = "13912345678"
FIELD = Node(resource_id="com.harbour:id/login_phone", hint="手机号", bounds=Rect(0, 0, 9, 9))


class Run:
    """A gatherer in a run on a phone without proxy and hooks, whose clipboard and notifications hold what is said."""

    def __init__(self, clipboard: str = "", notification: str = "", scenario: Scenario | None = None) -> None:
        class WithClipboard(FakeDriver):
            def clipboard(self) -> str | None:
                return clipboard

            def set_clipboard(self, text: str) -> None: ...

        self.driver = WithClipboard(
            {"settings get secure android_id": "9f3a1c2b4d5e6f70", "dumpsys notification": notification}
        )
        self.ctx: GatherContext
        self.sink: MemorySink
        self.ctx, self.sink, _ = context(self.driver)
        if scenario:
            self.ctx = replace(self.ctx, scenario=scenario)
        self.values = ValuesGatherer()
        self.values.start(self.ctx)

    def end(self) -> Values:
        self.values.stop(self.ctx)
        return self.values.artifact(self.ctx)

    def seen(self) -> set[tuple[str, Place, str]]:
        found = self.sink.streams.get("sightings", [])
        return {(one.value, one.place, one.where) for one in found if isinstance(one, Sighting)}


def test_a_typed_value_is_followed_to_screen_log_request_call_and_clipboard() -> None:
    run = Run(clipboard=f"to {PHONE}")
    run.values.typed("login", FIELD, PHONE)
    run.values.heard("log", LogLine(5, 4321, 4321, "D", "Net", f"phone={PHONE}"))
    run.values.seen(Visit(6, "me", "me"), Screen(roots=(Node(text=PHONE, bounds=Rect(0, 0, 9, 9)),)))
    run.values._exchanged(1_700_000_001, Exchange("f1", "t.example", True, (Part("body", f"m={PHONE}".encode()),)))
    call = HookedCall(7, ("X",), "javax.crypto.Cipher.doFinal", 4321, number=3)
    run.values._called(1_700_000_001, call, (Raw("in", PHONE.encode(), 11),))
    run.end()
    name = "login/login_phone"
    assert run.seen() == {
        (name, Place.log, "Net"),
        (name, Place.screen, "me"),
        (name, Place.body, "f1"),
        (name, Place.call, "javax.crypto.Cipher.doFinal in"),
        (name, Place.clipboard, "clipboard"),
    }
    assert all(PHONE.encode() not in to_json(one) for records in run.sink.streams.values() for one in records)


def test_what_the_phone_is_known_by_and_what_the_scenario_types_is_known_from_the_start() -> None:
    run = Run(scenario=Scenario("com.harbour", data={"手机号|login_phone": PHONE}))
    run.end()
    known = [one.name for one in run.sink.streams["known_values"] if isinstance(one, KnownValue)]
    assert "phone/android_id" in known and "app.yaml/手机号" in known


def test_what_the_system_says_of_the_app_is_not_the_apps_log() -> None:
    run = Run()
    run.values.typed("login", FIELD, PHONE)
    run.values.heard("log", LogLine(5, 1000, 1000, "I", "ActivityManager", f"START dat=tel:{PHONE}"))
    run.end()
    assert not run.seen()


def test_much_log_is_looked_through_before_the_run_ends() -> None:
    run = Run()
    run.values.typed("login", FIELD, PHONE)
    run.values.heard("log", LogLine(5, 4321, 4321, "D", "Net", "x" * LOG_BYTES + f" {PHONE}"))
    assert not run.values._lines
    run.end()
    assert run.seen() == {("login/login_phone", Place.log, "Net")}


def test_places_that_nobody_looked_into_say_why() -> None:
    looked = {one.place: one.note for one in Run().end().looked}
    assert "without hooks" in looked[Place.call] and "without a proxy" in looked[Place.body]


def test_before_the_start_nothing_is_kept_and_nothing_breaks() -> None:
    values = ValuesGatherer()
    values.typed("login", FIELD, PHONE)
    values.seen(Visit(0, "me", "me"), Screen(roots=()))
    values.heard("log", LogLine(5, 4321, 4321, "D", "Net", PHONE))
    ctx, sink, _ = context(FakeDriver())
    values.stop(ctx)
    assert not sink.streams
