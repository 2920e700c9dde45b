"""A small resources.arsc: one package, string resources in the default configuration (ResourceTypes.h of AOSP)."""

from __future__ import annotations

import struct


def pool(*texts: str) -> bytes:
    """A string pool in UTF-8."""
    coded = [text.encode() for text in texts]
    strings, offsets = b"", []
    for text, data in zip(texts, coded, strict=True):
        offsets.append(len(strings))
        strings += bytes((len(text), len(data))) + data + b"\0"
    strings += b"\0" * (-len(strings) % 4)
    start = 28 + 4 * len(offsets)
    header = struct.pack("<HHIIIIII", 0x0001, 28, start + len(strings), len(offsets), 0, 0x100, start, 0)
    return header + struct.pack(f"<{len(offsets)}I", *offsets) + strings


def table(**strings: str) -> bytes:
    """The table whose resources 0x7F010000 and on are these strings."""
    named = strings or {"app_name": "港湾银行", "policy": "https://bank.example/privacy", "again": "@0x7f010000"}
    types, keys = pool("string"), pool(*named)
    entries = b"".join(struct.pack("<HHIHBBI", 8, 0, number, 8, 0, 0x03, number) for number in range(len(named)))
    offsets = struct.pack(f"<{len(named)}I", *(16 * number for number in range(len(named))))
    config = struct.pack("<I", 28) + b"\0" * 24
    head = 20 + len(config)
    start = head + len(offsets)
    kind = struct.pack("<HHIBBHII", 0x0201, head, start + len(entries), 1, 0, 0, len(named), start)
    kind += config + offsets + entries
    name = "com.bank.app".encode("utf-16-le").ljust(256, b"\0")
    where = 8 + 4 + 256 + 20
    inner = types + keys + kind
    package = struct.pack("<HHII", 0x0200, where, where + len(inner), 0x7F) + name
    package += struct.pack("<IIIII", where, 1, where + len(types), len(named), 0) + inner
    body = pool(*named.values()) + package
    return struct.pack("<HHII", 0x0002, 12, 12 + len(body), 1) + body
