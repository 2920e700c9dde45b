"""The pytest plug-in on the virtual phone: journeys as tests, the `phone` fixture, the report, a worker each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from patrol.model.artifacts import Journeys
from patrol.model.journey import Outcome
from patrol.model.result import Overall
from patrol.store.run_folder import RunFolder
from tests.e2e.conftest import SMALL, Ended, World, result_of, run_of

OWN = '''
import pytest

@pytest.mark.patrol(covers="p-0123456789")
def test_statement(phone, patrol_run):
    """明细为空"""
    phone.launch()
    phone.tap("账户")
    phone.tap(text="明细")
    phone.expect("本月没有交易", within=5)
    assert phone.sees("本月没有交易") and not phone.sees("没有这个")
    assert "明细" in phone.texts and phone.page.startswith("p-")
    assert (patrol_run / "run.json").exists()
    before = phone.page
    phone.step({"repeat": {"times": 1}, "steps": ["back"]})
    assert phone.page != before

@pytest.mark.patrol(fresh=False)
def test_kept(phone):
    with pytest.raises(AssertionError, match="seen: page"):
        phone.expect("没有这个", within=0)
    with pytest.raises(TypeError, match="unknown key “wihtin”"):
        phone.tap("账户", wihtin=1)
    assert phone.driver.shell("getprop ro.build.version.release").output.strip() == "14"

def test_fails(phone):
    phone.play("statement")
    phone.tap("没有这个", within=0)

def test_needs_a_secret(phone):
    phone.type("${PIN_OF_NOBODY}")
'''


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A project with tests of its own, and the small app with a journey that fails."""
    shutil.copytree(SMALL, tmp_path / "scenarios/small")
    (tmp_path / "scenarios/small/journeys/wrong.yaml").write_text(
        "name: 走错\nsteps:\n  - use: statement\n  - expect: {text: 没有这个}\n    within: 0\n", "utf-8"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\npatrol_app = scenarios/small\naddopts = --strict-markers\n")
    (tmp_path / "test_own.py").write_text(OWN, "utf-8")
    return tmp_path


def pytest_in(world: World, team: Path, *arguments: str) -> Ended:
    light = ("--patrol-without=traffic", "--patrol-without=calls", "-p", "no:hypothesispytest")
    command = [sys.executable, "-m", "pytest", "-rA", "--patrol-phone=demo", *light, *arguments]  # the last one counts
    return subprocess.run(
        command, cwd=team, env=world.environ, text=True, capture_output=True, timeout=200, check=False
    )


def test_journeys_and_own_tests_share_a_phone_and_a_report(shared_world: World, team: Path) -> None:
    ended = pytest_in(shared_world, team, "--patrol-skip-unset")
    said = ended.stdout
    assert ended.returncode == pytest.ExitCode.TESTS_FAILED, said + ended.stderr
    assert "3 passed, 1 skipped, 2 failed" in said or "2 failed, 3 passed, 1 skipped" in said
    assert "PASSED scenarios/small/journeys/statement.yaml::statement" in said
    assert "scenarios/small/journeys/wrong.yaml:4:5: journey wrong (走错), step 2: expect “没有这个”" in said
    assert "no text “没有这个” within 0 s; seen: page 明细: 返回、明细、本月没有交易" in said
    assert '>       phone.tap("没有这个", within=0)' in said and "_do(" not in said
    assert "nothing says what ${PIN_OF_NOBODY} is." in said
    run = run_of(team / "reports")
    assert f"report: reports/{run.name}/report.html" in said
    shots = [
        line.split()[-1] for line in said.splitlines() if line.strip().startswith(("screenshot", "E         screensh"))
    ]
    # One for each failure; where CI is set, pytest's summary says them once more.
    assert len(shots) in (2, 4) and all((team / shot).is_file() for shot in shots)
    result = result_of(run)
    outcomes = {trace.journey: trace.outcome for trace in result.journeys}
    assert outcomes == {
        "test_own-test_statement": Outcome.passed,
        "test_own-test_kept": Outcome.failed,  # a step did not hold, although the test expected that
        "test_own-test_fails": Outcome.failed,
        "test_own-test_needs_a_secret": Outcome.passed,
        "statement": Outcome.passed,
        "wrong": Outcome.failed,
    }
    assert next(trace for trace in result.journeys if trace.name == "明细为空").covers == ("p-0123456789",)
    assert result.overall is Overall.findings and not result.interruptions
    journeys = RunFolder.open(run).get(Journeys)
    assert isinstance(journeys, Journeys) and set(journeys.planned) == set(outcomes)


def test_a_phone_that_is_not_there_is_told_before_anything_is_played(shared_world: World, team: Path) -> None:
    ended = pytest_in(shared_world, team, "--patrol-phone=dsk")
    assert ended.returncode == pytest.ExitCode.USAGE_ERROR
    assert "ERROR: patrol: unknown phone “dsk”; " in ended.stderr
