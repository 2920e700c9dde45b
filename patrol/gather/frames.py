"""Every frame the app draws, by framestats; by SurfaceFlinger where the phone has no framestats of it; with what
FrameTimeline says of each, and the refresh rate it was made for."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from statistics import median

import msgspec

from patrol.device.parse import frametimeline, gfxinfo, surfaceflinger
from patrol.errors import DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.gather.frame_deltas import NANOSECONDS, RING_ROWS, FrameDeltas
from patrol.gather.worker import Worker
from patrol.model.frames import FrameBatch, Frames, RefreshRate, TimelineBatch

LAYERS = 3
"""Surfaces asked at most in one reading, likeliest first."""
TIMELINE_SDK = 31
"""Android 12 brought FrameTimeline."""
RING_SHARE = 0.6
"""A reading comes when at most this share of the ring has been drawn since the one before, so that one that is a little
late loses nothing: a second at 60 Hz and 0.6 s at 120."""
SAME_HZ = 0.5
"""Phones tell 59.94 and 60.0 of one mode."""


class FramesGatherer:
    """Reads the phone's ring buffers about once a second from a thread of its own."""

    name = "frames"
    artifact_name = "frames"

    def __init__(self) -> None:
        self._deltas = FrameDeltas()
        self._worker: Worker | None = None
        self._costs_ms: list[float] = []
        self._failed = 0
        self._complaint = ""
        self._refresh_hz: float | None = None
        self._now_hz: float | None = None
        self._timeline_note = ""
        self._closed = False

    def start(self, ctx: GatherContext) -> None:
        info = ctx.driver.info()
        self._refresh_hz = self._now_hz = self._first_hz(ctx)
        if info.sdk < TIMELINE_SDK:
            self._timeline_note = f"Android {info.android or info.sdk} has no FrameTimeline (12 and up have)"
        if self._refresh_hz:
            ctx.sink.append("refresh_rates", RefreshRate(ctx.clock.now_ms(), self._refresh_hz))
        # What was drawn before the run is only taken note of.
        self._read(ctx)
        self._worker = Worker(self.name, lambda worker: self._loop(ctx, worker))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None:
        if self._worker is None:
            return
        self._worker.stop()
        if not self._worker.running and self._worker.trouble is None:
            # What was drawn since the last reading; a phone that does not answer within a second is left alone.
            last = Worker(self.name, lambda worker: self._record(ctx, self._read(ctx)))
            last.start()
            last.stop()
        self._closed = True

    def artifact(self, ctx: GatherContext) -> Frames:
        if self._worker is None:
            raise GatherError("The phone's frame statistics could not be read.")
        costs = self._costs_ms
        notes = [f"{len(costs)} readings, {median(costs):.0f} ms each (median)"]
        if self._failed:
            notes.append(f"{self._failed} readings without an answer ({self._complaint})")
        if self._deltas.unknown_losses:
            notes.append(f"frames were lost {self._deltas.unknown_losses} times between readings, number unknown")
        trouble = self._worker.trouble
        early = trouble.message if trouble else ""
        return Frames(
            refresh_hz=self._refresh_hz,
            note="; ".join(notes),
            ended_early=early,
            timeline_note=self._timeline_note,
            readings=len(costs),
            reading_ms=round(median(costs), 1),
            reading_worst_ms=round(max(costs), 1),
        )

    def _loop(self, ctx: GatherContext, worker: Worker) -> None:
        while worker.pause(self._pause_ms(ctx)):
            self._record(ctx, self._read(ctx))

    def _record(self, ctx: GatherContext, found: Iterable[FrameBatch | TimelineBatch]) -> None:
        for one in () if self._closed else found:
            ctx.sink.append("frames" if isinstance(one, FrameBatch) else "frame_timeline", one)
            if isinstance(one, FrameBatch):
                self._follow(ctx, one)

    def _first_hz(self, ctx: GatherContext) -> float | None:
        """The rate now; what the phone said when it was described may be old."""
        try:
            return _hz(ctx) or ctx.driver.info().refresh_hz
        except DeviceLost:
            raise
        except DeviceError:
            return ctx.driver.info().refresh_hz

    def _pause_ms(self, ctx: GatherContext) -> float:
        every = ctx.options.frames_every_ms
        return min(every, RING_SHARE * RING_ROWS * 1000 / self._now_hz) if self._now_hz else every

    def _follow(self, ctx: GatherContext, batch: FrameBatch) -> None:
        """Take note of each change of the refresh rate."""
        for at_ms, hz in _rates(batch):
            if self._now_hz is None or abs(hz - self._now_hz) > SAME_HZ:
                self._now_hz = hz
                ctx.sink.append("refresh_rates", RefreshRate(at_ms, round(hz, 2)))

    def _read(self, ctx: GatherContext) -> tuple[FrameBatch | TimelineBatch, ...]:
        began = ctx.clock.now_ms()
        found: list[FrameBatch | TimelineBatch] = []
        try:
            found.extend(self._readings(ctx))
        except DeviceLost:
            raise
        except DeviceError as error:  # what came before it counts
            self._failed += 1
            self._complaint = error.message
        finally:
            self._costs_ms.append(ctx.clock.now_ms() - began)
        return tuple(found)

    def _readings(self, ctx: GatherContext) -> Iterator[FrameBatch | TimelineBatch]:
        asked_ms = ctx.clock.now_ms()
        info = gfxinfo.parse(ctx.driver.shell(f"dumpsys gfxinfo {shlex.quote(ctx.package)} framestats").output)
        batches = self._deltas.framestats(info, _read_at(ctx, info, asked_ms))
        if batches and all(batch.refresh_hz is None for batch in batches):
            hz = _hz(ctx)
            batches = tuple(msgspec.structs.replace(batch, refresh_hz=hz) for batch in batches)
        yield from batches
        if batches and not self._timeline_note:
            yield from self._timeline(ctx, info)
        if info.pid is not None:
            yield from self._surfaces(ctx, info, asked_ms)

    def _timeline(self, ctx: GatherContext, info: gfxinfo.GfxInfo) -> Iterator[TimelineBatch]:
        found = frametimeline.parse(ctx.driver.shell("dumpsys SurfaceFlinger --frametimeline -all").output)
        if not found.known:
            self._timeline_note = "the phone's SurfaceFlinger does not print its FrameTimeline"
        pids = {info.pid} if info.pid is not None else set()
        if batch := self._deltas.timeline(found, pids, ctx.clock.now_ms()):
            yield batch

    def _surfaces(self, ctx: GatherContext, info: gfxinfo.GfxInfo, asked_ms: int) -> Iterator[FrameBatch]:
        """What the app draws past the toolkit: a video, a game, Flutter; before Android 6 all of it."""
        toolkit = any(window.rows for window in info.windows)
        layers = surfaceflinger.parse_layers(ctx.driver.shell("dumpsys SurfaceFlinger --list").output)
        drawn = surfaceflinger.drawn_layers(layers, ctx.package)
        # A window whose frames framestats has told already would be counted twice.
        asked = [layer for layer in drawn if not toolkit or layer.startswith("SurfaceView")]
        for layer in asked[:LAYERS]:
            text = ctx.driver.shell(f"dumpsys SurfaceFlinger --latency {shlex.quote(layer)}").output
            latency = surfaceflinger.parse_latency(text)
            if batch := self._deltas.latency(layer, latency, _read_at(ctx, info, asked_ms)):
                yield msgspec.structs.replace(batch, uptime_ms=info.uptime_ms)


