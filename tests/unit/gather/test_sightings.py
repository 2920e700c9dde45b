"""What is looked through, what is written of it, and that nothing in clear is."""

from __future__ import annotations

import hashlib

from patrol.gather.base import MemorySink
from patrol.gather.known_values import typed
from patrol.gather.sightings import WAITING_BYTES, WRITTEN_EACH, Found, Sightings
from patrol.model.record import to_json
from patrol.model.values import KnownValue, Place, Sighting

PHONE = "13912345678"


def known(page: str = "login", field: str = "login_phone", value: str = PHONE) -> KnownValue:
    found = typed(page, field, field, value, 100, "typed")
    assert found is not None
    return found


def sightings(sink: MemorySink) -> list[Sighting]:
    return [one for one in sink.streams.get("sightings", []) if isinstance(one, Sighting)]


def body(data: bytes, at_ms: int = 200, host: str = "t.example") -> Found:
    return Found(at_ms, Place.body, "flow-1", data, host=host, encrypted=True)


def test_a_typed_value_is_seen_hashed_in_a_body_and_nothing_is_in_clear() -> None:
    sink = MemorySink()
    found = Sightings(sink)
    found.start()
    found.know(known(), PHONE)
    found.look(
        body(b'{"uid": "' + hashlib.md5(PHONE.encode()).hexdigest().encode() + b'", "m": "' + PHONE.encode() + b'"}')
    )
    found.end()
    told = {(one.value, one.steps, one.field, one.host) for one in sightings(sink)}
    assert told == {
        ("login/login_phone", (), "m", "t.example"),
        ("login/login_phone", ("md5 hex",), "uid", "t.example"),
    }
    assert all(PHONE.encode() not in to_json(record) for records in sink.streams.values() for record in records)
    assert found.looked()[0].seen == 1


def test_a_value_that_becomes_known_later_is_found_in_what_was_seen_last() -> None:
    sink = MemorySink()
    found = Sightings(sink)
    found.start()
    found.look(body(b"x=Canary-7f3a91-b2"))
    found.know(KnownValue("a/b", "SD-PAY-PASSWORD", "***", 300), "Canary-7f3a91-b2")
    found.look(body(b"nothing"))
    found.end()
    assert [(one.value, one.at_ms) for one in sightings(sink)] == [("a/b", 200)]


def test_many_sightings_of_one_kind_are_counted() -> None:
    sink = MemorySink()
    found = Sightings(sink)
    found.start()
    found.know(known(), PHONE)
    for at_ms in range(50):
        found.look(body(PHONE.encode(), at_ms))
    found.end()
    told = sightings(sink)
    assert len(told) == WRITTEN_EACH + 1 and sum(one.count for one in told) == 50


def test_a_value_is_called_by_the_field_it_was_typed_into_last() -> None:
    sink = MemorySink()
    found = Sightings(sink)
    found.know(KnownValue("app.yaml/phone", "SD-CN-MOBILE", "139***5678", 0), PHONE)
    found.know(known("topup", "topup_phone"), PHONE)
    found.start()
    found.look(body(PHONE.encode()))
    found.end()
    assert [one.value for one in sightings(sink)] == ["topup/topup_phone"]


def test_more_than_can_be_looked_through_is_told() -> None:
    found = Sightings(MemorySink())
    found.look(body(b"x" * (WAITING_BYTES + 1)))
    assert "more came" in found.looked()[0].note


def test_what_is_shown_to_its_owner_counts_only_when_it_is_known() -> None:
    sink = MemorySink()
    found = Sightings(sink)
    found.start()
    found.look(Found(1, Place.screen, "home", b"service 18857110234"))
    found.look(Found(1, Place.log, "Repo", b"payee 18857110234"))
    found.end()
    assert [(one.place, one.kind, one.excerpt) for one in sightings(sink)] == [
        (Place.log, "SD-CN-MOBILE", "188***0234")
    ]


def test_short_and_plain_values_are_not_followed() -> None:
    assert typed("p", "f", "附言 note", "房租", 0, "typed") is None
    assert typed("p", "f", "登录密码", "000000", 0, "typed") is None
    assert typed("p", "f", "PIN", "135790", 0, "typed") is not None
