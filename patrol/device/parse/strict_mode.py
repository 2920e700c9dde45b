"""StrictMode violations in the log, Android 2.3 to 16 (tag StrictMode)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from patrol.device.parse.java_crash import Throwable, stack
from patrol.device.parse.logcat import Entry

MAX_LINES = 500

_VIOLATION = re.compile(
    r"StrictMode (?:policy|VmPolicy) violation(?: with POLICY_DEATH)?(?:; ~duration=(\d{1,12}) ms|; \w{1,40}=\S{1,40})?"
    r"(?:: (.{1,4000}))?"
)


@dataclass(frozen=True, slots=True)
class Violation:
    kind: str
    """Class of the violation: `android.os.strictmode.DiskReadViolation`."""
    pid: int
    when: str
    duration_ms: int | None = None
    """How long the main thread was held up, where the system measured it."""
    chain: tuple[Throwable, ...] = ()

    @property
    def frames(self) -> tuple[str, ...]:
        return self.chain[0].frames if self.chain else ()


def from_entries(entries: Iterable[Entry]) -> tuple[Violation, ...]:
    """The violations whose first line the log still holds; the rest of an older one belongs to none of them."""
    blocks: list[list[Entry]] = []
    last: dict[tuple[int, int], list[Entry]] = {}
    for entry in entries:
        if entry.tag != "StrictMode":
            continue
        key = (entry.pid, entry.tid)
        if _VIOLATION.match(entry.message):
            last[key] = [entry]
            blocks.append(last[key])
        elif key in last and len(last[key]) < MAX_LINES:
            last[key].append(entry)
    return tuple(_violation(block) for block in blocks)


def _violation(block: list[Entry]) -> Violation:
    match = _VIOLATION.match(block[0].message)
    said = (match[2] if match else None) or ""
    chain = stack([said or "", *(entry.message for entry in block[1:])])
    kind = chain[0].kind if chain else said.partition(":")[0].strip()
    duration = int(match[1]) if match and match[1] else None
    return Violation(kind, block[0].pid, block[0].when, duration, chain)
