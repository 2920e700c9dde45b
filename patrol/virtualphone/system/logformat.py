"""How logcat prints an entry: `-v` formats and their modifiers, as in AOSP's system/logging/liblog/logprint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from patrol.virtualphone.system.logbuffer import Entry, lines_of

FORMATS = ("brief", "long", "process", "raw", "tag", "thread", "threadtime", "time")
MODIFIERS = ("color", "descriptive", "epoch", "monotonic", "printable", "uid", "usec", "UTC", "year", "zone", "nsec")

_COLOURS = {"V": 231, "D": 75, "I": 40, "W": 166, "E": 196, "F": 196}


@dataclass(slots=True)
class Layout:
    """What `-v` asked for, collected over all of its words."""

    name: str = "threadtime"
    epoch: bool = False
    monotonic: bool = False
    usec: bool = False
    nsec: bool = False
    year: bool = False
    zone: bool = False
    uid: bool = False
    color: bool = False
    utc: bool = False

    def take(self, word: str) -> bool:
        """Apply one word; False when it is neither a format nor a modifier."""
        for part in filter(None, word.split(",")):
            if part in FORMATS:
                self.name = part
            elif part == "UTC":
                self.utc = True
            elif part in MODIFIERS:
                if hasattr(self, part):
                    setattr(self, part, True)
            elif part.startswith(("Asia/", "Europe/", "America/")):
                self.zone = True
            else:
                return False
        return True

    def time_of(self, entry: Entry, timezone: tzinfo) -> str:
        """The time column."""
        digits, unit = (9, 1_000_000) if self.nsec else (6, 1_000) if self.usec else (3, 1)
        if self.epoch or self.monotonic:
            total = entry.wall_ms if self.epoch else entry.uptime_ms
            whole, fraction = divmod(int(total * unit), 1000 * unit)
            return f"{whole:>{0 if self.epoch else 6}}.{fraction:0{digits}}"
        moment = datetime.fromtimestamp(entry.wall_ms / 1000, UTC if self.utc else timezone)
        fraction = int(entry.wall_ms * unit) % (1000 * unit)
        text = f"{moment:{'%Y-' if self.year else ''}%m-%d %H:%M:%S}.{fraction:0{digits}}"
        return f"{text} {moment:%z}" if self.zone else text

    def header(self, entry: Entry, timezone: tzinfo) -> tuple[str, str]:
        """What stands before and after each line."""
        level, tag, pid, tid = entry.level, entry.tag, entry.pid, entry.tid
        owner = f"{_owner(entry.uid)}:" if self.uid else ""
        match self.name:
            case "tag":
                return f"{level}/{tag:<8}: ", ""
            case "process":
                return f"{level}({owner}{pid:>5}) ", f"  ({tag})"
            case "thread":
                return f"{level}({owner}{pid:>5}:{tid:>5}) ", ""
            case "raw":
                return "", ""
            case "time":
                return f"{self.time_of(entry, timezone)} {level}/{tag:<8}({owner}{pid:>5}): ", ""
            case "threadtime":
                user = f" {_owner(entry.uid):>5}" if self.uid else ""
                return f"{self.time_of(entry, timezone)}{user} {pid:>5} {tid:>5} {level} {tag:<8}: ", ""
            case _:
                return f"{level}/{tag:<8}({owner}{pid:>5}): ", ""

    def text(self, entry: Entry, timezone: tzinfo) -> str:
        """The entry as it is printed, with its line ends."""
        if self.name == "long":
            owner = f"{_owner(entry.uid)}:" if self.uid else ""
            times = f"{self.time_of(entry, timezone)} {owner}{entry.pid:>5}:{entry.tid:>5}"
            return f"[ {times} {entry.level}/{entry.tag:<8} ]\n{entry.message.rstrip()}\n\n"
        before, after = self.header(entry, timezone)
        on, off = (f"\x1b[38;5;{_COLOURS[entry.level]}m", "\x1b[0m") if self.color else ("", "")
        return "".join(f"{on}{before}{line}{after}{off}\n" for line in lines_of(entry))


def _owner(uid: int) -> str:
    if uid >= 10000:
        return f"u0_a{uid - 10000}"
    return {0: "root", 1000: "system", 2000: "shell"}.get(uid, str(uid))
