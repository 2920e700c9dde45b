"""What went wrong according to the device log: crashes, native crashes, ANRs, StrictMode violations, slow frames that
the system complained of. Each has a signature that stays the same in the next build unless the code moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from patrol.model.artifacts import AppInfo, Environment
from patrol.model.devicelog import DeviceLog, LogLine


class IncidentKind(StrEnum):
    crash = "crash"
    native_crash = "native_crash"
    anr = "anr"
    strict_mode = "strict_mode"
    davey = "davey"
    """A frame of over 700 ms, as HWUI reports it."""


@dataclass(frozen=True, slots=True)
class Incident:
    kind: IncidentKind
    at_ms: int | None
    signature: str
    """Such as `java.lang.NullPointerException at com.bank.PayActivity.onClick`."""
    summary: str
    """Its decisive line, as logged."""
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incidents:
    all: tuple[Incident, ...]

    def groups(self, *kinds: IncidentKind) -> dict[str, list[Incident]]:
        """Incidents of these kinds by signature, in the order of their first appearance."""
        found: dict[str, list[Incident]] = {}
        for incident in self.all:
            if incident.kind in kinds:
                found.setdefault(incident.signature, []).append(incident)
        return found


MAX_LINES = 60
"""Lines kept of one incident: enough for a stack with two causes."""

FRAME = re.compile(r"^\s*at ([\w$.<>]+)\(")
EXCEPTION = re.compile(r"^(?:Caused by: )?([\w$]+(?:\.[\w$]+)+)(?::.*)?$")
ANR = re.compile(r"^ANR in ([\w.:]+)(?: \(([^)]*)\))?")
STRICT = re.compile(r"StrictMode policy violation.*?: ([\w$.]+)")
NATIVE_PROCESS = re.compile(r">>> (\S+) <<<")
SIGNAL = re.compile(r"^signal \d+ \((\w+)\)")
NATIVE_FRAME = re.compile(r"^\s*#\d+\s+pc [0-9a-f]+\s+(\S+)(?:[^(]*\(([^(+)]+))?")
DAVEY = re.compile(r"Davey! duration=(\d+)ms")

FRAMEWORK = (
    "android.",
    "androidx.",
    "java.",
    "javax.",
    "kotlin.",
    "kotlinx.",
    "com.android.",
    "dalvik.",
    "libcore.",
    "sun.",
)

Block = list[LogLine]


def incidents(log: DeviceLog, app: AppInfo | None, environment: Environment | None) -> Incidents:
    package = app.package if app else environment.package if environment else ""
    found = []
    for block in _blocks(log.lines):
        if incident := READERS[block[0].tag](block, package):
            found.append(incident)
    return Incidents(tuple(sorted(found, key=lambda one: -1 if one.at_ms is None else one.at_ms)))


def _blocks(lines: Iterable[LogLine]) -> Iterator[Block]:
    """Successive lines of one tag and thread that belong together. Other threads' lines in between do not matter."""
    open_blocks: dict[tuple[str, int, int], Block] = {}
    for line in lines:
        starts = STARTS.get(line.tag)
        if starts is None:
            continue
        key = (line.tag, line.pid, line.tid)
        block = open_blocks.get(key)
        if starts(line.message):
            if block:
                yield block
            open_blocks[key] = [line]
        elif block is not None and len(block) < MAX_LINES:
            block.append(line)
    yield from open_blocks.values()


def _crash(block: Block, package: str) -> Incident | None:
    messages = [line.message for line in block]
    process = next((m for m in messages if m.startswith("Process: ")), "")
    if package and process and not _is_app(process.removeprefix("Process: ").partition(",")[0], package):
        return None
    stack = [m for m in messages[1:] if not m.startswith(("Process: ", "PID: "))]
    return _incident(IncidentKind.crash, block, _java_signature(stack, package), _deepest_cause(stack))


