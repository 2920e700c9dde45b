"""The 39 types of apps and what they need."""

from __future__ import annotations

from patrol.catalogue.apis import catalogue
from patrol.catalogue.app_types import DATA_OF_CATEGORY, OWN_FUNCTION, app_types, necessary


def test_all_39_types_are_there_with_names_and_what_they_need() -> None:
    types = app_types()
    assert list(types) == [f"NPI-{number:02}" for number in range(1, 40)]
    assert all(one.name.zh and one.name.en and one.basic and one.verified for one in types.values())
    assert all(one.items or one.nothing_needed for one in types.values())


def test_a_bank_needs_a_phone_number_and_no_location() -> None:
    bank = (app_types()["NPI-24"],)
    assert "银行卡号" in bank[0].items
    assert necessary("phone_number", bank)
    assert not any(necessary(category, bank) for category in ("location", "imei", "installed_apps", "contacts"))


def test_a_map_needs_the_location_and_a_virus_scanner_the_list_of_apps() -> None:
    types = app_types()
    assert necessary("location", (types["NPI-24"], types["NPI-01"]))
    assert necessary("installed_apps", (types["NPI-34"],))


def test_the_categories_are_those_of_the_catalogue() -> None:
    known = {category.id for category in catalogue().categories}
    assert {*DATA_OF_CATEGORY, *OWN_FUNCTION} <= known
    assert {one for types in OWN_FUNCTION.values() for one in types} <= set(app_types())
