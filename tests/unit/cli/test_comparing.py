"""Which earlier run a run is compared with."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from patrol.cli.comparing import checked, keep
from patrol.errors import ConfigError, RunFolderError
from patrol.model.artifacts import GatherFailure
from patrol.model.performance import Snapshot
from patrol.store.run_folder import SCHEMA, RunFolder, RunHead
from tests.unit.report import sample


def run(
    base: Path, name: str, *, day: int, package: str = "com.bank", command: str = "run", model: str = "Pixel",
    judged: bool = True, finished: bool = True,
) -> RunFolder:  # fmt: skip
    started = f"2026-01-{day:02d}T00:00:00Z"
    folder = RunFolder.create(base, RunHead(SCHEMA, name, "demo", started, "0", command))
    result = sample.result(2)
    phone = msgspec.structs.replace(result.environment.phone, model=model)
    environment = msgspec.structs.replace(
        result.environment, run_id=name, package=package, phone=phone, started_at=started
    )
    folder.write(environment)
    if judged:
        folder.write_result(msgspec.structs.replace(result, environment=environment))
    if finished:
        folder.finished()
    folder.close()
    os.utime(folder.path / "run.json", (day, day))
    return folder


def kept(folder: RunFolder) -> str:
    """The run that it is compared with."""
    found = RunFolder.open(folder.path).get(Snapshot)
    return "" if isinstance(found, GatherFailure) else found.run_id


def test_last_is_the_newest_whole_run_of_the_same_app_command_and_kind_of_phone(tmp_path: Path) -> None:
    run(tmp_path, "older", day=1)
    run(tmp_path, "right", day=2)
    run(tmp_path, "other-app", day=3, package="com.other")
    run(tmp_path, "other-command", day=4, command="play")
    run(tmp_path, "other-phone", day=5, model="Mate")
    run(tmp_path, "cut-short", day=6, finished=False)
    run(tmp_path, "never-judged", day=7, judged=False)
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "run.json").write_text("{")
    now = run(tmp_path, "now", day=9)
    run(tmp_path, "later", day=10)
    keep(now, "last")
    assert kept(now) == "right"


def test_a_first_run_is_compared_with_nothing(tmp_path: Path) -> None:
    now = run(tmp_path, "now", day=9)
    keep(now, "last")
    assert kept(now) == ""


def test_none_leaves_it_out_and_a_named_run_is_taken(tmp_path: Path) -> None:
    run(tmp_path, "older", day=1)
    named = run(tmp_path / "elsewhere", "named", day=2, command="play")
    now = run(tmp_path, "now", day=9)
    keep(now, "none")
    assert kept(now) == ""
    keep(now, str(named.path))
    assert kept(now) == "named"
    keep(now, "last")  # what was decided when the run ended stays
    assert kept(now) == "named"


def test_what_cannot_be_compared_is_said_before_the_phone_is_touched(tmp_path: Path) -> None:
    other = run(tmp_path, "other", day=1, package="com.other")
    with pytest.raises(ConfigError, match=r"is a run of com\.other, not of com\.bank"):
        checked(str(other.path), "com.bank")
    with pytest.raises(RunFolderError, match="is not a run folder"):
        checked(str(tmp_path / "nowhere"), "com.bank")
    unjudged = run(tmp_path, "unjudged", day=2, judged=False)
    with pytest.raises(RunFolderError, match="was not judged yet"):
        checked(str(unjudged.path), "com.bank")
    checked("last", "com.bank")


def test_last_is_the_run_before_even_when_the_clock_was_set_back(tmp_path: Path) -> None:
    before = run(tmp_path, "before", day=20)
    now = run(tmp_path, "now", day=3)
    for order, folder in ((1, before), (2, now)):
        head = msgspec.structs.replace(folder.head, order=order)
        (folder.path / "run.json").write_bytes(msgspec.json.encode(head))
    keep(RunFolder.open(now.path), "last")
    assert kept(now) == "before"
