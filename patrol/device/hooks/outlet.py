"""Where hooks put what they saw: records for the run, and bytes for whoever searches them."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator

from patrol.device.hooks.messages import Raw
from patrol.errors import GatherError
from patrol.model.calls import HookedCall, HookedProcess, HookGap

AnyRecord = HookedCall | HookedProcess | HookGap
Observer = Callable[[float, HookedCall, tuple[Raw, ...]], None]
"""(host epoch seconds, the call, the bytes that went in and came out). Called on the hooks' own thread, before the call
is recorded, and only for calls that carried bytes. The bytes must be searched and thrown away: they may be a password
in plain text. An observer must be quick and must not raise."""


class Outlet:
    """Records in the order in which they came."""

    def __init__(self) -> None:
        self._items: queue.SimpleQueue[tuple[float, AnyRecord] | GatherError | None] = queue.SimpleQueue()
        self._observers: list[Observer] = []

    def observe(self, observer: Observer) -> None:
        self._observers.append(observer)

    def put(self, epoch_s: float, record: AnyRecord, raw: tuple[Raw, ...] = ()) -> None:
        if raw and isinstance(record, HookedCall):
            for observer in self._observers:
                observer(epoch_s, record, raw)
        self._items.put((epoch_s, record))

    def fail(self, error: GatherError) -> None:
        """Nothing more will be seen in this run."""
        self._items.put(error)

    def end(self) -> None:
        self._items.put(None)

    def records(self) -> Iterator[tuple[float, AnyRecord]]:
        """Until `end`. Raises GatherError when the hooks are gone for good."""
        while (item := self._items.get()) is not None:
            if isinstance(item, GatherError):
                raise item
            yield item
