"""What `take a reading` gives a journey."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.errors import DeviceError
from patrol.gather.reading import Readings
from tests.unit.gather.double import PACKAGE, FakeDriver, context

MEMINFO = (Path(__file__).parents[2] / "data" / "captures" / "meminfo" / "a60_meminfo.txt").read_text()


def framestats(*rows: tuple[int, int, int]) -> str:
    lines = "".join(f"0,{intended},{completed},{deadline},\n" for intended, completed, deadline in rows)
    head = "Flags,IntendedVsync,FrameCompleted,FrameDeadline,\n"
    return f"Window: {PACKAGE}/.Main\n---PROFILEDATA---\n{head}{lines}---PROFILEDATA---\n"


def test_memory_now() -> None:
    ctx, _, _ = context(FakeDriver({"dumpsys meminfo 4321": MEMINFO}))
    figures = {"pss_kb": 145991, "java_kb": 17976, "native_kb": 24240, "graphics_kb": 40829}
    assert Readings(ctx)("memory", "") == figures


def test_frames_since_the_reading_before() -> None:
    early, late = (1_000_000, 5_000_000, 17_000_000), (17_000_000, 50_000_000, 33_000_000)
    driver = FakeDriver({"dumpsys gfxinfo": framestats(early)})
    readings = Readings(context(driver)[0])
    assert readings("frames", "") == {"frames": 1, "late": 0, "slowest_ms": 4, "lost": 0}
    driver.answers["dumpsys gfxinfo"] = framestats(early, late)
    assert readings("frames", "") == {"frames": 1, "late": 1, "slowest_ms": 33, "lost": 0}
    assert readings("frames", "") == {}


def test_an_unknown_reading_names_the_known_ones() -> None:
    with pytest.raises(DeviceError, match="Nobody measures 'fps'") as caught:
        Readings(context(FakeDriver())[0])("fps", "")
    assert caught.value.advice == "Known readings: start-up, frames, memory."
