from __future__ import annotations

import pytest

from patrol.virtualphone.app.drawing.illustrations import ILLUSTRATIONS, illustration
from patrol.virtualphone.app.icons import PICTURES


@pytest.mark.parametrize("name", sorted(ILLUSTRATIONS))
def test_each_picture_fills_its_size_and_is_more_than_one_colour(name: str) -> None:
    drawn = illustration(name, "3", 320, 180)
    assert drawn is not None and drawn.size == (320, 180)
    assert len(drawn.getcolors(maxcolors=1 << 16) or []) >= 3


def test_every_illustration_is_a_picture_that_models_may_name() -> None:
    assert set(ILLUSTRATIONS) <= PICTURES


def test_the_same_seed_gives_the_same_picture_and_another_seed_another() -> None:
    first, again, other = (illustration("poster", seed, 300, 160) for seed in ("1", "1", "2"))
    assert first is not None and again is not None and other is not None
    assert first.tobytes() == again.tobytes() != other.tobytes()


def test_what_nobody_has_drawn_is_none() -> None:
    assert illustration("avatar", "", 100, 100) is None
    assert illustration("poster", "", 4, 4) is None
