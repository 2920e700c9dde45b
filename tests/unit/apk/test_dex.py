"""Names in a file of code, as they are and damaged."""

import struct

import pytest

from patrol.apk.dex import DexFile, text
from patrol.virtualphone.package.dex import ClassFile, dex


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"Lcom/bank/Main;", "Lcom/bank/Main;"),
        (b"a\xc0\x80b", "a\0b"),
        (b"\xed\xa0\xbd\xed\xb8\x80", "\N{GRINNING FACE}"),
        (b"Lcom/\xedice", "Lcom/\N{REPLACEMENT CHARACTER}ice"),
        (b"\xff\xfe", "\N{REPLACEMENT CHARACTER}" * 2),
    ],
)
def test_modified_utf_8_is_read_and_damage_replaced(raw: bytes, said: str) -> None:
    assert text(raw) == said


def test_thousands_of_classes_that_point_to_one_list_cost_no_more_than_the_file_is_long() -> None:
    data = bytearray(dex([ClassFile(f"La/B{number};") for number in range(300)]))
    count, at = struct.unpack_from("<II", data, 0x60)
    for number in range(count):
        struct.pack_into("<I", data, at + 32 * number + 24, len(data))
    # No fields, 65,535 direct methods, no virtual ones; then their numbers, a byte each.
    data += b"\0\0\xff\xff\x03\0" + b"\1" * 200_000
    found = DexFile("classes.dex", bytes(data))
    assert sum(len(one.methods) for one in found.classes) < len(data) / 3
    assert len(found.classes) == 300 and "members" in found.short
