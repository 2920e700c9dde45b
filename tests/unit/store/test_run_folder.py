"""A run folder survives what happens to runs: kills, full disks, newer versions, two writers."""

from __future__ import annotations

import errno
import gzip
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from patrol.errors import PatrolError, RunFolderError
from patrol.model.artifacts import AppInfo, Crawl, CrawlStep, GatherFailure, Interruption, Journeys, StopReason, Visit
from patrol.model.devicelog import LogLine
from patrol.model.graph import Action, ActionKind
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.record import to_json
from patrol.model.screen import Node, Screen
from patrol.model.traffic import Flow, Traffic
from patrol.store import streams
from patrol.store.run_folder import SCHEMA, RunFolder, RunHead, earlier, new_run_id, newest, runs, usable


def head(run_id: str = "demo-1", schema: int = SCHEMA) -> RunHead:
    return RunHead(schema=schema, run_id=run_id, app="demo", started_at="2026-01-01T00:00:00Z", patrol="0.1.0")


def flow(name: str) -> Flow:
    return Flow(id=name, at_ms=1, method="GET", scheme="https", host="h", port=443, path="/")


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return RunFolder.create(tmp_path, head())


def test_streamed_records_and_whole_fields_make_one_artifact(run: RunFolder) -> None:
    run.append("flows", flow("1"))
    run.append("flows", flow("2"))
    run.write(Traffic(proxy="adb-reverse"))
    assert RunFolder.open(run.path).get(Traffic) == Traffic(flows=(flow("1"), flow("2")), proxy="adb-reverse")


def test_a_torn_last_line_is_passed_over_and_cut_off_before_more_is_written(run: RunFolder) -> None:
    run.append("flows", flow("1"))
    run.close()
    with (run.path / "flows.jsonl").open("ab") as file:
        file.write(b'{"id":"torn"')
    again = RunFolder.open(run.path)
    assert again.get(Traffic) == Traffic(flows=(flow("1"),))
    again.append("flows", flow("2"))
    assert RunFolder.open(run.path).get(Traffic) == Traffic(flows=(flow("1"), flow("2")))
    assert again.damage == []


def test_the_last_moment_is_that_of_any_stream(run: RunFolder) -> None:
    assert run.last_ms() == 0
    run.append("visits", Visit(5, "home", "home"))
    run.append("journeys", JourneyTrace("pay", "付款", Outcome.passed, 7, 900))
    for at_ms in range(2_000):
        run.append("log", LogLine(at_ms, 1, 1, "I", "app", "余额"))
    run.append("log", LogLine(2_000, 1, 1, "I", "app", "长" * 40_000))
    with (run.path / "log.jsonl").open("ab") as file:
        file.write(b'{"at_ms":9999,"torn')
    assert RunFolder.open(run.path).last_ms() == 2_000
    with (run.path / "flows.jsonl").open("ab") as file:
        file.write(b"\xff\n")
    assert RunFolder.open(run.path).last_ms() == 2_000


def test_a_damaged_line_is_named(run: RunFolder) -> None:
    run.append("flows", flow("1"))
    with (run.path / "flows.jsonl").open("ab") as file:
        file.write(b"\xff\xfe\n")
    run.append("flows", flow("2"))
    again = RunFolder.open(run.path)
    assert again.get(Traffic) == Traffic(flows=(flow("1"), flow("2")))
    assert again.damage == ["flows.jsonl:2"]


def test_the_last_line_of_a_crawl_step_counts(run: RunFolder) -> None:
    sent = CrawlStep(index=1, at_ms=5, source="a", action=Action(ActionKind.back))
    seen = CrawlStep(index=1, at_ms=5, source="a", action=Action(ActionKind.back), ended_ms=9, target="b")
    in_flight = CrawlStep(index=2, at_ms=10, source="b", action=Action(ActionKind.back))
    for step in (sent, seen, in_flight):
        run.append("steps", step)
    run.write(Crawl(stop=StopReason.actions))
    crawl = RunFolder.open(run.path).get(Crawl)
    assert isinstance(crawl, Crawl) and crawl.steps == (seen, in_flight) and crawl.stop is StopReason.actions


