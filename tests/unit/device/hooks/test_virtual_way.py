"""Hooks in the JVMs of a virtual phone, which says what it does a line at a time."""

from __future__ import annotations

import json
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from patrol.device.hooks.outlet import Outlet
from patrol.device.hooks.virtual_way import VirtualWay
from patrol.model.calls import HookedProcess
from tests.unit.device.hooks.fake_frida import FakeDevice, FakeDriver, Told

START = {"say": "start", "jvm": 1, "argv": ["java"]}
BEGUN = {"say": "process", "pid": 41, "name": "com.bank", "at": 1000.0, "jvm": 1}
RAN = {"say": "ran", "jvm": 1, "pid": 41, "entry": "patrol.Call1", "asked": 1.0, "began": 1.0, "ended": 2.0}
ENDED = {"say": "ended", "pid": 41, "at": 1700.0, "why": "killed"}


@dataclass
class FakePhone(FakeDriver):
    """Says the lines, and stays until it is closed."""

    lines: queue.SimpleQueue[bytes | None] = field(default_factory=queue.SimpleQueue)

    def say(self, *lines: dict[str, Any]) -> None:
        for line in lines:
            self.lines.put(json.dumps(line).encode())

    @contextmanager
    def stream(self, command: str) -> Iterator[Iterator[bytes]]:
        yield iter(self.lines.get, None)  # type: ignore[arg-type]
        self.lines.put(None)


@pytest.mark.parametrize(
    ("boots", "lines", "methods", "never_ran"),
    [
        (True, (), 1, False),
        (False, (), 0, True),
        (False, (RAN,), 0, False),
    ],
    ids=["hooked", "ended before its first line", "ran without hooks"],
)
def test_a_process_that_ended_before_its_first_line_is_told_as_such(
    boots: bool, lines: tuple[dict[str, Any], ...], methods: int, never_ran: bool
) -> None:
    phone, outlet = FakePhone(), Outlet()
    way = VirtualWay(FakeDevice(boots=boots), outlet)
    phone.say(START, BEGUN, *lines, ENDED)
    way.start(phone, "com.bank")  # type: ignore[arg-type]
    told = Told(outlet).until(lambda each: isinstance(each, HookedProcess) and each.ended_ms is not None)
    assert isinstance(told, HookedProcess)
    assert (told.methods, told.never_ran, told.ended_ms) == (methods, never_ran, 700)
    way.stop()
