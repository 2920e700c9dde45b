"""Frames from the toolkit, and from SurfaceFlinger where the toolkit draws nothing."""

from __future__ import annotations

import pytest

from patrol.clock import RunClock
from patrol.device.parse.surfaceflinger import PENDING
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
    gatherer.stop(ctx)
    assert "frames" not in sink.streams
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
