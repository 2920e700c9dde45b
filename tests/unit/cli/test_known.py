from __future__ import annotations

from pathlib import Path

import pytest

from patrol.cli.known import known_graph
from patrol.errors import ConfigError, RunFolderError
from patrol.model.artifacts import Crawl, Environment, PhoneInfo, StopReason
from patrol.model.graph import Page, PageGraph, State
from patrol.store.run_folder import SCHEMA, RunFolder, RunHead

GRAPH = PageGraph(start="home", pages=(Page("home", "首页"),), states=(State("home", "home"),))


def run_of(tmp_path: Path, package: str, crawl: Crawl | None) -> str:
    folder = RunFolder.create(tmp_path, RunHead(SCHEMA, "run-1", "demo", "2026-01-01T00:00:00Z", "0"))
    phone = PhoneInfo(serial="x")
    folder.write(Environment("run-1", "demo", package, "0", "3.11", phone, "2026-01-01T00:00:00Z"))
    if crawl is not None:
        folder.write(crawl)
    folder.close()
    return str(folder.path)


def test_the_graph_of_an_earlier_run_is_read(tmp_path: Path) -> None:
    run = run_of(tmp_path, "com.bank", Crawl(graph=GRAPH, stop=StopReason.complete))
    assert known_graph(run, "com.bank") == GRAPH
    assert known_graph("", "com.bank") is None


def test_a_run_of_another_app_is_refused(tmp_path: Path) -> None:
    run = run_of(tmp_path, "com.shop", Crawl(graph=GRAPH))
    with pytest.raises(ConfigError, match=r"is a run of com\.shop, not of com\.bank"):
        known_graph(run, "com.bank")


def test_a_run_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="knows no pages"):
        known_graph(run_of(tmp_path, "com.bank", None), "com.bank")


def test_what_is_no_run_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError):
        known_graph(str(tmp_path / "nothing"), "com.bank")
