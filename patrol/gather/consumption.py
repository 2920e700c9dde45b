"""What needs a way found first: open files and written bytes, traffic by uid, wake locks, sizes on storage. Each phone
lets another way pass; which one was taken, or why none, is told."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping

from patrol.device.parse import accounting, net_usage, storage, wake_locks
from patrol.device.parse.decode import to_int
from patrol.device.parse.phone import package_paths
from patrol.gather.base import GatherContext
from patrol.model.resources import InstalledSize, WakeLock

QTAGUID_UNTIL_SDK = 27
"""Android 9 replaced xt_qtaguid by eBPF maps."""
CLOSED = (
    "the kernel opens this to the app itself and to root only; a debuggable build (run-as) or a rooted phone tells it"
)


class Consumption:
    """Remembers the ways that work on this phone. `sources` and `unknown` are those of Resources."""

    def __init__(self) -> None:
        self.sources: dict[str, str] = {}
        self.unknown: dict[str, str] = {}
        self._prefix: dict[str, str | None] = {}
        """Field → what to put before a command so that it may look; None: nothing helps."""

    def handles(self, ctx: GatherContext, pids: Iterable[int]) -> int | None:
        """Open file descriptors of all processes together."""
        counts = [
            len(lines.split()) if (lines := self._own(ctx, "handles", f"ls /proc/{pid}/fd")) is not None else None
            for pid in pids
        ]
        return _sum(counts)

    def handles_command(self, ctx: GatherContext, pids: Iterable[int]) -> str:
        """One command that lists the open files of all processes, since `run-as` starts a program each time; "" as
        long as no way is known. Beside their numbers it may print the folders' names."""
        way = self._prefix.get("handles")
        return "" if way is None else f"{way}ls {' '.join(f'/proc/{pid}/fd' for pid in pids)} 2>/dev/null"

    def written_kb(self, ctx: GatherContext, pids: Iterable[int], uid: int | None) -> int | None:
        """Written to storage: by the uid since the phone started where the kernel tells that, else by the processes
        that live now."""
        if uid is not None and self.sources.get("written_kb", "").startswith("/proc/uid_io"):
            return self._written_by_uid(ctx, uid)
        texts = [self._own(ctx, "written_kb", f"cat /proc/{pid}/io") for pid in pids]
        written = _sum([accounting.written_bytes(text) if text is not None else None for text in texts])
        if written is not None:
            return written // 1024
        return self._written_by_uid(ctx, uid) if uid is not None else None

    def _written_by_uid(self, ctx: GatherContext, uid: int) -> int | None:
        said = ctx.driver.shell("cat /proc/uid_io/stats 2>/dev/null")
        found = accounting.uid_written_bytes(said.output, uid)
        if found is None:
            return None
        self.sources["written_kb"] = "/proc/uid_io/stats, since the phone started"
        self.unknown.pop("written_kb", None)
        return found // 1024

    def _own(self, ctx: GatherContext, field: str, command: str) -> str | None:
        """The output of a command that only the app's own user and root may run."""
        known = field in self._prefix
        ways = [self._prefix[field]] if known else ["", f"run-as {shlex.quote(ctx.package)} "]
        for way in ways:
            if way is None:
                return None
            said = ctx.driver.shell(f"{way}{command} 2>&1")
            if said.exit_code == 0 and "ermission denied" not in said.output and "run-as:" not in said.output:
                self._prefix[field] = way
                self.sources[field] = f"{way}{command}".replace(command.split("/")[2], "PID")
                self.unknown.pop(field, None)
                return said.output
            if "No such file" in said.output and known:
                return None  # the process has just ended
        if not known:
            self._prefix[field] = None
            self.unknown[field] = CLOSED
        return None

    def traffic(self, ctx: GatherContext, uid: int | None, *, poll: bool = False) -> net_usage.Usage | None:
        """Bytes of the uid since the phone counts; `poll`: the service shall first write down what it has not yet."""
        if uid is None:
            return None
        sdk = ctx.driver.info().sdk
        if 0 < sdk <= QTAGUID_UNTIL_SDK:
            source = "/proc/net/xt_qtaguid/stats"
            table = net_usage.parse_qtaguid(ctx.driver.shell(f"cat {source}").output)
        else:
            source = "dumpsys netstats detail"
            if poll:
                ctx.driver.shell("dumpsys netstats --poll", timeout_s=30)
            table = net_usage.parse_netstats(ctx.driver.shell(source, timeout_s=30).output)
        if table is None:
            self.unknown["received_bytes"] = self.unknown["sent_bytes"] = f"`{source}` has no section by uid"
            return None
        self.sources["received_bytes"] = self.sources["sent_bytes"] = source
        for field in ("received_bytes", "sent_bytes"):
            self.unknown.pop(field, None)
        # A uid that the phone has not seen send anything has no row.
        return table.get(uid, net_usage.NOTHING)

    def wake_locks(self, ctx: GatherContext, uid: int | None) -> tuple[WakeLock, ...] | None:
        held = wake_locks.parse(ctx.driver.shell("dumpsys power", timeout_s=30).output)
        if held is None or uid is None:
            self.unknown["wake_locks"] = "`dumpsys power` has no list of wake locks"
            return None
        self.sources["wake_locks"] = "dumpsys power"
        return tuple(WakeLock(lock.kind, lock.tag, lock.held_ms) for lock in held if lock.uid == uid)

    def installed(self, ctx: GatherContext) -> InstalledSize:
        """Code by `stat`, data and cache by `du` where patrol may look, else all three as the phone last counted."""
        code = self._code_bytes(ctx)
        home = f"/data/user/0/{ctx.package}"
        text = self._own(ctx, "data_bytes", f"du -sk {home} {home}/cache")
        sizes = storage.du_bytes(text) if text is not None else {}
        if home in sizes:
            self.sources["cache_bytes"] = self.sources["data_bytes"]
            return InstalledSize(code, sizes[home], sizes.get(f"{home}/cache", 0))
        counted = storage.diskstats(ctx.driver.shell("dumpsys diskstats", timeout_s=30).output, ctx.package)
        if counted is None:
            why = (
                f"{CLOSED}; and `dumpsys diskstats` does not list the app: the phone counts once a day while it charges"
            )
            self.unknown["data_bytes"] = self.unknown["cache_bytes"] = why
            return InstalledSize(code)
        self.unknown.pop("data_bytes", None)
        source = "dumpsys diskstats, as the phone last counted (once a day)"
        self.sources["data_bytes"] = self.sources["cache_bytes"] = source
        if code is None:
            self.sources["code_bytes"] = source
        return InstalledSize(counted.code if code is None else code, counted.data, counted.cache)

    def _code_bytes(self, ctx: GatherContext) -> int | None:
        """Size of the APK files together."""
        paths = package_paths(ctx.driver.shell(f"pm path {shlex.quote(ctx.package)}").output)
        listing = ctx.driver.shell(f"stat -c %s {shlex.join(paths)}").output if paths else ""
        total = _sum([to_int(line) for line in listing.split("\n") if line.strip()]) if listing.strip() else None
        if total is None:
            self.unknown["code_bytes"] = "the APK files could not be looked at"
        else:
            self.sources["code_bytes"] = "stat of the APK files"
        return total


def merged(sources: Mapping[str, str], unknown: Mapping[str, str]) -> dict[str, str]:
    """What is unknown and has no other source."""
    return {field: why for field, why in unknown.items() if field not in sources}


def _sum(values: list[int | None]) -> int | None:
    """None as soon as one is unknown: a part must not pass for the whole."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
