"""Traffic volume: `dumpsys netstats detail`, /proc/net/xt_qtaguid/stats (Android 4 to 8), /proc/net/dev, and
/proc/PID/net/dev, which has the same layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from patrol.device.parse.decode import to_int

_ACTIVE = re.compile(r"iface=(\S{1,64}) ident=\[\{?(?:type=(\w{1,30}))?")
_HISTORY = re.compile(r"uid=(-?\d{1,10}) +set=(\w{1,20}) +tag=0x([0-9a-fA-F]{1,16})")
# Android 7 and up; before: bucketStart=… rxBytes=1 rxPackets=1 txBytes=1 txPackets=1
_BUCKET = re.compile(r"(?:\brb=(\d{1,19}) rp=\d{1,19} tb=(\d{1,19})|\brxBytes=(\d{1,19}) .{0,60}?\btxBytes=(\d{1,19}))")


@dataclass(frozen=True, slots=True)
class Bytes:
    """Received and sent."""

    received: int = 0
    sent: int = 0

    def __add__(self, other: Bytes) -> Bytes:
        return Bytes(self.received + other.received, self.sent + other.sent)

    @property
    def total(self) -> int:
        return self.received + self.sent


@dataclass(frozen=True, slots=True)
class NetStats:
    """What a dump says; a uid that is not named has no known traffic, which is not the same as none."""

    live: dict[int, Bytes] = field(default_factory=dict)
    """Uid → since the phone started, up to this moment (the kernel's own count, Android 13 and up)."""
    history: dict[int, Bytes] = field(default_factory=dict)
    """Uid → what the statistics service has written down; it polls every half hour, or each 2 MB."""
    interfaces: dict[str, Bytes] = field(default_factory=dict)
    """Interface → since the phone started."""
    active: tuple[tuple[str, str], ...] = ()
    """(interface, network type as printed: 0 or MOBILE, 1 or WIFI, 17 VPN)."""

    def of(self, uid: int) -> Bytes | None:
        """The best figure for an app: the live one, else the recorded one."""
        return self.live.get(uid) or self.history.get(uid)


def parse(text: str) -> NetStats:
    """`dumpsys netstats [detail]`, Android 4.4 to 16."""
    sections = _sections(text)
    return NetStats(
        live=_uid_map(sections.get("mAppUidStatsMap", ())),
        history=_history(sections.get("UID stats", ())),
        interfaces=_interface_map(sections.get("mIfaceStatsMap", ())),
        active=tuple(_active(sections.get("Active interfaces", ()))),
    )


_HEADINGS = ("Active interfaces", "UID stats", "mAppUidStatsMap", "mIfaceStatsMap")


def _sections(text: str) -> dict[str, list[str]]:
    """The lines that stand deeper than each heading."""
    found: dict[str, list[str]] = {}
    depth, current = 0, None
    for line in text.split("\n"):
        bare = line.strip()
        inset = len(line) - len(line.lstrip())
        if bare.endswith(":") and bare[:-1] in _HEADINGS and bare[:-1] not in found:
            depth, current = inset, found.setdefault(bare[:-1], [])
        elif current is not None and bare:
            if inset > depth:
                current.append(bare)
            else:
                current = None
    return found


def _active(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if match := _ACTIVE.match(line):
            yield match[1], match[2] or ""


def _history(lines: Iterable[str]) -> dict[int, Bytes]:
    found: dict[int, Bytes] = {}
    uid: int | None = None
    for line in lines:
        if match := _HISTORY.search(line):
            # Tagged traffic is counted under tag 0x0 too; the DBG_VPN sets count a tunnel's traffic a second time.
            counted = int(match[3], 16) == 0 and not match[2].startswith("DBG")
            uid = int(match[1]) if counted else None
        elif uid is not None and (bucket := _BUCKET.search(line)):
            received, sent = bucket[1] or bucket[3], bucket[2] or bucket[4]
            found[uid] = found.get(uid, Bytes()) + Bytes(int(received), int(sent))
    return found


def _uid_map(lines: Iterable[str]) -> dict[int, Bytes]:
    """Rows of `uid rxBytes rxPackets txBytes txPackets`."""
    found: dict[int, Bytes] = {}
    for line in lines:
        cells = [to_int(cell) for cell in line.split()]
        if len(cells) == 5 and None not in cells:
            uid, received, _, sent, _ = (cell or 0 for cell in cells)
            found[uid] = Bytes(received, sent)
    return found


def _interface_map(lines: Iterable[str]) -> dict[str, Bytes]:
    """Rows of `ifaceIndex ifaceName rxBytes rxPackets txBytes txPackets`."""
    found: dict[str, Bytes] = {}
    for line in lines:
        cells = line.split()
        if len(cells) == 6:
            received, sent = to_int(cells[2]), to_int(cells[4])
            if received is not None and sent is not None:
                found[cells[1]] = Bytes(received, sent)
    return found


@dataclass(frozen=True, slots=True)
class TagStats:
    """One row of xt_qtaguid: a uid on an interface, in front (set 1) or in background (set 0)."""

    interface: str
    tag: int
    uid: int
    foreground: bool
    bytes: Bytes


def parse_qtaguid(text: str) -> tuple[TagStats, ...]:
    """/proc/net/xt_qtaguid/stats; rows that are not whole are passed over."""
    rows = []
    for line in text.split("\n"):
        cells = line.split()
        if len(cells) >= 9 and cells[2].startswith("0x"):
            numbers = [to_int(cell) for cell in cells[3:9]]
            tag = _hexadecimal(cells[2])
            uid, which, received, _, sent, _ = numbers
            if tag is None or uid is None or which is None or received is None or sent is None:
                continue
            rows.append(TagStats(cells[1], tag, uid, which == 1, Bytes(received, sent)))
    return tuple(rows)


def of_uid(rows: Iterable[TagStats], uid: int) -> Bytes | None:
    """All interfaces and sets of one app; rows with a tag of their own are parts of the untagged ones."""
    own = [row.bytes for row in rows if row.uid == uid and row.tag == 0]
    return sum(own, Bytes()) if own else None


def parse_net_dev(text: str) -> dict[str, Bytes]:
    """/proc/net/dev: interface → bytes since it came up."""
    found: dict[str, Bytes] = {}
    for line in text.split("\n"):
        name, colon, rest = line.partition(":")
        cells = [to_int(cell) for cell in rest.split()]
        if colon and len(cells) >= 16 and cells[0] is not None and cells[8] is not None and len(name) <= 64:
            found[name.strip()] = Bytes(cells[0], cells[8])
    return found


def _hexadecimal(text: str) -> int | None:
    return int(text, 16) if re.fullmatch(r"0x[0-9a-fA-F]{1,16}", text, re.A) else None
