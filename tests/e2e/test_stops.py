"""Ctrl-C and SIGTERM: settings are put back, a partial report is written, and nothing of it is a pass."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from patrol.model.result import Overall
from tests.e2e.conftest import LIGHT, SMALL, World, ended, eventually, result_of, run_of, steps

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_a_stop_puts_settings_back_and_leaves_a_partial_report(number: int, world: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with world.lent() as phone:
        before = world.settings(phone)
        run = world.start("run", SMALL, "--phone", phone.address, "--out", str(out))
        eventually(lambda: steps(out) >= 3, "three actions")
        assert world.settings(phone) != before
        run.send_signal(number)
        end = ended(run)
        assert end.returncode == 4
        assert "Stopping: settings are put back and the report is written." in end.stderr
        assert world.settings(phone) == before
        assert end.stdout.strip().splitlines()[-1] == str(run_of(out) / "report.html")
        result = result_of(run_of(out))
        assert result.overall is Overall.inconclusive and "interrupted" in result.decided_by
        why = "the user stopped the run" if number == signal.SIGINT else "the run was told to end (SIGTERM)"
        assert result.graph.pages and why in end.stdout


def test_a_second_ctrl_c_ends_at_once_and_the_next_command_puts_settings_back(world: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with world.lent() as phone:
        before = world.settings(phone)
        run = world.start("crawl", SMALL, "--phone", phone.address, "--out", str(out))
        eventually(lambda: steps(out) >= 3, "three actions")
        phone.call(lambda p: p.faults.set("slow=3000"))  # the action in flight takes long
        run.send_signal(signal.SIGINT)
        assert run.stderr and any("Ctrl-C again stops at once" in line for line in run.stderr)
        run.send_signal(signal.SIGINT)
        end = ended(run, 10)
        assert end.returncode == 4 and "patrol doctor --repair" in end.stderr
        phone.call(lambda p: p.faults.set("slow=off"))
        repaired = world.patrol("doctor", "--repair", "--phone", phone.address)
        assert repaired.returncode == 0, repaired.stderr
        assert world.settings(phone) == before
        judged = world.patrol("audit", str(run_of(out)))
        assert judged.returncode == 4, judged.stderr


def test_ctrl_c_before_the_first_action(world: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with world.lent() as phone:
        before = world.settings(phone)
        run = world.start("crawl", SMALL, *LIGHT, "--phone", phone.address, "--out", str(out))
        eventually(lambda: list(out.glob("*/run.json")), "the run folder")
        run.send_signal(signal.SIGINT)
        assert ended(run).returncode == 4
        assert world.settings(phone) == before
        assert (run_of(out) / "report.html").exists()


def test_a_time_limit_ends_in_a_report_that_is_no_pass_and_events_tell_it(world: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with world.lent() as phone:
        before = world.settings(phone)
        end = world.patrol(
            "run", SMALL, *LIGHT, "--phone", phone.address, "--out", str(out), "--time-limit", "0.5", "--json",
            "--quiet", "--format", "junit",
        )  # fmt: skip
        assert end.returncode == 4, end.stderr
        assert world.settings(phone) == before
    events = [json.loads(line) for line in end.stdout.splitlines()]
    assert (events[0]["event"], events[0]["time_limit_ms"]) == ("begin", 30_000)
    assert [event["at_ms"] for event in events] == sorted(event["at_ms"] for event in events)
    last = events[-1]
    assert (last["event"], last["exit_code"], last["overall"]) == ("end", 4, "inconclusive")
    (why,) = last["cut_short"]
    assert why.startswith("the time limit of 0.5 minutes was reached")
    assert Path(last["files"]["junit"]).is_file() and Path(last["report"]).is_file()
    result = result_of(run_of(out))
    assert result.overall is Overall.inconclusive and "interrupted" in result.decided_by


def test_a_phone_that_hangs_cannot_hold_up_the_end(world: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with world.lent() as phone:
        before = world.settings(phone)
        run = world.start("crawl", SMALL, *LIGHT, "--phone", phone.address, "--out", str(out))
        eventually(lambda: steps(out) >= 3, "three actions")
        phone.call(lambda p: p.faults.set("slow=15000"))
        run.send_signal(signal.SIGTERM)
        end = ended(run, 60)
        assert end.returncode == 4, end.stderr
        assert "The phone does not let go in time" in end.stderr
        assert end.stdout.strip().splitlines()[-1] == str(run_of(out) / "report.html")
        result = result_of(run_of(out))
        assert [told.reason for told in result.interruptions] == [
            "the run was told to end (SIGTERM), and the phone did not let go in time"
        ]
        assert result.graph.pages and result.overall is Overall.inconclusive
        judged = (run_of(out) / "result.json").read_bytes()
        phone.call(lambda p: p.faults.set("slow=off"))
        assert world.patrol("doctor", "--repair", "--phone", phone.address).returncode == 0
        assert world.settings(phone) == before
        assert world.patrol("audit", str(run_of(out))).returncode == 4
        assert (run_of(out) / "result.json").read_bytes() == judged
