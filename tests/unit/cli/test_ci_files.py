"""Pipelines as `patrol init --ci` writes them: what their systems' schemas say, and what the script does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from patrol import __version__
from patrol.cli.ci_files import SYSTEMS, app_in, pipeline
from patrol.cli.init import command
from patrol.errors import ConfigError

SMALL = Path(__file__).resolve().parents[2] / "data" / "scenarios" / "small"
APP = Path("scenarios", "small")
BOTH = [(system, virtual) for system in SYSTEMS for virtual in (True, False)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with the small app and a journey that needs a secret."""
    shutil.copytree(SMALL, tmp_path / APP)
    steps = 'name: 登录\nvalues: {USER: "1"}\nsteps:\n  - launch\n  - type: ${USER}\n  - type: ${SMALL_PIN}\n'
    (tmp_path / APP / "journeys" / "sign_in.yaml").write_text(steps + "  # - type: ${OLD_PIN}\n", "utf-8")
    return tmp_path


def main_file(system: str, texts: Mapping[Path, str]) -> str:
    return texts[SYSTEMS[system][1]]


@pytest.mark.parametrize(("system", "virtual"), BOTH)
def test_a_pipeline_is_whole(project: Path, system: str, virtual: bool) -> None:
    texts = pipeline(system, project, APP, virtual=virtual)
    text = main_file(system, texts)
    assert "<%" not in text and "<<" not in text
    assert "ci/patrol.sh" in text and "ci/requirements.txt" in text and "baselines/com.example.small" in text
    assert "SMALL_PIN" in text and "USER" not in text and "OLD_PIN" not in text
    assert all(len(line) <= 180 for line in text.splitlines())
    for needed in re.findall(r"ci/[\w.-]+\.(?:sh|txt|yml)", text):
        assert Path(needed) in texts
    assert f"./ci/patrol-{__version__}-py3-none-any.whl" in texts[Path("ci", "requirements.txt")].splitlines()


@pytest.mark.parametrize(("system", "schema"), [("github", "github-workflows"), ("gitlab", "gitlab-ci")])
def test_a_pipeline_is_what_its_system_s_schema_says(project: Path, system: str, schema: str) -> None:
    rules = json.loads((SMALL.parents[1] / "schemas" / f"{schema}.json").read_text("utf-8"))
    checker = jsonschema.validators.validator_for(rules)(rules)
    for virtual in (True, False):
        texts = pipeline(system, project, APP, virtual=virtual)
        for text in (text for name, text in texts.items() if name.suffix == ".yml"):
            data = yaml.safe_load(text)
            if True in data:  # YAML 1.1 takes GitHub's `on` for a truth value
                data["on"] = data.pop(True)
            assert not [error.message for error in checker.iter_errors(data)]


@pytest.mark.parametrize("virtual", [True, False])
def test_github_gives_secrets_to_one_step_and_few_rights_to_the_job(project: Path, virtual: bool) -> None:
    text = main_file("github", pipeline("github", project, APP, virtual=virtual))
    workflow: dict[Any, Any] = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text  # that would run a fork's code with the repository's secrets
    job = workflow["jobs"]["patrol"]
    assert "SMALL_PIN" not in job["env"]
    holders = [step["name"] for step in job["steps"] if "SMALL_PIN" in str(step)]
    assert holders == ["Inspect and gate"]
    assert all(re.search(r"@v\d", step["uses"]) for step in job["steps"] if "uses" in step)


@pytest.mark.parametrize("virtual", [True, False])
def test_the_jenkinsfile_s_brackets_and_quotes_fit(project: Path, virtual: bool) -> None:
    text = main_file("jenkins", pipeline("jenkins", project, APP, virtual=virtual))
    code = re.sub(r"'[^'\n]*'|\"[^\"\n]*\"", "''", re.sub(r"(?m)//.*$", "", text))
    assert "'" not in code.replace("''", "") and '"' not in code
    stack: list[str] = []
    for sign in re.findall(r"[][(){}]", code):
        if sign in "([{":
            stack.append(sign)
        else:
            assert stack and stack.pop() + sign in ("()", "[]", "{}")
    assert not stack
    sections = re.findall(r"^    (\w+) \{", text, re.M)
    assert sections == ["agent", "options", "environment", "stages", "post"]


def test_the_app_is_found_or_asked_for(tmp_path: Path, project: Path) -> None:
    assert app_in(project, "") == APP == app_in(project, "scenarios/small")
    assert app_in(tmp_path / "empty", "") == Path("scenarios", "my-app")
    with pytest.raises(ConfigError, match=r"holds no app\.yaml"):
        app_in(project, "scenarios/smal")
    shutil.copytree(project / APP, project / "scenarios" / "other")
    with pytest.raises(ConfigError, match="There are several apps: scenarios/other, scenarios/small"):
        app_in(project, "")


def test_init_writes_a_start_and_the_pipeline_and_leaves_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci" / "patrol.sh").write_text("mine")
    given = [str(tmp_path), "--package", "com.shop", "--ci", "gitlab"]
    ended = CliRunner().invoke(command, given, standalone_mode=False)
    assert ended.exception is None and ended.return_value == 0
    assert (tmp_path / "ci" / "patrol.sh").read_text() == "mine"
    text = (tmp_path / "ci" / "patrol.gitlab-ci.yml").read_text("utf-8")
    assert "baselines/com.shop" in text and "sh ci/emulator.sh" in text  # an app without a model needs an emulator
    assert "local: ci/patrol.gitlab-ci.yml" in (tmp_path / ".gitlab-ci.yml").read_text("utf-8")
    assert (tmp_path / "scenarios" / "my-app" / "app.yaml").is_file() and (tmp_path / "ci" / "emulator.sh").is_file()


