"""Sizes of pictures from their first bytes."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from patrol.device.proxy.pixels import pixels


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (321, 123), "red").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        picture("PNG"),
        picture("GIF"),
        picture("BMP"),
        picture("JPEG"),
        picture("JPEG", progressive=True, exif=b"Exif\0\0" + b"x" * 5000),
        picture("WEBP"),
        picture("WEBP", lossless=True),
        picture("WEBP", exif=b"Exif\0\0x"),
    ],
)
def test_the_size_is_read_from_the_head(data: bytes) -> None:
    assert pixels(data) == (321, 123)


@given(st.one_of(st.binary(max_size=200), st.integers(0, 60).map(lambda size: picture("JPEG")[:size])))
def test_what_is_no_picture_or_too_short_has_none(data: bytes) -> None:
    found = pixels(data)
    assert found is None or min(found) > 0
