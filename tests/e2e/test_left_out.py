"""Each gatherer can be left out; what it would have recorded is missing, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.gather import gatherers, names
from patrol.model.recorded import ARTIFACTS
from patrol.store.run_folder import RunFolder
from tests.e2e.conftest import SMALL, Lent, World, run_of

pytestmark = pytest.mark.timeout(240)


def test_each_gatherer_alone_can_be_left_out() -> None:
    for name in names():
        assert [one.name for one in gatherers({name})] == [other for other in names() if other != name]


def test_a_run_without_any_gatherer_still_walks_and_is_judged(
    shared_world: World, small_phone: Lent, tmp_path: Path
) -> None:
    left_out = [word for name in names() for word in ("--without", name)]
    ended = shared_world.patrol("play", SMALL, "--phone", small_phone.address, "--out", str(tmp_path), *left_out)
    assert ended.returncode == 4, ended.stderr
    folder = RunFolder.open(run_of(tmp_path))
    known = {one.artifact_name for one in gatherers()}
    silent = {
        name for name, kind in ARTIFACTS.items() if getattr(folder.get(kind), "message", "") == "was not recorded"
    }
    assert known <= silent and not {"environment", "journeys", "screens"} & silent


def test_the_others_record_when_one_is_left_out_and_cost_is_told(
    shared_world: World, small_phone: Lent, tmp_path: Path
) -> None:
    left_out = ("--without", "traffic", "--without", "frames")
    ended = shared_world.patrol("play", SMALL, "--phone", small_phone.address, "--out", str(tmp_path), *left_out)
    assert ended.returncode in (0, 4), ended.stdout + ended.stderr
    folder = RunFolder.open(run_of(tmp_path))
    cost = folder.get(ARTIFACTS["cost"])
    told = {reading.gatherer for reading in cost.readings}  # type: ignore[attr-defined]
    assert {"app", "log", "resources"} <= told and "frames" not in told
    assert cost.cpu_percent is not None and cost.cpu_percent > 0  # type: ignore[attr-defined]
