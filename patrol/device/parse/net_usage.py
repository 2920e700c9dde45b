"""Traffic by uid: /proc/net/xt_qtaguid/stats (to Android 8.1) and `dumpsys netstats` (Android 4 to 16). The phone's own
totals are in `netstats`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOTAL_TAG = "0x0"
"""Rows of this tag hold all of a socket's traffic; those with another repeat a part of it."""
_COLUMNS = ("iface", "acct_tag_hex", "uid_tag_int", "rx_bytes", "tx_bytes")
_IDENT = re.compile(r"^ {0,20}ident=.{0,4000}? uid=(-?\d{1,10}) set=(\w{1,20}) tag=(0x[0-9a-f]{1,16})\s*$")
_BUCKET = re.compile(r"^ {0,20}(?:st=\d{1,20} rb=(\d{1,19}) rp=\d{1,19} tb=(\d{1,19}) tp=)")
_OLD_BUCKET = re.compile(r"\brxBytes=(\d{1,19}) .{0,60}?\btxBytes=(\d{1,19})\b")
"""Before Android 7: bucketStart=… rxBytes=1 rxPackets=1 txBytes=1 txPackets=1."""
_LIVE_HEAD = re.compile(r"^ *mAppUidStatsMap:\n *uid rxBytes rxPackets txBytes txPackets\n", re.M)
_LIVE = re.compile(r"^ {2,12}(\d{1,10}) (\d{1,19}) \d{1,19} (\d{1,19}) \d{1,19}$")


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes since the phone began to count."""

    received: int
    sent: int

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.received + other.received, self.sent + other.sent)


NOTHING = Usage(0, 0)


def parse_qtaguid(text: str) -> dict[int, Usage] | None:
    """uid → bytes over all interfaces, in foreground and background together; None when it is no such table. Loopback
    counts: an app whose proxy is reached over `adb reverse` talks to nothing else."""
    lines = [line.split() for line in text.split("\n")]
    head = next((cells for cells in lines if set(_COLUMNS) <= set(cells)), None)
    if head is None:
        return None
    places = [head.index(column) for column in _COLUMNS]
    found: dict[int, Usage] = {}
    for cells in lines:
        if len(cells) < len(head) or cells is head:
            continue
        _, tag, *numbers = (cells[place] for place in places)
        if tag != _TOTAL_TAG or not all(_is_number(cell) for cell in numbers):
            continue
        uid, received, sent = map(int, numbers)
        found[uid] = found.get(uid, NOTHING) + Usage(received, sent)
    return found


def parse_netstats(text: str) -> dict[int, Usage] | None:
    """uid → bytes; None when the dump has no section by uid (an old `dumpsys netstats` without `detail`).

    Where the phone prints its live map (mAppUidStatsMap, Android 13 and up) that counts, else the history is added up;
    the history lags behind until the service polls."""
    live = _live(text)
    return _history(text) if live is None else live


def _live(text: str) -> dict[int, Usage] | None:
    head = _LIVE_HEAD.search(text)
    if head is None:
        return None
    found: dict[int, Usage] = {}
    for line in text[head.end() :].split("\n"):
        row = _LIVE.match(line)
        if row is None:
            break
        found[int(row[1])] = Usage(int(row[2]), int(row[3]))
    return found


def _history(text: str) -> dict[int, Usage] | None:
    """The section `UID stats:`; `UID tag stats:` repeats parts of it, `Dev stats:` and `Xt stats:` are of the phone.
    The sets DBG_VPN_… count a tunnel's traffic a second time."""
    found: dict[int, Usage] = {}
    seen, inside, uid = False, False, None
    for line in text.split("\n"):
        if line[:1] not in ("", " ", "\t", "\r"):
            inside = line.startswith("UID stats:")
            seen, uid = seen or inside, None
        elif not inside:
            continue
        elif match := _IDENT.match(line):
            counts = match[3] == _TOTAL_TAG and not match[2].startswith("DBG")
            uid = int(match[1]) if counts else None
        elif uid is not None and (bucket := _BUCKET.match(line) or _OLD_BUCKET.search(line)):
            found[uid] = found.get(uid, NOTHING) + Usage(int(bucket[1]), int(bucket[2]))
    return found if seen else None


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal() and len(cell) <= 19
