"""Binary XML of an APK (ResourceTypes.h): manifest, network security configuration, layouts.

Android reads attributes by resource id and so does this: an attribute with a known id is called `android:name`, one
without an id by its text alone. Hostile files announce more strings than there are, overlap chunks, repeat attributes
or leave out what Android does not need; whatever can still be read is, and the rest is told.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_ELEMENTS = 200_000
MAX_DEPTH = 200
MAX_TEXT = 32_768
_POOL, _MAP, _START, _END, _TEXT = 0x0001, 0x0180, 0x0102, 0x0103, 0x0104
_UTF8 = 0x100
_NOTHING = 0xFFFFFFFF
_REFERENCE, _STRING, _BOOLEAN = (0x01, 0x02, 0x07, 0x08), 0x03, 0x12
IDS = {
    0x01010001: "label",
    0x01010003: "name",
    0x01010006: "permission",
    0x01010007: "readPermission",
    0x01010008: "writePermission",
    0x01010009: "protectionLevel",
    0x0101000E: "enabled",
    0x0101000F: "debuggable",
    0x01010010: "exported",
    0x01010011: "process",
    0x01010018: "authorities",
    0x0101001B: "grantUriPermissions",
    0x01010024: "value",
    0x01010025: "resource",
    0x01010026: "mimeType",
    0x01010027: "scheme",
    0x01010028: "host",
    0x0101002A: "path",
    0x01010202: "targetActivity",
    0x0101020C: "minSdkVersion",
    0x0101021B: "versionCode",
    0x0101021C: "versionName",
    0x01010270: "targetSdkVersion",
    0x01010271: "maxSdkVersion",
    0x01010272: "testOnly",
    0x0101027F: "backupAgent",
    0x01010280: "allowBackup",
    0x010104EC: "usesCleartextTraffic",
    0x01010527: "networkSecurityConfig",
    0x0101057A: "appComponentFactory",
}
"""android.R.attr, as the platform's public.xml fixes it."""


class Reference(int):
    """The id of a resource."""


Value = str | bool | int | Reference | None


