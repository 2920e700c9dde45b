"""What protects a native library, read from its ELF headers (System V ABI, chapters 4 and 5)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from patrol.model.scan import NativeLibrary

_LOAD, _DYNAMIC, _STACK, _RELRO = 1, 2, 0x6474E551, 0x6474E552
_NEEDED, _STRTAB, _STRSZ, _RPATH, _BIND_NOW, _RUNPATH, _FLAGS, _FLAGS_1 = 1, 5, 10, 15, 24, 29, 30, 0x6FFFFFFB
_SYMTAB = 2
PAGE_16K = 16 * 1024
WIDE_ABIS = ("arm64-v8a", "x86_64", "riscv64")
LONGEST = 1 << 22
"""Bytes of the dynamic symbols' names that are looked at."""


class _Segment(NamedTuple):
    kind: int
    flags: int
    offset: int
    address: int
    size: int
    align: int


@dataclass(slots=True)
class _Elf:
    data: bytes
    wide: bool
    kind: int
    segments: list[_Segment]
    section_kinds: set[int]


def library(path: str, abi: str, data: bytes, sdk: str = "", *, offset: int | None = None) -> NativeLibrary:
    """What its headers tell. `offset` is where a stored library lies in the APK, None for one that is extracted."""
    try:
        elf = _read(data)
    except (struct.error, IndexError, OverflowError, ValueError) as error:  # OverflowError: no offset is that large
        note = str(error) if isinstance(error, ValueError) else "its headers are cut off"
        return NativeLibrary(path, abi, len(data), sdk, note=note)
    dynamic = dict(_dynamic(elf))
    names = _names(elf, dynamic)
    stack = next((one for one in elf.segments if one.kind == _STACK), None)
    now = _BIND_NOW in dynamic or dynamic.get(_FLAGS, 0) & 8 or dynamic.get(_FLAGS_1, 0) & 1
    relro = any(one.kind == _RELRO for one in elf.segments)
    loads = [one.align for one in elf.segments if one.kind == _LOAD]
    aligned = all(align >= PAGE_16K for align in loads) and (offset is None or offset % PAGE_16K == 0)
    return NativeLibrary(
        path,
        abi,
        len(data),
        sdk,
        nx=stack is not None and not stack.flags & 1,
        pie=elf.kind == 3,
        relro=("full" if now else "partial") if relro else "none",
        canary=b"__stack_chk_fail" in names if names else None,
        fortified=b"_chk\0" in names.replace(b"__stack_chk_fail", b"") if names else None,
        stripped=_SYMTAB not in elf.section_kinds,
        aligned_16k=aligned if elf.wide and loads else None,
        run_path=_string(names, dynamic.get(_RUNPATH, dynamic.get(_RPATH, -1))),
    )


def _read(data: bytes) -> _Elf:
    if data[:4] != b"\x7fELF":
        raise ValueError("no ELF file")
    wide = data[4] == 2
    if data[5] != 1:
        raise ValueError("not little-endian")
    head = "<16xHHIQQQIHHHHHH" if wide else "<16xHHIIIIIHHHHHH"
    kind, _, _, _, segments, sections, _, _, width, count, section_width, section_count, _ = struct.unpack_from(
        head, data
    )
    if width < (56 if wide else 32):
        raise ValueError("its program headers are too small")
    found = [_segment(data, segments + number * width, wide) for number in range(min(count, 256))]
    kinds = set()
    for number in range(min(section_count, 4096)):
        at = sections + number * section_width
        if at + 8 <= len(data) and section_width >= 40:
            kinds.add(struct.unpack_from("<I", data, at + 4)[0])
    return _Elf(data, wide, kind, found, kinds)


def _segment(data: bytes, at: int, wide: bool) -> _Segment:
    if wide:
        kind, flags, offset, address, _, size, _, align = struct.unpack_from("<IIQQQQQQ", data, at)
    else:
        kind, offset, address, _, size, _, flags, align = struct.unpack_from("<IIIIIIII", data, at)
    return _Segment(kind, flags, offset, address, size, align)


def _dynamic(elf: _Elf) -> Iterator[tuple[int, int]]:
    for one in elf.segments:
        if one.kind == _DYNAMIC:
            width = 16 if elf.wide else 8
            part = elf.data[one.offset : one.offset + min(one.size, 65536)]
            for tag, value in struct.iter_unpack("<QQ" if elf.wide else "<II", part[: len(part) // width * width]):
                if tag == 0:
                    return
                yield tag, value


def _names(elf: _Elf, dynamic: dict[int, int]) -> bytes:
    """The names of the dynamic symbols, each behind a zero byte."""
    address, size = dynamic.get(_STRTAB), dynamic.get(_STRSZ, 0)
    if address is None:
        return b""
    for one in elf.segments:
        if one.kind == _LOAD and one.address <= address < one.address + max(one.size, 1):
            at = address - one.address + one.offset
            return elf.data[at : at + min(size, LONGEST)]
    return b""


def _string(names: bytes, at: int) -> str:
    return names[at : names.find(b"\0", at)].decode("utf-8", "replace")[:200] if 0 <= at < len(names) else ""
