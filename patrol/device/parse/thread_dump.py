"""Thread dumps that a process writes on SIGQUIT: the traces of an ANR (/data/anr/…, Android 4 to 15).

The file may hold several processes, a `Subject:` with the reason (Android 11 and up), and for a process that did not
answer only the kernel's waiting channels or native stacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as of

from patrol.device.parse.decode import to_int

MAX_FRAMES = 1000
"""Frames kept of one thread; a stack overflow prints thousands of equal ones."""

_BEGIN = re.compile(r"-----( Waiting Channels:)? pid (\d{1,10}) at (.{1,80}?) -----")
_END = re.compile(r"----- end \d{1,10} -----")
_COMMAND = re.compile(r"Cmd ?line: (.{1,500})")
_THREAD = re.compile(r'"(.{0,200})" (?:(daemon) )?prio=(\d{1,6}) (?:tid=(\d{1,10}) )?(.{1,60})')
_NATIVE_THREAD = re.compile(r'"(.{0,200})" sysTid=(\d{1,10})')
_SYS_TID = re.compile(r"\| sysTid=(\d{1,10})")
_CHANNEL = re.compile(r"sysTid=(\d{1,10}) +(?:state=([A-Z]) +)?(\S{1,100})")
_JAVA_FRAME = re.compile(r"at (.{1,1000})")
_NATIVE_FRAME = re.compile(r"(?:native: )?#\d{2,4} +pc +[0-9a-f]{1,16} +(.{1,2000})")
_LOCK = re.compile(r"- (locked|waiting to lock|waiting on|sleeping on) <(\w{1,20})>(?: \(an? (.{1,500}?)\))?(.{0,300})")
_HOLDER = re.compile(r"held by (?:thread |tid=|threadid=)(\d{1,10})")
_REASON = re.compile(r"Subject: (.{1,2000})")


@dataclass(frozen=True, slots=True)
class Lock:
    address: str
    kind: str = ""
    """Class of the object that is the lock."""
    held_by: int | None = None
    """`tid` of the thread that holds it, where the dump names one."""


@dataclass(frozen=True, slots=True)
class Thread:
    name: str
    tid: int | None = None
    """The runtime's own number, 1 is the main thread; None in a native stack."""
    sys_tid: int | None = None
    state: str = ""
    """As printed: `Blocked`, `Native`, `TIMED_WAIT` …"""
    daemon: bool = False
    priority: int | None = None
    frames: tuple[str, ...] = ()
    """Topmost first. Java frames read `package.Class.method(File.java:1)`, native ones `/lib/x.so (symbol+1)`."""
    held: tuple[Lock, ...] = ()
    waiting_to_lock: Lock | None = None
    waiting_on: Lock | None = None
    """In Object.wait(): it waits to be notified, not for another thread to leave."""

    @property
    def java(self) -> bool:
        return any(not frame.startswith(("/", "[", "<")) for frame in self.frames)


@dataclass(frozen=True, slots=True)
class ProcessDump:
    pid: int
    at: str
    """Local time of the phone, as printed."""
    process: str = ""
    threads: tuple[Thread, ...] = ()
    channels: dict[int, str] = of(default_factory=dict)
    """sysTid → the kernel function it waits in, for processes that did not answer."""

    @property
    def main(self) -> Thread | None:
        """The main thread: number 1 of the runtime, or the one whose kernel id is the process's."""
        return next((t for t in self.threads if t.tid == 1 or (t.tid is None and t.sys_tid == self.pid)), None)

    def holder(self, lock: Lock) -> Thread | None:
        """The thread that keeps `lock` from others."""
        by_number = (t for t in self.threads if t.tid is not None and t.tid == lock.held_by)
        holding = (t for t in self.threads if any(held.address == lock.address for held in t.held))
        return next(by_number, None) or next(holding, None)


@dataclass(frozen=True, slots=True)
class ThreadDump:
    reason: str = ""
    """Why the system asked for it, where the file says so."""
    processes: tuple[ProcessDump, ...] = ()

    def of(self, pid: int) -> ProcessDump | None:
        """The fullest dump of a process: the file may hold one with Java stacks and one of waiting channels."""
        return max((p for p in self.processes if p.pid == pid), key=lambda p: len(p.threads), default=None)


def parse(text: str) -> ThreadDump:
    """All processes of the file; what is between them is passed over. A dump that breaks off keeps what was read."""
    reason = _REASON.match(text.lstrip())
    return ThreadDump(reason[1].strip() if reason else "", tuple(_processes(text)))


@dataclass(slots=True)
class _Open:
    """A process while its lines are read."""

    pid: int
    at: str
    process: str = ""
    threads: list[Thread] = of(default_factory=list)
    channels: dict[int, str] = of(default_factory=dict)
    thread: _OpenThread | None = None

    def line(self, line: str) -> None:
        if not self.process and (match := _COMMAND.match(line)):
            self.process = match[1].strip()
        elif line.startswith('"'):
            self.close_thread()
            self.thread = _thread(line)
        elif line.startswith("sysTid=") and (match := _CHANNEL.match(line)):
            self.channels[int(match[1])] = match[3]
        elif self.thread is not None and line:
            self.thread.line(line)
        elif not line:
            self.close_thread()

    def close_thread(self) -> None:
        if self.thread is not None:
            self.threads.append(self.thread.closed())
            self.thread = None

    def closed(self) -> ProcessDump:
        self.close_thread()
        return ProcessDump(self.pid, self.at, self.process, tuple(self.threads), self.channels)


@dataclass(slots=True)
class _OpenThread:
    head: Thread
    sys_tid: int | None = None
    frames: list[str] = of(default_factory=list)
    held: list[Lock] = of(default_factory=list)
    waiting_to_lock: Lock | None = None
    waiting_on: Lock | None = None

    def line(self, line: str) -> None:
        if len(self.frames) >= MAX_FRAMES:
            return
        if match := _JAVA_FRAME.match(line) or _NATIVE_FRAME.match(line):
            self.frames.append(match[1].strip())
        elif line.startswith("- ") and (match := _LOCK.match(line)):
            holder = _HOLDER.search(match[4])
            self.lock(match[1], Lock(match[2], match[3] or "", to_int(holder[1]) if holder else None))
        elif match := _SYS_TID.match(line):
            self.sys_tid = int(match[1])

    def lock(self, how: str, lock: Lock) -> None:
        if how == "locked":
            self.held.append(lock)
        elif how == "waiting to lock":
            self.waiting_to_lock = lock
        else:
            self.waiting_on = lock

    def closed(self) -> Thread:
        head = self.head
        return Thread(
            head.name,
            head.tid,
            self.sys_tid if head.sys_tid is None else head.sys_tid,
            head.state,
            head.daemon,
            head.priority,
            tuple(self.frames),
            tuple(self.held),
            self.waiting_to_lock,
            self.waiting_on,
        )


def _thread(line: str) -> _OpenThread | None:
    if match := _THREAD.fullmatch(line):
        tid = to_int(match[4]) if match[4] else None
        return _OpenThread(Thread(match[1], tid, None, match[5].strip(), match[2] is not None, int(match[3])))
    if match := _NATIVE_THREAD.match(line):
        return _OpenThread(Thread(match[1], None, int(match[2])))
    return None


def _processes(text: str) -> Iterator[ProcessDump]:
    current: _Open | None = None
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("-----"):
            begin = _BEGIN.match(line)
            if current is not None and (begin or _END.match(line)):
                yield current.closed()
                current = None
            if begin:
                current = _Open(int(begin[2]), begin[3])
        elif current is not None:
            current.line(line)
    if current is not None:
        yield current.closed()
