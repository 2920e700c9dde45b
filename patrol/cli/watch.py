"""How a run is watched: a live line for a person at a terminal, plain lines elsewhere. Everything to standard error."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import click

from patrol.model.events import AnyEvent, JourneyEnded, Notice, PageFound, PhaseStarted, Progress

PHASES: dict[str, tuple[str, str]] = {
    "prepare": ("Preparing phone and app", "准备手机与应用"),
    "start-up": ("Measuring start-up", "测量启动"),
    "crawl": ("Exploring", "探索页面"),
    "journeys": ("Walking journeys", "执行用户流程"),
    "restore": ("Putting the phone's settings back", "恢复手机设置"),
    "audit": ("Judging", "评判"),
    "report": ("Writing the report", "生成报告"),
}

PLAIN_EVERY_MS = 5000
"""Progress lines in a log file: often enough to see life, seldom enough to read."""


class Watcher:
    """Shows events; call it with each, inside `with watcher:`."""

    def __init__(self, lang: str, *, interactive: bool) -> None:
        self._chinese = lang == "zh"
        self._interactive = interactive
        self._last_line_ms = -PLAIN_EVERY_MS
        self._status: Any = None
        self._live: AbstractContextManager[Any] = nullcontext()

    def __enter__(self) -> Watcher:
        if self._interactive:
            from rich.console import Console

            self._live = Console(stderr=True).status("…")
        self._status = self._live.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._live.__exit__(*error)

    def __call__(self, event: AnyEvent) -> None:
        show: dict[type[Any], Callable[[Any], None]] = {
            PhaseStarted: self._phase,
            Progress: self._progress,
            PageFound: self._page,
            JourneyEnded: self._journey,
            Notice: self._notice,
        }
        show[type(event)](event)

    def _phase(self, event: PhaseStarted) -> None:
        english, chinese = PHASES.get(event.phase, (event.phase, event.phase))
        self._line(event.at_ms, chinese if self._chinese else english)
        self._last_line_ms = event.at_ms

    def _progress(self, event: Progress) -> None:
        text = self._counts(event)
        if self._status is not None:
            from rich.markup import escape

            self._status.update(escape(text))
        elif event.at_ms - self._last_line_ms >= PLAIN_EVERY_MS:
            self._last_line_ms = event.at_ms
            self._line(event.at_ms, "  " + text)

    def _counts(self, event: Progress) -> str:
        left = "" if event.left_ms is None else _duration(event.left_ms)
        if self._chinese:
            parts = [f"{event.pages} 页", f"{event.actions} 步", left and f"约剩 {left}", event.doing]
        else:
            parts = [f"{event.pages} pages", f"{event.actions} actions", left and f"about {left} left", event.doing]
        return " · ".join(p for p in parts if p)

    def _page(self, event: PageFound) -> None:
        if not self._interactive:
            return
        self._line(event.at_ms, f"  + {event.name}")

    def _journey(self, event: JourneyEnded) -> None:
        marks = {"passed": "✓", "failed": "✗", "broken": "?", "skipped": "–"}
        note = f": {event.message}" if event.message else ""
        self._line(event.at_ms, f"  {marks.get(event.outcome, ' ')} {event.journey}{note}")

    def _notice(self, event: Notice) -> None:
        self._line(event.at_ms, f"  {'!' if event.warning else 'i'} {event.message}")

    def _line(self, at_ms: int, text: str) -> None:
        click.echo(f"{_duration(at_ms):>6}  {text}", err=True)


def _duration(ms: int) -> str:
    seconds = ms // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"
