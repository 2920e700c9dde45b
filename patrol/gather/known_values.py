"""Values that patrol knows: what it types into the app, what the scenario says, what the phone is known by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from patrol.catalogue.data_types import data_types
from patrol.device.driver import Driver
from patrol.errors import DeviceError, DeviceLost
from patrol.model.scenario import Scenario
from patrol.model.values import KnownValue
from patrol.sensitive.places import Told, told
from patrol.sensitive.recognise import recogniser

SHORTEST = 6
"""Bytes of a value that is looked for; shorter ones stand everywhere."""
SHORTEST_UNKNOWN = 12
"""Bytes of one that is of no sensitive type."""
REFERENCE = re.compile(r"\$\{[^{}]*\}")

Resolve = Callable[[str], str]


def typed(page: str, field: str, said: str, value: str, at_ms: int, source: str) -> KnownValue | None:
    """A value that was typed; `said` is the field's label, hint and id. None for one not worth following."""
    return _known(f"{page}/{field}", value, said, since_ms=at_ms, page=page, field=field, source=source)


def declared(scenario: Scenario, resolve: Resolve) -> Iterator[tuple[KnownValue, str]]:
    """(value, in clear) of app.yaml's `data`."""
    for words, text in scenario.data.items():
        try:
            value = resolve(text)
        except KeyError:
            continue  # nothing says what it is, so it will not be typed
        name = words.partition("|")[0]
        if words != "*" and (known := _known(f"app.yaml/{name}", value, words, field=name, source="app.yaml")):
            yield known, value


def _known(
    name: str, value: str, said: str, since_ms: int = 0, page: str = "", field: str = "", source: str = ""
) -> KnownValue | None:
    kind = recogniser().kind_of(value, said)
    least = SHORTEST if kind else SHORTEST_UNKNOWN
    if len(value.encode()) < least or len(set(value)) < 3:
        return None
    meant = data_types().type(kind)
    masked = meant.masked(value) if meant else f"{value[:1]}***"
    return KnownValue(name, kind, masked, since_ms, page, field, source)


# --- the phone --------------------------------------------------------------------------------------------------------

MAC = re.compile(r"link/ether ((?:[0-9a-f]{2}:){5}[0-9a-f]{2})")
IMEI = re.compile(r"\b\d{15}\b")
PARCEL = re.compile(r"'([^']*)'")
LOCATION = re.compile(r"Location\[\w+ (-?\d{1,3}\.\d{3,}),(-?\d{1,3}\.\d{3,})")
SIM = re.compile(r"\b(icc_id|imsi|number)=(\+?\w{6,22})")
BSSID = re.compile(r"BSSID: ((?:[0-9a-f]{2}:){5}[0-9a-f]{2})")
NONE_GIVEN = frozenset({"", "null", "unknown", "02:00:00:00:00:00", "00:00:00:00:00:00"})


def of_phone(driver: Driver, as_root: Callable[[str], str]) -> Iterator[tuple[KnownValue, str]]:
    """(value, in clear) of what this phone can be known by, as far as the shell, or root where there is one, may read
    it. Raises DeviceLost."""

    def shell(command: str) -> str:
        try:
            return driver.shell(command).output
        except DeviceLost:
            raise
        except DeviceError:
            return ""

    found = {
        ("android_id", "SD-ANDROID-ID"): shell("settings get secure android_id").strip(),
        ("serial", "SD-SERIAL"): shell("getprop ro.serialno").strip(),
        ("oaid", "SD-OAID"): shell("settings get global pps_oaid").strip(),
        ("imei", "SD-IMEI"): _imei(as_root("cmd phone get-imei"), as_root("service call iphonesubinfo 1")),
    }
    if mac := MAC.search(shell("ip link show wlan0")):
        found["mac", "SD-MAC"] = mac[1]
    for name, value in SIM.findall(as_root("content query --uri content://telephony/siminfo")):
        kind = {"icc_id": "SD-ICCID", "imsi": "SD-IMSI", "number": "SD-CN-MOBILE"}[name]
        found[name, kind] = value.removeprefix("+86")
    if place := LOCATION.search(shell("dumpsys location")):
        found["latitude", "SD-LATLON"], found["longitude", "SD-LATLON"] = (_cut(number) for number in place.groups())
    if point := BSSID.search(shell("dumpsys wifi")):
        found["bssid", "SD-BSSID"] = point[1]
    for (name, kind), value in found.items():
        if value not in NONE_GIVEN and len(value) >= SHORTEST:
            meant = data_types().type(kind)
            masked = meant.masked(value) if meant else "***"
            yield KnownValue(f"phone/{name}", kind, masked, 0, field=name, source="phone"), value


def coordinates(known: Mapping[str, str]) -> dict[str, tuple[Told, ...]]:
    """The ways to tell `latitude` and `longitude` of what a phone is known by; nothing where it tells no place."""
    if not {"latitude", "longitude"} <= known.keys():
        return {}
    latitude, longitude = told(float(known["latitude"]), float(known["longitude"]))
    return {"latitude": latitude, "longitude": longitude}


def _cut(number: str) -> str:
    """Four digits behind the point are eleven metres: whoever sends more of them sends these."""
    whole, point, fraction = number.partition(".")
    return whole + point + fraction[:4]


def _imei(said: str, parcel: str) -> str:
    """Of `cmd phone get-imei`, or of a parcel as `service call` prints it: UTF-16 in quotation marks, a point for each
    byte that is no letter."""
    if found := IMEI.search(said):
        return found[0]
    found = IMEI.search("".join(PARCEL.findall(parcel)).replace(".", ""))
    return found[0] if found else ""