@dataclass(slots=True)
class Element:
    """A tag with its attributes and what it holds; text inside it is the attribute `#text`."""

    tag: str
    given: dict[str, Value] = field(default_factory=dict)
    inside: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        """Its children of that tag."""
        return (one for one in self.inside if one.tag == tag)

    def below(self) -> Iterator[Element]:
        """Itself and all below it, in the document's order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.inside))


@dataclass(slots=True)
class Document:
    """What could be read, and what was odd."""

    root: Element | None = None
    oddities: list[str] = field(default_factory=list)
    short: bool = False
    """Elements may be missing: the file is cut off or damaged."""
    strings: Pool | None = None


def read(data: bytes) -> Document:
    """The tree of a binary XML file. Never raises."""
    document = Document()
    if len(data) < 8:
        document.oddities.append("too short")
        document.short = True
        return document
    kind, head, size = struct.unpack_from("<HHI", data)
    if kind != 0x0003:
        document.oddities.append(f"type {kind:#06x} in place of 0x0003")
    if size > len(data):
        document.oddities.append("shorter than it says")
        document.short = True
    end = size if size >= 8 else len(data)  # Android reads no further: packers put anything behind
    _Reader(document, data[:end], head if 8 <= head < len(data) else 8).run()
    return document


class _Reader:
    def __init__(self, document: Document, data: bytes, start: int) -> None:
        self.document, self.data, self.at = document, data, start
        self.pool = Pool(b"")
        self.ids: tuple[int, ...] = ()
        self.open: list[Element] = []
        self.elements = 0

    def run(self) -> None:
        data = self.data
        while self.at + 8 <= len(data) and self.elements < MAX_ELEMENTS:
            kind, head, size = struct.unpack_from("<HHI", data, self.at)
            if size < 8 or head > size:
                self._damaged("a chunk without a size")
                return
            chunk = data[self.at : self.at + size]
            if len(chunk) < size:
                self._damaged("a chunk longer than the file")
            try:
                self._chunk(kind, head, chunk)
            except (struct.error, IndexError):
                self._damaged("a damaged chunk")
            self.at += size
        if self.elements >= MAX_ELEMENTS:
            self._damaged("more elements than are read")

    def _chunk(self, kind: int, head: int, chunk: bytes) -> None:
        if kind == _POOL:
            if not len(self.pool):
                self.pool = self.document.strings = Pool(chunk)
                if self.pool.short:
                    self._odd("more strings announced than there is room for")
            else:
                self._odd("a second pool of strings")
        elif kind == _MAP:
            self.ids = struct.unpack_from(f"<{(len(chunk) - head) // 4}I", chunk, head)
        elif kind == _START:
            self._begin(chunk, head)
        elif kind == _END and self.open:
            self.open.pop()
        elif kind == _TEXT and self.open:
            self.open[-1].given["#text"] = self.pool[struct.unpack_from("<I", chunk, head)[0]].strip()

    def _begin(self, chunk: bytes, head: int) -> None:
        self.elements += 1
        _, tag, start, size, count = struct.unpack_from("<IIHHH", chunk, head)
        element = Element(self.pool[tag])
        if self.open and len(self.open) < MAX_DEPTH:
            self.open[-1].inside.append(element)
        elif not self.open and self.document.root is None:
            self.document.root = element
        self.open.append(element)
        if size < 20:
            return self._odd("attributes smaller than an attribute") if count else None
        for number in range(count):
            _, name, raw, _, _, kind, value = struct.unpack_from("<IIIHBBI", chunk, head + start + number * size)
            self._attribute(element, name, raw, kind, value)
        return None

    def _attribute(self, element: Element, name: int, raw: int, kind: int, value: int) -> None:
        known = self.ids[name] if name < len(self.ids) else 0
        key = f"android:{IDS[known]}" if known in IDS else "" if known else self.pool[name]
        if not key:
            return
        if key in element.given:
            self._odd(f"{key} given twice")
            return
        element.given[key] = self._value(kind, value, raw)

    def _value(self, kind: int, value: int, raw: int) -> Value:
        if kind == _STRING:
            return self.pool[value]
        if kind == _BOOLEAN:
            return value != 0
        if kind in _REFERENCE:
            return Reference(value)
        if 0x10 <= kind <= 0x1F:
            return value
        return self.pool[raw] if raw != _NOTHING else None

    def _damaged(self, text: str) -> None:
        self.document.short = True
        self._odd(text)

    def _odd(self, text: str) -> None:
        if text not in self.document.oddities and len(self.document.oddities) < 20:
            self.document.oddities.append(text)


class Pool:
    """A pool of strings, read one by one; what lies outside it is ""."""

    def __init__(self, chunk: bytes) -> None:
        self._chunk = chunk
        self._offsets: tuple[int, ...] = ()
        self.short = False
        self._start, self._wide = 0, True
        if len(chunk) < 28:
            return
        _, head, _, count, styles, flags, start = struct.unpack_from("<HHIIIII", chunk)
        room = max(0, len(chunk) - head) // 4
        self.short = count > room or styles > room
        self._offsets = struct.unpack_from(f"<{min(count, room)}I", chunk, head)
        self._start, self._wide = start, not flags & _UTF8

    def __len__(self) -> int:
        return len(self._offsets)

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._offsets):
            return ""
        at = self._start + self._offsets[number]
        try:
            return self._utf16(at) if self._wide else self._utf8(at)
        except (struct.error, IndexError):
            return ""

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self._offsets)))

    def _utf16(self, at: int) -> str:
        (length,) = struct.unpack_from("<H", self._chunk, at)
        if length & 0x8000:
            at += 2
            length = (length & 0x7FFF) << 16 | int(struct.unpack_from("<H", self._chunk, at)[0])
        return self._chunk[at + 2 : at + 2 + 2 * min(length, MAX_TEXT)].decode("utf-16-le", "replace")

    def _utf8(self, at: int) -> str:
        """Two lengths stand before the text, in characters and in bytes, each in one or two bytes."""
        at += 2 if self._chunk[at] & 0x80 else 1
        length = self._chunk[at]
        at += 1
        if length & 0x80:
            length = (length & 0x7F) << 8 | self._chunk[at]
            at += 1
        return self._chunk[at : at + min(length, MAX_TEXT)].decode("utf-8", "replace")
