"""What went wrong according to the device log: crashes, native crashes, ANRs, StrictMode violations, memory kills, the
system's watchdog, slow frames that the system complained of. Each has a signature that stays the same in the next build
unless the code moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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
    memory_kill = "memory_kill"
    """The low memory killer took a process of the app."""
    watchdog = "watchdog"
    """The phone's own system hung and was restarted: no fault of the app's, but all that it did then is in doubt."""


@dataclass(frozen=True, slots=True)
class Incident:
    kind: IncidentKind
    at_ms: int | None
    signature: str
    """Such as `java.lang.NullPointerException at com.bank.PayActivity.onClick`."""
    summary: str
    """Its decisive line, as logged."""
    lines: tuple[str, ...]
    pid: int | None = None
    """Of the app's process."""
    main_thread: tuple[str, ...] = ()
    """Of an ANR: where the main thread stood, as the system's traces tell."""
    foreground: bool | None = None
    """Of a memory kill: whether the process was in front."""


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
PID = re.compile(r"^(?:PID: |Process: .*, PID: |pid: )(\d{1,10})\b")
KILLED = re.compile(r"^Kill(?:ing)? '([\w.:]+)' \((\d+)\).*?oom(?:_score)?_adj (-?\d+)(.*)")
WATCHDOG = re.compile(r"WATCHDOG KILLING SYSTEM PROCESS: (.*)")
NUMBERED = re.compile(
    r"((?:ExternalSyntheticLambda|\$lambda\$|lambda\$\w+?\$|\$\$Lambda\$|\$r8\$lambda\$))[\w-]+?(?=\.|$)"
)
"""Names that compilers number anew in each build: lambdas, desugared classes."""
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
            found.append(_with_trace(incident, log, package) if incident.kind is IncidentKind.anr else incident)
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


TRACE_WITHIN_MS = 30_000
"""The system writes its traces some seconds after the log's first line; the clocks of both are the phone's."""


def _with_trace(anr: Incident, log: DeviceLog, package: str) -> Incident:
    """The ANR with its main thread, when a trace of the same process was kept; where it stood is part of what it is."""
    near = [
        trace
        for trace in log.traces
        if trace.main
        and (anr.pid is None or trace.pid in (None, anr.pid))
        and (trace.at_ms is None or anr.at_ms is None or abs(trace.at_ms - anr.at_ms) <= TRACE_WITHIN_MS)
    ]
    if not near:
        return anr
    trace = min(near, key=lambda one: abs((one.at_ms or 0) - (anr.at_ms or 0)))
    where = _where([f"at {line}" if not line.startswith(("at ", "- ", '"')) else line for line in trace.main], package)
    return replace(anr, main_thread=trace.main, signature=f"{anr.signature} {where}".strip())


def _memory_kill(block: Block, package: str) -> Incident | None:
    match = KILLED.match(block[0].message)
    if not match or not _is_app(match[1], package):
        return None
    # oom_score_adj of the process in front is 0; what is only visible or serves something has 100 and more.
    front = int(match[3]) <= 0
    reason = match[4].partition("reason: ")[2]
    reason = re.sub(r"\s*\(.*|\d+%?", "", reason).strip()
    where = "in front" if front else "in background"
    signature = f"{match[1]} {where}" + (f": {reason}" if reason else "")
    found = _incident(IncidentKind.memory_kill, block[:1], signature, block[0].message)
    return replace(found, pid=int(match[2]), foreground=front)


def _watchdog(block: Block, package: str) -> Incident | None:
    match = WATCHDOG.search(block[0].message)
    return _incident(IncidentKind.watchdog, block, f"Watchdog: {match[1]}", block[0].message) if match else None


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
    messages = tuple(line.message for line in block)
    pid = next((int(match[1]) for message in messages if (match := PID.match(message))), None)
    return Incident(kind, block[0].at_ms, signature, summary, messages, pid)


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
    return f"at {folded(top[0])}" if top else ""


def folded(frame: str) -> str:
    """A frame without what another build numbers otherwise: anonymous classes, lambdas."""
    return re.sub(r"\$\d+", "", NUMBERED.sub(r"\1", frame))


STARTS: dict[str, Callable[[str], bool]] = {
    "AndroidRuntime": lambda m: m.startswith("FATAL EXCEPTION"),
    "ActivityManager": lambda m: m.startswith("ANR in "),
    "StrictMode": lambda m: "policy violation" in m,
    "DEBUG": lambda m: m.startswith("*** *** ***"),
    "OpenGLRenderer": lambda m: m.startswith("Davey!"),
    "HWUI": lambda m: m.startswith("Davey!"),
    "lowmemorykiller": lambda m: m.startswith("Kill"),
    "lmkd": lambda m: m.startswith("Kill"),
    "Watchdog": lambda m: "WATCHDOG KILLING" in m,
}
"""Tag → whether a message begins an incident. 1,000,000 lines are asked, so the question is a dictionary look-up."""

READERS: dict[str, Callable[[Block, str], Incident | None]] = {
    "AndroidRuntime": _crash,
    "ActivityManager": _anr,
    "StrictMode": _strict,
    "DEBUG": _native,
    "OpenGLRenderer": _davey,
    "HWUI": _davey,
    "lowmemorykiller": _memory_kill,
    "lmkd": _memory_kill,
    "Watchdog": _watchdog,
}
