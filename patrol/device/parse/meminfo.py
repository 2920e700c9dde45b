"""`dumpsys meminfo [PID|PACKAGE]`, Android 4.3 to 16, /proc/meminfo and /proc/PID/status. All figures
in kB."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PID = re.compile(r"\*\* MEMINFO in pid (\d{1,10}) \[([^\]\n]{0,300})\]")
_SUMMARY = re.compile(
    r"^ *(Java Heap|Native Heap|Code|Stack|Graphics|Private Other|System|TOTAL PSS|TOTAL): +(\d{1,15})\b", re.M
)
_SWAP = re.compile(r"TOTAL SWAP(?: PSS)?(?: \(KB\))?: +(\d{1,15})")
_RSS = re.compile(r"TOTAL RSS: +(\d{1,15})")
_ROW = re.compile(r"^ *([A-Za-z.][A-Za-z ./]{0,24}?) {2,40}(\d{1,15})\b", re.M)
_OBJECTS = re.compile(r"(Views|ViewRootImpl|Activities|WebViews|AppContexts): +(\d{1,15})")
_BY_PROCESS = re.compile(r"^Total PSS by process:\n", re.M)
_PROCESS_ROW = re.compile(r" {1,12}(\d[\d,]{0,14}) ?[kK]B?: (\S{1,300}) \(pid (\d{1,10})\b")
_PROC = re.compile(r"^([A-Za-z_()0-9]{1,40}): {1,40}(\d{1,15}) kB$", re.M)
_STATUS = re.compile(r"^(Name|Pid|Threads|VmRSS|VmHWM|VmSwap):[ \t]{0,20}(\S{1,100}?)(?: kB)?$", re.M)
_GRAPHICS = ("Gfx dev", "EGL mtrack", "GL mtrack", "Graphics", "GL", "EGL")


@dataclass(frozen=True, slots=True)
class MemInfo:
    """Memory of one process; None is unknown, not zero."""

    pid: int | None = None
    process: str = ""
    pss_kb: int | None = None
    java_kb: int | None = None
    native_kb: int | None = None
    graphics_kb: int | None = None
    rss_kb: int | None = None
    swap_kb: int | None = None
    views: int | None = None
    view_roots: int | None = None
    activities: int | None = None
    webviews: int | None = None


def parse(text: str) -> MemInfo:
    """The first process of the dump. The app summary (Android 6 and up) wins over the table, whose Java and native
    rows are Pss of the heaps alone."""
    header = _PID.search(text)
    if header is None:
        return MemInfo()
    body = text[header.end() :]
    following = _PID.search(body)
    body = body[: following.start()] if following else body
    before_objects = body.split("\n Objects", 1)[0]
    table_text, _, summary_text = before_objects.partition(" App Summary")
    table = _first(_ROW.findall(table_text))
    summary = _first(_SUMMARY.findall(summary_text))
    objects = _first(_OBJECTS.findall(body))
    drawn = [table[name] for name in _GRAPHICS if name in table]
    return MemInfo(
        pid=int(header[1]),
        process=header[2],
        pss_kb=summary.get("TOTAL PSS", summary.get("TOTAL", table.get("TOTAL"))),
        java_kb=summary.get("Java Heap", table.get("Dalvik Heap", table.get("Dalvik"))),
        native_kb=summary.get("Native Heap", table.get("Native Heap", table.get("Native"))),
        graphics_kb=summary.get("Graphics", sum(drawn) if drawn else None),
        rss_kb=_only(_RSS, summary_text),
        swap_kb=_only(_SWAP, summary_text),
        views=objects.get("Views"),
        view_roots=objects.get("ViewRootImpl"),
        activities=objects.get("Activities"),
        webviews=objects.get("WebViews"),
    )


def _first(pairs: list[tuple[str, str]]) -> dict[str, int]:
    """Name → number; of several rows with one name the first counts."""
    found: dict[str, int] = {}
    for name, number in pairs:
        found.setdefault(name.strip(), int(number))
    return found


def _only(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class ProcessMemory:
    """One row of "Total PSS by process" in `dumpsys meminfo` of the whole phone."""

    process: str
    pid: int
    pss_kb: int


def parse_all(text: str) -> tuple[ProcessMemory, ...]:
    """Every process, largest first, as listed; swapped pages, printed since Android 8, are part of the figure."""
    start = _BY_PROCESS.search(text)
    rows = []
    for line in text[start.end() :].split("\n") if start else ():
        match = _PROCESS_ROW.match(line)
        if match:
            rows.append(ProcessMemory(match[2], int(match[3]), int(match[1].replace(",", ""))))
        elif line.strip():
            break
    return tuple(rows)


def parse_proc(text: str) -> dict[str, int]:
    """/proc/meminfo of the phone: name → kB, for the rows that have a unit."""
    return {name: int(number) for name, number in _PROC.findall(text)}


@dataclass(frozen=True, slots=True)
class ProcessStatus:
    """/proc/PID/status, its figures of memory; None where the kernel does not tell."""

    pid: int
    name: str
    """The last 15 letters of the process name."""
    threads: int | None = None
    rss_kb: int | None = None
    peak_rss_kb: int | None = None
    swap_kb: int | None = None


def parse_status(text: str) -> ProcessStatus | None:
    """None of another file."""
    said: dict[str, str] = {}
    for name, value in _STATUS.findall(text):
        said.setdefault(name, value)
    if "Pid" not in said:
        return None
    numbers = {name: int(value) for name, value in said.items() if value.isascii() and value.isdecimal()}
    if "Pid" not in numbers:
        return None
    return ProcessStatus(
        numbers["Pid"],
        said.get("Name", ""),
        numbers.get("Threads"),
        numbers.get("VmRSS"),
        numbers.get("VmHWM"),
        numbers.get("VmSwap"),
    )
