"""Which version is later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.model.versions import is_version, numbers_of, reached


@pytest.mark.parametrize(
    ("since", "version", "code", "there"),
    [
        ("1.2", "1.2", 0, True),
        ("1.2", "1.2.0", 0, True),
        ("1.2.0", "1.2", 0, True),
        ("1.2", "1.1.9", 0, False),
        ("1.9", "1.10", 0, True),
        ("1.2", "v1.2.0-beta3", 0, True),
        ("2", "1.99 (1234)", 7, False),
        ("code 120", "1.0", 120, True),
        ("code 120", "9.0", 119, False),
        ("code 120", "9.0", 0, None),
        ("1.2", "nightly", 5, None),
        ("1.2", "", 5, None),
    ],
)
def test_a_build_is_of_a_version_or_later(since: str, version: str, code: int, there: bool | None) -> None:
    assert reached(since, version, code) is there


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), st.lists(st.integers(0, 10**6), min_size=1, max_size=5))
def test_versions_are_ordered_by_their_numbers(a: list[int], b: list[int]) -> None:
    one, other = ".".join(map(str, a)), ".".join(map(str, b))
    assert reached(one, other, 0) or reached(other, one, 0)
    assert reached(one, f"{one}.0", 0) and numbers_of(f"{one}.0") == numbers_of(one)


@pytest.mark.parametrize("text", ["1", "1.2", "v1.2.3", "1.2-beta", "1.2 (34)", "1.2+7"])
def test_what_begins_with_dotted_numbers_is_a_version(text: str) -> None:
    assert is_version(text)


@pytest.mark.parametrize("text", ["", "next", "1.", "1..2", ".5", "1.x", "2026年"])
def test_anything_else_is_none(text: str) -> None:
    assert not is_version(text)
