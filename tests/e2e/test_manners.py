"""An app with good manners and the same app with bad ones: each of those is told of a real run, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from patrol.model.verdict import Status
from tests.e2e.conftest import LIGHT, ROOT, World, result_of, run_of
from tests.e2e.test_planted import expected, findings, matches

MANNERS = ROOT / "tests/data/scenarios/manners"
PLANTED = yaml.safe_load((MANNERS / "planted.yaml").read_text("utf-8"))["planted"]
QUICK = (*LIGHT, "--without", "frames", "--without", "resources", "--no-measure", "--idle", "0", "--compare", "none")
PASSWORD = b"258036"
WINDOW = ("--no-journeys", "--without", "passwords", "--without", "self-start")
"""Of builds whose window and rights alone differ."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("build", "options"), [("considerate", ()), ("intrusive", ()), ("insistent", WINDOW), ("looping", WINDOW)]
)
def test_bad_manners_are_told_and_good_ones_are_not(
    build: str, options: tuple[str, ...], shared_world: World, tmp_path: Path
) -> None:
    with shared_world.lent(f"{MANNERS}/{build}.yaml") as phone:
        arguments = ("run", str(MANNERS), *QUICK, *options, "--phone", phone.address, "--out", str(tmp_path))
        run = shared_world.patrol(*arguments, timeout=200)
    planted = [defect for defect in PLANTED if build in defect["builds"]]
    assert run.returncode == (1 if planted else 0), run.stderr
    result = result_of(run_of(tmp_path))
    told = findings(result, Status.fail)
    allowed = [one for defect in planted for one in expected(defect)]
    assert {
        "missed": [defect["id"] for defect in planted if not any(matches(f, expected(defect)[0]) for f in told)],
        "not planted": sorted(f for f in told if not any(matches(f, one) for one in allowed)),
        "password written": [path.name for path in run_of(tmp_path).rglob("*.*") if PASSWORD in path.read_bytes()],
    } == {"missed": [], "not planted": [], "password written": []}
