"""`dumpsys battery`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from patrol.device.parse.decode import to_int

_FIELD = re.compile(r"^ {0,8}([A-Za-z][A-Za-z ]{0,40}): ?(.{0,200})$", re.M)
_POWERS = ("AC powered", "USB powered", "Wireless powered", "Dock powered")


@dataclass(frozen=True, slots=True)
class Battery:
    """None is unknown. A machine without a battery reports zeros, which are unknown and not 0 %."""

    percent: int | None = None
    temperature_c: float | None = None
    voltage_mv: int | None = None
    powered: bool | None = None
    """Some charger is connected."""
    status: int | None = None
    """BatteryManager.BATTERY_STATUS_*: 1 unknown, 2 charging, 3 discharging, 4 not charging, 5 full."""


def parse(text: str) -> Battery:
    """An unknown layout, such as the history of batterystats, gives an empty Battery."""
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(text):
        found.setdefault(name.strip(), value.strip())
    if "level" not in found or "scale" not in found:
        return Battery()
    level, scale = to_int(found["level"]), to_int(found["scale"])
    voltage, temperature = to_int(found.get("voltage", "")), to_int(found.get("temperature", ""))
    said_nothing = not voltage and not temperature and not found.get("technology")
    if said_nothing:
        return Battery(status=to_int(found.get("status", "")))
    powers = [found[name] for name in _POWERS if name in found]
    known = level is not None and scale is not None and 0 <= level <= scale and scale > 0
    return Battery(
        percent=round(100 * level / scale) if known and level is not None and scale else None,
        temperature_c=None if temperature is None else temperature / 10,
        voltage_mv=voltage or None,
        powered="true" in powers if powers else None,
        status=to_int(found.get("status", "")),
    )
