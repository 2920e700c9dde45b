"""The second half of a run, once there is something recorded: judge it, write the forms that were asked for, say what
was found, and give the exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from patrol.cli.ahead import Ahead
from patrol.cli.comparing import keep
from patrol.cli.ending import leave
from patrol.cli.forms import FILES, named, write
from patrol.errors import PatrolError
from patrol.model.events import Ended, PhaseStarted

if TYPE_CHECKING:
    from patrol.cli.judging import Rules
    from patrol.cli.telling import Teller
    from patrol.model.result import InspectionResult
    from patrol.store.run_folder import RunFolder


@dataclass(frozen=True, slots=True)
class Finishing:
    """What a run is judged by, and who is told."""

    rules: Rules
    tell: Teller
    lang: str = "en"
    compare: str = "none"
    forms: tuple[str, ...] = ()
    checks: tuple[Path, ...] = ()
    forgiving: bool = False
    """Findings give 0 too: those of the demo are planted."""
    ahead: Ahead = field(default_factory=Ahead)
    hold: Callable[[RunFolder], None] = lambda folder: None
    """Lays the baseline, where there is one, into the run folder."""

    def judge(self, folder: RunFolder, at_ms: int) -> InspectionResult:
        """The result, written with every form. Raises PatrolError: nothing to judge, no space for a report."""
        from patrol.cli.judging import judge

        self.tell(PhaseStarted(at_ms=at_ms, phase="audit"))
        keep(folder, self.compare)
        self.hold(folder)
        result = judge(folder, self.lang, self.rules, packed=self.ahead.end())
        write(self.forms, result, folder, self.lang, self.checks)
        return result

    def finish(self, folder: RunFolder, result: InspectionResult, ended_by: PatrolError | None, at_ms: int) -> int:
        """Says what was found; the exit code."""
        from patrol.model.result import EXIT_CODES, Overall

        self.tell.result(result)
        code = EXIT_CODES[result.overall]
        if self.forgiving and result.overall is Overall.findings:
            code = 0
        if ended_by is not None:
            code = self.said(ended_by, folder)
        files = {form: str(folder.path / FILES[form]) for form in named(self.forms)}
        self.tell.end(
            Ended(
                at_ms=at_ms,
                exit_code=code,
                overall=result.overall.value,
                summary=result.summary.of(self.lang),
                decided_by=result.decided_by,
                gate=result.gate.status.value if result.gate else "",
                cut_short=tuple(told.reason for told in result.interruptions),
                error=ended_by.message if ended_by else "",
                advice=ended_by.advice if ended_by else "",
                report=str(folder.path / "report.html"),
                files=files,
            )
        )
        return code

    def said(self, by: PatrolError, folder: RunFolder) -> int:
        """Says what ended the run early and how to go on; the exit code."""
        click.echo(f"patrol: {by.message}", err=True)
        for line in filter(None, (by.advice, f"patrol resume {folder.path}")):
            click.echo(f"        {line}", err=True)
        return by.exit_code

    def failed(self, error: PatrolError, at_ms: int) -> None:
        """Tells a program of the end without a result; people read it from whoever catches the error."""
        self.tell(Ended(at_ms=at_ms, exit_code=error.exit_code, error=error.message, advice=error.advice))

    def cut(self, folder: RunFolder, why: str) -> NoReturn:
        """Judges what lies in the folder while the recording still waits for the phone, and ends the process."""
        from patrol.model.artifacts import Interruption
        from patrol.store.run_folder import RunFolder as Folder

        folder.freeze()
        other = Folder.open(folder.path)
        at_ms = other.last_ms()
        other.interrupted(Interruption(at_ms=at_ms, reason=f"{why}, and the phone did not let go in time"))
        try:
            code = self.finish(other, self.judge(other, at_ms), None, at_ms)
        except PatrolError as error:
            self.failed(error, at_ms)
            code = self.said(error, other)
        leave(code)
