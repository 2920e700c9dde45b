"""Which calls collect personal information."""

from __future__ import annotations

import pytest

from patrol.catalogue.apis import catalogue
from patrol.catalogue.collecting import HARM, NO_COLLECTION, PERSONAL, Harm, collects, harm

APIS = {api.id: api for api in catalogue().entries}


@pytest.mark.parametrize(
    "id",
    ["API-IMEI-002", "API-MAC-012", "API-ANDROID-ID-006", "API-CONTACTS-001", "API-LOCATION-001", "API-SENSORS-001"],
)
def test_reading_about_a_person_or_the_phone_collects(id: str) -> None:
    assert collects(APIS[id])


@pytest.mark.parametrize(
    "id",
    [
        "API-ANDROID-ID-001",
        "API-CLIPBOARD-006",
        "API-STORAGE-MEDIA-029",
        "API-CONTENT-RESOLVER-001",
        "API-SECURITY-ENVIRONMENT-006",
        "API-IMEI-008",
    ],
)
def test_general_functions_writing_and_harmless_facts_do_not(id: str) -> None:
    assert not collects(APIS[id]) and harm(APIS[id]) is None


def test_identifiers_are_graded_by_who_can_change_them() -> None:
    ids = ("API-IMEI-002", "API-MAC-001", "API-ANDROID-ID-006", "API-OAID-004")
    assert [harm(APIS[id]) for id in ids] == [Harm.immutable, Harm.immutable, Harm.device, Harm.resettable]


def test_everything_named_is_in_the_catalogue() -> None:
    assert set(APIS) >= NO_COLLECTION
    assert {category.id for category in catalogue().categories} >= PERSONAL | set(HARM)
