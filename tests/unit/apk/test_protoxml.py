"""The manifest of an AAB is protobuf, and is read like that of an APK."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.apk import protoxml
from patrol.virtualphone.package.dex import dex
from tests.unit.apk.made import PACKAGE, classes, scanned, zipped


def field(number: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def attribute(name: str, value: str, id: int = 0) -> bytes:
    said = field(2, name.encode()) + field(3, value.encode()) + (field(5, id) if id else b"")
    if value in ("true", "false"):
        said += field(6, field(7, field(8, int(value == "true"))))
    return field(4, said)


def node(tag: str, *inside: bytes) -> bytes:
    return field(1, field(3, tag.encode()) + b"".join(inside))


def child(tag: str, *inside: bytes) -> bytes:
    return field(5, node(tag, *inside))


MANIFEST = node(
    "manifest",
    attribute("package", PACKAGE),
    attribute("versionName", "2.0", 0x0101021C),
    child(
        "application",
        attribute("debuggable", "true", 0x0101000F),
        child("activity", attribute("name", ".Main", 0x01010003), attribute("exported", "true", 0x01010010)),
    ),
)


def test_an_aab_is_read_like_an_apk() -> None:
    found = scanned(zipped({"base/manifest/AndroidManifest.xml": MANIFEST, "base/dex/classes.dex": dex(classes())}))
    assert (found.format, found.package, found.version_name, found.debuggable) == ("aab", PACKAGE, "2.0", True)
    assert [(one.name, one.exported) for one in found.components] == [(f"{PACKAGE}.Main", True)]
    assert any(one.call.endswith("getDeviceId") and one.reach == "yes" for one in found.calls)


@given(st.binary(max_size=200))
def test_nothing_makes_it_raise(data: bytes) -> None:
    protoxml.read(data)
    protoxml.read(MANIFEST[: len(data)] + data)
