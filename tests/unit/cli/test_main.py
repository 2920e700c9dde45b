"""What CI learns from a run's exit code. docs/outputs.md tells the same; they may be added to, never changed."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import click
import msgspec
import pytest

from patrol.cli import main
from patrol.cli.finishing import Finishing
from patrol.cli.judging import Rules
from patrol.cli.telling import Show, Teller
from patrol.errors import (
    AppError,
    ConfigError,
    DeviceError,
    DeviceLost,
    GatherError,
    PatrolError,
    RunFolderError,
    ScenarioError,
)
from patrol.model import gate
from patrol.model.result import EXIT_CODES, Overall
from patrol.model.verdict import Status
from patrol.store.run_folder import RunFolder, RunHead
from patrol.store.streams import DiskFull
from tests.unit.report import sample

PAGE = Path(__file__).parents[3] / "docs" / "outputs.md"

ERRORS: dict[type[PatrolError], int] = {
    ConfigError: 2,
    ScenarioError: 2,
    RunFolderError: 2,
    DeviceError: 3,
    DeviceLost: 3,
    AppError: 3,
    GatherError: 3,
    DiskFull: 3,
}


def ended(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of a command that raises this."""

    @click.command("phones")
    def command() -> None:
        raise error

    monkeypatch.setattr(main.cli, "get_command", lambda ctx, name: command)
    return main.call(["phones"])


@pytest.mark.parametrize(("kind", "code"), ERRORS.items(), ids=lambda value: getattr(value, "__name__", str(value)))
def test_an_error_that_patrol_can_explain(kind: type[PatrolError], code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(kind("what"), monkeypatch) == code


def test_the_user_interrupts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(KeyboardInterrupt(), monkeypatch) == 4


def test_a_reader_that_leaves_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", __import__("io").StringIO())
    monkeypatch.setattr("sys.stderr", __import__("io").StringIO())
    assert ended(BrokenPipeError(errno.EPIPE, "broken"), monkeypatch) == 141


@pytest.mark.parametrize(
    "arguments",
    [["ruun"], ["run"], ["run", "nowhere/at-all"], ["report", "nowhere"], ["run", "x", "--time-limit", "0"]],
)
def test_wrong_usage(arguments: list[str]) -> None:
    assert main.call(arguments) == 2


def finished(overall: Overall, tmp_path: Path, *, forgiving: bool = False, by: PatrolError | None = None) -> int:
    folder = RunFolder.create(tmp_path, RunHead(1, "demo-1", "demo", "2026-01-01T00:00:00Z", "0.1.0"))
    tell = Teller("en", Show(quiet=True), interactive=False)
    result = msgspec.structs.replace(sample.result(2), overall=overall)
    nobody: Rules = None  # type: ignore[assignment]
    code = Finishing(nobody, tell, forgiving=forgiving).finish(folder, result, by, 0)
    folder.close()
    return code


@pytest.mark.parametrize(("overall", "code"), [("passed", 0), ("findings", 1), ("inconclusive", 4)])
def test_what_a_run_found(overall: str, code: int, tmp_path: Path) -> None:
    assert finished(Overall(overall), tmp_path) == code == EXIT_CODES[Overall(overall)]


@pytest.mark.parametrize(("overall", "code"), [("passed", 0), ("findings", 0), ("inconclusive", 4)])
def test_the_demo_may_have_findings(overall: str, code: int, tmp_path: Path) -> None:
    assert finished(Overall(overall), tmp_path, forgiving=True) == code


def test_a_lost_phone_says_more_than_what_was_seen_until_then(tmp_path: Path) -> None:
    assert finished(Overall.findings, tmp_path, by=DeviceLost("gone")) == 3


def test_the_gate() -> None:
    assert gate.EXIT_CODES == {Status.passed: 0, Status.fail: 1, Status.inconclusive: 4}


def test_the_page_tells_every_code() -> None:
    table = PAGE.read_text("utf-8").split("## Exit codes")[1].split("\n## ")[0]
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.M)}
    assert told == {0, *ERRORS.values(), *EXIT_CODES.values(), main.READER_GONE}
