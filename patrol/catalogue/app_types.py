"""The 39 types of apps of the provisions on necessary personal information, and what each may need of the phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from patrol.model.record import Record, Text, from_json

FILE = Path(__file__).with_name("app_types.json")

DATA_OF_CATEGORY = {"location": "SD-LATLON", "cell": "SD-LATLON", "phone_number": "SD-CN-MOBILE"}
"""Category of the API catalogue → the type of data that it reads, where the provisions name that type for anybody. All
other categories (identifiers of the device, list of apps, contacts, messages …) are necessary for no type."""
OWN_FUNCTION = {
    "installed_apps": frozenset({"NPI-34", "NPI-37"}),
    "storage_media": frozenset({"NPI-03", "NPI-25", "NPI-36", "NPI-38"}),
    "sensors": frozenset({"NPI-01", "NPI-02", "NPI-18", "NPI-22", "NPI-31"}),
}
"""Category → types whose basic function consists in it: a virus scanner lists apps, a camera app opens pictures. The
provisions call it no personal information that the operator needs; patrol does not hold it against such an app."""


class NeededItems(Record, frozen=True):
    """What the provisions allow for one subject (registered user, payee …); in Chinese, as condensed from them."""

    subject: str
    items: tuple[str, ...]
    condition: str = ""


class AppType(Record, frozen=True):
    id: str
    """`NPI-24`."""
    name: Text
    basic: str
    """Its basic function, in Chinese."""
    needed: tuple[NeededItems, ...]
    data: tuple[str, ...]
    """Types of sensitive data that stand for it: `SD-CN-MOBILE` …"""
    nothing_needed: bool
    """Its basic function works without any personal information."""
    verified: bool

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for each in self.needed for item in each.items))


class AppTypes(Record, frozen=True):
    source: str
    """Id of the clause."""
    types: tuple[AppType, ...]


@cache
def app_types() -> dict[str, AppType]:
    """By id, in the provisions' order."""
    return {one.id: one for one in from_json(FILE.read_bytes(), AppTypes).types}


def necessary(category: str, types: tuple[AppType, ...]) -> bool:
    """Whether the basic function of one of these types needs what APIs of the category read."""
    data, doing = DATA_OF_CATEGORY.get(category), OWN_FUNCTION.get(category, frozenset())
    return any(one.id in doing or (data is not None and data in one.data) for one in types)
