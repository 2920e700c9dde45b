"""Headers of libraries that lie."""

import struct

from patrol.apk.elf import library
from tests.unit.apk.made import entries

WHOLE = entries()["lib/arm64-v8a/libtnet.so"]


def test_headers_that_point_past_every_file_are_told() -> None:
    for offset in (len(WHOLE), 1 << 63, (1 << 64) - 1):
        damaged = WHOLE[:32] + struct.pack("<Q", offset) + WHOLE[40:]
        assert library("lib/x.so", "arm64-v8a", damaged).note == "its headers are cut off"


def test_a_library_that_was_cut_anywhere_is_told_or_read() -> None:
    for size in range(4, 200):
        library("lib/x.so", "arm64-v8a", WHOLE[:size])
