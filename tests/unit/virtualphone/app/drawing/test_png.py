from __future__ import annotations

import io
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from patrol.virtualphone.app.drawing.png import png


@given(st.integers(1, 40), st.integers(1, 40), st.randoms(use_true_random=False))
def test_a_picture_is_read_back_as_it_was(width: int, height: int, chance: Random) -> None:
    pixels = chance.randbytes(3 * width * height)
    read = Image.open(io.BytesIO(png(Image.frombytes("RGB", (width, height), pixels))))
    assert (read.format, read.mode, read.size, read.tobytes()) == ("PNG", "RGB", (width, height), pixels)


def test_a_flat_screen_is_small() -> None:
    assert len(png(Image.new("RGB", (1080, 2400), "#FFFFFF"))) < 40_000
