"""Toasts, as uiautomator2's server on the phone hears of them."""

from __future__ import annotations

from collections.abc import Callable

from patrol.errors import DeviceError, DeviceLost
from patrol.gather.base import GatherContext
from patrol.gather.worker import Worker
from patrol.model.toasts import Toast, Toasts

EVERY_MS = 1000
"""A toast stands for 2 s or 3.5 s (Toast.LENGTH_SHORT, LENGTH_LONG), and the server keeps the last one."""


class ToastsGatherer:
    """Asks for the last toast once a second: one short call to the server."""

    name = "toasts"
    artifact_name = "toasts"

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._note = ""

    def start(self, ctx: GatherContext) -> None:
        read: Callable[[], str | None] | None = getattr(ctx.driver, "last_toast", None)
        if read is None:
            self._note = "the shell driver does not hear of toasts"
            return
        self._worker = Worker(self.name, lambda worker: _listen(ctx, worker, read))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None:
        if self._worker:
            self._worker.stop()

    def artifact(self, ctx: GatherContext) -> Toasts:
        trouble = self._worker.trouble if self._worker else None
        return Toasts(note=trouble.message if trouble else self._note)


def _listen(ctx: GatherContext, worker: Worker, read: Callable[[], str | None]) -> None:
    while worker.pause(EVERY_MS):
        try:
            text = read()
        except DeviceLost:
            continue  # whoever uses the phone decides whether it comes back
        except DeviceError as error:
            if worker.stopping:
                return
            raise error
        if text:
            ctx.sink.append("toasts", Toast(ctx.clock.now_ms(), text))
