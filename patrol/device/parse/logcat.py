"""logcat's output layouts → entries, fast enough for a log of 100 MB.

`scan` reads whole chunks of the layouts that patrol itself asks for (threadtime, with epoch, year, zone or uid) in one
pass of one regular expression and makes no object a line but a tuple. `parse` reads any layout, for logs that others
saved.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Possessive quantifiers: what a field took it never gives back, so a line is read once (1.4 times as fast).
_LINE = re.compile(
    rb"(?: *+([\d-]++(?: [\d:]++)?+\.\d++)(?: [+-]\d{4})?+ ++(?:[\w.]++ ++)??(\d++) ++(\d++) ([VDIWEF]) ([^\n]*+)"
    rb"|([^\n]++))\n"
)
_TAG_END = re.compile(r":(?= |$)")

Row = tuple[bytes, bytes, bytes, bytes, bytes, bytes]
"""(time, pid, tid, level, `tag : message`, "") as printed, or five empty fields and a line of another layout."""


class Entry(NamedTuple):
    """One line of a log; `when` is the time as printed, "" where the layout has none, and pid or tid 0 likewise."""

    when: str
    pid: int
    tid: int
    level: str
    tag: str
    message: str


def scan(chunk: bytes) -> list[Row]:
    """The lines of `chunk`, whose last line must be whole; blank lines are passed over."""
    return _LINE.findall(chunk.replace(b"\r", b"") if b"\r" in chunk else chunk)


def is_divider(line: bytes) -> bool:
    """logcat's own remark between buffers, no entry: `--------- beginning of main`."""
    return line.startswith(b"--------- ")


_LEVEL = r"([VDIWEF])"
_DATE = r"((?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,9})"
_OTHER: tuple[tuple[re.Pattern[str], tuple[int, int, int, int, int, int]], ...] = (
    # (pattern, groups of when, pid, tid, level, tag, message; 0: not in this layout)
    (re.compile(rf"{_DATE} +{_LEVEL}/([^(\n]*?) *\( *(\d{{1,10}})\): ?(.*)"), (1, 4, 0, 2, 3, 5)),
    (re.compile(rf"{_DATE} +(\d{{1,10}})-(\d{{1,10}})/\S* {_LEVEL}/([^:\n]*): ?(.*)"), (1, 2, 3, 4, 5, 6)),
    (
        re.compile(rf"{_DATE} +(\d{{1,10}})-(\d{{1,10}}) +(\S+) +\S+ +{_LEVEL}  ?(.*)"),
        (1, 2, 3, 5, 4, 6),
    ),
    (re.compile(rf"{_LEVEL}/([^(\n]*?) *\( *(\d{{1,10}})\): ?(.*)"), (0, 3, 0, 1, 2, 4)),
    (re.compile(rf"{_LEVEL}\( *(\d{{1,10}}): *(\d{{1,10}})\) (.*)"), (0, 2, 3, 1, 0, 4)),
    (re.compile(rf"{_LEVEL}\( *(\d{{1,10}})\) (.*?)(?:  \(([^()]*)\))?"), (0, 2, 0, 1, 4, 3)),
    (re.compile(rf"{_LEVEL}/([^:\n]*?) *: ?(.*)"), (0, 0, 0, 1, 2, 3)),
)
_LONG = re.compile(rf"\[ {_DATE} +(\d{{1,10}}): *(\d{{1,10}}) {_LEVEL}/(.*?) *\]")
_LONGEST = 16_384
"""Characters. logd cuts a message at 4068 bytes (LOGGER_ENTRY_MAX_PAYLOAD); what is longer is no log line."""


class Log(NamedTuple):
    """A whole saved log. `unparsed` counts lines of no known layout."""

    entries: list[Entry]
    unparsed: int


def parse(text: str) -> Log:
    """Every line of a log in any of logcat's layouts or Android Studio's; a line decides its layout for itself."""
    entries: list[Entry] = []
    unparsed = 0
    head: Entry | None = None
    for row in scan(text.encode("utf-8", "replace") + b"\n"):
        line = row[5].decode()
        if row[1]:
            entries.append(entry(row))
            head = None
        elif is_divider(row[5]):
            head = None
        elif match := _LONG.fullmatch(line[:_LONGEST]):
            head = Entry(match[1], int(match[2]), int(match[3]), match[4], match[5], "")
        elif head is not None:
            entries.append(head._replace(message=line))
        elif (other := _other(line)) is not None:
            entries.append(other)
        else:
            unparsed += 1
    return Log(entries, unparsed)


def entry(row: Row) -> Entry:
    """The entry of a row that `scan` recognised; bytes that are no UTF-8 become U+FFFD."""
    when, pid, tid, level, rest, _ = row
    text = rest.decode("utf-8", "replace")
    end = _TAG_END.search(text)
    # A tag may hold colons; the first one with a blank after it ends it. Without any, all is message.
    tag, message = (text[: end.start()], text[end.end() + 1 :]) if end else ("", text)
    return Entry(when.decode(), _number(pid), _number(tid), level.decode(), tag.strip(), message)


def _number(digits: bytes) -> int:
    return int(digits) if len(digits) <= 10 else 0


def _other(line: str) -> Entry | None:
    line = line.strip()[:_LONGEST]
    for pattern, (when, pid, tid, level, tag, message) in _OTHER:
        if match := pattern.fullmatch(line):
            return Entry(
                when=match[when] if when else "",
                pid=int(match[pid]) if pid else 0,
                tid=int(match[tid]) if tid else 0,
                level=match[level],
                tag=(match[tag] or "").strip() if tag else "",
                message=match[message],
            )
    return None
