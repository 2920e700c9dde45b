"""How many pixels a picture has, from its first bytes: PNG, JPEG, GIF, WebP, BMP. Pure."""

from __future__ import annotations

import struct

HEAD_BYTES = 65_536
"""A JPEG's size stands behind its EXIF data, which a camera fills with up to 64 KB."""

_FRAME_MARKERS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG's start-of-frame markers (ITU T.81, table B.1); C4, C8 and CC mean something else."""


def pixels(head: bytes) -> tuple[int, int] | None:
    """(width, height); None for what is no picture of these kinds or ends before it says."""
    try:
        return _pixels(head)
    except struct.error:
        return None


def _pixels(head: bytes) -> tuple[int, int] | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _pair(struct.unpack_from(">II", head, 16))
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return _pair(struct.unpack_from("<HH", head, 6))
    if head.startswith(b"BM"):
        width, height = struct.unpack_from("<ii", head, 18)
        return _pair((width, abs(height)))
    if head.startswith(b"\xff\xd8"):
        return _jpeg(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp(head)
    return None


def _pair(found: tuple[int, ...]) -> tuple[int, int] | None:
    return (found[0], found[1]) if min(found) > 0 else None


def _jpeg(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD7 or marker == 0x01:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack_from(">HH", head, at + 5)
            return _pair((width, height))
        at += 2 + int(struct.unpack_from(">H", head, at + 2)[0])
    return None


def _webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", head, 26)
        return _pair((width & 0x3FFF, height & 0x3FFF))
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", head, 21)[0]
        return _pair(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
    if kind == b"VP8X":
        low = [int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27)]
        return _pair((low[0], low[1])) if len(head) >= 30 else None
    return None
