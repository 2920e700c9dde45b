"""Two runs at once, into one folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import LIGHT, SMALL, World, ended, result_of

pytestmark = pytest.mark.timeout(180)


def test_two_runs_into_one_folder_do_not_meet(world: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with world.lent() as one, world.lent() as other:
        begun = [
            world.start("crawl", SMALL, *LIGHT, "--actions", "5", "--phone", phone.address, "--out", str(out))
            for phone in (one, other)
        ]
        ends = [ended(run) for run in begun]
    assert [end.returncode for end in ends] == [0, 0], ends[0].stderr + ends[1].stderr
    reports = {Path(end.stdout.strip().splitlines()[-1]) for end in ends}
    assert len(reports) == 2 and all(report.is_file() for report in reports)
    results = [result_of(report.parent) for report in reports]
    assert {result.environment.run_id for result in results} == {report.parent.name for report in reports}
    assert {result.environment.phone.serial for result in results} == {one.address, other.address}
    latest = world.patrol("report", str(out / "latest"), "--format", "openmetrics")
    assert latest.returncode == 0 and Path(latest.stdout.strip()).parent in {report.parent for report in reports}
