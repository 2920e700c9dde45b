"""What `am start -W` printed."""

from __future__ import annotations

import re

from patrol.device.driver import LaunchReport

_FIELD = re.compile(r"^(Status|LaunchState|Activity|TotalTime|WaitTime): *(.*?) *$", re.MULTILINE)
_BEGIN = re.compile(r"^Starting: ", re.MULTILINE)
_ERROR = re.compile(r"^(?:Error: .*|Error type \d+|Security exception: .*|java\.lang\.\w*Exception.*)$", re.MULTILINE)
_NOT_STARTED = "Warning: Activity not started"


def launches(text: str) -> tuple[LaunchReport, ...]:
    """One report for each `Starting:` line; several when several launches went into one output."""
    text = text.replace("\r", "")
    starts = [match.start() for match in _BEGIN.finditer(text)] or [0]
    return tuple(_report(text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True))


def launch(text: str) -> LaunchReport:
    """The report of the last launch in `text`; empty when there is none."""
    return launches(text)[-1]


def launch_error(text: str) -> str:
    """What `am` complained of, its most telling line; "" when it did not."""
    lines = _ERROR.findall(text.replace("\r", ""))
    return max(lines, key=len) if lines else ""


def _report(text: str) -> LaunchReport:
    said = dict(_FIELD.findall(text))
    state = said.get("LaunchState", "")
    # Before LaunchState came (Android 9), a task that was only brought forward carries a TotalTime too: 0, or the time
    # of whatever else was drawn. It is no launch, so it has no launch time.
    foreign = _NOT_STARTED in text and not state
    return LaunchReport(
        status=said.get("Status", ""),
        state=state,
        activity=said.get("Activity", ""),
        total_ms=None if foreign else _number(said.get("TotalTime")),
        wait_ms=_number(said.get("WaitTime")),
        raw=text,
    )


def _number(text: str | None) -> float | None:
    return float(text) if text and text.isascii() and text.isdecimal() else None
