"""The privacy part of the result: who collected what, in which phase, and what could not be seen."""

from __future__ import annotations

from patrol.audit.compliance import compliance
from patrol.derive import facts_of
from patrol.model.artifacts import Environment, PhoneInfo, Screens, Visit
from patrol.model.calls import Calls, HookedCall, HookedProcess, HookGap, HookWay
from patrol.model.compliance import Compliance
from patrol.model.consent import ConsentEvent, ConsentPhase, ConsentTrials
from patrol.model.passwords import Outcome, PasswordField, PasswordProbe, Passwords, ProbeKind
from patrol.model.record import Record
from patrol.model.recorded import Recorded
from patrol.model.traffic import Traffic, Uninspected
from patrol.model.values import Place, PlaceLooked, Values

ENVIRONMENT = Environment(
    "run-1", "demo", "com.bank", "0.1", "3.11", PhoneInfo("phone"), "2026-01-01T00:00:00Z", name="银行"
)
TRIALS = ConsentTrials(
    events=(
        ConsentEvent(0, ConsentPhase.before_notice, "trial accept"),
        ConsentEvent(2_000, ConsentPhase.asked, "trial accept", "consent"),
        ConsentEvent(5_000, ConsentPhase.foreground, "trial accept"),
    )
)
SCREENS = Screens((Visit(1_000, "splash", "splash!"), Visit(2_000, "consent", "consent!", "pictures/c.png")))


def call(at_ms: int, owner: str = "com.bank.Main", api: str = "API-IMEI-001") -> HookedCall:
    stack = (f"{owner}.read({owner.rpartition('.')[2]}.java:7)", "com.bank.App.onCreate(App.java:3)")
    return HookedCall(at_ms, (api,), "android.telephony.TelephonyManager.getDeviceId", 41, stack=stack)


def told(*records: Record) -> Compliance:
    return compliance(facts_of(Recorded(ENVIRONMENT, SCREENS, TRIALS, *records)))


def test_each_collector_has_a_cell_for_category_and_phase() -> None:
    found = told(Calls((call(1_500), call(3_000), call(6_000), call(7_000, "com.datapulse.Agent"))))
    cells = {(one.collector, one.category, one.phase): one.count for one in found.collected}
    assert cells == {
        ("app", "imei", ConsentPhase.before_notice): 1,
        ("app", "imei", ConsentPhase.asked): 1,
        ("app", "imei", ConsentPhase.foreground): 1,
        ("unknown com.datapulse", "imei", ConsentPhase.foreground): 1,
    }
    app = found.collectors[0]
    assert (app.id, app.calls, app.before_consent) == ("app", 3, 2)
    assert [one.id for one in found.categories] == ["imei"]
    assert [one.at_ms for one in found.calls] == [1_500, 3_000, 6_000, 7_000]


def test_spans_hold_the_calls_made_in_them_and_the_screen_they_began_with() -> None:
    found = told(Calls((call(1_500), call(3_000), call(6_000), call(9_000))))
    assert [(one.phase.value, one.calls) for one in found.spans] == [("PH-1", 1), ("PH-2", 1), ("PH-4", 2)]
    assert found.spans[1].picture == "pictures/c.png"


def test_what_was_not_recorded_is_told() -> None:
    said = {one.what.en: one.why.en for one in told().unseen}
    assert said["Sensitive calls"] == "not recorded in this run"
    assert {"Requests", "Where values go", "Password fields", "The APK"} <= said.keys()


def test_gaps_inside_recordings_are_told() -> None:
    process = HookedProcess(
        0,
        41,
        "com.bank:push",
        HookWay.attach,
        missing=(("a.B.c", "no such method"),),
        made=90,
        dropped=12,
        note="packed",
    )
    gaps = (
        HookGap(4_000, None, "frida-server was killed", "start it again"),
        HookGap(1_000, 2_000, "no JVM"),
        HookGap(61_000, 63_000, "no JVM"),
    )
    calls = Calls((), (process,), gaps)
    traffic = Traffic(
        uninspected=(Uninspected(5, "pin.example", 443, "pinned"), Uninspected(6, "pin.example", 443, "pinned"))
    )
    values = Values(looked=(PlaceLooked(Place.file, note="not rooted"), PlaceLooked(Place.log, 10)))
    said = [f"{one.what.en}: {one.why.en}" for one in told(calls, traffic, values).unseen]
    assert "Sensitive calls from 0:04 to the end: frida-server was killed" in said
    assert "Sensitive calls from 0:01 to 1:03, 2 gaps: no JVM" in said
    assert any(one.startswith("Sensitive calls from") and "was hooked while it ran" in one for one in said)
    assert any("12 of 90 calls of com.bank:push" in one for one in said)
    assert "Calls of 1 APIs: could not be hooked: a.B.c" in said and "The app's processes: packed" in said
    assert "2 connections to pin.example: their content could not be read: pinned" in said
    assert "Files of the app: not rooted" in said and not [one for one in said if one.startswith("The log")]


def test_a_password_field_is_told_once_with_the_worst_of_each_probe() -> None:
    field = PasswordField(5, "sign-in", "pin")
    again = PasswordField(9, "sign-in", "pin")
    probes = (
        PasswordProbe(6, 7, "sign-in", "pin", ProbeKind.paste, Outcome.untried),
        PasswordProbe(8, 9, "sign-in", "pin", ProbeKind.paste, Outcome.exposed, "pasted"),
        PasswordProbe(8, 9, "sign-in", "pin", ProbeKind.echo, Outcome.protected),
        PasswordProbe(8, 9, "pay", "pin", ProbeKind.tree, Outcome.exposed),
    )
    (one,) = told(Passwords((field, again), probes)).passwords
    assert {answer.kind: answer.outcome for answer in one.answers} == {"paste": "exposed", "echo": "protected"}


def test_a_run_without_any_of_it_is_empty() -> None:
    found = compliance(facts_of(Recorded(ENVIRONMENT)))
    assert not found.collectors and not found.spans and not found.calls and found.requests is None
