"""An app's declarations as the binary AndroidManifest.xml of its APK, in the platform's format (ResourceTypes.h): a
string pool, a map from attribute names to resource ids, elements."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from patrol.virtualphone.system.intent import LAUNCHER, MAIN, VIEW
from patrol.virtualphone.system.manifest import Component, Manifest

ANDROID = "http://schemas.android.com/apk/res/android"
ATTRIBUTES = {
    "label": 0x01010001,
    "name": 0x01010003,
    "permission": 0x01010006,
    "debuggable": 0x0101000F,
    "exported": 0x01010010,
    "authorities": 0x01010018,
    "value": 0x01010024,
    "scheme": 0x01010027,
    "host": 0x01010028,
    "minSdkVersion": 0x0101020C,
    "versionCode": 0x0101021B,
    "versionName": 0x0101021C,
    "targetSdkVersion": 0x01010270,
    "allowBackup": 0x01010280,
    "usesCleartextTraffic": 0x010104EC,
    "networkSecurityConfig": 0x01010527,
}
"""android.R.attr, as the platform's public.xml fixes it; in ascending order, as aapt writes them."""
_NOTHING = 0xFFFFFFFF
_REFERENCE, _STRING, _INTEGER, _BOOLEAN = 0x01, 0x03, 0x10, 0x12


class Reference(int):
    """The id of a resource."""


Given = dict[str, str | int | bool]
Element = tuple[str, Given, "list[Element]"]


def binary_manifest(manifest: Manifest, *, network: int = 0, meta: Mapping[str, str] | None = None) -> bytes:
    """AndroidManifest.xml as aapt compiles it. `network` is the id of the network security configuration."""
    return binary_xml(_root(manifest, network, meta or {}))


def binary_xml(root: Element) -> bytes:
    """An XML file as aapt compiles it. Attributes of ATTRIBUTES are Android's; `#text` is the text of an element."""
    return _Writer().file(root)


def _root(manifest: Manifest, network: int, meta: Mapping[str, str]) -> Element:
    flags: Given = {"label": manifest.label, "debuggable": manifest.debuggable, "allowBackup": manifest.allow_backup}
    flags["usesCleartextTraffic"] = manifest.cleartext
    if manifest.application:
        flags["name"] = manifest.application
    if network:
        flags["networkSecurityConfig"] = Reference(network)
    asked: list[Element] = [("uses-permission", {"name": name}, []) for name in manifest.permissions]
    sdk: Element = ("uses-sdk", {"minSdkVersion": manifest.min_sdk, "targetSdkVersion": manifest.target_sdk}, [])
    inside = [_component(component) for component in manifest.components]
    inside += [("meta-data", {"name": name, "value": value}, []) for name, value in meta.items()]
    head: Given = {"versionCode": manifest.version_code, "versionName": manifest.version_name}
    return "manifest", {**head, "package": manifest.package}, [sdk, *asked, ("application", flags, inside)]


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
    if component.actions:
        yield "intent-filter", {}, [("action", {"name": action}, []) for action in component.actions]
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
            pool(self._strings),
            chunk(0x0180, 8, struct.pack(f"<{len(ATTRIBUTES)}I", *ATTRIBUTES.values())),
            _node(0x0100, space),
            body,
            _node(0x0101, space),
        )
        return chunk(0x0003, 8, b"".join(chunks))

    def _element(self, element: Element) -> Iterator[bytes]:
        tag, given, children = element
        order = list(ATTRIBUTES)
        sorted_ = sorted(given, key=lambda name: order.index(name) if name in ATTRIBUTES else len(order))
        attributes = [self._attribute(name, given[name]) for name in sorted_ if name != "#text"]
        head = struct.pack("<IIHHHHHH", _NOTHING, self._string(tag), 20, 20, len(attributes), 0, 0, 0)
        yield _node(0x0102, head + b"".join(attributes))
        if "#text" in given:
            yield _node(0x0104, struct.pack("<IHBBI", self._string(str(given["#text"])), 8, 0, 0, 0))
        for child in children:
            yield from self._element(child)
        yield _node(0x0103, struct.pack("<II", _NOTHING, self._string(tag)))

    def _attribute(self, name: str, value: str | int | bool) -> bytes:
        space = self._string(ANDROID) if name in ATTRIBUTES else _NOTHING
        raw = self._string(value) if isinstance(value, str) else _NOTHING
        if isinstance(value, Reference):
            kind, data = _REFERENCE, int(value)
        elif isinstance(value, bool):
            kind, data = _BOOLEAN, _NOTHING if value else 0
        else:
            kind, data = (_STRING, raw) if isinstance(value, str) else (_INTEGER, value)
        return struct.pack("<IIIHBBI", space, self._string(name), raw, 8, 0, kind, data)

    def _string(self, text: str) -> int:
        return self._strings.setdefault(text, len(self._strings))


def pool(strings: Iterable[str]) -> bytes:
    """A pool of strings in UTF-16, as aapt writes manifests."""
    texts = [_utf16(text) for text in strings]
    offsets = list(accumulate(map(len, texts), initial=0))[: len(texts)]
    data = b"".join(texts)
    data += bytes(-len(data) % 4)
    head = struct.pack("<IIIII", len(texts), 0, 0, 28 + 4 * len(texts), 0)
    return chunk(0x0001, 28, head + _numbers(offsets) + data)


def _utf16(text: str) -> bytes:
    coded = text.encode("utf-16-le")
    return struct.pack("<H", len(coded) // 2) + coded + b"\0\0"


def _numbers(values: Iterable[int]) -> bytes:
    return b"".join(struct.pack("<I", value) for value in values)


def chunk(kind: int, head: int, body: bytes) -> bytes:
    """A chunk of a resource file; `head` is the length of its header."""
    return struct.pack("<HHI", kind, head, 8 + len(body)) + body


def _node(kind: int, body: bytes) -> bytes:
    """A chunk of the tree: line and comment stand before what it holds."""
    return struct.pack("<HHIII", kind, 16, 16 + len(body), 1, _NOTHING) + body
