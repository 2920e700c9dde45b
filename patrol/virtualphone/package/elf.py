"""A native library of headers alone: enough for a loader's and a scanner's look at its protections."""

from __future__ import annotations

import struct

from patrol.virtualphone.package.plan import Library

_AARCH64 = 183


def library(plan: Library) -> bytes:
    """An ELF64 shared object for arm64-v8a."""
    align = 0x4000 if plan.aligned_16k else 0x1000
    names = b"\0" + b"\0".join((plan.name.encode(), b"malloc", *((b"__stack_chk_fail",) if plan.canary else ())))
    names += b"\0"
    segments = [("load", 1, 5), ("dynamic", 2, 6), ("stack", 0x6474E551, 6 if plan.nx else 7)]
    if plan.relro != "none":
        segments.append(("relro", 0x6474E552, 4))
    head_size = 64 + 56 * len(segments)
    text_at = head_size
    dynamic_at = (text_at + len(names) + 15) // 16 * 16
    entries = [(5, text_at), (10, len(names)), (14, 1)]
    if plan.relro == "full":
        entries += [(24, 0), (0x6FFFFFFB, 1)]
    dynamic = b"".join(struct.pack("<QQ", tag, value) for tag, value in (*entries, (0, 0)))
    size = dynamic_at + len(dynamic)
    sections = (0, 3) if plan.stripped else (0, 3, 2)
    whole = {"load": (0, size, align), "dynamic": (dynamic_at, len(dynamic), 8), "stack": (0, 0, 16)}
    whole["relro"] = (dynamic_at, len(dynamic), 1)
    data = b"\x7fELF\x02\x01\x01" + bytes(9)
    data += struct.pack("<HHIQQQIHHHHHH", 3, _AARCH64, 1, 0, 64, size, 0, 64, 56, len(segments), 64, len(sections), 0)
    for name, kind, flags in segments:
        at, length, align_to = whole[name]
        data += struct.pack("<IIQQQQQQ", kind, flags, at, at, at, length, length, align_to)
    data += names
    data = data.ljust(dynamic_at, b"\0") + dynamic
    return data + b"".join(struct.pack("<II56x", 0, kind) for kind in sections)