def test_a_missing_artifact_is_a_failure_with_its_gatherer(run: RunFolder) -> None:
    assert run.get(AppInfo) == GatherFailure("app", "app", "was not recorded")
    failure = GatherFailure("traffic", "traffic", "mitmdump is missing", "Install it.", 7)
    run.failed(failure)
    assert RunFolder.open(run.path).get(Traffic) == failure


def test_a_run_that_nobody_finished_was_cut_short(run: RunFolder) -> None:
    assert "killed" in run.interruptions()[0].reason
    run.finished()
    assert run.interruptions() == ()
    run.interrupted(Interruption(at_ms=3, reason="Ctrl-C"))
    assert run.interruptions() == (Interruption(at_ms=3, reason="Ctrl-C"),)
    run.reopened()
    assert "killed" in run.interruptions()[0].reason


def test_pictures_and_trees_come_back_and_are_kept_once(run: RunFolder) -> None:
    screen = Screen(at_ms=77, package="p", roots=(Node(text="港湾"),))
    assert run.save_picture(b"png") == run.save_picture(b"png")
    path = run.save_tree(screen)
    assert run.picture(run.save_picture(b"png")) == b"png"
    assert run.tree(path) == Screen(at_ms=0, package="p", roots=(Node(text="港湾"),))
    assert len(list((run.path / "pictures").iterdir())) == 1


@pytest.mark.parametrize("path", ["", "../outside", "/etc/passwd", "pictures/none.png"])
def test_paths_outside_the_run_are_not_read(run: RunFolder, path: str) -> None:
    assert run.picture(path) is None


def test_a_damaged_tree_is_none(run: RunFolder) -> None:
    (run.path / "trees").mkdir()
    (run.path / "trees" / "a.json.gz").write_bytes(gzip.compress(b"{}")[:10])
    assert run.tree("trees/a.json.gz") is None
    assert run.damage == ["trees/a.json.gz"]


def test_a_newer_schema_is_refused_with_both_versions(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "run.json").write_bytes(to_json(head(schema=SCHEMA + 1)))
    with pytest.raises(RunFolderError, match=f"schema {SCHEMA + 1} .*this patrol reads up to schema {SCHEMA}"):
        RunFolder.open(tmp_path / "r")


def test_no_run_names_the_runs_that_are_there(run: RunFolder) -> None:
    with pytest.raises(RunFolderError, match=r"no run\.json.*Runs there: demo-1"):
        RunFolder.open(run.path.parent / "demo-2")


def test_a_damaged_head_is_a_clear_error(run: RunFolder) -> None:
    (run.path / "run.json").write_bytes(b"{")
    with pytest.raises(RunFolderError, match="cannot be read"):
        RunFolder.open(run.path)


def test_two_writers_are_kept_apart(run: RunFolder) -> None:
    second = RunFolder.open(run.path)
    with pytest.raises(RunFolderError, match=f"being written by process {os.getpid()}"):
        second.lock()
    run.close()
    second.lock()


def test_creating_a_run_twice_is_refused(run: RunFolder) -> None:
    with pytest.raises(RunFolderError, match="exists already"):
        RunFolder.create(run.path.parent, head())


