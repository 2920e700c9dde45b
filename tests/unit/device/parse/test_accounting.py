"""What the kernel counts for processes and uids."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse import accounting

STAT = "712 (ad (b) d) S 1 712 0 0 -1 0 0 0 0 0 100 20 30 7 20 0 8 0 4321 0 0"


def test_fields_after_a_name_with_brackets() -> None:
    assert (accounting.children_ticks(STAT), accounting.started_ticks(STAT)) == (37, 4321)
    assert (accounting.children_ticks("x"), accounting.started_ticks("1 (a) S 1")) == (None, None)


def test_heaps_and_written_bytes() -> None:
    assert accounting.anonymous_kb("VmRSS:\t 90 kB\nRssAnon:\t   70448 kB\n") == 70_448
    assert accounting.anonymous_kb("VmRSS:\t 90 kB\n") is None
    assert accounting.written_bytes("rchar: 1\nwrite_bytes: 4096\ncancelled_write_bytes: 0\n") == 4096
    assert accounting.written_bytes("cat: /proc/1/io: Permission denied") is None


def test_bytes_of_a_uid_in_front_and_in_background() -> None:
    text = "10129 9 9 9 9 9 9 9 9 0 0\n10130 1 2 3 4096 5 6 7 1024 0 0\n"
    assert accounting.uid_written_bytes(text, 10130) == 5120 and accounting.uid_written_bytes(text, 1) is None


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for read in (
        accounting.children_ticks,
        accounting.started_ticks,
        accounting.anonymous_kb,
        accounting.written_bytes,
    ):
        read(text)
    accounting.uid_written_bytes(text, 1)
