"""The collector of cycles looks rarely for a while, and as before afterwards."""

from __future__ import annotations

import gc

import pytest

from patrol.derive.collector import NEW_OBJECTS, rarely_collected


def test_collects_rarely_inside_and_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with rarely_collected():
        assert gc.get_threshold()[0] == NEW_OBJECTS
    assert gc.get_threshold() == before


def test_collects_as_before_after_a_failure() -> None:
    before = gc.get_threshold()

    @rarely_collected()
    def fails() -> None:
        raise ValueError(gc.get_threshold()[0])

    with pytest.raises(ValueError, match=str(NEW_OBJECTS)):
        fails()
    assert gc.get_threshold() == before
