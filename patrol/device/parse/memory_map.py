"""/proc/PID/maps: which parts of a process's memory may hold its texts."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"^([0-9a-f]{1,16})-([0-9a-f]{1,16}) (\S{4}) \S+ \S+ \d+\s*(.{0,400})$", re.M)
_HEAPS = re.compile(r"dalvik-(main|large object|zygote|non moving)|\[heap\]|scudo|libc_malloc|jemalloc|malloc")
PAGE = 4096


@dataclass(frozen=True, slots=True)
class Region:
    """A part of memory that can be read and written; addresses in bytes, at page boundaries."""

    start: int
    end: int
    name: str

    @property
    def pages(self) -> int:
        return (self.end - self.start) // PAGE


def heap_regions(text: str, most_bytes: int) -> tuple[Region, ...]:
    """The Java heap and the native heaps, Java first, `most_bytes` in all."""
    found = [
        Region(int(start, 16), int(end, 16), name.strip())
        for start, end, rights, name in _LINE.findall(text.replace("\r", ""))
        if rights.startswith("rw") and _HEAPS.search(name)
    ]
    found.sort(key=lambda region: ("dalvik" not in region.name, region.start))
    kept, left = [], most_bytes
    for region in found:
        size = region.end - region.start
        if 0 < size <= left:
            kept.append(region)
            left -= size
    return tuple(kept)
