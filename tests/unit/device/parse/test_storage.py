"""Sizes of apps on storage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.storage import AppSize, diskstats, du_bytes

STATS = """Package Names: ["com.a","com.b"]
App Sizes: [53248,114307072]
App Data Sizes: [221184,376832]
Cache Sizes: [16384,24576]
"""


def test_the_parallel_lists_are_read_at_the_apps_place() -> None:
    assert diskstats(STATS, "com.b") == AppSize(114_307_072, 376_832, 24_576)


def test_an_app_or_a_list_that_is_missing_is_unknown() -> None:
    assert diskstats(STATS, "com.c") is None
    assert diskstats(STATS.replace("Cache Sizes", "Other"), "com.b") is None
    assert diskstats(STATS.replace("24576", "null"), "com.b") is None
    assert diskstats(STATS.replace("[16384,", "["), "com.b") is None


def test_du_tells_kilobytes_by_path() -> None:
    assert du_bytes("12\t/data/a\n4\t/data/a/cache\ndu: /x: Permission denied\n") == {
        "/data/a": 12288,
        "/data/a/cache": 4096,
    }


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    diskstats(text, "a")
    diskstats(f"Package Names: [{text}]", "a")
    du_bytes(text)
