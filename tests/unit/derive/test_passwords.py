"""Password fields joined with what was tried on them."""

from __future__ import annotations

from patrol.derive.pages import Pages
from patrol.derive.passwords import password_control
from patrol.model.graph import PageGraph
from patrol.model.passwords import Outcome, PasswordField, PasswordProbe, Passwords, ProbeKind

PAGES = Pages(PageGraph(), {}, {})


def probe(kind: ProbeKind, outcome: Outcome, *, page: str = "pay", reason: str = "") -> PasswordProbe:
    return PasswordProbe(1, 2, page, "pin", kind, outcome, reason)


def test_a_field_that_was_met_several_times_is_one_and_keeps_its_picture() -> None:
    met = (
        PasswordField(1, "pay", "pin"),
        PasswordField(5, "pay", "pin", picture="p.png"),
        PasswordField(9, "a", "pin"),
    )
    control = password_control(Passwords(met), PAGES)
    assert [(field.subject, field.met.picture) for field in control.fields] == [("pay/pin", "p.png"), ("a/pin", "")]


def test_probes_belong_to_the_field_of_their_page() -> None:
    met = (PasswordField(1, "pay", "pin"), PasswordField(1, "login", "pin"))
    tried = (probe(ProbeKind.paste, Outcome.exposed), probe(ProbeKind.paste, Outcome.protected, page="login"))
    pay, login = password_control(Passwords(met, tried), PAGES).fields
    found = [field.probe(ProbeKind.paste) for field in (pay, login)]
    assert [one.outcome for one in found if one] == [Outcome.exposed, Outcome.protected]


def test_a_result_counts_more_than_a_try_that_did_not_come_off() -> None:
    tried = (probe(ProbeKind.memory, Outcome.untried), probe(ProbeKind.memory, Outcome.exposed))
    (field,) = password_control(Passwords((PasswordField(1, "pay", "pin"),), tried), PAGES).fields
    found = field.probe(ProbeKind.memory)
    assert found is not None and found.outcome is Outcome.exposed
    assert field.probe(ProbeKind.shuffle) is None and field.tried
