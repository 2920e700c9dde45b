"""A place is found as Chinese maps tell it, exactly, cut and rounded, and no other place is."""

from __future__ import annotations

import json
import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.sensitive.look import Looker
from patrol.sensitive.places import bd09, gcj02, told
from patrol.sensitive.scan import Canary

HERE = (30.2741, 120.1551)
LATITUDE, LONGITUDE = told(*HERE)
LOOK = Looker([Canary("lat", "30.2741", LATITUDE), Canary("lng", "120.1551", LONGITUDE)])
SYSTEMS = {(): HERE, ("gcj02",): gcj02(*HERE), ("bd09",): bd09(*gcj02(*HERE))}


def found(text: str) -> set[tuple[str, tuple[str, ...]]]:
    return {(hit.canary.name, hit.steps) for hit in LOOK.find(text.encode()).hits}


def test_the_forbidden_city_stands_where_the_public_converters_place_it() -> None:
    assert gcj02(39.915, 116.404) == pytest.approx((39.91640428150164, 116.41024449916938), abs=1e-9)
    assert bd09(39.915, 116.404) == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-7)


@given(st.floats(18, 53), st.floats(74, 135))
def test_a_place_moves_by_less_than_a_kilometre_and_a_half(latitude: float, longitude: float) -> None:
    for there in (gcj02(latitude, longitude), bd09(*gcj02(latitude, longitude))):
        east = (there[1] - longitude) * math.cos(math.radians(latitude))
        assert 10 < 111_320 * math.hypot(there[0] - latitude, east) < 2_000


@settings(deadline=None)  # expressions are compiled with the first
@given(
    st.sampled_from(sorted(SYSTEMS)), st.integers(3, 12), st.booleans(), st.sampled_from(['"lat":%s,"lng":%s', "%s,%s"])
)
def test_it_is_found_in_each_system_with_three_digits_and_more(
    system: tuple[str, ...], digits: int, cut: bool, form: str
) -> None:
    share = 10**digits
    numbers = [f"{(math.floor(one * share) / share if cut else one):.{digits}f}" for one in SYSTEMS[system]]
    assert {("lat", system), ("lng", system)} <= found(form % tuple(numbers))


def test_three_digits_alone_say_nothing() -> None:
    assert not found("rate=30.274") and found("rate=30.2741")


@settings(deadline=None)
@given(st.floats(-0.02, 0.02), st.floats(-0.02, 0.02))
def test_another_place_is_another(north: float, east: float) -> None:
    there = HERE[0] + north, HERE[1] + east
    if all(abs(a - b) > 3e-4 for place in SYSTEMS.values() for a, b in zip(place, there, strict=True)):
        assert not found(f"lat={there[0]:.6f}&lng={there[1]:.6f}")


def test_a_part_of_another_number_is_none() -> None:
    assert not found("v=1.30.2741") and not found("v=130.2741") and not found("k=30.27")


def test_it_is_found_packed_into_a_protocol_buffer_as_a_double() -> None:
    body = b"\x0a\x03abc\x11" + struct.pack("<d", gcj02(*HERE)[0]) + b"\x19" + struct.pack("<d", gcj02(*HERE)[1])
    assert {(hit.canary.name, hit.steps) for hit in LOOK.find(body).hits} == {("lat", ("gcj02",)), ("lng", ("gcj02",))}


def test_outside_of_china_there_is_one_way_to_tell_it() -> None:
    assert [one.steps for one in told(48.8584, 2.2945)[0]] == [()]
    north, west = told(-33.8568, -70.6)
    look = Looker([Canary("lat", "-33.8568", north), Canary("lng", "-70.6000", west)])
    assert len(look.find(json.dumps({"a": -33.85681, "b": -70.60004}).encode()).hits) == 2
