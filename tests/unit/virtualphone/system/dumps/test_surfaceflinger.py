"""SurfaceFlinger: layer names by version, and when frames reached the display."""

from __future__ import annotations

import re

import pytest

from patrol.device.parse import surfaceflinger as parser
from tests.unit.virtualphone.system.desk import PACKAGE, Desk

WINDOW = f"{PACKAGE}/{PACKAGE}.MainActivity"


@pytest.mark.parametrize(
    ("android", "layer"),
    [
        ("9", rf"{WINDOW}#0"),
        ("12", rf"{WINDOW}#0"),
        ("13", rf"{WINDOW}#\d+"),
        ("15", rf"RequestedLayerState\{{{WINDOW}#\d+ parentId=\d+\}}"),
    ],
)
def test_layers_are_named_as_that_android_names_them(on_phone, android: str, layer: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        lines = (await desk.sh("dumpsys SurfaceFlinger --list")).out.splitlines()
        assert any(re.fullmatch(layer, line) for line in lines), lines
        assert parser.drawn_layers(parser.parse_layers("\n".join(lines)), PACKAGE)

    on_phone(test, android)


@pytest.mark.parametrize("android", ["9", "15"])
def test_latency_rows_follow_the_frames(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        layers = parser.parse_layers((await desk.sh("dumpsys SurfaceFlinger --list")).out)
        layer = parser.drawn_layers(layers, PACKAGE)[0]
        await desk.sh("dumpsys SurfaceFlinger --latency-clear")
        desk.tap("slow")
        await desk.sh("sleep 1")
        seen = parser.parse_latency((await desk.sh(f"dumpsys SurfaceFlinger --latency '{layer}'")).out)
        assert len(seen.rows) >= 6

    on_phone(test, android)


def test_an_unknown_layer_has_a_period_and_nothing_else(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("dumpsys SurfaceFlinger --latency nothing")).out == "16666667\n"

    on_phone(test)


def test_the_refresh_rate_is_that_of_the_make(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("dumpsys SurfaceFlinger --latency x")).out == "8333333\n"
        assert "120.00" in (await desk.sh("dumpsys SurfaceFlinger")).out

    on_phone(test, "15")
