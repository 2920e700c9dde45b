"""Nothing that opens a door leaves the proxy."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.proxy.masking import MASKED, Masker


def header(name: str, value: str, masker: Masker | None = None) -> str:
    ((_, masked),) = (masker or Masker()).headers([(name.encode(), value.encode())])
    return masked


@pytest.mark.parametrize(
    ("name", "value", "masked"),
    [
        ("Authorization", "Bearer abc.def", f"Bearer {MASKED}"),
        ("Authorization", "abc", MASKED),
        ("Cookie", "sid=1; theme=dark", f"sid={MASKED}; theme={MASKED}"),
        ("Set-Cookie", "sid=1; Path=/; Secure; HttpOnly", f"sid={MASKED}; Path=/; Secure; HttpOnly"),
        ("X-Access-Token", "abc", MASKED),
        ("x-api-key", "abc", MASKED),
        ("X-Session-Id", "abc", MASKED),
        ("X-CSRF-Token", "abc", MASKED),
        ("Content-Type", "application/json", "application/json"),
        ("Referer", "https://a/?token=1&page=2", f"https://a/?token={MASKED}&page=2"),
        ("X-Trace", "abc", "abc"),
    ],
)
def test_headers_keep_their_names_and_lose_their_credentials(name: str, value: str, masked: str) -> None:
    assert header(name, value) == masked


def test_parameters_that_are_credentials_by_name() -> None:
    path = "/pay?access_token=abc&amount=5&password=p%40ss#x"
    assert Masker().path(path) == f"/pay?access_token={MASKED}&amount=5&password={MASKED}#x"
    assert Masker().body("user=1&pwd=2", "application/x-www-form-urlencoded") == f"user=1&pwd={MASKED}"


def test_fields_of_json_that_are_credentials_by_name() -> None:
    body = '{"code": 0, "session": "30\\"64", "data": {"access_token":"abc", "tokens": 3, "name": "password"}}'
    masked = Masker().body(body, "application/json; charset=utf-8")
    assert json.loads(masked) == {
        "code": 0,
        "session": MASKED,
        "data": {"access_token": MASKED, "tokens": 3, "name": "password"},
    }


SECRETS = st.text(min_size=3, max_size=30).filter(lambda text: text.strip() and text not in MASKED)


@given(SECRETS, st.text(max_size=20))
def test_a_known_secret_is_masked_plain_encoded_and_in_json(secret: str, around: str) -> None:
    masker = Masker([secret])
    for form in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1]):
        assert (
            form not in masker.text(f"{around}{form}{around}").replace(MASKED, "")[len(around) : -len(around) or None]
        )


def test_the_longer_of_two_secrets_goes_first_and_short_ones_are_left_alone() -> None:
    assert Masker(["186", "18600001234"]).text("tel 18600001234") == f"tel {MASKED}"
    assert Masker(["1", ""]).text("11 of 12") == "11 of 12"
