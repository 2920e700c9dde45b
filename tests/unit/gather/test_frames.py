"""Frames from the toolkit, and from SurfaceFlinger where the toolkit draws nothing."""

from __future__ import annotations

import pytest

from patrol.clock import RunClock
from patrol.device.parse.surfaceflinger import PENDING
from patrol.errors import DeviceError, DeviceLost
from patrol.gather.base import GatherOptions
from patrol.gather.frames import FramesGatherer
from patrol.model.frames import FrameBatch, Frames
from tests.unit.gather.double import PACKAGE, FakeDriver, context

HEAD = f"** Graphics info for pid 4321 [{PACKAGE}] **\n"


def framestats(*intended: int) -> str:
    rows = "".join(f"0,{at},{at + 9},\n" for at in intended)
    return (
        f"{HEAD}Window: {PACKAGE}/.Main\nTotal frames rendered: {len(intended)}\n"
        f"---PROFILEDATA---\nFlags,IntendedVsync,FrameCompleted,\n{rows}---PROFILEDATA---\n"
    )


def gathered(driver: FakeDriver) -> tuple[Frames, list[FrameBatch]]:
    ctx, sink, _ = context(driver, options=GatherOptions(frames_every_ms=5))
    gatherer = FramesGatherer()
    gatherer.start(ctx)
    for _ in range(200):
        if sink.streams.get("frames"):
            break
        ctx.clock.sleep_ms(10)
    gatherer.stop(ctx)
    return gatherer.artifact(ctx), [one for one in sink.streams.get("frames", []) if isinstance(one, FrameBatch)]


def test_frames_before_the_run_are_not_recorded() -> None:
    answers = iter([framestats(1, 2), framestats(1, 2, 3)])
    last = framestats(1, 2, 3)
    frames, batches = gathered(FakeDriver({"dumpsys gfxinfo": lambda: next(answers, last)}))
    assert [batch.rows for batch in batches] == [((3, 12, 0),)]
    assert batches[0].window == f"{PACKAGE}/.Main"
    assert frames.refresh_hz == 60.0
    assert "readings" in frames.note


@pytest.mark.parametrize(("head", "from_the_end"), [(f"Uptime: 7000 Realtime: 9000\n{HEAD}", False), (HEAD, True)])
def test_a_reading_stands_where_the_phone_told_its_clock_or_at_its_end(head: str, from_the_end: bool) -> None:
    answered: list[int] = []

    def latency() -> str:
        clock.sleep_ms(30)
        answered.append(clock.now_ms())
        return f"8333333\n{len(answered)}\t5\t6\n"

    answers = {"dumpsys gfxinfo": head, "dumpsys SurfaceFlinger --list": f"SurfaceView[{PACKAGE}/.Game](BLAST)#0\n"}
    clock = RunClock()
    driver = FakeDriver({**answers, "dumpsys SurfaceFlinger --latency 'Surf": latency})
    ctx, sink, _ = context(driver, clock=clock)
    gatherer = FramesGatherer()
    gatherer.start(ctx)
    (batch,) = gatherer._read(ctx)
    assert "frames" not in sink.streams
    gatherer.stop(ctx)
    assert (batch.at_ms >= answered[1]) is from_the_end
    assert batch.uptime_ms == (None if from_the_end else 7000)


def test_a_game_is_measured_by_its_surface() -> None:
    rows = iter([f"1\t{PENDING}\t3\n", "1\t2\t3\n"])
    driver = FakeDriver(
        {
            "dumpsys gfxinfo": HEAD,
            "dumpsys SurfaceFlinger --list": f"SurfaceView[{PACKAGE}/.Game](BLAST)#0\nStatusBar\n",
            "dumpsys SurfaceFlinger --latency 'Surf": lambda: f"8333333\n{next(rows, '')}",
        }
    )
    _, batches = gathered(driver)
    assert [(batch.source, batch.rows, batch.refresh_hz) for batch in batches] == [
        ("surfaceflinger", ((1, 2, 0),), 120.0)
    ]
    assert f"dumpsys SurfaceFlinger --latency 'SurfaceView[{PACKAGE}/.Game](BLAST)#0'" in driver.commands


def gfx(*rows: str, columns: str) -> str:
    body = "".join(f"{row},\n" for row in rows)
    return (
        f"Uptime: 7000 Realtime: 9000\n{HEAD}Window: {PACKAGE}/.Main\nTotal frames rendered: {len(rows)}\n"
        f"---PROFILEDATA---\n{columns},\n{body}---PROFILEDATA---\n"
    )


