"""An app's declarations as the binary AndroidManifest.xml of its APK, in the platform's format (ResourceTypes.h): a
string pool, a map from attribute names to resource ids, elements."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator

from patrol.virtualphone.system.intent import LAUNCHER, MAIN, VIEW
from patrol.virtualphone.system.manifest import Component, Manifest

ANDROID = "http://schemas.android.com/apk/res/android"
ATTRIBUTES = {
    "name": 0x01010003,
    "permission": 0x01010006,
    "debuggable": 0x0101000F,
    "exported": 0x01010010,
    "authorities": 0x01010018,
    "scheme": 0x01010027,
    "host": 0x01010028,
    "minSdkVersion": 0x0101020C,
    "targetSdkVersion": 0x01010270,
    "allowBackup": 0x01010280,
    "usesCleartextTraffic": 0x010104EC,
}
"""android.R.attr, as the platform's public.xml fixes it; in ascending order, as aapt writes them."""
_NOTHING = 0xFFFFFFFF
_STRING, _INTEGER, _BOOLEAN = 0x03, 0x10, 0x12

Given = dict[str, str | int | bool]
Element = tuple[str, Given, "list[Element]"]


def package_file(manifest: Manifest) -> bytes:
    """An APK that holds nothing but the manifest: what a shell can read of an installed app."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("AndroidManifest.xml", (1981, 1, 1, 1, 1, 2))
        archive.writestr(entry, binary_manifest(manifest))
    return buffer.getvalue()


def binary_manifest(manifest: Manifest) -> bytes:
    """AndroidManifest.xml as aapt compiles it."""
    return _Writer().file(_root(manifest))


def _root(manifest: Manifest) -> Element:
    flags: Given = {"debuggable": manifest.debuggable, "allowBackup": manifest.allow_backup}
    flags["usesCleartextTraffic"] = manifest.cleartext
    asked: list[Element] = [("uses-permission", {"name": name}, []) for name in manifest.permissions]
    sdk: Element = ("uses-sdk", {"minSdkVersion": manifest.min_sdk, "targetSdkVersion": manifest.target_sdk}, [])
    inside = [_component(component) for component in manifest.components]
    return "manifest", {"package": manifest.package}, [sdk, *asked, ("application", flags, inside)]


def _component(component: Component) -> Element:
    given: Given = {"name": component.name, "exported": component.exported}
    if component.permission:
        given["permission"] = component.permission
    if component.kind == "provider":
        given["authorities"] = component.name.lower()
    return component.kind, given, list(_filters(component))


def _filters(component: Component) -> Iterator[Element]:
    if component.launcher:
        yield "intent-filter", {}, [("action", {"name": MAIN}, []), ("category", {"name": LAUNCHER}, [])]
    for link in component.links:
        scheme, _, rest = link.partition("://")
        data: Given = {"scheme": scheme, "host": rest.partition("/")[0]}
        names = ("android.intent.category.DEFAULT", "android.intent.category.BROWSABLE")
        categories: list[Element] = [("category", {"name": name}, []) for name in names]
        yield "intent-filter", {}, [("action", {"name": VIEW}, []), *categories, ("data", data, [])]


class _Writer:
    """Collects strings while it writes elements; the names of attributes come first, for the map counts them."""

    def __init__(self) -> None:
        self._strings = {name: number for number, name in enumerate(ATTRIBUTES)}

    def file(self, root: Element) -> bytes:
        uri = self._string(ANDROID)
        body = b"".join(self._element(root))
        space = struct.pack("<II", self._string("android"), uri)
        chunks = (
            self._pool(),
            _chunk(0x0180, 8, struct.pack(f"<{len(ATTRIBUTES)}I", *ATTRIBUTES.values())),
            _node(0x0100, space),
            body,
            _node(0x0101, space),
        )
        return _chunk(0x0003, 8, b"".join(chunks))

    def _element(self, element: Element) -> Iterator[bytes]:
        tag, given, children = element
        attributes = [self._attribute(name, value) for name, value in given.items()]
        head = struct.pack("<IIHHHHHH", _NOTHING, self._string(tag), 20, 20, len(attributes), 0, 0, 0)
        yield _node(0x0102, head + b"".join(attributes))
        for child in children:
            yield from self._element(child)
        yield _node(0x0103, struct.pack("<II", _NOTHING, self._string(tag)))

    def _attribute(self, name: str, value: str | int | bool) -> bytes:
        space = self._string(ANDROID) if name in ATTRIBUTES else _NOTHING
        raw = self._string(value) if isinstance(value, str) else _NOTHING
        if isinstance(value, bool):
            kind, data = _BOOLEAN, _NOTHING if value else 0
        else:
            kind, data = (_STRING, raw) if isinstance(value, str) else (_INTEGER, value)
        return struct.pack("<IIIHBBI", space, self._string(name), raw, 8, 0, kind, data)

    def _string(self, text: str) -> int:
        return self._strings.setdefault(text, len(self._strings))

    def _pool(self) -> bytes:
        """UTF-16, as aapt writes manifests."""
        texts = [_utf16(text) for text in self._strings]
        offsets = [sum(map(len, texts[:number])) for number in range(len(texts))]
        data = b"".join(texts)
        data += bytes(-len(data) % 4)
        head = struct.pack("<IIIII", len(texts), 0, 0, 28 + 4 * len(texts), 0)
        return _chunk(0x0001, 28, head + _numbers(offsets) + data)


def _utf16(text: str) -> bytes:
    coded = text.encode("utf-16-le")
    return struct.pack("<H", len(coded) // 2) + coded + b"\0\0"


def _numbers(values: Iterable[int]) -> bytes:
    return b"".join(struct.pack("<I", value) for value in values)


def _chunk(kind: int, head: int, body: bytes) -> bytes:
    return struct.pack("<HHI", kind, head, 8 + len(body)) + body


def _node(kind: int, body: bytes) -> bytes:
    """A chunk of the tree: line and comment stand before what it holds."""
    return struct.pack("<HHIII", kind, 16, 16 + len(body), 1, _NOTHING) + body
