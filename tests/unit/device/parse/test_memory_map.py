"""/proc/PID/maps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.memory_map import heap_regions

MAPS = """12c00000-14c00000 rw-p 00000000 00:00 0                  [anon:dalvik-main space (region space)]
14c00000-32c00000 ---p 00000000 00:00 0                  [anon:dalvik-main space (region space)]
6f8f2000-6fb7b000 rw-p 00000000 fd:00 2441                               /system/framework/arm64/boot.art
7a10000000-7a10400000 rw-p 00000000 00:00 0                              [anon:scudo:primary]
7a20000000-7a20100000 rw-p 00000000 00:00 0                              [anon:dalvik-large object space allocation]
7a30000000-7a30100000 r-xp 00000000 fd:00 99                             /data/app/com.bank/lib/arm64/libpay.so
"""


def test_heaps_that_can_be_read_are_listed_java_first() -> None:
    found = heap_regions(MAPS, 1 << 30)
    assert [region.name for region in found] == [
        "[anon:dalvik-main space (region space)]",
        "[anon:dalvik-large object space allocation]",
        "[anon:scudo:primary]",
    ]
    assert (found[0].start, found[0].pages) == (0x12C00000, 8192)


def test_what_is_over_the_limit_is_left_out() -> None:
    assert [region.pages for region in heap_regions(MAPS, 2 << 20)] == [256]


@given(st.text(max_size=300))
def test_other_text_has_no_regions(text: str) -> None:
    assert heap_regions(text, 1 << 30) == ()
