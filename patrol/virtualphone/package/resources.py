"""A resources.arsc that knows the files of its type `xml`: enough for a manifest to refer to them."""

from __future__ import annotations

import struct

from patrol.virtualphone.system.binarymanifest import chunk, pool

PACKAGE = 0x7F
XML = 1
"""The only type."""


def xml_id(number: int) -> int:
    """The id of the file with that number."""
    return PACKAGE << 24 | XML << 16 | number


def resources(package: str, files: tuple[tuple[str, str], ...]) -> bytes:
    """The table of (name, path in the archive)."""
    values = pool([path for _, path in files])
    types, keys = pool(["xml"]), pool([name for name, _ in files])
    spec = chunk(0x0202, 16, struct.pack("<BBHI", XML, 0, 0, len(files)) + bytes(4 * len(files)))
    config = struct.pack("<I", 64) + bytes(60)
    offsets = b"".join(struct.pack("<I", 16 * number) for number in range(len(files)))
    entries = b"".join(struct.pack("<HHIHBBI", 8, 0, number, 8, 0, 3, number) for number in range(len(files)))
    start = 20 + len(config) + len(offsets)
    head = struct.pack("<BBHII", XML, 0, 0, len(files), start)
    kind = chunk(0x0201, 20 + len(config), head + config + offsets + entries)
    name = package.encode("utf-16-le")[:254].ljust(256, b"\0")
    places = struct.pack("<IIIII", 288, 1, 288 + len(types), len(files), 0)
    body = struct.pack("<I", PACKAGE) + name + places + types + keys + spec + kind
    return chunk(0x0002, 12, struct.pack("<I", 1) + values + chunk(0x0200, 288, body))
