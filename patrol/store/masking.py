"""Keeps secrets out of what is written: out of the texts of a record, and out of pictures that show one."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from patrol.model.record import Record
from patrol.model.screen import Rect, Screen

R = TypeVar("R", bound=Record)
Mask = Callable[[str], str]

BLOT = "#6B7280"
"""Grey: seen to be painted over, on light pages and on dark ones."""


def masked(record: R, mask: Mask) -> R:
    """The record with `mask` over each of its texts; cheap when there is nothing to hide. Numbers stay as they are: a
    short secret stands by chance in coordinates and times."""
    written = msgspec.json.encode(record).decode()
    # A backslash may stand for a part of a secret, as in a password with quotation marks.
    if "\\" not in written and mask(written) == written:
        return record
    return msgspec.convert(_texts(msgspec.to_builtins(record), mask), type(record))


def _texts(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask(value) if value else value
    if isinstance(value, dict):
        return {key: _texts(each, mask) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(each, mask) for each in value]
    return value


def shown(screen: Screen, mask: Mask) -> tuple[Rect, ...]:
    """Where the screen shows a secret."""
    return tuple(
        node.bounds for node in screen.nodes() if node.visible and any(_hides(node.text, node.description, mask))
    )


def _hides(text: str, description: str, mask: Mask) -> Iterator[bool]:
    return (mask(said) != said for said in (text, description) if said)


def painted_over(png: bytes, places: Sequence[Rect]) -> bytes:
    """The picture without these places. What is no picture is given back as nothing: better none than a secret. The
    black picture of a window that refuses screenshots stays as it is: nothing is to be seen on it."""
    from PIL import Image, ImageDraw  # loads slowly; few pictures show a secret

    try:
        with Image.open(io.BytesIO(png)) as picture:
            painted = picture.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return b""
    if painted.getbbox() is None:
        return png
    draw = ImageDraw.Draw(painted)
    for place in places:
        if place.width > 0 and place.height > 0:
            draw.rectangle((place.left, place.top, place.right - 1, place.bottom - 1), fill=BLOT)
    buffer = io.BytesIO()
    painted.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
