from __future__ import annotations

import base64
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from patrol.sensitive.shapes import SHORTEST, shapes

IMEI = "860123041234567"
MAC = "3c:5a:b4:01:ef:9d"


def steps_of(value: str, pattern: bytes) -> tuple[str, ...] | None:
    return next((shape.steps for shape in shapes(value) if shape.pattern == pattern), None)


def test_a_value_is_its_own_first_shape() -> None:
    assert shapes(IMEI)[0].pattern == IMEI.encode() and shapes(IMEI)[0].steps == ()


def test_hashes_are_looked_for_in_the_spellings_that_are_sent() -> None:
    digest = hashlib.md5(IMEI.encode()).hexdigest()
    assert steps_of(IMEI, digest.encode()) == ("md5 hex",)
    assert steps_of(IMEI, digest.upper().encode()) == ("md5 HEX",)
    assert steps_of(IMEI, digest[8:24].encode()) == ("md5 16 hex",)
    assert steps_of(IMEI, hashlib.new("sm3", IMEI.encode()).hexdigest().encode()) == ("sm3 hex",)


def test_a_mac_address_is_hashed_in_capitals_without_colons() -> None:
    wanted = hashlib.md5(b"3C5AB401EF9D").hexdigest().encode()
    assert steps_of(MAC, wanted) == ("without separators", "upper", "md5 hex")


def test_two_transformations_are_seen_through() -> None:
    once = hashlib.md5(IMEI.encode()).hexdigest()
    assert steps_of(IMEI, hashlib.sha256(once.encode()).hexdigest().encode()) == ("md5 hex", "sha256 hex")
    assert steps_of(IMEI, base64.b64encode(base64.b64encode(IMEI.encode()))) == ("base64", "base64")


@given(st.binary(max_size=20), st.binary(max_size=20), st.text("0123456789abcdef", min_size=12, max_size=20))
def test_base64_of_a_text_that_holds_the_value_is_found_wherever_it_stands(a: bytes, b: bytes, value: str) -> None:
    coded = base64.b64encode(a + value.encode() + b)
    assert any(shape.pattern in coded for shape in shapes(value))


def test_halves_of_a_number_say_nothing_and_are_not_looked_for() -> None:
    assert not any("half" in step for shape in shapes("13812345678") for step in shape.steps)
    assert steps_of("Canary-7f3a91", b"Canary") == ("first half",)


def test_short_patterns_are_left_out() -> None:
    assert all(len(shape.pattern) >= SHORTEST for shape in shapes("abc"))
