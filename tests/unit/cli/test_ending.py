"""How a run ends before its end: asked, told, or cut."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import NoReturn

import pytest

from patrol.cli import ending as module
from patrol.cli.ending import Ending, limited, reserve_ms
from patrol.clock import SimulatedClock
from patrol.inspection import Plan
from patrol.journey.session import STOPPED
from patrol.model.scenario import Scenario

MINUTE = 60_000


class Left(BaseException):
    """The process would have ended."""

    def __init__(self, code: int) -> None:
        self.code = code


@pytest.fixture(autouse=True)
def stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(code: int) -> NoReturn:
        raise Left(code)

    monkeypatch.setattr(module, "leave", leave)
    monkeypatch.setattr(module, "POLL_S", 0.001)


def at(minutes: float, limit: float | None = 10) -> Ending:
    """A run that has lasted so long."""
    clock = SimulatedClock()
    ending = Ending("en", None if limit is None else round(limit * MINUTE), clock)
    clock.sleep_ms(minutes * MINUTE)
    return ending


def test_without_a_limit_nothing_ends() -> None:
    ending = at(10_000, limit=None)
    assert not ending.asked() and not ending.overdue() and ending.usable_ms is None


def test_a_fifth_of_the_limit_is_kept_for_the_end_within_reason() -> None:
    assert [reserve_ms(round(m * MINUTE)) / 1000 for m in (0.5, 1, 5, 10, 60)] == [20, 20, 60, 120, 180]


def test_the_run_is_asked_to_end_before_the_limit() -> None:
    assert not at(7.9).asked()
    late = at(8)
    assert late.asked() and late.why() == "the time limit of 10 minutes was reached"
    assert not late.overdue() and at(8.8).overdue()


def test_ctrl_c_asks_and_a_second_one_ends_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    ending = at(0, limit=None)
    ending.on_signal(signal.SIGINT, None)
    assert ending.asked() and ending.why() == STOPPED and not ending.overdue()
    with pytest.raises(Left) as left:
        ending.on_signal(signal.SIGINT, None)
    assert left.value.code == 4
    assert "patrol doctor --repair" in capfd.readouterr().err


def test_sigterm_asks_and_is_not_put_off_for_long() -> None:
    ending = at(0, limit=None)
    ending.on_signal(signal.SIGTERM, None)
    assert ending.asked() and ending.why() == "the run was told to end (SIGTERM)"
    ending.on_signal(signal.SIGTERM, None)  # another one does not end at once
    ending.clock.sleep_ms(module.TERM_GRACE_MS)
    assert ending.overdue()


def test_sigterm_never_puts_a_limit_off() -> None:
    ending = at(8.7)
    ending.on_signal(signal.SIGTERM, None)
    ending.clock.sleep_ms(0.1 * MINUTE)
    assert ending.overdue()


def test_what_was_recorded_is_judged_when_the_phone_does_not_let_go() -> None:
    judged: list[str] = []

    def cut(why: str) -> NoReturn:
        judged.append(why)
        raise Left(4)

    ending = at(9)
    ending.cut = cut
    with pytest.raises(Left):
        ending.watch()
    assert judged == ["the time limit of 10 minutes was reached"]


def test_a_defect_on_the_way_out_still_ends_the_process() -> None:
    def cut(why: str) -> NoReturn:
        raise ValueError(why)

    ending = at(9)
    ending.cut = cut
    with pytest.raises(Left) as left:
        ending.watch()
    assert left.value.code == 3


def test_before_there_is_a_phone_it_is_the_environment_that_fails(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Left) as left:
        at(9).watch()
    assert left.value.code == 3
    assert "before the phone was ready" in capfd.readouterr().err


def test_a_recording_that_has_ended_is_not_cut() -> None:
    ending = at(9)
    ending.recorded()
    ending.watch()  # returns: nobody is cut


def test_a_crawl_leaves_time_for_what_comes_after_it() -> None:
    scenario = Scenario(package="com.example")
    whole = Plan(scenario, play=("transfer",), minutes=10)
    alone = Plan(scenario, measure=False, minutes=10)
    assert limited(whole, 8 * MINUTE).minutes == 4
    assert limited(alone, 8 * MINUTE).minutes == 8
    assert limited(whole, 60 * MINUTE).minutes == 10
    assert limited(whole, None) is whole


def test_a_ctrl_c_after_all_was_said_changes_neither_code_nor_words() -> None:
    late = "import atexit, os, signal; atexit.register(os.kill, os.getpid(), signal.SIGINT)"
    command = [sys.executable, "-c", f"{late}; from patrol.cli.main import run; run(['--version'])"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("patrol")
