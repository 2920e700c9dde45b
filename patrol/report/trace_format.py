"""The Trace Event Format that Perfetto, Chrome and Speedscope read, as JSON (Google, "Trace Event Format", 2016).

Chosen over Perfetto's protobuf because it needs no library, can be read by eye and compared by diff. Only complete
slices (X), instants (i), counters (C), flow arrows (s, f) and names (M) are written: the phases that every reader
knows. Slices of one track are inside each other or apart, never across; that is the format's one rule on nesting.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import msgspec

Event = dict[str, Any]

AT_ONCE = 1000
"""Events that are handed to the packer together; one by one the handing over costs more than the packing."""

US = 1000
"""Microseconds, the format's unit, in a millisecond."""


@dataclass(frozen=True, slots=True)
class Track:
    """One row of the viewer: `pid` is its group, `tid` its place inside."""

    pid: int
    tid: int


@dataclass(slots=True)
class Slice:
    """Something that took time."""

    name: str
    start_ms: float
    end_ms: float
    category: str
    args: Mapping[str, object] = field(default_factory=dict)
    inner: tuple[Slice, ...] = ()
    """Its parts, in order; what sticks out is cut."""


def slices(track: Track, found: Iterable[Slice]) -> Iterator[Event]:
    """The events of a track's slices, which need not be sorted. One that would cross the end of an earlier one is cut
    there, and tells its own end in `args`."""
    ends: list[int] = []
    for start, end, one in sorted(_flat(found), key=lambda told: (told[0], -told[1])):
        while ends and ends[-1] <= start:
            ends.pop()
        shown = min([end, *ends[-1:]])
        args = dict(one.args) if shown == end else {**one.args, "ends_ms": round(one.end_ms, 3)}
        ends.append(shown)
        yield _event("X", track, start, one.name, one.category, args) | {"dur": shown - start}


def _flat(found: Iterable[Slice]) -> Iterator[tuple[int, int, Slice]]:
    for one in found:
        start = microseconds(one.start_ms)
        end = max(start, microseconds(one.end_ms))
        yield start, end, one
        for inner_start, inner_end, inner in _flat(one.inner):
            clipped = min(max(start, inner_start), end)
            yield clipped, max(clipped, min(inner_end, end)), inner


def instant(track: Track, at_ms: float, name: str, category: str, args: Mapping[str, object] = {}) -> Event:
    """Something that happened at one moment, marked on its own track."""
    return _event("i", track, microseconds(at_ms), name, category, args) | {"s": "t"}


def counter(pid: int, at_ms: float, name: str, unit: str, value: float) -> Event:
    """A measured value; successive ones of a name are drawn as a curve."""
    return _event("C", Track(pid, 0), microseconds(at_ms), name, "counter", {unit: value})


def arrow(number: int, source: Track, from_ms: float, target: Track, to_ms: float, name: str) -> Iterator[Event]:
    """From the slice at one moment of a track to the slice at another: what led to what. It may not go back in time."""
    start, end = microseconds(from_ms), microseconds(to_ms)
    if start <= end:
        yield _event("s", source, start, name, "led to", {}) | {"id": number}
        yield _event("f", target, end, name, "led to", {}) | {"id": number, "bp": "e"}


def names(pid: int, group: str, tracks: Mapping[int, str]) -> Iterator[Event]:
    """What a group and its tracks are called; they are shown in the order of their numbers."""
    yield _event("M", Track(pid, 0), 0, "process_name", "__metadata", {"name": group})
    yield _event("M", Track(pid, 0), 0, "process_sort_index", "__metadata", {"sort_index": pid})
    for tid, name in tracks.items():
        yield _event("M", Track(pid, tid), 0, "thread_name", "__metadata", {"name": name})
        yield _event("M", Track(pid, tid), 0, "thread_sort_index", "__metadata", {"sort_index": tid})


def lanes(found: Iterable[Slice]) -> list[list[Slice]]:
    """Slices that may lie side by side in time, spread over as few lanes as keep them apart."""
    rows: list[list[Slice]] = []
    free_at: list[int] = []
    for one in sorted(found, key=lambda one: (one.start_ms, one.end_ms)):
        start = microseconds(one.start_ms)
        row = next((number for number, free in enumerate(free_at) if free <= start), len(rows))
        if row == len(rows):
            rows.append([])
            free_at.append(0)
        rows[row].append(one)
        free_at[row] = max(start + 1, microseconds(one.end_ms))
    return rows


def microseconds(ms: float) -> int:
    return round(ms * US)


def written(events: Iterable[Event], about: Mapping[str, object]) -> bytes:
    """The gzipped file; Perfetto opens it as it is. The same events give the same bytes."""
    encode = msgspec.json.Encoder().encode
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=5, mtime=0) as file:
        file.write(b'{"displayTimeUnit":"ms","otherData":' + encode(about) + b',"traceEvents":[\n')
        between = b""
        told = iter(events)
        while some := list(islice(told, AT_ONCE)):
            file.write(between + b",\n".join(map(encode, some)))
            between = b",\n"
        file.write(b"\n]}\n")
    return out.getvalue()


def _event(phase: str, track: Track, at_us: int, name: str, category: str, args: Mapping[str, object]) -> Event:
    return {
        "ph": phase, "ts": at_us, "pid": track.pid, "tid": track.tid, "name": name, "cat": category, "args": dict(args)
    }  # fmt: skip
