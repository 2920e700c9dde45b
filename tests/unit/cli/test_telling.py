"""What a run tells: to a person, to a log, to a program."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from typing import Any

import pytest

from patrol.cli import telling
from patrol.cli.telling import Show, Teller
from patrol.model.events import EVENTS_SCHEMA, AnyEvent, Began, Ended, FolderMade
from tests.unit.cli.test_watch import CRAWL

RUN: tuple[AnyEvent, ...] = (
    Began(at_ms=0, schema=EVENTS_SCHEMA, patrol="0.1.0", command="run", app="small", started_at="2026-01-01T00:00:00Z"),
    FolderMade(at_ms=0, run="small-1", path="reports/small-1"),
    *CRAWL,
)
END = Ended(at_ms=18_000, exit_code=4, overall="inconclusive", report="reports/small-1/report.html")


def told(show: Show, capsys: pytest.CaptureFixture[str]) -> tuple[list[str], list[str]]:
    """(lines on standard output, lines on standard error) of a run."""
    tell = Teller("en", show, interactive=False)
    with tell:
        for event in RUN:
            tell(event)
    tell.end(END)
    said = capsys.readouterr()
    return said.out.splitlines(), said.err.splitlines()


def test_a_log_gets_plain_lines_and_standard_output_the_path(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(Show(), capsys)
    assert out == ["reports/small-1/report.html"]
    assert "  0:10  Walking journeys" in err


def test_quiet_leaves_warnings_and_the_path(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(Show(quiet=True), capsys)
    assert out == ["reports/small-1/report.html"]
    assert err == ["patrol: the proxy\ufffd[2J was started again"]


def test_events_are_json_lines_and_nothing_else_is_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(Show(json=True), capsys)
    events: list[dict[str, Any]] = [json.loads(line) for line in out]
    assert [event["event"] for event in events] == [
        "begin", "folder", "phase", "page", "progress", "progress", "phase", "progress", "journey", "notice", "end",
    ]  # fmt: skip
    assert events[0]["schema"] == EVENTS_SCHEMA
    assert events[-1]["exit_code"] == 4
    assert "reports/small-1/report.html" in err and "  0:10  Walking journeys" in err


def test_time_never_goes_back_in_events(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = told(Show(quiet=True, json=True), capsys)
    times = [json.loads(line)["at_ms"] for line in out]
    assert times == sorted(times) and times[-1] == 19_000


class Gone(io.BytesIO):
    """A pipe whose reader has left."""

    def flush(self) -> None:
        raise BrokenPipeError


def test_a_run_goes_on_when_nobody_reads_its_events(monkeypatch: pytest.MonkeyPatch) -> None:
    output = io.TextIOWrapper(Gone())
    monkeypatch.setattr(sys, "stdout", output)
    tell = Teller("en", Show(quiet=True, json=True), interactive=False)
    for event in RUN:
        tell(event)
    with contextlib.suppress(BrokenPipeError):
        output.close()  # what is left in it would be written, in vain again, by the garbage collector


def test_a_reader_that_hangs_does_not_hold_up_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(telling, "READ_WITHIN_S", 0.01)
    tell = Teller("en", Show(quiet=True, json=True), interactive=False)
    with tell._line:  # another thread waits in its write
        tell.end(END)
    assert capsys.readouterr().err.splitlines() == ["reports/small-1/report.html"]
