"""A place as Chinese maps tell it: in GCJ-02 and BD-09 beside the phone's own WGS-84, cut or rounded.

The formulas are those that the public converters share (eviltransform, coordtransform, MapCoords): the authority that
made GCJ-02 has never published it. They agree with each other to a few centimetres, and with the maps to a few metres.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

AXIS, ECCENTRICITY = 6378245.0, 0.00669342162296594323
"""Semi-major axis in metres and squared eccentricity of the Krasovsky ellipsoid, 1940."""
BAIDU = math.pi * 3000 / 180
CHINA = (0.8293, 55.8271, 72.004, 137.8347)
"""Least and most latitude and longitude that are moved; a rectangle, wider than the country."""
TOLERANCE = 1e-4
"""Degrees (eleven metres) by which a place may differ, beside one unit of the last digit that is told: patrol knows it
cut to four digits itself."""
LONE = 4
"""Digits behind the point of one coordinate that stands alone."""
LEAST = 3
"""The same where the other one stands near."""
LEAST_BESIDE = 2
"""Those of the other one: a nought at its end may have been left out."""
NEAR = 64
NUMBER = re.compile(rb"-?\d{1,3}\.\d+")


class Told(NamedTuple):
    """One coordinate of a place, in one system."""

    steps: tuple[str, ...]
    """() is WGS-84, then `("gcj02",)` and `("bd09",)`."""
    degrees: float
    other: float
    """The other coordinate, in the same system."""

    def begins(self) -> Iterator[bytes]:
        """How all numbers begin that may mean it."""
        reach = TOLERANCE + 10.0**-LEAST
        size, sign = abs(self.degrees), "-" * (self.degrees < 0)
        for thousandth in range(max(0, math.floor((size - reach) * 1000)), math.floor((size + reach) * 1000) + 1):
            yield f"{sign}{thousandth // 1000}.{thousandth % 1000:03}".encode()

    def stands(self, data: bytes, at: int) -> bool:
        """Whether the number that begins there means it."""
        found = NUMBER.match(data, at)
        if found is None or data[at - 1 : at].isdigit() or data[at - 1 : at] == b".":
            return False
        digits = _near(found[0], self.degrees)
        if LEAST <= digits < LONE:
            around = NUMBER.findall(data[max(0, at - NEAR) : found.end() + NEAR])
            return any(_near(number, self.other) >= LEAST_BESIDE for number in around)
        return digits >= LONE


def _near(number: bytes, degrees: float) -> int:
    """Digits behind the point of a number that is as near as those digits can tell; 0 for one that is not."""
    digits = len(number.partition(b".")[2])
    return digits if abs(float(number) - degrees) <= TOLERANCE + 10.0**-digits else 0


def told(latitude: float, longitude: float) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """All ways to tell the latitude, and the longitude, of a place in WGS-84; outside of China there is one."""
    places: dict[tuple[str, ...], tuple[float, float]] = {(): (latitude, longitude)}
    if CHINA[0] <= latitude <= CHINA[1] and CHINA[2] <= longitude <= CHINA[3]:
        moved = gcj02(latitude, longitude)
        places |= {("gcj02",): moved, ("bd09",): bd09(*moved)}
    return (
        tuple(Told(steps, one, other) for steps, (one, other) in places.items()),
        tuple(Told(steps, one, other) for steps, (other, one) in places.items()),
    )


def gcj02(latitude: float, longitude: float) -> tuple[float, float]:
    """A place of WGS-84 within China as Amap, Tencent and Google's Chinese maps tell it: 100 to 700 metres away."""
    x, y = longitude - 105, latitude - 35
    root, both = 0.1 * math.sqrt(abs(x)), 0.1 * x * y
    fast = 20 * math.sin(6 * math.pi * x) + 20 * math.sin(2 * math.pi * x)
    north = fast + _waves(y, (20, 1), (40, 3), (160, 12), (320, 30))
    east = fast + _waves(x, (20, 1), (40, 3), (150, 12), (300, 30))
    metres_north = -100 + 2 * x + 3 * y + 0.2 * y * y + both + 2 * root + north * 2 / 3
    metres_east = 300 + x + 2 * y + 0.1 * x * x + both + root + east * 2 / 3
    angle = math.radians(latitude)
    bend = 1 - ECCENTRICITY * math.sin(angle) ** 2
    radius_north = AXIS * (1 - ECCENTRICITY) / (bend * math.sqrt(bend))
    radius_east = AXIS / math.sqrt(bend) * math.cos(angle)
    return latitude + math.degrees(metres_north / radius_north), longitude + math.degrees(metres_east / radius_east)


def _waves(at: float, *waves: tuple[int, int]) -> float:
    """Sum of sines, each of a height and a length."""
    return sum(height * math.sin(at * math.pi / length) for height, length in waves)


def bd09(latitude: float, longitude: float) -> tuple[float, float]:
    """A place of GCJ-02 as Baidu's maps tell it."""
    far = math.hypot(longitude, latitude) + 2e-5 * math.sin(latitude * BAIDU)
    angle = math.atan2(latitude, longitude) + 3e-6 * math.cos(longitude * BAIDU)
    return far * math.sin(angle) + 0.006, far * math.cos(angle) + 0.0065
