"""How a run is watched: a live line for a person at a terminal, plain lines elsewhere. Everything to standard error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from patrol.model.events import AnyEvent, JourneyEnded, Notice, PageFound, PhaseStarted, Progress
from patrol.report.plain import one_line, plain

PHASES: dict[str, tuple[str, str]] = {
    "prepare": ("Preparing phone and app", "准备手机与应用"),
    "start-up": ("Measuring start-up", "测量启动"),
    "crawl": ("Exploring", "探索页面"),
    "journeys": ("Walking journeys", "执行用户流程"),
    "quiet": ("Leaving the app alone", "静置观察"),
    "passwords": ("Trying the password fields", "试验密码输入框"),
    "consent": ("Trying the consent window", "试验隐私同意弹窗"),
    "self-start": ("Watching whether the app starts itself", "观察应用是否自启动"),
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
        self._last_line_ms = -PLAIN_EVERY_MS
        self._phase_name = ""
        self._pages = 0
        self._actions = 0
        self._live = _Live() if interactive else None

    def __enter__(self) -> Watcher:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *error: Any) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, event: AnyEvent) -> None:
        show: dict[type[Any], Callable[[Any], None]] = {
            PhaseStarted: self._phase,
            Progress: self._progress,
            PageFound: self._page,
            JourneyEnded: self._journey,
            Notice: self._notice,
        }
        if told := show.get(type(event)):
            told(event)

    def _phase(self, event: PhaseStarted) -> None:
        english, chinese = PHASES.get(event.phase, (event.phase, event.phase))
        self._phase_name = chinese if self._chinese else english
        self._line(event.at_ms, self._phase_name)
        self._last_line_ms = event.at_ms
        if self._live is not None:
            self._live.update(self._status(""))

    def _progress(self, event: Progress) -> None:
        if event.pages:
            self._pages, self._actions = event.pages, event.actions
        doing = [self._of(event), self._left(event), one_line(event.doing)]
        if self._live is not None:
            self._live.update(self._status(*doing))
        elif event.at_ms - self._last_line_ms >= PLAIN_EVERY_MS:
            self._last_line_ms = event.at_ms
            self._line(event.at_ms, "  " + _joined(self._counts(), *doing))

    def _status(self, *doing: str) -> str:
        return _joined(self._phase_name, self._counts(), *doing)

    def _counts(self) -> str:
        """Of the whole run: journeys find pages too."""
        if not self._pages:
            return ""
        if self._chinese:
            return f"{self._pages} 页 · {self._actions} 步"
        return f"{_counted(self._pages, 'page')} · {_counted(self._actions, 'action')}"

    def _of(self, event: Progress) -> str:
        if not event.total:
            return ""
        return f"第 {event.done}/{event.total} 条" if self._chinese else f"{event.done} of {event.total}"

    def _left(self, event: Progress) -> str:
        if event.left_ms is None:
            return ""
        left = _duration(event.left_ms)
        return f"约剩 {left}" if self._chinese else f"about {left} left"

    def _page(self, event: PageFound) -> None:
        self._pages += 1
        if self._live is not None:
            self._line(event.at_ms, f"  + {event.name}")

    def _journey(self, event: JourneyEnded) -> None:
        marks = {"passed": "✓", "failed": "✗", "broken": "?", "skipped": "–"}
        note = f": {event.message}" if event.message else ""
        self._line(event.at_ms, f"  {marks.get(event.outcome, ' ')} {event.journey}{note}")

    def _notice(self, event: Notice) -> None:
        self._line(event.at_ms, f"  {'!' if event.warning else 'i'} {event.message}")

    def _line(self, at_ms: int, text: str) -> None:
        line = f"{_duration(at_ms):>6}  {plain(text)}"
        if self._live is not None:
            self._live.above(line)
        else:
            click.echo(line, err=True)


class _Live:
    """The line at the bottom of the terminal. Everything above it must be printed through it, or the two get mixed."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False)
        self._status = self._console.status("")

    def start(self) -> None:
        self._status.start()

    def stop(self) -> None:
        self._status.stop()

    def update(self, text: str) -> None:
        from rich.text import Text

        self._status.update(Text(text, no_wrap=True, overflow="ellipsis"))

    def above(self, line: str) -> None:
        self._console.print(line, markup=False, emoji=False, soft_wrap=True)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _duration(ms: int) -> str:
    seconds = ms // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"