def test_a_change_of_the_refresh_rate_is_recorded_and_the_ring_is_read_more_often() -> None:
    columns = "Flags,FrameTimelineVsyncId,IntendedVsync,FrameCompleted,FrameDeadline,FrameInterval"
    at_60 = [f"0,{n},{n * 16_666_667},{n * 16_666_667 + 9},{n * 16_666_667 + 99},16666667" for n in range(1, 4)]
    at_120 = [f"0,{n},{n * 16_666_667},{n * 16_666_667 + 9},{n * 16_666_667 + 99},8333333" for n in range(4, 9)]
    timeline = (
        "Number of display frames : 1\nDisplay Frame 0\nVsync Period:   8.333333\n    Layer - TX - a/b#1\n"
        "    Token: {}\n    Owner Pid : 4321\n    Present State : Presented\n    Prediction State : Valid\n"
        "    Jank Type : None\n"
    )
    tokens = iter([3])
    dumps = iter([gfx(*at_60, columns=columns)])
    driver = FakeDriver(
        {
            "dumpsys gfxinfo": lambda: next(dumps, gfx(*at_60, *at_120, columns=columns)),
            "dumpsys SurfaceFlinger --latency": "16666667\n",
            "dumpsys SurfaceFlinger --frametimeline -all": lambda: timeline.format(next(tokens, 5)),
            "dumpsys SurfaceFlinger --list": "StatusBar#0\n",
        }
    )
    ctx, sink, _ = context(driver, options=GatherOptions(frames_every_ms=5))
    gatherer = FramesGatherer()
    gatherer.start(ctx)
    for _ in range(200):
        if len(sink.streams.get("refresh_rates", ())) > 1:
            break
        ctx.clock.sleep_ms(10)
    gatherer.stop(ctx)
    frames = gatherer.artifact(ctx)
    assert [one.hz for one in sink.streams["refresh_rates"]] == [60.0, 120.0]  # type: ignore[attr-defined]
    assert gatherer._pause_ms(context(driver)[0]) == pytest.approx(600, rel=0.01)
    assert sink.streams["frame_timeline"][0].on_time == (5,)  # type: ignore[attr-defined]
    assert frames.timeline_note == "" and frames.readings >= 2 and frames.reading_ms is not None


def test_a_video_beside_the_toolkits_frames_is_seen_and_the_window_is_not_counted_twice() -> None:
    driver = FakeDriver(
        {
            "dumpsys gfxinfo": framestats(1, 2),
            "dumpsys SurfaceFlinger --list": f"SurfaceView[{PACKAGE}/.Main](BLAST)#0\n{PACKAGE}/.Main#0\n",
            "dumpsys SurfaceFlinger --latency 'Surf": "8333333\n1\t2\t3\n",
        }
    )
    ctx, _, _ = context(driver)
    gatherer = FramesGatherer()
    gatherer.start(ctx)
    gatherer.stop(ctx)
    asked = [command for command in driver.commands if "--latency '" in command]
    assert set(asked) == {f"dumpsys SurfaceFlinger --latency 'SurfaceView[{PACKAGE}/.Main](BLAST)#0'"}


def test_what_was_read_before_the_phone_balked_is_kept() -> None:
    driver = FakeDriver({"dumpsys gfxinfo": framestats(1), "dumpsys SurfaceFlinger --list": DeviceError("too slow")})
    ctx, _, _ = context(driver)
    gatherer = FramesGatherer()
    gatherer.start(ctx)
    driver.answers["dumpsys gfxinfo"] = framestats(1, 2)
    assert [one.rows for one in gatherer._read(ctx) if isinstance(one, FrameBatch)] == [((2, 11, 0),)]
    gatherer.stop(ctx)
    assert "3 readings without an answer (too slow)" in gatherer.artifact(ctx).note


def test_what_was_drawn_since_the_last_reading_is_read_at_the_end() -> None:
    driver = FakeDriver({"dumpsys gfxinfo": framestats(1)})
    ctx, sink, _ = context(driver, options=GatherOptions(frames_every_ms=60_000))
    gatherer = FramesGatherer()
    gatherer.start(ctx)
    driver.answers["dumpsys gfxinfo"] = framestats(1, 2, 3)
    gatherer.stop(ctx)
    assert [one.rows for one in sink.streams["frames"]] == [((2, 11, 0), (3, 12, 0))]  # type: ignore[attr-defined]


def test_a_phone_that_is_gone_is_not_asked_again_at_the_end() -> None:
    driver = FakeDriver({"dumpsys gfxinfo": framestats(1)})
    ctx, sink, _ = context(driver, options=GatherOptions(frames_every_ms=5))
    gatherer = FramesGatherer()
    gatherer.start(ctx)
    driver.answers["dumpsys gfxinfo"] = DeviceLost("the cable is out")
    for _ in range(200):
        if gatherer._worker and not gatherer._worker.running:
            break
        ctx.clock.sleep_ms(10)
    asked = len(driver.commands)
    gatherer.stop(ctx)
    assert len(driver.commands) == asked
    assert gatherer.artifact(ctx).ended_early == "the cable is out" and "frames" not in sink.streams
