"""What the agent says, read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.hooks.messages import Counts, Events, Installed, Raw, Trouble, decoded
from patrol.errors import DeviceError

EVENT: dict[str, Any] = {
    "n": 3,
    "t": 1795336646126,
    "th": 77,
    "id": ["API-IMEI-001"],
    "call": "android.telephony.TelephonyManager.getDeviceId",
    "args": ["0"],
    "ret": "867*****123 (15)",
    "stack": ["com.sdk.A.b(A.java:12)"],
}


def test_events_come_with_their_counts() -> None:
    said = decoded({"type": "events", "events": [EVENT, {**EVENT, "n": 5, "error": "x"}], "made": 5, "dropped": 1})
    assert isinstance(said, Events)
    assert [event.n for event in said.events] == [3, 5]
    assert (said.made, said.dropped, said.events[1].error) == (5, 1, "x")


def test_bytes_are_cut_out_of_the_binary_part() -> None:
    raw = [["in", 0, 5, 5], ["out", 5, 3, 4000]]
    said = decoded({"type": "events", "events": [{**EVENT, "raw": raw}], "made": 1, "dropped": 0}, b"helloabc")
    assert isinstance(said, Events)
    assert said.events[0].raw == (Raw("in", b"hello", 5), Raw("out", b"abc", 4000))


def test_the_other_messages_are_records_too() -> None:
    assert decoded({"type": "counts", "made": 9, "dropped": 2}) == Counts(9, 2)
    assert decoded({"type": "trouble", "what": "a", "why": "b"}) == Trouble("a", "b")
    told = {"phase": "boot", "hooked": {"a.B.c": 2}, "missing": [], "native": ["open"], "nativeMissing": [["x", "y"]]}
    said = decoded({"type": "installed", **told, "pending": 1, "ms": 4})
    assert isinstance(said, Installed)
    assert said.native_missing == (("x", "y"),) and said.hooked == {"a.B.c": 2}


@pytest.mark.parametrize(
    "payload",
    [{}, {"type": "other"}, {"type": "events"}, {"type": "events", "events": [{"n": "x"}]}, {"type": "counts"}],
)
def test_what_the_agent_does_not_say_is_refused(payload: dict[str, Any]) -> None:
    with pytest.raises(DeviceError):
        decoded(payload)


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.lists(st.text())), st.none() | st.binary())
def test_no_message_raises_anything_else(payload: dict[str, Any], data: bytes | None) -> None:
    for kind in ("events", "counts", "installed", "trouble"):
        try:
            decoded({**payload, "type": kind}, data)
        except DeviceError:
            pass
