"""Screenshots small enough to travel inside the report; each is embedded once and shown by reference."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patrol.model.recorded import Files
from patrol.report.sketch import Sketch, sketch

if TYPE_CHECKING:
    from PIL import Image

WIDTH = 320
"""Pixels at least: text of a phone's screen stays legible, and two hundred pictures stay under 3 MB."""

QUALITY = 46

TALLEST = 4
"""Heights beyond this many widths are cut: no phone is that tall, and a drawing must not be endless."""

MOST = 260
"""Pictures embedded in one report, and"""

MOST_BYTES = 3_300_000
"""of base64 text in all; the report says how many were left out."""


THUMB = (124, 208)
"""Pixels of a thumbnail: twice the size at which a card shows it, for sharp screens."""

THUMB_BYTES = 3_600_000
"""Of base64 text of all thumbnails of one report."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A screenshot by its path in the run folder. `tree` is set when the window refused it: the path of the UI tree
    that is drawn in its place."""

    picture: str
    tree: str = ""

    @property
    def key(self) -> str:
        return self.tree or self.picture


@dataclass(frozen=True, slots=True)
class Picture:
    """One embedded screenshot or sketch: `id` inside the page, the size it is drawn in, its scale to the original."""

    id: str
    width: int
    height: int
    scale: float
    data: str = ""
    sketch: Sketch | None = None


class Packed:
    """Screenshots made small before the report is written, by their path in the run folder."""

    def __init__(self) -> None:
        self._made: dict[str, Picture] = {}
        self._stopped = threading.Event()

    def pack(self, files: Files, pictures: Sequence[str]) -> None:
        """As many as a report takes at most, until somebody calls `stop`."""
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda picture: self._pack(files, picture), pictures[:MOST]))

    def _pack(self, files: Files, picture: str) -> None:
        if not self._stopped.is_set() and (made := _made(files, Wanted(picture))) is not None:
            self._made[picture] = made

    def stop(self) -> None:
        """Safe to call from another thread."""
        self._stopped.set()

    def get(self, wanted: Wanted) -> Picture | None:
        return None if wanted.tree else self._made.get(wanted.picture)


class Album:
    """The pictures of one report, in order of importance; those that are `packed` already need not be read."""

    def __init__(
        self, files: Files, wanted: Iterable[Wanted], room: int = MOST_BYTES, packed: Packed | None = None
    ) -> None:
        packed = packed or Packed()
        first = {one.key: one for one in wanted if one.picture}
        self._pictures: dict[str, Picture] = {}
        self.left_out = max(0, len(first) - MOST)
        chosen = list(first.values())[: MOST * room // MOST_BYTES]
        with ThreadPoolExecutor(2) as pool:  # decoding and encoding let go of the interpreter's lock
            for number, made in enumerate(pool.map(lambda one: packed.get(one) or _made(files, one), chosen)):
                if made is None:
                    continue
                if len(made.data) > room:
                    self.left_out += 1
                    continue
                room -= len(made.data)
                picture = Picture(f"pic{number}", made.width, made.height, made.scale, made.data, made.sketch)
                self._pictures[chosen[number].key] = picture

    def get(self, picture: str, tree: str = "") -> Picture | None:
        """None for a picture that is missing, damaged or over the limits."""
        return self._pictures.get(tree or picture)

    def all(self) -> tuple[Picture, ...]:
        return tuple(self._pictures.values())


def thumbnails(files: Files, wanted: Iterable[Wanted]) -> dict[str, str]:
    """Wanted.key → base64 of a WebP of THUMB's proportions, top of the screen, for pictures that the album has no room
    for. All together stay within THUMB_BYTES, smaller ones when there are many; those for which even that leaves no
    room have none."""
    chosen = list({one.key: one for one in wanted if one.picture and not one.tree}.values())
    found: dict[str, str] = {}
    share, room = THUMB_BYTES / max(1, len(chosen)), THUMB_BYTES
    with ThreadPoolExecutor(2) as pool:
        for one, data in zip(chosen, pool.map(lambda one: _thumbnail(files, one, share), chosen), strict=True):
            if data and len(data) <= room:
                room -= len(data)
                found[one.key] = data
    return found


def _thumbnail(files: Files, wanted: Wanted, share: float) -> str:
    png = files.picture(wanted.picture)
    image = _reduced(png, THUMB[0]) if png is not None else None
    if image is None:
        return ""
    data = b""
    for shrink, quality in ((1.0, 38), (0.8, 30), (0.55, 25)):
        width, height = round(THUMB[0] * shrink), round(THUMB[1] * shrink)
        small = image.resize((width, round(image.height * width / image.width))).crop((0, 0, width, height))
        data = base64.b64encode(_webp(small, quality))
        if len(data) <= share:
            break
    return data.decode()


def _made(files: Files, wanted: Wanted) -> Picture | None:
    if wanted.tree:
        screen = files.tree(wanted.tree)
        if screen is not None and screen.width > 0 and screen.height > 0:
            drawn = sketch(screen, WIDTH)
            return Picture("", drawn.width, min(drawn.height, TALLEST * WIDTH), WIDTH / screen.width, sketch=drawn)
    data = files.picture(wanted.picture)
    return _small(data) if data is not None else None


def _small(png: bytes) -> Picture | None:
    image = _reduced(png, WIDTH)
    if image is None:
        return None
    small = image.crop((0, 0, image.width, min(image.height, TALLEST * image.width)))
    data = "data:image/webp;base64," + base64.b64encode(_webp(small, QUALITY)).decode()
    return Picture("", small.width, small.height, small.width / image.info["of"], data)


def small(picture: bytes) -> bytes | None:
    """A WebP of the screen that stays legible, about 10 kB; None for bytes that are no picture."""
    image = _reduced(picture, WIDTH)
    return (
        None
        if image is None
        else _webp(image.crop((0, 0, image.width, min(image.height, TALLEST * image.width))), QUALITY)
    )


def _reduced(png: bytes, width: int) -> Image.Image | None:
    """At least `width` pixels wide, its first width as info["of"]; None for bytes that are no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(png)) as image:
            # A whole-number reduction averages blocks of pixels: several times as quick as a free resize, and as good.
            small = (image if image.mode == "RGB" else image.convert("RGB")).reduce(max(1, image.width // width))
            small.info["of"] = image.width
            return small
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def _webp(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=2)
    return out.getvalue()
