"""The components of AndroidManifest.xml in its binary form, as it lies in an APK: who may start them, with what
permission.

The format is that of the platform's ResourceTypes.h: chunks of a string pool, a map from attribute names to resource
ids, and elements. Attributes are told apart by resource id, for packers empty their names. Whatever is damaged or
hostile gives None; nothing is raised, and sizes are bounded.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from patrol.model.artifacts import Component

MAX_BYTES = 16 << 20
MAX_ELEMENTS = 100_000
MAX_TEXT = 1000

_XML, _POOL, _MAP, _START, _END = 0x0003, 0x0001, 0x0180, 0x0102, 0x0103
_UTF8 = 0x100
_NOTHING = 0xFFFFFFFF
_STRING, _BOOLEAN, _INTEGER = 0x03, 0x12, 0x10
_IDS = {
    0x01010003: "name",
    0x01010006: "permission",
    0x01010007: "readPermission",
    0x01010008: "writePermission",
    0x0101000E: "enabled",
    0x01010010: "exported",
    0x01010018: "authorities",
    0x01010027: "scheme",
    0x01010270: "targetSdkVersion",
}
"""android.R.attr, as the platform's public.xml fixes it."""
KINDS = {"activity": "activity", "activity-alias": "activity", "service": "service", "receiver": "receiver"} | {
    "provider": "provider"
}
MAIN, LAUNCHER, VIEW = "android.intent.action.MAIN", "android.intent.category.LAUNCHER", "android.intent.action.VIEW"
BROWSABLE = "android.intent.category.BROWSABLE"

Value = str | bool | int | None


@dataclass(slots=True)
class _Open:
    """A component while its element is read."""

    kind: str
    given: dict[str, Value]
    filters: list[set[str]] = field(default_factory=list)


def components(data: bytes) -> tuple[Component, ...] | None:
    """All components of a binary manifest, in its order; None when it is none or cannot be read."""
    if len(data) > MAX_BYTES or data[:2] != struct.pack("<H", _XML):
        return None
    try:
        return tuple(_read(list(islice(_elements(data), MAX_ELEMENTS))))
    except (struct.error, IndexError, UnicodeDecodeError, ValueError):
        return None


def _read(elements: list[tuple[bool, str, dict[str, Value]]]) -> Iterator[Component]:
    package, everywhere, target = "", "", 0
    current: _Open | None = None
    for begins, tag, given in elements:
        if not begins:
            if current is not None and tag in KINDS:
                yield _component(current, package, everywhere, target)
                current = None
        elif tag == "manifest":
            package = str(given.get("package") or "")
        elif tag == "uses-sdk":
            told = given.get("targetSdkVersion")
            target = told if isinstance(told, int) else target
        elif tag == "application":
            everywhere = str(given.get("permission") or "")
        elif tag in KINDS:
            current = _Open(KINDS[tag], given)
        elif current is not None and tag == "intent-filter":
            current.filters.append(set())
        elif current is not None and current.filters and tag in ("action", "category"):
            current.filters[-1].add(str(given.get("name") or ""))


def _component(one: _Open, package: str, everywhere: str, target: int) -> Component:
    name = str(one.given.get("name") or "")
    permission = str(one.given.get("permission") or everywhere)
    reads = str(one.given.get("readPermission") or permission)
    writes = str(one.given.get("writePermission") or permission)
    if one.kind == "provider":
        permission = reads if reads and writes else ""
    names = [found for found in one.filters if found]
    return Component(
        kind=one.kind,
        name=package + name if name.startswith(".") else name if "." in name else f"{package}.{name}",
        exported=_exported(one, target),
        permission=permission,
        enabled=one.given.get("enabled") is not False,
        launcher=one.kind == "activity" and any({MAIN, LAUNCHER} <= found for found in names),
        links=any({VIEW, BROWSABLE} <= found for found in names),
        filters=len(one.filters),
    )


def _exported(one: _Open, target: int) -> bool | None:
    """As given; else as Android decides: with an intent filter yes, without no. None: a resource decides."""
    if "exported" in one.given:
        given = one.given["exported"]
        return given if isinstance(given, bool) else None
    return bool(one.filters) or (one.kind == "provider" and 0 < target < 17)


# --- the format -------------------------------------------------------------------------------------------------------


def _elements(data: bytes) -> Iterator[tuple[bool, str, dict[str, Value]]]:
    """(begins, tag, attributes by name) of each element, in order; its end has no attributes."""
    strings: list[str] = []
    ids: tuple[int, ...] = ()
    at = 8
    while at + 8 <= len(data):
        kind, head, size = struct.unpack_from("<HHI", data, at)
        if size < 8 or head > size:
            return
        chunk = data[at : at + size]
        if kind == _POOL:
            strings = _strings(chunk)
        elif kind == _MAP:
            ids = struct.unpack_from(f"<{(len(chunk) - 8) // 4}I", chunk, 8)
        elif kind == _START:
            yield True, *_element(chunk, head, strings, ids)
        elif kind == _END:
            yield False, strings[struct.unpack_from("<I", chunk, head + 4)[0]], {}
        at += size


def _element(chunk: bytes, head: int, strings: list[str], ids: tuple[int, ...]) -> tuple[str, dict[str, Value]]:
    _, tag, start, size, count = struct.unpack_from("<IIHHH", chunk, head)
    given: dict[str, Value] = {}
    for number in range(count):
        _, name, raw, _, _, kind, value = struct.unpack_from("<IIIHBBI", chunk, head + start + number * size)
        known = _IDS.get(ids[name]) if name < len(ids) else strings[name]
        if known:
            given[known] = _value(kind, value, raw, strings)
    return strings[tag], given


def _value(kind: int, value: int, raw: int, strings: list[str]) -> Value:
    """A reference to a resource is None: what it holds is not in the manifest."""
    if kind == _STRING:
        return strings[value]
    if kind == _BOOLEAN:
        return value != 0
    if kind == _INTEGER:
        return value
    return strings[raw] if raw != _NOTHING else None


def _strings(chunk: bytes) -> list[str]:
    _, head, _, count, _, flags, start = struct.unpack_from("<HHIIIII", chunk)
    if count * 4 > len(chunk):
        raise ValueError("more strings than room")
    offsets = struct.unpack_from(f"<{count}I", chunk, head)
    read = _utf8 if flags & _UTF8 else _utf16
    return [read(chunk, start + offset) for offset in offsets]


def _utf16(chunk: bytes, at: int) -> str:
    (length,) = struct.unpack_from("<H", chunk, at)
    if length & 0x8000:
        at += 2
        length = (length & 0x7FFF) << 16 | struct.unpack_from("<H", chunk, at)[0]
    return chunk[at + 2 : at + 2 + 2 * min(length, MAX_TEXT)].decode("utf-16-le", "replace")


def _utf8(chunk: bytes, at: int) -> str:
    """Two lengths stand before the text, in characters and in bytes, each in one or two bytes."""
    at += 2 if chunk[at] & 0x80 else 1
    length = chunk[at]
    at += 1
    if length & 0x80:
        length = (length & 0x7F) << 8 | chunk[at]
        at += 1
    return chunk[at : at + min(length, MAX_TEXT)].decode("utf-8", "replace")
