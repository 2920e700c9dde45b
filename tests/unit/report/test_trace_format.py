"""The trace's format."""

from __future__ import annotations

import gzip
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from patrol.report.trace_format import Slice, Track, arrow, counter, instant, lanes, names, slices, written

TRACK = Track(1, 1)


def crossing(events: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Slices of one track that are neither inside each other nor apart."""
    found = []
    for one in events:
        for other in events:
            start, end = one["ts"], one["ts"] + one["dur"]
            if start < other["ts"] < end < other["ts"] + other["dur"]:
                found.append((one, other))
    return found


TIMES = st.tuples(st.integers(0, 60), st.integers(0, 40))


@given(st.lists(st.tuples(TIMES, st.lists(TIMES, max_size=4)), max_size=12))
def test_slices_of_a_track_never_cross(told: list[tuple[tuple[int, int], list[tuple[int, int]]]]) -> None:
    found = [
        Slice("outer", at, at + ms, "x", inner=tuple(Slice("inner", a, a + m, "x") for a, m in inner))
        for (at, ms), inner in told
    ]
    events = list(slices(TRACK, found))
    assert crossing(events) == []
    assert all(event["dur"] >= 0 for event in events)
    assert len(events) == sum(1 + len(inner) for _, inner in told)


@given(st.lists(TIMES, max_size=30))
def test_lanes_keep_what_overlaps_apart_and_lose_nothing(told: list[tuple[int, int]]) -> None:
    rows = lanes(Slice("request", at, at + ms, "x") for at, ms in told)
    assert sorted((one.start_ms, one.end_ms) for row in rows for one in row) == sorted((a, a + m) for a, m in told)
    for row in rows:
        ends = [event["ts"] + event["dur"] for event in slices(TRACK, row)]
        assert all(end <= following.start_ms * 1000 for end, following in zip(ends, row[1:], strict=False))


def test_what_is_cut_tells_its_own_end() -> None:
    _, cut = slices(TRACK, [Slice("a", 0, 10, "x"), Slice("b", 5, 20, "x")])
    assert (cut["ts"], cut["dur"], cut["args"]["ends_ms"]) == (5000, 5000, 20)


def test_times_are_microseconds() -> None:
    (event,) = slices(TRACK, [Slice("a", 1.25, 3.5, "x")])
    assert (event["ts"], event["dur"]) == (1250, 2250)


def test_an_arrow_never_goes_back_in_time() -> None:
    assert [event["ph"] for event in arrow(1, TRACK, 1, Track(2, 1), 2, "opened")] == ["s", "f"]
    assert list(arrow(1, TRACK, 2, Track(2, 1), 1, "opened")) == []


def test_the_file_is_json_and_the_same_each_time() -> None:
    events = [*names(1, "App", {1: "Pages"}), instant(TRACK, 1, "x", "log"), counter(1, 2, "CPU", "%", 3.5)]
    data = written(events, {"run": "r"})
    assert data == written(events, {"run": "r"})
    told = json.loads(gzip.decompress(data))
    assert told["otherData"] == {"run": "r"} and told["traceEvents"] == events
