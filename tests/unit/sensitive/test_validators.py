"""Checksums accept what the standards accept."""

from __future__ import annotations

from datetime import date

import pytest

from patrol.catalogue.data_types import data_types
from patrol.sensitive.validators import VALIDATORS, hkid, iban, id_checksum, luhn, minor_id, resident_id, uscc, vin

BY_NAME = {
    "iso7064_mod11_2": id_checksum,
    "luhn": luhn,
    "gb32100_mod31": uscc,
    "vin_mod11": vin,
    "hkid_mod11": hkid,
    "iso7064_mod97_10": iban,
}


@pytest.mark.parametrize(
    ("name", "value", "valid"), [(one.name, *vector) for one in data_types().validators for vector in one.vectors]
)
def test_the_catalogues_own_vectors(name: str, value: str, valid: bool) -> None:
    assert BY_NAME[name](value) is valid


@pytest.mark.parametrize("number", ["110101199002301231", "990101199003071233", "110101209903071238"])
def test_an_identity_number_needs_a_real_day_in_the_past_and_a_province(number: str) -> None:
    assert not resident_id(number)


def test_somebody_under_fourteen_is_told_from_others() -> None:
    assert minor_id("11010120200101001X", date(2026, 1, 1))
    assert not minor_id("11010120200101001X", date(2034, 1, 1))


@pytest.mark.parametrize(
    ("name", "value"), [("luhn", "0" * 15), ("luhn_and_bin", "0" * 16), ("not_placeholder", "02:00:00:00:00:00")]
)
def test_placeholders_are_no_values(name: str, value: str) -> None:
    assert not VALIDATORS[name](value)