def test_init_says_what_does_not_fit(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--app and --on say how a pipeline is made"):
        CliRunner().invoke(command, [str(tmp_path), "--on", "emulator"], standalone_mode=False, catch_exceptions=False)


# --- the script -----------------------------------------------------------------------------------------------------

STUB = """#!/bin/sh
echo "$@" >> called
case $1 in
  run) exit ${RUN:-0} ;;
  gate) exit ${GATE:-0} ;;
  baseline) shift 4; touch "$1" ;;
esac
"""


def script(tmp_path: Path, name: str = "patrol.sh", **environ: str) -> tuple[int, list[str], str]:
    """(exit code, what patrol was called with, what was printed) of a script, with a patrol that does nothing."""
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    (folder / "patrol").write_text(STUB)
    (folder / "patrol").chmod(0o755)
    called = tmp_path / "called"
    called.unlink(missing_ok=True)
    source = Path(__file__).resolve().parents[3] / "patrol" / "cli" / "pipelines" / name
    path = f"{folder}:{os.environ['PATH']}"
    ended = subprocess.run(
        ["sh", str(source)],
        cwd=tmp_path,
        env={"PATH": path, "APP": "scenarios/small", **environ},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    lines = called.read_text().splitlines() if called.exists() else []
    return ended.returncode, [line.split()[0] for line in lines], " ".join(lines) + ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("run", "code", "called"),
    [
        ("0", 0, ["run", "report", "baseline"]),
        ("1", 0, ["run", "report", "baseline"]),  # findings: the first build is where a team begins
        ("2", 2, ["run"]),
        ("3", 3, ["run"]),
        ("4", 4, ["run", "report"]),  # what was not seen cannot be held against anybody
    ],
)
def test_without_a_baseline_the_run_decides_and_may_become_it(
    tmp_path: Path, run: str, code: int, called: list[str]
) -> None:
    found, calls, said = script(tmp_path, RUN=run, SAVE="true")
    assert (found, calls) == (code, called)
    assert ("there is no baseline yet" in said) == (run in "014")
    assert (tmp_path / ".patrol" / "baseline.zip").exists() == ("baseline" in called)


@pytest.mark.parametrize(("gate", "code", "saved"), [("0", 0, ["baseline"]), ("1", 1, []), ("2", 2, []), ("4", 4, [])])
def test_with_a_baseline_the_gate_decides(tmp_path: Path, gate: str, code: int, saved: list[str]) -> None:
    (tmp_path / ".patrol").mkdir()
    (tmp_path / ".patrol" / "baseline.zip").touch()
    found, calls, said = script(tmp_path, RUN="1", GATE=gate, SAVE="true", PHONE="desk", BUILD="1.1")
    assert (found, calls) == (code, ["run", "report", "gate", *saved])
    assert "--phone desk --build 1.1 --baseline .patrol/baseline.zip" in said


def test_a_committed_baseline_goes_before_the_one_that_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".patrol").mkdir()
    (tmp_path / ".patrol" / "baseline.zip").touch()
    (tmp_path / "baselines").mkdir()
    assert "--baseline baselines " in script(tmp_path, BASELINE="baselines")[2] + " "
    assert "--skip-unset" not in script(tmp_path)[2]
    assert script(tmp_path)[1] == ["run", "report", "gate"]  # only the main branch saves


def test_a_fork_s_branch_is_inspected_without_secrets_and_inconclusive_is_told(tmp_path: Path) -> None:
    (tmp_path / ".patrol").mkdir()
    (tmp_path / ".patrol" / "baseline.zip").touch()
    code, _, said = script(tmp_path, FORK="true", GATE="4")
    assert code == 0 and "--skip-unset" in said and "inconclusive, as a branch without your secrets may be" in said
    assert script(tmp_path, FORK="true", GATE="4", FORK_INCONCLUSIVE="4")[0] == 4
    assert script(tmp_path, FORK="true", GATE="1")[0] == 1


def emulator(tmp_path: Path, *, boots_after: int, **environ: str) -> tuple[int, str]:
    folder = tmp_path / "bin"
    folder.mkdir()
    answer = f'case "$*" in *boot_completed) echo x >> asked; [ $(wc -l < asked) -gt {boots_after} ] && echo 1;; esac\n'
    for tool in ("sdkmanager", "avdmanager", "emulator", "adb"):
        (folder / tool).write_text("#!/bin/sh\n" + (answer if tool == "adb" else "echo $0 $*\n") + "exit 0\n")
        (folder / tool).chmod(0o755)
    (tmp_path / "kvm").touch()
    given = {"KVM": "kvm", "POLL_SECONDS": "0", "BOOT_MINUTES": "1", **environ}
    code, _, said = script(tmp_path, "emulator.sh", **given)
    return code, said


def test_the_emulator_is_waited_for(tmp_path: Path) -> None:
    code, said = emulator(tmp_path, boots_after=2)
    assert code == 0 and "emulator-5554 is ready." in said
    assert "-avd patrol -port 5554 -no-window" in (tmp_path / "emulator.log").read_text()


def test_an_emulator_that_cannot_start_is_explained(tmp_path: Path) -> None:
    code, said = emulator(tmp_path, boots_after=99)
    assert code == 3 and "did not start within 1 minutes" in said
    shutil.rmtree(tmp_path / "bin")
    code, said = emulator(tmp_path, boots_after=0, KVM="no-kvm")
    assert code == 3 and "no-kvm cannot be read: this machine offers no KVM" in said
