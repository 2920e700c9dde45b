"""The commands of the pipelines, run as their systems would run them: the main branch, then a fork's pull request."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from patrol.cli.ci_files import pipeline
from patrol.model.verdict import Status
from tests.e2e.conftest import SMALL, Ended, World, result_of

APP = Path("scenarios", "small")
SECRET = "tell-nobody-4711"
NEEDS_IT = """name: 看明细
name_en: Look at the statement
covers: [p-da1e2c7d5d]
steps:
  - launch
  - expect: {not text: "${SMALL_PIN}"}
  - tap: 账户
  - tap: 明细
  - expect: 本月没有交易
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with the small app, its journey behind a secret, and the pipelines of two systems."""
    shutil.copytree(SMALL, tmp_path / APP)
    (tmp_path / APP / "journeys" / "statement.yaml").write_text(NEEDS_IT, "utf-8")
    (tmp_path / "compliance_checks").mkdir()
    (tmp_path / "compliance_checks" / "policy.yaml").write_text("gate: {fail_on: [unowned-page, lost-owner]}\n")
    for system in ("github", "gitlab"):
        for name, text in pipeline(system, tmp_path, APP).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def shell(world: World, project: Path, lines: str, **environ: str) -> Ended:
    """As a runner's `bash -e`, with patrol on the PATH. What takes time and is not of the pipeline is left out."""
    light = "--without traffic --without calls --without consent --no-measure"
    path = f"{Path(sys.executable).parent}{os.pathsep}{world.environ['PATH']}"
    given = {**world.environ, "PATH": path, "CI": "true", "PATROL_OPTIONS": light, **environ}
    return subprocess.run(
        ["bash", "-e", "-c", lines],
        cwd=project,
        env=given,
        text=True,
        capture_output=True,
        timeout=200,
        check=False,
    )


def of_gitlab(project: Path) -> tuple[str, dict[str, str]]:
    job = yaml.safe_load((project / "ci/patrol.gitlab-ci.yml").read_text("utf-8"))["patrol"]
    return "\n".join(job["script"]), {name: str(value) for name, value in job["variables"].items()}


def of_github(project: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The commands of the steps by their names, and what is set for all."""
    text = (project / ".github/workflows/patrol.yml").read_text("utf-8")
    job: dict[str, Any] = yaml.safe_load(text)["jobs"]["patrol"]
    plain = {name: str(value) for name, value in job["env"].items() if "${{" not in str(value)}
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}, plain


def test_main_makes_the_baseline_and_a_fork_is_held_against_it_without_secrets(
    shared_world: World, project: Path
) -> None:
    script, variables = of_gitlab(project)
    branch = {"CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main", "CI_PROJECT_DIR": str(project)}
    ended = shell(shared_world, project, script, **variables, **branch, SMALL_PIN=SECRET)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "there is no baseline yet" in ended.stdout
    assert 0 < (project / ".patrol/baseline.zip").stat().st_size < 2_000_000
    shutil.rmtree(project / "reports")  # the next pipeline has a workspace of its own

    steps, variables = of_github(project)
    # A fork's pipeline gives secrets as empty variables.
    fork = {"FORK": "true", "SAVE": "false", "SMALL_PIN": "", "GITHUB_STEP_SUMMARY": str(project / "job.md")}
    ended = shell(shared_world, project, steps["Inspect and gate"], **variables, **fork)
    said = ended.stdout + ended.stderr
    assert ended.returncode == 0, said
    assert "journey statement is not played: nothing says what ${SMALL_PIN} is." in said
    assert "patrol: inconclusive, as a branch without your secrets may be" in said
    run = next((project / "reports").glob("*/run.json")).parent
    gate = result_of(run).gate
    assert gate is not None and gate.status is Status.inconclusive
    assert not [item for item in gate.items if item.status is Status.fail]

    ended = shell(shared_world, project, steps["Say it where developers look"], **fork)
    assert "::warning" in ended.stdout
    assert "not played: nothing says what" in (project / "job.md").read_text("utf-8")
    kept = [file for file in project.rglob("*") if file.is_file()]
    assert len(kept) > 30 and not [file for file in kept if SECRET.encode() in file.read_bytes()]