def _rates(batch: FrameBatch) -> Iterator[tuple[int, float]]:
    """(at_ms, Hz) of each frame whose rate is known; at the reading where the phone does not tell its clock."""
    if not batch.intervals_ns:
        if batch.refresh_hz:
            yield batch.at_ms, batch.refresh_hz
        return
    for (asked, _, _), interval in zip(batch.rows, batch.intervals_ns, strict=True):
        before_ms = 0 if batch.uptime_ms is None else max(0, batch.uptime_ms - asked // 1_000_000)
        yield batch.at_ms - before_ms, NANOSECONDS / interval


def _hz(ctx: GatherContext) -> float | None:
    """The refresh rate now, where framestats does not tell (before Android 12): SurfaceFlinger's period."""
    period = surfaceflinger.parse_latency(ctx.driver.shell("dumpsys SurfaceFlinger --latency").output).period_ns
    return round(NANOSECONDS / period, 2) if period else None


def _read_at(ctx: GatherContext, info: gfxinfo.GfxInfo, asked_ms: int) -> int:
    """The moment of a reading: when it was asked for, since that is when the phone told its clock; from a phone that
    does not, when the answer was there, so that no frame is newer than its reading."""
    return ctx.clock.now_ms() if info.uptime_ms is None else asked_ms
