"""What a person sees of a run while it goes on."""

from __future__ import annotations

import io

import pytest

from patrol.cli.watch import Watcher
from patrol.model.events import AnyEvent, JourneyEnded, Notice, PageFound, PhaseStarted, Progress

CRAWL: tuple[AnyEvent, ...] = (
    PhaseStarted(at_ms=0, phase="crawl"),
    PageFound(at_ms=900, page="p-1", name="首页"),
    Progress(at_ms=1000, phase="crawl", pages=1, actions=1, doing="首页"),
    Progress(at_ms=9000, phase="crawl", pages=2, actions=7, left_ms=61_000, doing="转账"),
    PhaseStarted(at_ms=10_000, phase="journeys"),
    Progress(at_ms=16_000, phase="journeys", done=2, total=3, left_ms=4000, doing="手机号转账"),
    JourneyEnded(at_ms=18_000, journey="手机号转账", outcome="failed", message="no text “转账成功”"),
    Notice(at_ms=19_000, message="the proxy\x1b[2J was started again"),
)


def shown(lang: str, capsys: pytest.CaptureFixture[str]) -> str:
    with Watcher(lang, interactive=False) as watch:
        for event in CRAWL:
            watch(event)
    return capsys.readouterr().err


def test_a_log_file_gets_plain_lines_with_phase_pages_actions_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown("en", capsys).splitlines() == [
        "  0:00  Exploring",
        "  0:09    2 pages · 7 actions · about 1:01 left · 转账",
        "  0:10  Walking journeys",
        "  0:16    2 pages · 7 actions · 2 of 3 · about 0:04 left · 手机号转账",
        "  0:18    ✗ 手机号转账: no text “转账成功”",
        "  0:19    ! the proxy\ufffd[2J was started again",
    ]


def test_the_same_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert "  0:09    2 页 · 7 步 · 约剩 1:01 · 转账" in shown("zh", capsys)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_at_a_terminal_lines_are_never_mixed_with_the_live_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    with Watcher("en", interactive=True) as watch:
        for event in CRAWL:
            watch(event)
    lines = [part.split("\x1b[2K")[-1] for part in terminal.getvalue().replace("\r", "").splitlines()]
    assert "  0:00    + 首页" in lines
    assert "  0:10  Walking journeys" in lines
