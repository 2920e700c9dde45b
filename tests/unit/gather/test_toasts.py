"""Toasts are read while the run goes on; a driver that cannot hear them says so."""

from __future__ import annotations

import threading

from patrol.gather.toasts import ToastsGatherer
from patrol.model.toasts import Toast, Toasts
from tests.unit.gather.double import FakeDriver, context


class Hearing(FakeDriver):
    def __init__(self) -> None:
        super().__init__()
        self.texts = ["已保存"]
        self.asked = threading.Event()

    def last_toast(self) -> str | None:
        if not self.texts:
            self.asked.set()
            return None
        return self.texts.pop()


def test_each_toast_is_recorded_once() -> None:
    driver = Hearing()
    ctx, sink, _ = context(driver)
    gatherer = ToastsGatherer()
    gatherer.start(ctx)
    assert driver.asked.wait(10)
    gatherer.stop(ctx)
    assert [one.text for one in sink.streams["toasts"] if isinstance(one, Toast)] == ["已保存"]
    assert gatherer.artifact(ctx) == Toasts()


def test_a_driver_that_hears_none_is_no_proof_that_there_was_none() -> None:
    ctx, _, _ = context(FakeDriver())
    gatherer = ToastsGatherer()
    gatherer.start(ctx)
    gatherer.stop(ctx)
    assert "does not hear" in gatherer.artifact(ctx).note