def _anr(block: Block, package: str) -> Incident | None:
    match = ANR.match(block[0].message)
    if not match or (package and not _is_app(match[1], package)):
        return None
    reason = next((line.message for line in block if line.message.startswith("Reason: ")), "")
    activity = (match[2] or "").rpartition("/")[2]
    cause = re.sub(r"\(.*|[0-9a-f]{6,}|\d+", "", reason.removeprefix("Reason: ")).strip(" .")
    signature = f"ANR {activity or match[1]}: {cause}" if cause else f"ANR {activity or match[1]}"
    return _incident(IncidentKind.anr, block, signature, reason or block[0].message)


def _strict(block: Block, package: str) -> Incident | None:
    match = STRICT.search(block[0].message)
    if not match:
        return None
    signature = f"{match[1]} {_where([line.message for line in block], package)}".strip()
    return _incident(IncidentKind.strict_mode, block, signature, block[0].message)


def _native(block: Block, package: str) -> Incident | None:
    messages = [line.message for line in block]
    process = next((m[1] for text in messages if (m := NATIVE_PROCESS.search(text))), "")
    if package and process and not _is_app(process, package):
        return None
    signal = next((m[1] for text in messages if (m := SIGNAL.match(text))), "native crash")
    frames = [m for text in messages if (m := NATIVE_FRAME.match(text))]
    top = frames[0] if frames else None
    place = f" in {top[1].rpartition('/')[2]}" + (f" ({top[2]})" if top[2] else "") if top else ""
    return _incident(IncidentKind.native_crash, block, signal + place, f"{signal}{place}")


def _davey(block: Block, package: str) -> Incident | None:
    match = DAVEY.search(block[0].message)
    return _incident(IncidentKind.davey, block[:1], "Davey!", f"Davey! {match[1]} ms") if match else None


def _incident(kind: IncidentKind, block: Block, signature: str, summary: str) -> Incident:
    return Incident(kind, block[0].at_ms, signature, summary, tuple(line.message for line in block))


def _is_app(process: str, package: str) -> bool:
    return process == package or process.startswith(f"{package}:")


def _deepest_cause(stack: list[str]) -> str:
    causes = [line for line in stack if line.startswith("Caused by: ")]
    return (causes[-1].removeprefix("Caused by: ") if causes else stack[0] if stack else "").strip()


def _java_signature(stack: list[str], package: str) -> str:
    """The deepest cause's class and the topmost frame of the app below it; no line numbers, no message text."""
    start = max((i for i, line in enumerate(stack) if line.startswith("Caused by: ")), default=0)
    match = EXCEPTION.match(_deepest_cause(stack))
    name = match[1] if match else _deepest_cause(stack).partition(":")[0] or "unknown exception"
    return f"{name} {_where(stack[start:], package) or _where(stack, package)}".strip()


def _where(stack: list[str], package: str) -> str:
    frames = [m[1] for line in stack if (m := FRAME.match(line))]
    own = [f for f in frames if package and f.startswith(package)]
    other = [f for f in frames if not f.startswith(FRAMEWORK)]
    top = (own or other or frames)[:1]
    return f"at {re.sub(r'[$][0-9]+', '', top[0])}" if top else ""


STARTS: dict[str, Callable[[str], bool]] = {
    "AndroidRuntime": lambda m: m.startswith("FATAL EXCEPTION"),
    "ActivityManager": lambda m: m.startswith("ANR in "),
    "StrictMode": lambda m: "policy violation" in m,
    "DEBUG": lambda m: m.startswith("*** *** ***"),
    "OpenGLRenderer": lambda m: m.startswith("Davey!"),
    "HWUI": lambda m: m.startswith("Davey!"),
}
"""Tag → whether a message begins an incident. 1,000,000 lines are asked, so the question is a dictionary look-up."""

READERS: dict[str, Callable[[Block, str], Incident | None]] = {
    "AndroidRuntime": _crash,
    "ActivityManager": _anr,
    "StrictMode": _strict,
    "DEBUG": _native,
    "OpenGLRenderer": _davey,
    "HWUI": _davey,
}
