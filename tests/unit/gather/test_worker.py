"""Threads that sample: they stop soon, and what went wrong in them is not lost."""

from __future__ import annotations

import threading

import pytest

from patrol.errors import DeviceLost
from patrol.gather.worker import Worker


def test_a_pause_ends_as_soon_as_the_worker_shall_stop() -> None:
    ended = threading.Event()

    def body(worker: Worker) -> None:
        while worker.pause(60_000):
            pass
        ended.set()

    worker = Worker("test", body)
    worker.start()
    worker.stop()
    assert ended.is_set()
    assert worker.trouble is None


def test_a_lost_phone_is_trouble_and_a_defect_is_raised() -> None:
    def lost(worker: Worker) -> None:
        raise DeviceLost("gone")

    def defect(worker: Worker) -> None:
        raise ValueError("odd")

    workers = [Worker("test", lost), Worker("test", defect)]
    for worker in workers:
        worker.start()
        worker.stop()
    assert isinstance(workers[0].trouble, DeviceLost)
    with pytest.raises(ValueError, match="odd"):
        _ = workers[1].trouble


def test_a_worker_that_hangs_does_not_hold_up_the_run() -> None:
    hanging = threading.Event()
    worker = Worker("test", lambda worker: hanging.wait(30) and None)
    worker.start()
    worker.stop(timeout_s=0.05)
    assert worker.stopping
    hanging.set()
