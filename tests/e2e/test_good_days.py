"""What a newcomer does first, and what an installed patrol does in an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from patrol.cli.main import COMMANDS
from tests.e2e.conftest import LIGHT, ROOT, SMALL, Ended, Lent, World, result_of, run_of

pytestmark = pytest.mark.timeout(240)


@pytest.mark.parametrize("name", ["", *COMMANDS, "phone serve"])
def test_help_of_every_command(name: str, shared_world: World) -> None:
    shown = shared_world.patrol(*name.split(), "--help")
    assert shown.returncode == 0
    assert shown.stdout.startswith(f"Usage: patrol {name}".rstrip())


def test_help_in_chinese(world: World) -> None:
    world.more = {"LANG": "zh_CN.UTF-8"}
    assert "在虚拟手机上巡检演示银行应用" in world.patrol("--help").stdout


def test_phones_and_doctor(shared_world: World, small_phone: Lent) -> None:
    table = shared_world.patrol("phones")
    assert table.returncode == 0
    (row,) = (line for line in table.stdout.splitlines() if small_phone.address in line)
    assert "device" in row and "14 (34)" in row and "Hz" in row
    told = json.loads(shared_world.patrol("phones", "--json").stdout)
    assert {phone["state"] for phone in told if phone["serial"] == small_phone.address} == {"device"}
    before = shared_world.settings(small_phone)
    examined = shared_world.patrol("doctor", "--phone", small_phone.address, "--json")
    assert examined.returncode == 0, examined.stderr
    capabilities = {one["capability"]: one["health"] for one in json.loads(examined.stdout)}
    assert capabilities["screen"] == capabilities["input"] == "works"
    assert shared_world.settings(small_phone) == before


def test_a_folder_of_ones_own(world: World, tmp_path: Path) -> None:
    begun = world.patrol("init", "mine", "--package", "com.example.small", cwd=tmp_path)
    assert begun.returncode == 0 and "cd mine\n  patrol doctor\n  patrol run scenarios/my-app\n" in begun.stdout
    again = world.patrol("init", "mine", cwd=tmp_path)
    assert again.returncode == 0 and "wrote" not in again.stdout
    mine = tmp_path / "mine"
    checks = world.patrol("checks", cwd=mine)
    assert checks.returncode == 0 and "cold-start" in checks.stdout
    with world.lent() as phone:
        options = ("--actions", "4", "--no-measure", *LIGHT, "--without", "self-start")
        run = world.patrol("run", "scenarios/my-app", "--phone", phone.address, *options, cwd=mine)
    assert run.returncode in {0, 1, 4}, run.stderr
    assert Path(run.stdout.strip().splitlines()[-1]).parent.parent == Path("reports")
    result = result_of(run_of(mine / "reports"))
    assert result.graph.pages and result.environment.package == "com.example.small"


def test_the_same_seed_gives_the_same_trace(shared_world: World, small_phone: Lent, tmp_path: Path) -> None:
    traces = []
    for name in ("one", "two"):
        options = ("--actions", "14", "--seed", "7", *LIGHT, "--phone", small_phone.address)
        crawl = shared_world.patrol("crawl", SMALL, *options, "--out", str(tmp_path / name))
        assert crawl.returncode in {0, 4}, crawl.stderr
        lines = (run_of(tmp_path / name) / "steps.jsonl").read_text().splitlines()
        last_words = {step["index"]: step for step in map(json.loads, lines)}
        traces.append([(step["action"], step["source"], step["target"]) for step in last_words.values()])
    assert traces[0] == traces[1] and len(traces[0]) == 14


# --- installed --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel and nothing else of patrol."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (wheel,) = folder.glob("patrol-*.whl")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return folder / "venv" / "bin" / "python"


def call(python: Path, world: World, folder: Path, *arguments: str, timeout: float = 180) -> Ended:
    environ = {**world.environ, "PYTHONPATH": sysconfig.get_paths()["purelib"]}
    return subprocess.run(
        [str(python), "-m", "patrol", *arguments],
        cwd=folder,
        env=environ,
        text=True,
        capture_output=True,
        timeout=timeout,
    )


@pytest.mark.slow
def test_an_installed_patrol_works_in_an_empty_folder(installed: Path, world: World, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    place = subprocess.run(
        [str(installed), "-c", "import patrol; print(patrol.__file__)"],
        cwd=empty,
        env={**os.environ, "PYTHONPATH": sysconfig.get_paths()["purelib"]},
        text=True,
        capture_output=True,
        check=True,
    )
    assert str(installed.parent.parent) in place.stdout
    assert "cold-start" in call(installed, world, empty, "checks").stdout
    assert call(installed, world, empty, "demo", "--help").returncode == 0
    assert call(installed, world, empty, "init", "mine").returncode == 0
    assert (empty / "mine" / "scenarios" / "my-app" / "app.yaml").exists()
    crawl = call(installed, world, empty, "crawl", "scenarios/demo", "--phone", "demo", "--actions", "5", *LIGHT)
    assert crawl.returncode in {0, 1, 4}, crawl.stderr
    report = empty / crawl.stdout.strip().splitlines()[-1]
    assert report.stat().st_size > 10_000 and result_of(report.parent).graph.pages
    shutil.rmtree(empty)
