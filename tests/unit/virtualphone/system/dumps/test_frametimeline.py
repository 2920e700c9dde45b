"""FrameTimeline of the virtual phone: the same frames as framestats, named by the same tokens."""

from __future__ import annotations

from patrol.device.parse import frametimeline, gfxinfo, surfaceflinger
from patrol.device.parse.phone import refresh_rate
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def test_tokens_are_those_of_framestats_and_late_frames_are_the_apps_fault(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("slow")
        await desk.sh("sleep 1")
        told = gfxinfo.parse((await desk.sh(f"dumpsys gfxinfo {PACKAGE} framestats")).out)
        rows = {row.vsync_id: row for window in told.windows for row in window.rows}
        found = frametimeline.parse((await desk.sh("dumpsys SurfaceFlinger --frametimeline -all")).out)
        assert found.known and found.frames and found.period_ms == 16.666667
        assert {one.token for one in found.frames} <= rows.keys()
        late = {token for token, row in rows.items() if row.completed_ns > row.deadline_ns}
        janky = {one.token: one.jank for one in found.frames if one.jank}
        assert janky and janky.keys() <= late
        assert set(janky.values()) == {"App Deadline Missed"}
        jank = (await desk.sh("dumpsys SurfaceFlinger --frametimeline -jank")).out
        assert jank.count("[*]") == len(janky)

    on_phone(test, "14")


def test_android_11_has_none(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        found = frametimeline.parse((await desk.sh("dumpsys SurfaceFlinger --frametimeline -all")).out)
        assert not found.known

    on_phone(test, "11")


def test_the_refresh_rate_changes_while_the_phone_is_in_use(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        for hz in (120.0, 90.0, 60.0):
            await desk.sh(f"settings put system peak_refresh_rate {hz}")
            assert refresh_rate((await desk.sh("dumpsys display")).out) == hz
            period = surfaceflinger.parse_latency((await desk.sh("dumpsys SurfaceFlinger --latency")).out).period_ns
            assert period == round(1e9 / hz)
            desk.tap("slow")
            await desk.sh("sleep 1")
            told = gfxinfo.parse((await desk.sh(f"dumpsys gfxinfo {PACKAGE} framestats")).out)
            assert [window.rows[-1].interval_ns for window in told.windows if window.rows] == [period]
        await desk.sh("settings put system min_refresh_rate 120")
        assert refresh_rate((await desk.sh("dumpsys display")).out) == 120.0

    on_phone(test, "14")
