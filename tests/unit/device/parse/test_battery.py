"""The battery; a machine without one is unknown, not empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.battery import Battery, parse
from patrol.device.parse.decode import decode

FOLDER = Path(__file__).parents[3] / "data" / "captures" / "battery"


@pytest.mark.parametrize(
    ("name", "battery"),
    [
        ("a4.4_qemu_battery.txt", Battery(status=1)),
        ("oneplus7_a13_unplugged.txt", Battery(77, 29.4, 3985, False, 3)),
        ("samsung_batterystats_history.txt", Battery()),
        ("xiaomi_pad6_dumpsys_battery.txt", Battery(22, 33.7, 3826, True, 2)),
    ],
)
def test_every_capture(name: str, battery: Battery) -> None:
    assert parse(decode((FOLDER / name).read_bytes())) == battery


@given(st.text(), st.text())
def test_never_raises(level: str, scale: str) -> None:
    percent = parse(f"  level: {level}\n  scale: {scale}\n  voltage: 3800").percent
    assert percent is None or 0 <= percent <= 100
