"""Calls a second to uiautomator2's server: patrol's transport beside stock uiautomator2, turn by turn on one virtual
phone without latency of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from bench.figure import Figure, ratios
from bench.phone import virtual_phone
from patrol.clock import RunClock
from patrol.device.uiautomator import UiAutomatorServer

ROUNDS = 7
OURS, STOCK = 200, 20
"""Calls in one turn: stock needs some 60 ms for each."""


def measure() -> Iterator[Figure]:
    """Ratio for the cheapest call, which shows the transport alone, and for the dump of a screen."""
    import uiautomator2

    with virtual_phone() as device:
        server = UiAutomatorServer(device, RunClock())
        server.start()
        stock = uiautomator2.connect(device.serial)
        for name, ours, theirs in (
            ("deviceInfo", lambda: server.call("deviceInfo"), lambda: stock.jsonrpc.deviceInfo()),
            (
                "dumpWindowHierarchy",
                lambda: server.call("dumpWindowHierarchy", False, 50),
                lambda: stock.jsonrpc.dumpWindowHierarchy(False, 50),
            ),
        ):
            fast, slow = [], []
            for _ in range(ROUNDS):
                fast.append(_rate(ours, OURS))
                slow.append(_rate(theirs, STOCK))
            note = f"ours {min(fast):.0f}–{max(fast):.0f} calls/s, stock {min(slow):.1f}–{max(slow):.1f} calls/s"
            yield Figure(
                f"RPC calls a second over stock uiautomator2, {name}", ratios(fast, slow), at_least=5, note=note
            )
        server.stop()


def _rate(call: Callable[[], object], count: int) -> float:
    begun = time.perf_counter()
    for _ in range(count):
        call()
    return count / (time.perf_counter() - begun)
