"""Every frame the app draws, by framestats; by SurfaceFlinger where the phone has no framestats of it."""

from __future__ import annotations

import shlex
from statistics import median

import msgspec

from patrol.device.parse import gfxinfo, surfaceflinger
from patrol.errors import DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.gather.frame_deltas import FrameDeltas
from patrol.gather.worker import Worker
from patrol.model.frames import FrameBatch, Frames

LAYERS = 3
"""Surfaces asked at most in one reading, likeliest first."""


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

    def start(self, ctx: GatherContext) -> None:
        self._refresh_hz = ctx.driver.info().refresh_hz
        # What was drawn before the run is only taken note of.
        self._read(ctx)
        self._worker = Worker(self.name, lambda worker: self._loop(ctx, worker))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None:
        if self._worker:
            self._worker.stop()

    def artifact(self, ctx: GatherContext) -> Frames:
        if self._worker is None:
            raise GatherError("The phone's frame statistics could not be read.")
        notes = [f"{len(self._costs_ms)} readings, {median(self._costs_ms):.0f} ms each (median)"]
        if self._failed:
            notes.append(f"{self._failed} readings without an answer ({self._complaint})")
        if self._deltas.unknown_losses:
            notes.append(f"frames were lost {self._deltas.unknown_losses} times between readings, number unknown")
        trouble = self._worker.trouble
        early = trouble.message if trouble else ""
        return Frames(refresh_hz=self._refresh_hz, note="; ".join(notes), ended_early=early)

    def _loop(self, ctx: GatherContext, worker: Worker) -> None:
        while worker.pause(ctx.options.frames_every_ms):
            batches = self._read(ctx)
            if not worker.stopping:
                for batch in batches:
                    ctx.sink.append("frames", batch)

    def _read(self, ctx: GatherContext) -> tuple[FrameBatch, ...]:
        began = ctx.clock.now_ms()
        try:
            return self._readings(ctx)
        except DeviceLost:
            raise
        except DeviceError as error:
            self._failed += 1
            self._complaint = error.message
            return ()
        finally:
            self._costs_ms.append(ctx.clock.now_ms() - began)

    def _readings(self, ctx: GatherContext) -> tuple[FrameBatch, ...]:
        asked_ms = ctx.clock.now_ms()
        info = gfxinfo.parse(ctx.driver.shell(f"dumpsys gfxinfo {shlex.quote(ctx.package)} framestats").output)
        batches = self._deltas.framestats(info, _read_at(ctx, info, asked_ms))
        if any(window.rows for window in info.windows) or info.pid is None:
            return batches
        # The app draws nothing through the toolkit (Flutter, a game, a video), or Android is older than 6.
        return batches + self._surfaces(ctx, info, asked_ms)

    def _surfaces(self, ctx: GatherContext, info: gfxinfo.GfxInfo, asked_ms: int) -> tuple[FrameBatch, ...]:
        layers = surfaceflinger.parse_layers(ctx.driver.shell("dumpsys SurfaceFlinger --list").output)
        batches = []
        for layer in surfaceflinger.drawn_layers(layers, ctx.package)[:LAYERS]:
            text = ctx.driver.shell(f"dumpsys SurfaceFlinger --latency {shlex.quote(layer)}").output
            latency = surfaceflinger.parse_latency(text)
            if batch := self._deltas.latency(layer, latency, _read_at(ctx, info, asked_ms)):
                batches.append(msgspec.structs.replace(batch, uptime_ms=info.uptime_ms))
        return tuple(batches)


def _read_at(ctx: GatherContext, info: gfxinfo.GfxInfo, asked_ms: int) -> int:
    """The moment of a reading: when it was asked for, since that is when the phone told its clock; from a phone that
    does not, when the answer was there, so that no frame is newer than its reading."""
    return ctx.clock.now_ms() if info.uptime_ms is None else asked_ms
