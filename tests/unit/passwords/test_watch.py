"""What is heard while journeys are played."""

from __future__ import annotations

from pathlib import Path

from patrol.journey.play import play
from patrol.model.passwords import PasswordField, PasswordProbe
from patrol.passwords.watch import Watch, Way
from tests.unit.passwords.phone import Written, bank, paying, session_of

FIELD = PasswordField(1, "pay", "pin", by="journey/pay")


def test_a_run_that_goes_on_knows_the_ways_of_its_earlier_attempt() -> None:
    watch = Watch(Written().append)
    watch.recall([FIELD, PasswordField(2, "pay", "pin", by="link"), PasswordField(3, "x", "y", by="tree")])
    assert watch.ways == {("pay", "pin"): [Way("pay", 0)]}


def test_memory_is_looked_at_once_a_field_and_not_after_a_journey_that_failed(tmp_path: Path) -> None:
    phone, written = bank(tmp_path, "keyboard: secure, max_length: 6"), Written()
    session, watch, journeys = session_of(phone), Watch(written.append), paying()
    session.typing = watch.hear
    looked = []
    for passed in (False, True, True):
        watch.begins(session, "pay")
        play(journeys["pay"], session, journeys)
        watch.ended(session, passed=passed)
        looked.append(len(written.of(PasswordProbe)))
    assert looked == [0, 1, 1]


def test_a_password_that_a_journey_gives_in_clear_is_a_secret_once_it_is_typed(tmp_path: Path) -> None:
    phone, watch, journeys = (
        bank(tmp_path, "keyboard: secure, max_length: 6"),
        Watch(Written().append),
        paying("918273"),
    )
    session = session_of(phone)
    session.typing = watch.hear
    trace = play(journeys["pay"], session, journeys)
    assert "918273" not in repr(trace)
