"""Texts in a heap dump."""

import random

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.heap import HeapHits, is_heap_dump, value_in_heap
from patrol.virtualphone.system.heap import hprof


def test_a_string_that_is_the_value_is_found_whole() -> None:
    dump = hprof(["hello", "258036", "密码258036x"], 0)
    assert is_heap_dump(dump)
    assert value_in_heap(dump, "258036") == HeapHits(1, 0)


def test_a_value_inside_a_message_is_found_where_signs_stand_around_it() -> None:
    assert value_in_heap(hprof(['{"pin":"135790"}', "a=135790&b"], 0), "135790") == HeapHits(0, 2)


def test_wide_characters_are_searched_too() -> None:
    assert value_in_heap(hprof(["密码一二三四"], 0), "密码一二三四").whole == 1


def test_digits_within_longer_numbers_are_chance() -> None:
    noise = random.Random(7)
    texts = [str(noise.randrange(10**18)) for _ in range(2000)] + ["91357902", "x135790y"]
    assert value_in_heap(hprof(texts, 0), "135790") == HeapHits(0, 0)


def test_short_values_are_not_searched() -> None:
    assert value_in_heap(hprof(["123"], 0), "123") == HeapHits(0, 0)


@given(st.binary(max_size=400), st.text(min_size=4, max_size=12))
def test_no_bytes_make_it_fail(data: bytes, value: str) -> None:
    value_in_heap(data, value.encode("utf-16", "replace").decode("utf-16"))
