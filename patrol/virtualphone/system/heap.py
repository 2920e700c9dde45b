"""The heap of an app's process as `am dumpheap` writes it: HPROF 1.0.3, texts as ART keeps them."""

from __future__ import annotations

import struct
from collections.abc import Iterable

_HEAD = b"JAVA PROFILE 1.0.3\0" + struct.pack(">I", 4)
_SEGMENT, _END, _HEAP_INFO, _ARRAY = 0x1C, 0x2C, 0xFE, 0x23
_CHAR, _BYTE = 5, 8
_APP_HEAP = 65
"""Android's number of the app's own heap ("A")."""


def hprof(texts: Iterable[str], wall_ms: float) -> bytes:
    """One heap dump segment with an array for each text: bytes for Latin ones (compressed strings, since Android 8),
    two-byte characters for others."""
    body = struct.pack(">BII", _HEAP_INFO, _APP_HEAP, 1)
    for number, text in enumerate(texts, start=0x12C00001):
        latin = text.isascii()
        data = text.encode("ascii" if latin else "utf-16-be")
        count = len(data) if latin else len(data) // 2
        body += struct.pack(">BIIIB", _ARRAY, number, 0, count, _BYTE if latin else _CHAR) + data
    head = _HEAD + struct.pack(">Q", round(wall_ms))
    return head + struct.pack(">BII", _SEGMENT, 0, len(body)) + body + struct.pack(">BII", _END, 0, 0)
