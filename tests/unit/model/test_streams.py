"""Streams and artifacts fit together."""

from __future__ import annotations

import pytest

from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.recorded import ARTIFACTS
from patrol.model.streams import STREAMS, assemble
from patrol.model.traffic import Traffic, Uninspected


@pytest.mark.parametrize("name", STREAMS)
def test_every_stream_fills_a_field_of_a_known_artifact(name: str) -> None:
    kind = STREAMS[name]
    assert getattr(ARTIFACTS[kind.artifact](), kind.field) == ()


def test_an_artifact_is_put_together_from_its_rest_and_its_streams() -> None:
    line = LogLine(1, 2, 3, "I", "tag", "message")
    assert assemble("log", DeviceLog(dropped=3), {"log": [line], "flows": []}) == DeviceLog((line,), 3)


def test_a_killed_run_has_the_streams_alone() -> None:
    gap = Uninspected(1, "host", 443, "pinned")
    assert assemble("traffic", None, {"uninspected": [gap]}) == Traffic(uninspected=(gap,))
