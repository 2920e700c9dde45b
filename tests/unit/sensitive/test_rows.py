"""Long numbers and codes are told by their first digits, length and checksum, whatever stands beside them."""

from __future__ import annotations

import pytest

from patrol.sensitive.recognise import recogniser
from patrol.sensitive.unpack import Layer


def kinds(text: str) -> set[str]:
    return {one.kind for one in recogniser().find(Layer(text.encode()))}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("6217001234568818", "SD-BANK-CARD"),
        ("6228480402564890018", "SD-BANK-CARD"),
        ("33010219900307006X", "SD-CN-RESIDENT-ID"),
        ("460021234567890", "SD-IMSI"),
        ("89860112345678901237", "SD-ICCID"),
        ("91350100M000100Y43", "SD-CN-USCC"),
        ("9133010071092010X1", "SD-CN-USCC"),
        ("GB82WEST12345698765432", "SD-IBAN"),
        ("13912345678", "SD-CN-MOBILE"),
        ("8613912345678", "SD-CN-MOBILE"),
    ],
)
@pytest.mark.parametrize(("before", "after"), [("", ""), ('"', '"'), ("k=", "&a=1"), ("（", "）"), ("a ", "\n")])
def test_a_value_is_recognised_alone(value: str, kind: str, before: str, after: str) -> None:
    assert kind in kinds(before + value + after)
    assert not kinds(f"{before}a{value}b{after}"), "a part of a longer row"
    assert not value.isdigit() or not kinds(f"0.{value}{after}"), "a fraction"


@pytest.mark.parametrize("said", ["imei: 860123041234567", "vin=LSVAA4182E2184847"])
def test_some_need_a_word_near(said: str) -> None:
    assert kinds(said) and not kinds(f"order {said[-17:].strip(': ')}")


@pytest.mark.parametrize("row", ["20260512101112345678", "1700000000000000", "T0000000000000042", "ABCDEFGHABCDEFGH"])
def test_times_and_orders_are_none(row: str) -> None:
    assert not kinds(row)
