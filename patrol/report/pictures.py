"""Screenshots small enough to travel inside the report; each is embedded once and shown by reference."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass

from patrol.model.recorded import Files

WIDTH = 320
"""Pixels: text of a phone's screen stays legible, and a hundred pictures stay under 2 MB."""

QUALITY = 52

MOST = 260
"""Pictures embedded in one report; the report says how many were left out."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One embedded screenshot: `id` inside the page, the size it is drawn in, and the scale against the original."""

    id: str
    data: str
    width: int
    height: int
    scale: float


class Album:
    """The pictures of one report by their path in the run folder, in order of importance."""

    def __init__(self, files: Files, paths: Iterable[str]) -> None:
        wanted = list(dict.fromkeys(path for path in paths if path))
        self.left_out = max(0, len(wanted) - MOST)
        self._pictures: dict[str, Picture] = {}
        for path in wanted[:MOST]:
            data = files.picture(path)
            if data is not None and (picture := _small(f"pic{len(self._pictures)}", data)):
                self._pictures[path] = picture

    def get(self, path: str) -> Picture | None:
        """None for a picture that is missing, damaged or over the limit."""
        return self._pictures.get(path)

    def all(self) -> tuple[Picture, ...]:
        return tuple(self._pictures.values())


def _small(id: str, png: bytes) -> Picture | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(png)) as image:
            width = image.width
            image.draft("RGB", (WIDTH * 2, WIDTH * 5))
            small = image.convert("RGB")
            small.thumbnail((WIDTH, WIDTH * 4), reducing_gap=2.0)
            out = io.BytesIO()
            small.save(out, "WEBP", quality=QUALITY, method=3)
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    data = "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode()
    return Picture(id, data, small.width, small.height, small.width / width)
