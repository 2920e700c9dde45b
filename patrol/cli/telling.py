"""How a run tells what it does: to a person at a terminal, to a log, or as JSON lines to a program."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from patrol.cli.options import Decorator, combined
from patrol.cli.watch import Watcher
from patrol.model.events import AnyEvent, Ended, Notice
from patrol.report.plain import plain

if TYPE_CHECKING:
    from patrol.model.result import InspectionResult


@dataclass(frozen=True, slots=True)
class Show:
    """How much, and to whom."""

    quiet: bool = False
    """Only what went wrong, and at the end the report's path."""
    json: bool = False
    """Events as JSON lines on standard output, everything else on standard error."""


def telling() -> Decorator:
    """The options --quiet and --json, given as `silent` and `events`."""
    return combined(
        click.option("--quiet", "silent", is_flag=True, help="No progress and no summary; warnings and errors only."),
        click.option(
            "--json",
            "events",
            is_flag=True,
            help="Events as JSON lines on standard output, everything else on standard error.",
        ),
    )


READ_WITHIN_S = 3
"""A program that stops reading its pipe holds up the thread that writes, but not the end of the run."""


class Teller:
    """Told of each event, inside `with teller:`, from any thread."""

    def __init__(self, lang: str, show: Show, *, interactive: bool) -> None:
        self._show = show
        self._lang = lang
        self._watch = None if show.quiet else Watcher(lang, interactive=interactive)
        self._line = threading.Lock()
        self._read = True
        self._last_ms = 0

    def __enter__(self) -> Teller:
        if self._watch is not None:
            self._watch.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        if self._watch is not None:
            self._watch.__exit__(*error)

    def __call__(self, event: AnyEvent) -> None:
        if self._show.json:
            self._write(event)
        if self._watch is not None:
            self._watch(event)
        elif isinstance(event, Notice) and event.warning:
            click.echo(f"patrol: {plain(event.message)}", err=True)

    def _write(self, event: AnyEvent) -> None:
        """One line, at once. Whoever read them may have gone (`| head`): the run goes on without him."""
        from msgspec import structs

        from patrol.model.record import to_json

        if not self._line.acquire(timeout=READ_WITHIN_S):
            return
        try:
            self._last_ms = max(self._last_ms, event.at_ms)
            if self._read:
                sys.stdout.buffer.write(to_json(structs.replace(event, at_ms=self._last_ms)) + b"\n")
                sys.stdout.buffer.flush()
        except BrokenPipeError:
            self._read = False
            _close_stdout()
        finally:
            self._line.release()

    def result(self, result: InspectionResult) -> None:
        """The summary, when somebody wants to read it."""
        from patrol.report import terminal

        if not self._show.quiet:
            out = sys.stderr if self._show.json else sys.stdout
            click.echo(terminal.render(result, self._lang, colour=out.isatty()), nl=False, file=out)

    def end(self, ended: Ended) -> None:
        """The last event, and the report's path."""
        self(ended)
        if ended.report:
            click.echo(ended.report, err=self._show.json)


def _close_stdout() -> None:
    """Python writes what is left at its end, and would exit with 120 when it cannot."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
