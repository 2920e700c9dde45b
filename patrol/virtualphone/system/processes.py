"""The process table: Android's own daemons and apps, and a process for each running app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.virtualphone.contracts import App
from patrol.virtualphone.jvm.hosting import AppJvms
from patrol.virtualphone.shell.command import Process
from patrol.virtualphone.system.manifest import Installed

SYSTEM_SERVER = 1325
SURFACEFLINGER = 498
ZYGOTE = 601
LOGD = 402
LMKD = 655
ADBD = 712
SYSTEM_UI = 1803
IME = 1920
LAUNCHER = 2044

_NATIVE: tuple[tuple[int, int, str, str, int], ...] = (
    (1, 0, "root", "init", 12_000),
    (2, 0, "root", "[kthreadd]", 0),
    (310, 1, "root", "ueventd", 6_200),
    (LOGD, 1, "logd", "logd", 14_800),
    (403, 1, "system", "servicemanager", 5_900),
    (404, 1, "system", "hwservicemanager", 6_100),
    (420, 1, "root", "vold", 8_800),
    (SURFACEFLINGER, 1, "system", "surfaceflinger", 48_000),
    (560, 1, "root", "netd", 9_400),
    (ZYGOTE, 1, "root", "zygote64", 168_000),
    (602, 1, "root", "zygote", 140_000),
    (640, 1, "audioserver", "audioserver", 21_000),
    (LMKD, 1, "lmkd", "lmkd", 4_200),
    (ADBD, 1, "shell", "adbd", 10_400),
    (SYSTEM_SERVER, ZYGOTE, "system", "system_server", 342_000),
    (SYSTEM_UI, ZYGOTE, "u0_a45", "com.android.systemui", 286_000),
    (IME, ZYGOTE, "u0_a50", "com.android.inputmethod.latin", 121_000),
    (LAUNCHER, ZYGOTE, "u0_a52", "com.android.launcher3", 198_000),
    (2101, ZYGOTE, "radio", "com.android.phone", 118_000),
)
"""(pid, parent, user, name, resident kB) of what always runs."""


@dataclass(slots=True)
class AppProcess:
    """A running app."""

    pid: int
    installed: Installed | None
    app: App
    started_ms: float
    reset_frames_ms: float = 0
    """Frames before this uptime do not count for gfxinfo: start of the process, or `dumpsys gfxinfo PKG reset`."""
    frames_reset: bool = False

    @property
    def package(self) -> str:
        return self.app.package

    @property
    def uid(self) -> int:
        return self.installed.uid if self.installed else 1000

    @property
    def user(self) -> str:
        return self.installed.app_id_name if self.installed else "system"


class ProcessTable:
    """Who runs. App processes come and go; their pids only grow."""

    def __init__(self) -> None:
        self.shell_ms = 0.0
        """Processor time of the shell commands that adbd ran and that have ended."""
        self.jvms = AppJvms()
        """What is behind the app's processes while somebody hooks them."""
        self.others: list[Process] = []
        """What was started from the shell and stays."""
        self._apps: dict[int, AppProcess] = {}
        self._next_pid = 9_412

    def next_pid(self) -> int:
        """A pid for a new process; the steps are uneven, as other processes come and go on a phone."""
        self._next_pid += 17 + self._next_pid % 13
        return self._next_pid

    @property
    def last_pid(self) -> int:
        return self._next_pid

    def add(self, process: AppProcess) -> None:
        self._apps[process.pid] = process

    def remove(self, pid: int) -> AppProcess | None:
        return self._apps.pop(pid, None)

    def end_other(self, pid: int) -> bool:
        """False when there is none of that number."""
        before = len(self.others)
        self.others = [process for process in self.others if process.pid != pid]
        return len(self.others) < before

    def apps(self) -> list[AppProcess]:
        return [self._apps[pid] for pid in sorted(self._apps)]

    def of_package(self, package: str) -> AppProcess | None:
        return next((p for p in self._apps.values() if p.package == package), None)

    def by_pid(self, pid: int) -> AppProcess | None:
        return self._apps.get(pid)

    def by_name_or_pid(self, name: str) -> AppProcess | None:
        return self.by_pid(int(name)) if name.isdigit() else self.of_package(name)

    def listing(self, uptime_ms: float) -> Iterator[Process]:
        """As `ps` shows them, by pid."""
        for pid, parent, user, name, rss in _NATIVE:
            ticks = int(uptime_ms / 1000 * (3 if pid == SYSTEM_SERVER else 0.4))
            yield Process(
                pid,
                name,
                user,
                parent,
                rss_kb=rss,
                vsz_kb=rss * 9 + 400_000 if rss else 0,
                threads=140 if pid == SYSTEM_SERVER else 8,
                cpu_ticks=(ticks, ticks // 2),
                children_ticks=(int(self.shell_ms / 10 * 0.6), int(self.shell_ms / 10 * 0.4))
                if pid == ADBD
                else (0, 0),
            )
        yield from self.others
        yield from (_of_app(process) for process in self.apps() if process.pid not in _NATIVE_PIDS)

    def one(self, pid: int, uptime_ms: float) -> Process | None:
        """A single line of the listing, without making the others."""
        process = self._apps.get(pid)
        if process is not None and pid not in _NATIVE_PIDS:
            return _of_app(process)
        return next((found for found in self.listing(uptime_ms) if found.pid == pid), None)


def _of_app(process: AppProcess) -> Process:
    total = process.app.memory_kb()["total"]
    return Process(
        process.pid,
        process.package,
        process.user,
        ZYGOTE,
        rss_kb=int(total * 1.46),
        vsz_kb=14_000_000 + total,
        threads=len(process.app.held().threads),
        cpu_ticks=process.app.cpu_ticks(),
        started_ms=process.started_ms,
    )


_NATIVE_PIDS = {row[0] for row in _NATIVE}
