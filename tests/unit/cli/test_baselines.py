"""What a run takes along as its baseline, and keeps when it is resumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.audit.check import load_checks
from patrol.audit.clauses import load_clauses
from patrol.audit.policy import load_policy
from patrol.audit.result import inspect_result
from patrol.cli.baselines import find, given, hold_against, load, of_run, resolved
from patrol.errors import ConfigError, RunFolderError
from patrol.model.build import Build
from patrol.settings import bundled
from patrol.store.baselines import save
from patrol.store.run_folder import RunFolder
from tests.unit.cli.runs import run

CHECKS = load_checks([bundled("compliance_checks")])[:1]
POLICY = load_policy([bundled("compliance_checks")][:0], CHECKS, load_clauses([bundled("compliance_checks")]))


def judged(base: Path, name: str, *pages: str, **more: object) -> Path:
    path = run(base, name, *(pages or ("a",)), **more)  # type: ignore[arg-type]
    folder = RunFolder.open(path)
    folder.write_result(inspect_result(folder, CHECKS, POLICY))
    return path


def test_a_run_made_into_a_baseline_takes_small_pictures_along(tmp_path: Path) -> None:
    made = of_run(judged(tmp_path, "older", "a"))
    shown = {look.page: look.picture for look in made.build.looks}
    assert set(shown) == {"home", "a"} and set(shown.values()) == set(made.pictures)
    assert all(data[:4] == b"RIFF" for data in made.pictures.values())


def test_a_saved_baseline_and_the_run_itself_are_the_same_to_a_later_run(tmp_path: Path) -> None:
    older = judged(tmp_path, "older", "a")
    save(tmp_path / "base.zip", of_run(older))
    assert load(tmp_path / "base.zip") == load(older)


def test_the_run_keeps_the_baseline_with_its_pictures(tmp_path: Path) -> None:
    made = of_run(judged(tmp_path, "older", "a"))
    folder = RunFolder.open(run(tmp_path, "now", "a"))
    hold_against(folder, made)
    kept = RunFolder.open(folder.path)
    assert kept.get(Build) == made.build
    assert {name: kept.picture(name) for name in made.pictures} == dict(made.pictures)


def test_no_baseline_is_asked_for(tmp_path: Path) -> None:
    assert given("", "com.bank", tmp_path, None) is None


def test_the_first_run_of_all_is_held_against_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert given("latest", "com.bank", tmp_path, None) is None
    assert "There is no earlier run of com.bank" in capsys.readouterr().err


def test_latest_of_a_run_that_begins_is_the_newest_that_explored(tmp_path: Path) -> None:
    judged(tmp_path, "first", "a", day=3)
    judged(tmp_path, "second", "a", "b", day=4)
    judged(tmp_path, "played", day=5, command="play")
    found = given("latest", "com.bank", tmp_path, None)
    assert found is not None and found.build.head.run_id == "second"


def test_a_named_baseline_that_cannot_be_used_is_found_before_the_phone_is_touched(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="no baseline at"):
        given(str(tmp_path / "nowhere"), "com.bank", tmp_path, None)
    with pytest.raises(ConfigError, match=r"baseline of com\.bank, not of com\.shop"):
        given(str(judged(tmp_path, "older")), "com.shop", tmp_path, None)


def test_a_resumed_run_keeps_the_baseline_that_it_began_with(tmp_path: Path) -> None:
    older = judged(tmp_path, "older", "a", day=3)
    begun = RunFolder.open(run(tmp_path, "begun", "a", day=5, finished=False))
    hold_against(begun, of_run(older))
    judged(tmp_path, "newer", "a", "b", day=6)
    again = given("latest", "com.bank", tmp_path, begun.path)
    assert again is not None and again.build.head.run_id == "older"


def test_a_path_is_kept_whole_for_the_resumed_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert resolved("base.zip") == str(tmp_path / "base.zip")
    assert (resolved(""), resolved("latest")) == ("", "latest")


def test_a_run_is_not_its_own_baseline(tmp_path: Path) -> None:
    now = RunFolder.open(judged(tmp_path, "now"))
    with pytest.raises(ConfigError, match="is the run itself"):
        find(str(now.path), "com.bank", tmp_path, now)
