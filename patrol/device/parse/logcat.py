"""logcat's output layouts → entries, fast enough for a log of 100 MB.

`scan` reads whole chunks of the layouts that patrol itself asks for (threadtime, with epoch, year, zone or uid) in one
pass of one regular expression and makes no object a line but a tuple. `Picker` looks only at the lines that hold one of
some words. `parse` reads any layout, for logs that others saved; the layouts are in `logcat_layouts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from patrol.device.parse.logcat_layouts import Entry as Entry
from patrol.device.parse.logcat_layouts import bare_tags, long_head, read_line, tag_and_message

# Possessive quantifiers: what a field took it never gives back, so a line is read once (1.4 times as fast).
_LINE = re.compile(
    r"(?: *+([\d-]++(?: [\d:]++)?+\.\d++)(?: [+-]\d{4})?+ ++(?:[\w.]++ ++)??(\d++) ++(\d++) ([VDIWEF]) ([^\n]*+)"
    r"|([^\n]++))\n",
    re.A,
)
_COLOUR = re.compile(r"\x1b\[[\d;]{0,20}m")
"""What `-v color` puts around each line."""

Row = tuple[str, str, str, str, str, str]
"""(time, pid, tid, level, `tag : message`, "") as printed, or five empty fields and a line of another layout."""


def scan(chunk: bytes) -> list[Row]:
    """The lines of `chunk`, whose last line must be whole; blank lines are passed over. Bytes that are no UTF-8 become
    U+FFFD."""
    text = chunk.decode("utf-8", "replace")
    return _LINE.findall(text.replace("\r", "") if "\r" in text else text)


def is_divider(line: str) -> bool:
    """logcat's own remark between buffers, no entry: `--------- beginning of main`."""
    return line.startswith("--------- ")


class Log(NamedTuple):
    """A whole saved log. `unparsed` counts lines of no known layout."""

    entries: list[Entry]
    unparsed: int
    layouts: dict[str, int]
    """Name of a layout → entries that were printed in it, with its modifiers: `threadtime+year+usec`, `brief`,
    `studio`. A log may change its layout on the way."""

    @property
    def layout(self) -> str:
        """The commonest; `raw` when no line told more than its message."""
        return max(self.layouts, key=self.layouts.__getitem__, default="raw")


def parse(text: str) -> Log:
    """Every line of a log in any of logcat's layouts or Android Studio's; a line decides its layout for itself.

    Entries are lines, as `threadtime` has them: a message of several lines gives several with the same head, also in
    layouts that print the head once."""
    if "\x1b" in text:
        text = _COLOUR.sub("", text)
    entries: list[Entry] = []
    layouts: dict[str, int] = {}
    unparsed = 0
    head: Entry | None = None
    bare = bare_tags(text)
    for line in text.replace("\r", "").split("\n"):
        if not line or is_divider(line):
            head = None if line else head
        elif found := read_line(line, bare):
            layouts[found[0]] = layouts.get(found[0], 0) + 1
            head = found[1]
            entries.append(head)
        elif long := long_head(line):
            layouts["long"] = layouts.get("long", 0) + 1
            head = long
        elif head is not None and (line[0] in " \t" or "long" in layouts):
            # What follows a head that is printed once.
            entries.append(head._replace(message=line[1:] if line[0] == "\t" else line.lstrip(" ")))
        else:
            unparsed += 1
            head = None
    return Log(entries, unparsed, layouts)


def entry(row: Row) -> Entry:
    """The entry of a row that `scan` recognised."""
    when, pid, tid, level, rest, _ = row
    tag, message = tag_and_message(rest)
    return Entry(when, _number(pid), _number(tid), level, tag, message)


@lru_cache(maxsize=1024)  # a log is written by few processes
def _number(digits: str) -> int:
    return int(digits) if len(digits) <= 10 else 0


class Picker:
    """Finds the lines of a log that hold one of some words, by searching for the words and not by looking at lines:
    a log of a phone in use has some 500 lines a second, and few of them concern one app.

    Measured over 40 MB of captured logs: one search runs at 1 to 4 GB/s, splitting into lines at 0.3.
    """

    def __init__(self, words: Iterable[bytes]) -> None:
        self.words = list(dict.fromkeys(words))

    def lines(self, chunk: bytes, start: int = 0) -> list[tuple[int, int]]:
        """(begin, end) of each line with a word in `chunk` from `start`, the begin of a line, on; in their order."""
        find, rfind = chunk.find, chunk.rfind
        found: dict[int, int] = {}
        for word in self.words:
            at = find(word, start)
            while at >= 0:
                end = find(b"\n", at)
                end = len(chunk) if end < 0 else end
                found[max(rfind(b"\n", 0, at) + 1, start)] = end
                at = find(word, end)
        return sorted(found.items())


def lines_with_head(chunk: bytes, head: bytes) -> int:
    """Lines in `chunk`, 0 when one does not begin with `head`: the quick proof that all are of one layout, since the
    times of lines close to each other begin alike."""
    if not chunk.startswith(head):
        return 0
    lines = chunk.count(b"\n") + (not chunk.endswith(b"\n"))
    return lines if chunk.count(b"\n" + head) == lines - 1 else 0
