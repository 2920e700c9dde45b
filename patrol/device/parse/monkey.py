"""What Android's `monkey` prints."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEGIN = re.compile(r"^:Monkey: seed=(\d{1,20}) count=(\d{1,12})", re.M)
_PACKAGE = re.compile(r"^:AllowPackage: (\S{1,300})", re.M)
_INJECTED = re.compile(r"^Events injected: (\d{1,12})", re.M)
_DROPPED = re.compile(r"^:Dropped: (.{1,200})", re.M)
_PART = re.compile(r"(\w{1,30})=(\d{1,12})")
_CRASH = re.compile(r"^// CRASH: (\S{1,300}) \(pid (\d{1,10})\)", re.M)
_ANR = re.compile(r"^// NOT RESPONDING: (\S{1,300}) \(pid (\d{1,10})\)", re.M)
_ABORTED = re.compile(r"^\*\* (?:Monkey aborted due to error\.|System appears to have crashed at event)", re.M)


@dataclass(frozen=True, slots=True)
class MonkeyRun:
    seed: int | None = None
    planned: int | None = None
    injected: int | None = None
    packages: tuple[str, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
    crashed: tuple[str, ...] = ()
    not_responding: tuple[str, ...] = ()
    finished: bool = False
    """It said that it came to its end, and was not stopped by an error."""


def parse(text: str) -> MonkeyRun:
    begin, injected, dropped = _BEGIN.search(text), _INJECTED.search(text), _DROPPED.search(text)
    return MonkeyRun(
        int(begin[1]) if begin else None,
        int(begin[2]) if begin else None,
        int(injected[1]) if injected else None,
        tuple(dict.fromkeys(_PACKAGE.findall(text))),
        tuple((name, int(count)) for name, count in _PART.findall(dropped[1])) if dropped else (),
        tuple(process for process, _ in _CRASH.findall(text)),
        tuple(process for process, _ in _ANR.findall(text)),
        "\n// Monkey finished" in text and _ABORTED.search(text) is None,
    )
