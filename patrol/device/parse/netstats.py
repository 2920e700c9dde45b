"""Traffic volume by interface: `dumpsys netstats` and /proc/net/dev. By uid: `net_usage`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from patrol.device.parse.decode import to_int

_ACTIVE = re.compile(r"iface=(\S{1,64}) ident=\[\{?(?:type=(\w{1,30}))?")
_HEADINGS = ("Active interfaces:", "mIfaceStatsMap:")


@dataclass(frozen=True, slots=True)
class Bytes:
    """Received and sent."""

    received: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Interfaces:
    """What a dump says of the phone's interfaces."""

    active: tuple[tuple[str, str], ...] = ()
    """(interface, network type as printed: 0 or MOBILE, 1 or WIFI, 17 for a VPN)."""
    totals: dict[str, Bytes] = field(default_factory=dict)
    """Since the phone started; Android 13 and up. A tunnel's bytes are in those of the interface below it too."""


def parse_interfaces(text: str) -> Interfaces:
    """`dumpsys netstats`, Android 4.4 to 16."""
    sections = _sections(text)
    return Interfaces(
        tuple(_active(sections.get("Active interfaces:", ()))), _totals(sections.get("mIfaceStatsMap:", ()))
    )


def _sections(text: str) -> dict[str, list[str]]:
    """The lines that stand deeper than each heading; the first section of a name counts."""
    found: dict[str, list[str]] = {}
    depth = 0
    current: list[str] | None = None
    for line in text.split("\n"):
        bare = line.strip()
        inset = len(line) - len(line.lstrip())
        if bare in _HEADINGS and bare not in found:
            depth, current = inset, found.setdefault(bare, [])
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


def _totals(lines: Iterable[str]) -> dict[str, Bytes]:
    """Rows of `ifaceIndex ifaceName rxBytes rxPackets txBytes txPackets`."""
    found: dict[str, Bytes] = {}
    for line in lines:
        cells = line.split()
        if len(cells) == 6:
            received, sent = to_int(cells[2]), to_int(cells[4])
            if received is not None and sent is not None:
                found[cells[1]] = Bytes(received, sent)
    return found


def parse_net_dev(text: str) -> dict[str, Bytes]:
    """/proc/net/dev and /proc/PID/net/dev: interface → bytes since it came up."""
    found: dict[str, Bytes] = {}
    for line in text.split("\n"):
        name, colon, rest = line.partition(":")
        cells = [to_int(cell) for cell in rest.split()]
        if colon and len(cells) >= 16 and cells[0] is not None and cells[8] is not None and len(name) <= 64:
            found[name.strip()] = Bytes(cells[0], cells[8])
    return found
