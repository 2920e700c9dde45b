"""Short messages of the system in the log: processes killed for memory, the watchdog, fatal signals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from patrol.device.parse.decode import to_int
from patrol.device.parse.logcat import Entry

MEMORY_TAGS = ("lowmemorykiller", "lmkd", "lowmemorykiller_pref")

# lmkd, Android 9 to 16: Kill 'com.app' (1234), uid 10123, oom_score_adj 905 to free 51234kB rss, 100kB swap; reason: …
_LMKD = re.compile(
    r"Kill(?:ing)? '([^'\n]{1,300})' \((\d{1,10})\),(?: uid (\d{1,10}),)? (?:oom_score_adj|oom_adj|adj) (-?\d{1,6})"
    r"(?:,?\s{1,4}to free (\d{1,12}) ?[kK]B)?"
)
# The kernel's own, Android 4 to 9: Killing 'com.app' (1234) (tgid 1234), adj 906, to free 51234kB on behalf of …
_KERNEL = re.compile(
    r"Killing '([^'\n]{1,300})' \((\d{1,10})\)(?: \(tgid \d{1,10}\))?, (?:score_)?adj (-?\d{1,6}),?"
    r"(?:\s{0,40}to free (\d{1,12}) ?kB)?"
)
_REASON = re.compile(r"; reason: (.{1,300})")
# A size in kB may be wrapped to the next line by the kernel; what matters stands on the first.
_WATCHDOG = re.compile(r"!?@?\*\*\* ?WATCHDOG KILLING SYSTEM PROCESS: ?(.{0,2000})")
_SIGNAL = re.compile(
    r"Fatal signal (\d{1,3}) \((\w{1,20})\)(?: at (0x[0-9a-f]{1,16}))?"
    r"(?:,? \(?code[ =](-?\d{1,10})(?: \((\w{1,40})[^)\n]{0,200}\))?\)?)?(?:, fault addr (\S{1,30}))?"
    r"(?:(?: in tid|, thread) (\d{1,10}) \((.{0,60}?)\))?(?:, pid (\d{1,10}) \((.{0,60}?)\))?"
)

_DAVEY = re.compile(r"Davey! duration=(\d{1,9})ms; (.{0,4000})")
_STAGE = re.compile(r"(\w{1,60})=(-?\d{1,19})")


@dataclass(frozen=True, slots=True)
class MemoryKill:
    """A process that the system ended to get memory."""

    process: str
    pid: int
    adj: int
    """oom_score_adj: 0 is the app in front, 900 and more are cached ones."""
    freed_kb: int | None = None
    uid: int | None = None
    reason: str = ""


def memory_kill(entry: Entry) -> MemoryKill | None:
    """None for everything else that the killers log, such as `device has enough memory …, disable killing`."""
    if entry.tag not in MEMORY_TAGS and "lowmemorykiller" not in entry.message:
        return None
    text = entry.message
    if match := _LMKD.search(text):
        reason = _REASON.search(text)
        return MemoryKill(
            match[1],
            int(match[2]),
            int(match[4]),
            to_int(match[5]) if match[5] else None,
            to_int(match[3]) if match[3] else None,
            reason[1].strip() if reason else "",
        )
    if match := _KERNEL.search(text):
        return MemoryKill(match[1], int(match[2]), int(match[3]), to_int(match[4]) if match[4] else None)
    return None


def watchdog(entry: Entry) -> str | None:
    """Why system_server was killed (`Blocked in handler on main thread (main)`); None when this line does not say."""
    match = _WATCHDOG.search(entry.message) if entry.tag == "Watchdog" else None
    return match[1].strip() if match else None


@dataclass(frozen=True, slots=True)
class FatalSignal:
    """The line of the C library that precedes a tombstone; all there is where debuggerd says nothing."""

    signal: int
    name: str
    code_name: str = ""
    fault_address: str = ""
    tid: int | None = None
    thread: str = ""
    pid: int | None = None
    """Missing before Android 8."""
    process: str = ""
    """Its last 15 letters."""


def fatal_signal(entry: Entry) -> FatalSignal | None:
    match = _SIGNAL.match(entry.message) if entry.tag == "libc" else None
    if match is None:
        return None
    return FatalSignal(
        signal=int(match[1]),
        name=match[2],
        code_name=match[5] or "",
        fault_address="" if (match[6] or "").startswith("--") else match[6] or match[3] or "",
        tid=to_int(match[7]) if match[7] else None,
        thread=match[8] or "",
        pid=to_int(match[9]) if match[9] else entry.pid or None,
        process=match[10] or "",
    )


@dataclass(frozen=True, slots=True)
class Davey:
    """HWUI's complaint of a frame of over 700 ms."""

    duration_ms: int
    """As printed. It is not FrameCompleted less IntendedVsync: it begins where the frame's work did."""
    times: dict[str, int]
    """Flags and the times of its stages by name, nanoseconds of uptime; Long.MAX_VALUE stands for no input."""


def davey(message: str) -> Davey | None:
    """None for another message. A window that is slow to begin prints two with the same times."""
    match = _DAVEY.match(message)
    if match is None:
        return None
    return Davey(int(match[1]), {name: int(value) for name, value in _STAGE.findall(match[2])})
