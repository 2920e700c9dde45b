"""A value stands alone also where it stands in base64, and a hash stands alone from one separator to the next."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.sensitive.look import Looker
from patrol.sensitive.scan import Canary

PIN = Looker([Canary("pin", "135790")])
NAME = Looker([Canary("name", "xiaowen.canary")])
WORDS = st.sampled_from(["", "a", "ab", "abc", "1", "12", "x1", "9z", "zz9"])


@settings(deadline=None)  # expressions are compiled with the first
@given(before=WORDS, after=WORDS)
def test_digits_in_base64_are_another_number_where_more_digits_stand_beside_them(before: str, after: str) -> None:
    coded = base64.b64encode(b"\xff\xfe\x80" + f"{before}135790{after}".encode() + b"\xff\xfe\xfd\xfc")
    alone = not before[-1:].isdigit() and not after[:1].isdigit()
    assert bool(PIN.find(b'{"k": "' + coded + b'"}').hits) == alone


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512"])
def test_a_hash_is_found_from_one_separator_to_the_next_and_not_inside_a_longer_one(name: str) -> None:
    digest = hashlib.new(name, b"xiaowen.canary").digest()
    for form in (digest.hex(), digest.hex().upper(), base64.b64encode(digest).decode()):
        assert NAME.find(f"/v1/{form}?x".encode()).hits, form
        assert NAME.find(f'{{"k": "{form}"}}'.encode()).hits, form
    assert not NAME.find(f"/v1/0{digest.hex()}0?x".encode()).hits


@pytest.mark.parametrize("value", ["13912345678", "135790", "24681073", "460021234567890"])
@pytest.mark.parametrize("around", ['{"v": "%s"}', "k=%s&a=1", "/v1/pay7/%s/next", "x: %s\r\ny: 1", "%s"])
def test_a_number_alone_in_base64_is_found_whatever_stands_around_it(value: str, around: str) -> None:
    look = Looker([Canary("v", value)])
    for coded in (base64.b64encode(value.encode()), base64.urlsafe_b64encode(value.encode()).rstrip(b"=")):
        assert look.find((around % coded.decode()).encode()).hits, coded
