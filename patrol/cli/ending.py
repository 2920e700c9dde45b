"""How a run ends before its end: Ctrl-C, SIGTERM, a limit of time. It still gives a report.

First it is asked to: crawl and journeys stop after the action in flight, settings are put back. A phone that does not
answer can hold that up for minutes, so after SIGTERM and near a time limit a second clock runs: when the recording has
not ended by then, what there is gets judged by another thread and the process ends, with the settings left to the next
run or `patrol doctor --repair`, as after a second Ctrl-C.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from patrol.clock import Clock, RunClock
from patrol.journey.session import STOPPED

if TYPE_CHECKING:
    from patrol.inspection import Plan

TERM_GRACE_MS = 8_000
"""After SIGTERM: who sends it kills soon after (docker stop after 10 s, Kubernetes after 30 s, systemd after 90 s), and
judging takes some seconds too. A phone that answers lets go in two or three."""

LEAST_RESERVE_MS, MOST_RESERVE_MS, RESERVED = 20_000, 180_000, 0.2
"""What of a time limit is kept for putting settings back, judging and the report. Judging ten minutes of the demo app
takes 20 s of a 2-core machine."""

LETTING_GO = 0.4
"""Share of the reserve in which the recording must have ended."""

POLL_S = 0.25
FLUSH_S = 2.0

WAYS_OUT = {
    "zh": "正在收尾:恢复手机设置并写报告;再按一次 Ctrl-C 立即停止。",
    "en": "Stopping: settings are put back and the report is written. Ctrl-C again stops at once.",
}
LEFT = {
    "zh": "手机设置将由下一次巡检或 `patrol doctor --repair` 恢复。",
    "en": "The next run, or `patrol doctor --repair`, puts the phone's settings back.",
}
OVERDUE = {
    "zh": "手机没有按时放手,按已录制的内容评判。",
    "en": "The phone does not let go in time: what was recorded is judged.",
}


@dataclass
class Ending:
    """Whether the run is to end, and why. `limit_ms` of the whole run, counted from when this was made."""

    lang: str = "en"
    limit_ms: int | None = None
    clock: Clock = field(default_factory=RunClock)
    cut: Callable[[str], NoReturn] | None = None
    """Judges what there is, and ends the process; called from another thread. None: there is nothing yet."""

    def __post_init__(self) -> None:
        self._why = ""
        self._hard_ms: int | None = None
        self._over = threading.Event()
        self._claimed = threading.Lock()
        if self.limit_ms is not None:
            self._hard_ms = self.limit_ms - round((1 - LETTING_GO) * reserve_ms(self.limit_ms))

    @property
    def usable_ms(self) -> int | None:
        """What of the limit is there for recording."""
        return None if self.limit_ms is None else self.limit_ms - reserve_ms(self.limit_ms)

    def asked(self) -> bool:
        """Crawl and journeys ask before each action."""
        usable = self.usable_ms
        if not self._why and usable is not None and self.clock.now_ms() >= usable:
            self._why = f"the time limit of {self.limit_ms / 60_000:g} minutes was reached" if self.limit_ms else ""
        return bool(self._why)

    def why(self) -> str:
        return self._why or STOPPED

    def recorded(self) -> None:
        """The recording has ended: nothing is cut any more. Waits for ever when it was too late for that."""
        if not self._claimed.acquire(blocking=False):
            threading.Event().wait()  # the other thread ends the process
        self._over.set()

    def close(self) -> None:
        self._over.set()

    def overdue(self) -> bool:
        return self._hard_ms is not None and self.clock.now_ms() >= self._hard_ms

    def watch(self) -> None:
        """The second clock, in a thread of its own."""
        while not self._over.wait(POLL_S):
            if self.overdue() and self._claimed.acquire(blocking=False):
                self.asked()
                _say(OVERDUE[_known(self.lang)])
                if self.cut is None:
                    _say(f"patrol: {self.why()}, before the phone was ready.")
                    leave(3)
                try:
                    self.cut(self.why())
                finally:
                    leave(3)  # nobody else will: the main thread waits

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """The first one asks; another Ctrl-C ends at once, without a word to the phone, which may be why the user is
        impatient. mitmdump ends when it loses patrol."""
        if number == signal.SIGTERM:
            hard = self.clock.now_ms() + TERM_GRACE_MS
            self._hard_ms = hard if self._hard_ms is None else min(self._hard_ms, hard)
            self._why = self._why or "the run was told to end (SIGTERM)"
        elif self._why:
            _say(("已停止。" if _known(self.lang) == "zh" else "Stopped. ") + LEFT[_known(self.lang)])
            leave(4)
        self._why = self._why or STOPPED
        # Not through click: the signal may have come in the middle of a line that is being printed.
        _say(WAYS_OUT[_known(self.lang)])


@contextmanager
def interruptible(ending: Ending) -> Iterator[Ending]:
    """Ctrl-C, SIGTERM and the limit end what is done inside."""
    before = {number: signal.signal(number, ending.on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    threading.Thread(target=ending.watch, name="time limit", daemon=True).start()
    try:
        yield ending
    finally:
        ending.close()
        for number, handler in before.items():
            signal.signal(number, handler)


def reserve_ms(limit_ms: int) -> int:
    """What of the limit is not for recording; at most two thirds of a short one."""
    return min(max(LEAST_RESERVE_MS, round(limit_ms * RESERVED)), MOST_RESERVE_MS, limit_ms * 2 // 3)


CRAWL_SHARE = 0.5
"""Of the time for recording, when there is more to do than to crawl: phases give way from the last one on, and a crawl
that took all would leave no journey."""


def limited(plan: Plan, usable_ms: int | None) -> Plan:
    """The plan with a crawl that leaves time for what comes after it."""
    if usable_ms is None or not plan.crawl:
        return plan
    share = CRAWL_SHARE if plan.play or plan.measure else 1.0
    return replace(plan, minutes=min(plan.minutes, round(share * usable_ms / 60_000, 2)))


def _known(lang: str) -> str:
    return lang if lang in WAYS_OUT else "en"


def _say(text: str) -> None:
    shown = "\x1b[?25h" if sys.stderr.isatty() else ""  # the live line had hidden the cursor
    os.write(2, f"{shown}\n{text}\n".encode())


def leave(code: int) -> NoReturn:
    """Ends the process, whatever its other threads wait for."""
    flushing = threading.Thread(target=_flush, daemon=True)  # a reader that hangs would hold it up
    flushing.start()
    flushing.join(FLUSH_S)
    os._exit(code)


def _flush() -> None:
    with suppress(OSError, ValueError):
        sys.stdout.flush()