def test_a_full_disk_is_said_and_the_stream_stays_whole(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    run.append("flows", flow("1"))
    real = os.write

    def refuse(file: int, data: bytes) -> int:
        real(file, data[:20])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(streams.DiskFull, match="disk is full"):
        run.append("flows", flow("2"))
    monkeypatch.undo()
    assert RunFolder.open(run.path).get(Traffic) == Traffic(flows=(flow("1"),))


def test_run_ids_sort_by_time_and_hold_no_separators() -> None:
    assert new_run_id("a/b c", datetime(2026, 1, 2, 3, 4, 5)) == "b-c-20260102-030405"


def test_latest_is_the_newest_run(run: RunFolder) -> None:
    newer = RunFolder.create(run.path.parent, head("demo-2"))
    os.utime(newer.path / "run.json", ns=(2**62, 2**62))
    assert newest(run.path.parent) == newer.path
    assert RunFolder.open(run.path.parent / "latest").path == newer.path


def test_two_runs_of_one_second_get_folders_of_their_own(tmp_path: Path) -> None:
    begun = [RunFolder.begin(tmp_path, head(), now_ms=1_000) for _ in range(3)]
    assert [folder.path.name for folder in begun] == ["demo-1", "demo-1-2", "demo-1-3"]
    assert [folder.head.run_id for folder in begun] == ["demo-1", "demo-1-2", "demo-1-3"]
    assert [RunFolder.open(folder.path).order for folder in begun] == [1_000, 1_001, 1_002]


def test_runs_that_begin_at_once_all_get_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(lambda _: RunFolder.begin(tmp_path, head(), now_ms=1_000), range(16)))
    assert len({folder.path for folder in begun}) == 16


def test_a_clock_that_is_set_back_or_forward_does_not_change_the_order_of_runs(tmp_path: Path) -> None:
    hours = {"first": 10, "ahead": 9_000, "back": 11, "older": 12}
    for name, hour in hours.items():
        RunFolder.begin(tmp_path, head(name), now_ms=hour * 3_600_000).close()
    assert [path.name for path in runs(tmp_path)] == ["older", "back", "ahead", "first"]
    assert [path.name for path in earlier(RunFolder.open(tmp_path / "back"))] == ["ahead", "first"]
    assert RunFolder.open(tmp_path / "latest").path.name == "older"


def test_latest_is_not_a_run_that_somebody_else_is_writing(tmp_path: Path) -> None:
    ended = RunFolder.begin(tmp_path, head("ended"), now_ms=1_000)
    ended.close()
    going_on = RunFolder.begin(tmp_path, head("going-on"), now_ms=2_000)
    assert newest(tmp_path) == ended.path
    going_on.close()
    assert newest(tmp_path) == going_on.path


def test_a_run_that_is_about_to_end_records_nothing_more(run: RunFolder) -> None:
    run.append("flows", flow("1"))
    run.freeze()
    late = threading.Thread(target=lambda: run.append("flows", flow("2")), daemon=True)
    late.start()
    late.join(0.05)
    assert late.is_alive()
    assert RunFolder.open(run.path).get(Traffic) == Traffic(flows=(flow("1"),))


def test_what_a_resumed_run_adds_is_read_too(run: RunFolder) -> None:
    run.append("flows", flow("1"))
    assert run.get(Traffic) == Traffic(flows=(flow("1"),))
    run.append("flows", flow("2"))
    assert run.get(Traffic) == Traffic(flows=(flow("1"), flow("2")))


def test_a_journey_that_broke_off_and_was_walked_again_counts_once(run: RunFolder) -> None:
    broken = JourneyTrace("pay", "Pay", Outcome.broken, 0, 1)
    again = JourneyTrace("pay", "Pay", Outcome.passed, 5, 9)
    other = JourneyTrace("ask", "Ask", Outcome.broken, 2, 3)
    for trace in (broken, other, again):
        run.append("journeys", trace)
    assert RunFolder.open(run.path).get(Journeys) == Journeys(traces=(other, again))


def test_a_damaged_result_is_told_from_none(run: RunFolder) -> None:
    assert run.result() is None
    (run.path / "result.json").write_bytes(b'{"schema')
    with pytest.raises(RunFolderError, match=r"result.json cannot be read.*patrol audit"):
        run.result()


def test_a_folder_of_runs_is_tried_before_anything_is_recorded(tmp_path: Path) -> None:
    usable(tmp_path / "new" / "runs")
    assert list((tmp_path / "new" / "runs").iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PatrolError, match="could not be written"):
        usable(tmp_path / "file" / "runs")
