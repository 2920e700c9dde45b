"""Which records are written one by one while a run goes on, and where they belong.

A gatherer appends to a stream; the store keeps it as lines on disk. `Gatherer.artifact()` then gives its artifact
without these fields, and `assemble` puts both together. After kill -9 there is no such artifact: `assemble(name, None,
…)` makes one of the stream alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from patrol.model import (
    artifacts,
    calls,
    consent,
    depth,
    devicelog,
    frames,
    network,
    passwords,
    resources,
    selfstart,
    startup,
    toasts,
    traffic,
    unsteady,
    values,
)
from patrol.model.journey import JourneyTrace
from patrol.model.record import Record
from patrol.model.recorded import ARTIFACTS


class StreamKind(NamedTuple):
    """The records of a stream fill `field` of the artifact called `artifact` (a name of ARTIFACTS)."""

    artifact: str
    field: str
    record: type[Record]


STREAMS: dict[str, StreamKind] = {
    "flows": StreamKind("traffic", "flows", traffic.Flow),
    "uninspected": StreamKind("traffic", "uninspected", traffic.Uninspected),
    "probes": StreamKind("traffic", "probes", network.Probe),
    "networks": StreamKind("traffic", "networks", network.NetworkChange),
    "toasts": StreamKind("toasts", "toasts", toasts.Toast),
    "launches": StreamKind("startups", "launches", startup.StartUp),
    "frames": StreamKind("frames", "batches", frames.FrameBatch),
    "frame_timeline": StreamKind("frames", "timeline", frames.TimelineBatch),
    "refresh_rates": StreamKind("frames", "rates", frames.RefreshRate),
    "resources": StreamKind("resources", "samples", resources.ResourceSample),
    "log": StreamKind("log", "lines", devicelog.LogLine),
    "traces": StreamKind("log", "traces", devicelog.AnrTrace),
    "calls": StreamKind("calls", "calls", calls.HookedCall),
    "hooked": StreamKind("calls", "processes", calls.HookedProcess),
    "hook_gaps": StreamKind("calls", "gaps", calls.HookGap),
    "known_values": StreamKind("values", "known", values.KnownValue),
    "sightings": StreamKind("values", "sightings", values.Sighting),
    "consent": StreamKind("consent", "events", consent.ConsentEvent),
    "trials": StreamKind("consent", "trials", consent.Trial),
    "moments": StreamKind("consent", "moments", consent.Moment),
    "start_watches": StreamKind("self_starts", "watches", selfstart.StartWatch),
    "process_starts": StreamKind("self_starts", "starts", selfstart.ProcessStart),
    "other_starts": StreamKind("self_starts", "others", selfstart.OtherStart),
    "password_fields": StreamKind("passwords", "fields", passwords.PasswordField),
    "password_probes": StreamKind("passwords", "probes", passwords.PasswordProbe),
    "quiet": StreamKind("quiet", "spans", resources.QuietSpan),
    "visits": StreamKind("screens", "visits", artifacts.Visit),
    "unsteady": StreamKind("screens", "unsteady", unsteady.Unsteady),
    "steps": StreamKind("crawl", "steps", artifacts.CrawlStep),
    "found": StreamKind("crawl", "found", artifacts.Found),
    "field_trials": StreamKind("crawl", "field_trials", depth.FieldTrial),
    "journeys": StreamKind("journeys", "traces", JourneyTrace),
}


def assemble(name: str, base: Record | None, streams: Mapping[str, Iterable[Record]]) -> Record:
    """The artifact `name`: `base`, or an empty one, with the fields that were streamed; `streams` is by stream name."""
    artifact = ARTIFACTS[name]() if base is None else base
    fields = {
        STREAMS[stream].field: tuple(records) for stream, records in streams.items() if STREAMS[stream].artifact == name
    }
    return msgspec.structs.replace(artifact, **fields)
