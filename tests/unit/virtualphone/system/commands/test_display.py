"""wm and screencap."""

from __future__ import annotations

import io
import struct

from PIL import Image

from tests.unit.virtualphone.system.desk import Desk


def test_size_and_density(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("wm size")).out == "Physical size: 1080x2400\n"
        await desk.sh("wm size 720x1280; wm density 320")
        assert (await desk.sh("wm size")).out == "Physical size: 1080x2400\nOverride size: 720x1280\n"
        assert (await desk.sh("wm density")).out == "Physical density: 420\nOverride density: 320\n"
        await desk.sh("wm size reset; wm density reset")
        assert (await desk.sh("wm density")).out == "Physical density: 420\n"
        assert (await desk.sh("wm size big")).err == "Error: bad size big\n"

    on_phone(test)


def test_screencap_draws_the_screen_and_secure_windows_black(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        png = desk.phone.screenshot()
        image = Image.open(io.BytesIO(png)).convert("RGB")
        assert image.size == (1080, 2400)
        assert len(image.getcolors(1_000_000) or ()) > 10
        await desk.sh("screencap -p /sdcard/a.png")
        assert desk.phone.files.read("/sdcard/a.png")[:4] == b"\x89PNG"
        desk.tap("second")
        await desk.sh("sleep 0.3")
        black = Image.open(io.BytesIO(desk.phone.screenshot())).convert("RGB")
        assert black.getcolors() == [(1080 * 2400, (0, 0, 0))]

    on_phone(test)


def test_raw_pixels_have_their_head(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.sh("screencap /data/local/tmp/raw")
        raw = desk.phone.files.read("/data/local/tmp/raw")
        assert struct.unpack("<4I", raw[:16]) == (720, 1600, 1, 0)
        assert len(raw) == 16 + 720 * 1600 * 4

    on_phone(test, "small")


def test_the_system_s_windows_are_drawn(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        before = desk.phone.screenshot()
        desk.tap("camera")
        assert desk.phone.screenshot() != before
        await desk.sh("input keyevent HOME")
        assert len(Image.open(io.BytesIO(desk.phone.screenshot())).convert("RGB").getcolors(1_000_000) or ()) > 10
        assert (await desk.sh("screenrecord /sdcard/a.mp4")).code == 1

    on_phone(test)
