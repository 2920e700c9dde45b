"""Files that the kernel makes up when they are read: /proc and /sys, from what the phone is doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from patrol.virtualphone.contracts import Held, ThreadTime
from patrol.virtualphone.shell.command import Process

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

Look = Callable[[str], "bytes | tuple[str, ...] | None"]
_PAGE_KB = 4


class Proc:
    """/proc: stat, meminfo, loadavg, net/dev and the folders of processes."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._threads: tuple[str, int, Process, Held] | None = None
        """Process, tick, and what was worked out for them."""
        self._files: dict[str, Callable[[], str]] = {
            "stat": self._stat,
            "meminfo": self._meminfo,
            "uptime": self._uptime,
            "loadavg": lambda: f"2.31 1.87 1.64 2/{900 + len(self._listing())} {9000}\n",
            "version": lambda: "Linux version 5.10.136-android13-4 (build@patrol) #1 SMP PREEMPT\n",
            "cpuinfo": self._cpuinfo,
            "net/dev": self._net_dev,
            "net/unix": lambda: "Num       RefCount Protocol Flags    Type St Inode Path\n",
            "net/xt_qtaguid/stats": self._xt_qtaguid,
            "sys/kernel/random/boot_id": lambda: f"{self._phone.power.boot_id}\n",
        }
        if phone.sdk >= 28:
            del self._files["net/xt_qtaguid/stats"]  # Replaced by eBPF maps.

    def look(self, path: str) -> bytes | tuple[str, ...] | None:
        if path == "":
            numbers = tuple(str(p.pid) for p in self._listing())
            return (*numbers, "self", "net", "sys", *(n for n in self._files if "/" not in n))
        if make := self._files.get(path):
            return make().encode()
        below = tuple({n.removeprefix(f"{path}/").split("/")[0] for n in self._files if n.startswith(f"{path}/")})
        if below:
            return below
        return self._process(path)

    def _listing(self) -> tuple[Process, ...]:
        return tuple(self._phone.processes())

    def _one(self, number: str) -> Process | None:
        return self._phone.running.one(int(number), self._phone.uptime_ms()) if number.isdecimal() else None

    def _process(self, path: str) -> bytes | tuple[str, ...] | None:
        number, _, name = path.partition("/")
        if name.startswith("fd/"):
            # `ls` asks for each by itself: there may be thousands.
            known = number.isdecimal() and self._phone.running.by_pid(int(number)) is not None
            return b"" if known and name[3:].isdecimal() else None
        if name.startswith("task/") and name.count("/") == 2:
            return self._thread_file(number, name)
        process = self._one(number)
        if process is None:
            return None
        makers: dict[str, Callable[[Process], str]] = {
            "stat": self._pid_stat,
            "status": self._pid_status,
            "statm": lambda p: f"{p.vsz_kb // 4} {p.rss_kb // 4} {p.rss_kb // 9} 8 0 {p.rss_kb // 5} 0\n",
            "cmdline": lambda p: f"{p.name}\0",
            "comm": lambda p: f"{p.name[-15:]}\n",
            "oom_score_adj": lambda p: "0\n" if self._in_front(p) else "700\n",
            "net/dev": lambda p: self._net_dev(),
            "io": self._pid_io,
        }
        if self._phone.sdk < 24:
            del makers["io"]  # Kernels before 3.18 came without CONFIG_TASK_IO_ACCOUNTING.
        if name == "":
            return (*(n for n in makers if "/" not in n), "net", "task", "fd")
        if name == "task" or name.startswith("task/"):
            return self._task(process, name.removeprefix("task").strip("/"))
        if name == "fd":
            return tuple(str(i) for i in range(self._held(process).handles))
        if name == "net":
            return ("dev",)
        return makers[name](process).encode() if name in makers else None

    def owner(self, path: str) -> int | None:
        """Who may look: the kernel lets only the process's own user and root see its files and its I/O."""
        number, _, name = path.partition("/")
        if path.startswith("uid_io"):
            return 0
        if name.split("/")[0] not in ("fd", "io"):
            return None
        process = self._phone.running.by_pid(int(number)) if number.isdigit() else None
        return process.uid if process else 0

    def _held(self, process: Process) -> Held:
        running = self._phone.running.by_pid(process.pid)
        if running is not None:
            return running.app.held()
        names = (process.name[-15:], *(f"binder:{process.pid}_{i}" for i in range(1, process.threads)))
        first = ThreadTime(names[0], *process.cpu_ticks)
        return Held((first, *(ThreadTime(name) for name in names[1:])), handles=40 + process.threads)

    def _task(self, process: Process, path: str, held: Held | None = None) -> bytes | tuple[str, ...] | None:
        """Threads: the main one has the process's number, the others those after it."""
        threads = {str(process.pid + i): thread for i, thread in enumerate((held or self._held(process)).threads)}
        number, _, name = path.partition("/")
        if not path:
            return tuple(threads)
        thread = threads.get(number)
        if thread is None:
            return None
        if not name:
            return ("comm", "stat")
        if name == "comm":
            return f"{thread.name[-15:]}\n".encode()
        if name != "stat":
            return None
        ticks = (thread.user_ticks, thread.system_ticks)
        own = replace(process, pid=int(number), name=thread.name, cpu_ticks=ticks, children_ticks=(0, 0))
        return self._pid_stat(own).encode()

    def _thread_file(self, number: str, name: str) -> bytes | tuple[str, ...] | None:
        """`cat task/*/stat` asks for a file a thread: what one tick tells is worked out once for all of them."""
        tick = int(self._phone.uptime_ms()) // 10
        if self._threads is None or self._threads[:2] != (number, tick):
            process = self._one(number)
            self._threads = (number, tick, process, self._held(process)) if process is not None else None
        if self._threads is None:
            return None
        _, _, process, held = self._threads
        return self._task(process, name.removeprefix("task/"), held)

    def _in_front(self, process: Process) -> bool:
        return self._phone.activities.front.package == process.name

    def _stat(self) -> str:
        user, system, idle = self._phone.cpu.totals()
        cores = self._phone.spec.cores

        def line(name: str, share: int) -> str:
            busy, kernel = user // share, system // share
            return f"{name} {busy} {busy // 9} {kernel} {idle // share} 14 0 {kernel // 22} 0 0 0\n"

        seconds = self._phone.uptime_ms() / 1000
        rest = f"ctxt {int(seconds * 9000)}\nbtime {int(self._phone.wall_ms() / 1000 - seconds)}\n"
        rest += f"processes {self._phone.running.last_pid}\nprocs_running 2\nprocs_blocked 0\n"
        return line("cpu ", 1) + "".join(line(f"cpu{i}", cores) for i in range(cores)) + rest

    def _uptime(self) -> str:
        seconds = self._phone.uptime_ms() / 1000
        return f"{seconds:.2f} {seconds * self._phone.spec.cores * 0.9:.2f}\n"

    def _meminfo(self) -> str:
        total = self._phone.spec.memory_kb
        used = sum(p.app.memory_kb()["total"] for p in self._phone.running.apps()) + 1_700_000
        free = max(120_000, (total - used) // 4)
        rows = {
            "MemTotal": total,
            "MemFree": free,
            "MemAvailable": max(200_000, total - used),
            "Buffers": 10_236,
            "Cached": max(80_000, (total - used) * 2 // 3),
            "SwapCached": 0,
            "Active": used * 2 // 3,
            "Inactive": used // 3,
            "SwapTotal": 2_097_148,
            "SwapFree": 1_960_000,
            "Dirty": 40,
            "AnonPages": used // 2,
            "Mapped": used // 4,
            "Shmem": 21_116,
            "Slab": 218_996,
        }
        return "".join(f"{name + ':':<16}{value:>8} kB\n" for name, value in rows.items())

    def _cpuinfo(self) -> str:
        one = "processor\t: {}\nBogoMIPS\t: 38.40\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU part\t: 0xd05\n\n"
        return "".join(one.format(i) for i in range(self._phone.spec.cores)) + "Hardware\t: Patrol virtual phone\n"

    def _net_dev(self) -> str:
        head = (
            "Inter-|   Receive                                                |  Transmit\n"
            " face |bytes    packets errs drop fifo frame compressed multicast|"
            "bytes    packets errs drop fifo colls carrier compressed\n"
        )
        network = self._phone.network
        rows = (("lo", 26_180, 262, 26_180, 262), ("wlan0", *_counted(network.received, network.sent)))
        return head + "".join(
            f"{name:>6}: {came:>7} {cp:>7}    0    0    0     0          0         0 "
            f"{went:>8} {wp:>7}    0    0    0     0       0          0\n"
            for name, came, cp, went, wp in rows
        )

    def _xt_qtaguid(self) -> str:
        head = (
            "idx iface acct_tag_hex uid_tag_int cnt_set rx_bytes rx_packets tx_bytes tx_packets rx_tcp_bytes "
            "rx_tcp_packets rx_udp_bytes rx_udp_packets rx_other_bytes rx_other_packets tx_tcp_bytes tx_tcp_packets "
            "tx_udp_bytes tx_udp_packets tx_other_bytes tx_other_packets\n"
        )
        rows = enumerate(sorted(self._phone.network.by_uid.items()), start=2)
        return head + "".join(
            f"{i} wlan0 0x0 {uid} 1 {c[0]} {c[1]} {c[2]} {c[3]} {c[0]} {c[1]} 0 0 0 0 {c[2]} {c[3]} 0 0 0 0\n"
            for i, (uid, c) in rows
        )

    def _pid_stat(self, p: Process) -> str:
        user, system = p.cpu_ticks
        head = f"{p.pid} ({p.name[-15:]}) {p.state} {p.ppid} {p.ppid} 0 0 -1 1077936448 {p.rss_kb} 0 0 0"
        ended = " ".join(map(str, p.children_ticks))
        times = f"{user} {system} {ended} 20 0 {p.threads} 0 {int(p.started_ms / 10)}"
        memory = f"{p.vsz_kb * 1024} {p.rss_kb // _PAGE_KB} 18446744073709551615"
        return f"{head} {times} {memory} 1 1 0 0 0 0 4612 1 1073775864 0 0 0 17 {p.pid % 8} 0 0 0 0 0 0 0 0 0 0 0 0 0\n"

    def _pid_status(self, p: Process) -> str:
        running = self._phone.running.by_pid(p.pid)
        uid = running.uid if running else {"root": 0, "system": 1000, "shell": 2000}.get(p.user, 1000)
        rows = (
            ("Name", p.name[-15:]),
            ("State", "S (sleeping)"),
            ("Tgid", p.pid),
            ("Pid", p.pid),
            ("PPid", p.ppid),
            ("TracerPid", 0),
            ("Uid", f"{uid}\t{uid}\t{uid}\t{uid}"),
            ("Gid", f"{uid}\t{uid}\t{uid}\t{uid}"),
            ("FDSize", 256),
            ("VmPeak", f"{p.vsz_kb:>8} kB"),
            ("VmSize", f"{p.vsz_kb:>8} kB"),
            ("VmHWM", f"{p.rss_kb:>8} kB"),
            ("VmRSS", f"{p.rss_kb:>8} kB"),
            *self._anonymous(p),
            ("VmSwap", f"{0:>8} kB"),
            ("Threads", p.threads),
            ("voluntary_ctxt_switches", sum(p.cpu_ticks) * 3),
            ("nonvoluntary_ctxt_switches", sum(p.cpu_ticks)),
        )
        return "".join(f"{name}:\t{value}\n" for name, value in rows)

    def _anonymous(self, p: Process) -> tuple[tuple[str, str], ...]:
        """Linux 4.5 and up split the resident set; Android 9 is the first that asks for such a kernel."""
        if self._phone.sdk < 28:
            return ()
        running = self._phone.running.by_pid(p.pid)
        memory = running.app.memory_kb() if running else {"java": 0, "native": p.rss_kb // 3}
        anonymous = sum(memory.get(part, 0) for part in ("java", "native", "stack"))
        rest = max(0, p.rss_kb - anonymous)
        return (("RssAnon", f"{anonymous:>8} kB"), ("RssFile", f"{rest:>8} kB"), ("RssShmem", f"{0:>8} kB"))

    def _pid_io(self, p: Process) -> str:
        read, written = p.rss_kb * 20, self._held(p).written_bytes
        rows = {"rchar": read * 2, "wchar": written * 2, "syscr": 900, "syscw": 300}
        rows |= {"read_bytes": read, "write_bytes": written, "cancelled_write_bytes": 0}
        return "".join(f"{name}: {value}\n" for name, value in rows.items())


class Sys:
    """/sys: cores that are on, thermal zones, the battery."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    def _table(self) -> dict[str, str]:
        cores, battery = self._phone.spec.cores, self._phone.battery
        cpu = "devices/system/cpu"
        found = {f"{cpu}/{name}": f"0-{cores - 1}\n" for name in ("online", "possible", "present")}
        for i in range(cores):
            speed = 1_800_000 if i < cores // 2 else 2_400_000
            for name in ("scaling_cur_freq", "cpuinfo_max_freq", "scaling_max_freq"):
                found[f"{cpu}/cpu{i}/cpufreq/{name}"] = f"{speed}\n"
        for i, (kind, degrees) in enumerate((("cpu-0-0-usr", 41_300), ("battery", battery.temperature * 100))):
            found[f"class/thermal/thermal_zone{i}/type"] = f"{kind}\n"
            found[f"class/thermal/thermal_zone{i}/temp"] = f"{degrees}\n"
        power = "class/power_supply/battery"
        found[f"{power}/capacity"] = f"{battery.level}\n"
        found[f"{power}/temp"] = f"{battery.temperature}\n"
        found[f"{power}/voltage_now"] = f"{battery.voltage * 1000}\n"
        found[f"{power}/current_now"] = "-312000\n"
        return found

    def look(self, path: str) -> bytes | tuple[str, ...] | None:
        table = self._table()
        if path in table:
            return table[path].encode()
        prefix = f"{path}/" if path else ""
        below = tuple(sorted({name.removeprefix(prefix).split("/")[0] for name in table if name.startswith(prefix)}))
        return below or None


def _counted(came: int, went: int) -> tuple[int, int, int, int]:
    return came, came // 1200 + (came > 0), went, went // 900 + (went > 0)
