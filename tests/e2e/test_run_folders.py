"""Run folders that are missing, damaged, of a newer patrol, finished; and judging the same recording again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from patrol.cli.forms import FILES
from patrol.model.verdict import Status
from tests.e2e.conftest import SMALL, Lent, World, result_of, run_of

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def recorded(shared_world: World, small_phone: Lent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole inspection of the small app."""
    out = tmp_path_factory.mktemp("recorded")
    end = shared_world.patrol(
        "run", SMALL, "--no-measure", "--phone", small_phone.address, "--out", str(out), timeout=170
    )
    assert end.returncode == 0, end.stderr
    assert end.stdout.strip().splitlines()[-1] == str(run_of(out) / "report.html")
    return run_of(out)


@pytest.fixture
def run(recorded: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    copy: Path = shutil.copytree(recorded, tmp_path / recorded.name)
    return copy


def spoil(file: Path, right: bytes, wrong: bytes) -> None:
    data = file.read_bytes()
    assert right in data
    file.write_bytes(data.replace(right, wrong, 1))


def test_a_run_is_judged_again_to_the_same_bytes(run: Path, shared_world: World) -> None:
    first = (run / "result.json").read_bytes()
    for _ in range(2):
        assert shared_world.patrol("audit", str(run)).returncode == 0
        assert (run / "result.json").read_bytes() == first
    result = result_of(run)
    # The only thing that is wrong with it.
    assert [c.id for c in result.checks if c.status in {Status.fail, Status.error}] == ["elder-mode-entry"]
    assert [journey.outcome.value for journey in result.journeys] == ["passed"]


def test_a_missing_run(tmp_path: Path, run: Path, shared_world: World) -> None:
    for command in ("audit", "report", "graph", "resume"):
        tried = shared_world.patrol(command, str(tmp_path / "nothing"))
        assert tried.returncode == 2
        assert "is not a run folder: it has no run.json" in tried.stderr and run.name in tried.stderr


def test_a_run_of_a_newer_patrol(run: Path, shared_world: World) -> None:
    spoil(run / "run.json", b'"schema":1', b'"schema":99')
    for command in ("audit", "report", "graph", "resume"):
        tried = shared_world.patrol(command, str(run))
        assert tried.returncode == 2
        assert "is of schema 99" in tried.stderr and "Use a patrol at least as new" in tried.stderr


def test_a_damaged_head(run: Path, shared_world: World) -> None:
    (run / "run.json").write_text('{"schema":1,"run')
    tried = shared_world.patrol("audit", str(run))
    assert tried.returncode == 2 and "run.json cannot be read" in tried.stderr


def test_a_damaged_result_is_made_anew(run: Path, shared_world: World) -> None:
    good = (run / "result.json").read_bytes()
    (run / "result.json").write_bytes(good[: len(good) // 2])
    tried = shared_world.patrol("report", str(run))
    assert tried.returncode == 2
    assert "result.json" in tried.stderr and f"patrol audit {run}" in tried.stderr
    assert shared_world.patrol("audit", str(run)).returncode == 0
    assert (run / "result.json").read_bytes() == good


def test_damaged_records_are_left_out_and_told(run: Path, shared_world: World) -> None:
    spoil(run / "visits.jsonl", b'{"at_ms"', b'{"at_ms?')
    tried = shared_world.patrol("audit", str(run))
    assert tried.returncode in {0, 4}
    assert "visits.jsonl:1 could not be read and was left out" in tried.stderr


def test_a_finished_run_is_not_resumed(run: Path, shared_world: World) -> None:
    tried = shared_world.patrol("resume", str(run))
    assert tried.returncode == 2
    assert "ran to its end" in tried.stderr and f"patrol audit {run}" in tried.stderr


@pytest.mark.parametrize(
    ("form", "begin"),
    [
        ("html", "<!doctype html>"),
        ("json", "{"),
        ("junit", "<?xml"),
        ("sarif", "{"),
        ("annotations", "::"),
        ("codequality", "["),
        ("openmetrics", "# type"),
        ("markdown", "#"),
    ],
)
def test_the_report_in_every_form(form: str, begin: str, run: Path, tmp_path: Path, shared_world: World) -> None:
    shown = shared_world.patrol("report", str(run), "--format", form, "--out", "-")
    assert shown.returncode == 0 and shown.stdout.lower().startswith(begin)
    written = shared_world.patrol("report", str(run), "--format", form, "--out", str(tmp_path / "new" / "report"))
    assert written.returncode == 0 and (tmp_path / "new" / "report").read_text("utf-8") == shown.stdout
    beside = shared_world.patrol("report", str(run), "--format", form)
    assert Path(beside.stdout.strip()).parent == run


def test_several_forms_at_once(run: Path, tmp_path: Path, shared_world: World) -> None:
    out = tmp_path / "forms"
    written = shared_world.patrol("report", str(run), "--format", "all", "--out", str(out))
    assert written.returncode == 0, written.stderr
    assert [Path(line) for line in written.stdout.split()] == [out / name for name in FILES.values()]
    assert {file.name for file in out.iterdir()} == set(FILES.values())
    junit = (out / "junit.xml").read_text("utf-8")
    attached = re.findall(r"\[\[ATTACHMENT\|(.+?)\]\]", junit)
    assert attached and all(Path(path).is_file() for path in attached)
    refused = shared_world.patrol("report", str(run), "--format", "junit", "--format", "sarif", "--out", "-")
    assert refused.returncode == 2 and "name a folder" in refused.stderr


@pytest.mark.parametrize(("form", "begin"), [("graphml", "<?xml"), ("json", "{"), ("dot", "digraph")])
def test_the_graph_in_every_form(form: str, begin: str, run: Path, shared_world: World) -> None:
    shown = shared_world.patrol("graph", str(run), "--format", form)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith(begin) and "确认" in shown.stdout


def test_the_graph_as_a_page(run: Path, shared_world: World) -> None:
    shown = shared_world.patrol("graph", str(run))
    assert shown.returncode == 0, shown.stderr
    assert "确认" in Path(shown.stdout.strip()).read_text("utf-8")


def test_the_way_to_a_page_is_a_journey_that_works(
    run: Path, small_phone: Lent, tmp_path: Path, shared_world: World
) -> None:
    app = shutil.copytree(SMALL, tmp_path / "small")
    way = shared_world.patrol("graph", str(run), "--to", "确认", "--out", str(app / "journeys" / "to_confirm.yaml"))
    assert way.returncode == 0, way.stderr
    played = shared_world.patrol(
        "play", str(app), "to_confirm", "--phone", small_phone.address, "--out", str(tmp_path / "out"),
        "--without", "traffic", timeout=100,
    )  # fmt: skip
    assert played.returncode in {0, 4}, played.stderr
    (journey,) = result_of(run_of(tmp_path / "out")).journeys
    assert journey.outcome.value == "passed", played.stdout


def test_an_unknown_page_names_the_nearest(run: Path, shared_world: World) -> None:
    tried = shared_world.patrol("graph", str(run), "--to", "确定")
    assert tried.returncode == 2
    assert "确认" in tried.stderr


def test_the_newest_run_is_called_latest(run: Path, shared_world: World) -> None:
    assert shared_world.patrol("report", str(run.parent / "latest")).stdout.strip() == str(run / "report.html")
