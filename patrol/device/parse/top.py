"""`top -n 1` and `top -H -n 1`: toolbox (Android 4 to 6) and toybox (7 to 16)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from patrol.device.parse.decode import to_int

_TOYBOX_TOTAL = re.compile(r"^ *(\d{1,6})%cpu((?: +\d{1,8}%\w{1,8}){2,12}) *$", re.M)
_SHARE = re.compile(r"(\d{1,8})%(\w{1,8})")
_TOOLBOX_TOTAL = re.compile(r"^User (\d{1,8})%, System (\d{1,8})%, IOW (\d{1,8})%, IRQ (\d{1,8})%", re.M)
_PERCENT = re.compile(r"\d{1,6}(?:\.\d{1,3})?%?")
_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,3})?)([KMGkmg]?)")
_UNIT_KB = {"": 1 / 1024, "K": 1.0, "M": 1024.0, "G": 1024.0 * 1024}
_STATE = re.compile(r"[A-Za-z][<NsLl+]{0,4}")
_TOOLBOX_ROW = re.compile(
    r" *(\d{1,10})(?: +(\d{1,10}))? +\d{1,4} +(\d{1,4}(?:\.\d{1,3})?)% ([A-Z]) +(?:(\d{1,6}) +)?\d{1,12}K +"
    r"(\d{1,12})K +(?:(?:fg|bg|un|ta|rt|--) +)?(\S{1,40}) +(\S.{0,500})"
)


@dataclass(frozen=True, slots=True)
class TopRow:
    pid: int
    cpu_percent: float
    """Of one core."""
    name: str
    """toybox cuts a name off with a `+`."""
    user: str = ""
    state: str = ""
    rss_kb: int | None = None
    threads: int | None = None
    tid: int | None = None


@dataclass(frozen=True, slots=True)
class Top:
    rows: tuple[TopRow, ...] = ()
    capacity_percent: int | None = None
    """100 for each core, as printed; toolbox does not say."""
    shares: tuple[tuple[str, int], ...] = ()
    """`user`, `sys`, `idle` …, percent of one core with toybox, of the phone with toolbox."""
    trusted: bool = True
    """False where the shares add up to far more than the capacity, or to all idle while processes ran: a top without
    rights, or one whose interval was nearly nothing."""
    skipped: int = 0


def parse(text: str) -> Top:
    """The first screen of the output; rows that cannot be read are counted."""
    capacity, shares = _totals(text)
    rows, skipped = _rows(text.split("\n"))
    return Top(rows, capacity, shares, _trusted(capacity, dict(shares), rows), skipped)


def _totals(text: str) -> tuple[int | None, tuple[tuple[str, int], ...]]:
    if match := _TOYBOX_TOTAL.search(text):
        return int(match[1]), tuple((name, int(number)) for number, name in _SHARE.findall(match[2]))
    if match := _TOOLBOX_TOTAL.search(text):
        names = ("user", "sys", "iow", "irq")
        return None, tuple((name, int(number)) for name, number in zip(names, match.groups(), strict=True))
    return None, ()


def _trusted(capacity: int | None, shares: dict[str, int], rows: tuple[TopRow, ...]) -> bool:
    if capacity is None or not shares:
        return True
    busy_rows = sum(row.cpu_percent for row in rows)
    idle = shares.get("idle", 0)
    # Each share is rounded by itself, and the ticks of all cores are not read at one moment.
    return sum(shares.values()) <= 1.1 * capacity and not (idle >= capacity and busy_rows > 1)


def _rows(lines: list[str]) -> tuple[tuple[TopRow, ...], int]:
    columns: list[str] | None = None
    rows: list[TopRow] = []
    skipped = 0
    for line in lines:
        heading = _columns(line)
        if heading:
            if columns is not None:
                break
            columns = heading
        elif line.strip() and (row := _row(line, columns)) is not None:
            rows.append(row)
        elif columns is not None and line.strip():
            skipped += 1
    return tuple(rows), skipped


def _columns(line: str) -> list[str] | None:
    """toybox marks the column it sorts by, which glues headings together: `NI[%CPU]S`."""
    words = line.replace("[", " ").replace("]", " ").split()
    return words if "PID" in words and ("CPU%" in words or "%CPU" in words) else None


def _row(line: str, columns: list[str] | None) -> TopRow | None:
    if columns is None or "CPU%" in columns:
        return _toolbox_row(line)
    cells = line.split()
    place = columns.index("%CPU")
    percent = _number(cells, place)
    state = cells[columns.index("S")] if "S" in columns and len(cells) > columns.index("S") else ""
    pid = to_int(cells[columns.index("PID")]) if len(cells) > columns.index("PID") else None
    # A number more or less moves the columns: the share and the state tell whether they stand where they should.
    if pid is None or pid < 0 or percent is None or not _STATE.fullmatch(state):
        return None
    user = cells[columns.index("USER")] if "USER" in columns else ""
    resident = _kb(cells[columns.index("RES")]) if "RES" in columns and len(cells) > columns.index("RES") else None
    tid = to_int(cells[columns.index("TID")]) if "TID" in columns else None
    return TopRow(pid, percent, _name(cells, columns), user, state, resident, None, tid)


def _name(cells: list[str], columns: list[str]) -> str:
    """The last column; ARGS may hold blanks. PCY before it may be empty, so it is counted from the end."""
    if columns[-1] == "ARGS":
        return " ".join(cells[len(columns) - 1 :])
    return cells[-1]


def _number(cells: list[str], place: int) -> float | None:
    if place >= len(cells) or not _PERCENT.fullmatch(cells[place]):
        return None
    return float(cells[place].rstrip("%"))


def _kb(text: str) -> int | None:
    match = _SIZE.fullmatch(text)
    return round(float(match[1]) * _UNIT_KB[match[2].upper()]) if match else None


def _toolbox_row(line: str) -> TopRow | None:
    match = _TOOLBOX_ROW.fullmatch(line.rstrip())
    if match is None:
        return None
    pid, tid, percent, state, threads, resident, user, name = match.groups()
    return TopRow(
        int(pid),
        float(percent),
        name.split()[-1],
        user,
        state,
        int(resident),
        int(threads) if threads else None,
        int(tid) if tid else None,
    )
