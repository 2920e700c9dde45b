"""How well text stands out from its background, measured on the screenshots."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from patrol.derive.trees import DENSITY_1, name_of, placed
from patrol.model.artifacts import Environment, Screens, Visit
from patrol.model.recorded import Files
from patrol.model.screen import Node, Rect, Screen

if TYPE_CHECKING:
    from PIL.Image import Image

Colour = tuple[int, int, int]

PICTURES = 300
"""Pictures measured at most: decoding one takes about 50 ms, and 10,000 of them would take longer than the run."""

LARGE_DP = 24.0
"""WCAG 2.x calls text of 18 pt (24 px at 1×) large; a line of it is at least this high."""

LIT_SHARE = 0.01
"""A colour counts as the text's when at least this share of the box has it: strokes are thin, edges are blended."""

SMALLEST_DP = 10.0
INKED = 0.05
"""A few letters in a wide box (a switch's line) cover less than LIT_SHARE of it: then this share of the letters' own
squares, at the smallest type there is, is enough."""


@dataclass(frozen=True, slots=True)
class TextContrast:
    page: str
    at_ms: int
    picture: str
    bounds: Rect
    name: str
    text: str
    ratio: float
    """1 (invisible) to 21 (black on white)."""
    large: bool
    text_colour: Colour
    background: Colour


@dataclass(frozen=True, slots=True)
class Contrasts:
    """The text of lowest contrast for each widget of each page."""

    texts: tuple[TextContrast, ...]
    pictures: int
    """Pictures measured."""
    left_out: int
    """Pictures beyond the limit."""


def contrasts(screens: Screens, environment: Environment, files: Files) -> Contrasts:
    found: dict[tuple[str, str], TextContrast] = {}
    scale = environment.phone.density_dpi / DENSITY_1 or 1.0
    visits = list(_pictured(screens))
    measured = 0
    with ThreadPoolExecutor(2) as pool:  # most of the time goes into decoding, which lets go of the interpreter's lock
        for texts in pool.map(lambda visit: _measured(files, visit, environment.package, scale), visits[:PICTURES]):
            measured += texts is not None
            for text in texts or ():
                key = (text.page, text.name)
                if key not in found or text.ratio < found[key].ratio:
                    found[key] = text
    return Contrasts(tuple(found.values()), measured, max(0, len(visits) - PICTURES))


def _measured(files: Files, visit: Visit, package: str, scale: float) -> list[TextContrast] | None:
    """The texts of one picture; None when it, or its tree, cannot be read."""
    image, screen = _open(files.picture(visit.picture)), files.tree(visit.tree)
    if image is None or screen is None:
        return None
    return list(_measure(image, visit, screen, package, scale))


def _pictured(screens: Screens) -> Iterator[Visit]:
    """The first visit with each tree that also has a picture; a secure window's picture is black."""
    seen: set[str] = set()
    for visit in screens.visits:
        if visit.tree and visit.picture and not visit.secure and visit.tree not in seen:
            seen.add(visit.tree)
            yield visit


def _open(png: bytes | None) -> Image | None:
    if not png:
        return None
    from PIL import Image, UnidentifiedImageError  # loads slowly; only runs with pictures pay

    try:
        image = Image.open(io.BytesIO(png))
        if image.mode != "RGB":
            return image.convert("RGB")
        image.load()
        return image
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None


def _measure(image: Image, visit: Visit, screen: Screen, package: str, scale: float) -> Iterator[TextContrast]:
    width, height = image.size
    for one in placed(screen, package):
        node = one.node
        if not _measurable(node, width, height) or one.cut or screen.keyboard_box.overlaps(node.bounds):
            continue
        box = node.bounds
        letters = len(node.text) * (SMALLEST_DP * scale) ** 2
        colours = _colours(image.crop((box.left, box.top, box.right, box.bottom)), INKED * letters)
        if colours:
            text, background = colours
            large = box.height / scale >= LARGE_DP * 1.17 and "\n" not in node.text and _one_line(node, scale)
            ratio = round(contrast(text, background), 2)
            yield TextContrast(
                visit.page, visit.at_ms, visit.picture, box, name_of(node), node.text, ratio, large, text, background
            )


def _measurable(node: Node, width: int, height: int) -> bool:
    """Enabled text (WCAG leaves out what is disabled), whole on the picture."""
    box = node.bounds
    return bool(
        node.text.strip()
        and node.enabled
        and not node.password
        and not any(child.text for child in node.children)
        and box.left >= 0
        and box.top >= 0
        and box.right <= width
        and box.bottom <= height
        and box.width > 4
        and box.height > 4
    )


def _one_line(node: Node, scale: float) -> bool:
    """Whether the box is so wide for its text that it must be one line of large type."""
    return len(node.text) * LARGE_DP * scale * 0.5 <= node.bounds.width


def _colours(box: Image, ink: float) -> tuple[Colour, Colour] | None:
    """(text, background): the most frequent colour is the background, the one of the rest that stands out most is the
    text; `ink` is how many pixels the letters cover at least. Nearly equal colours count as one. None for a box of one
    colour: the text is not there, or hidden."""
    if box.width * box.height > 40_000:
        ink /= 4
        box = box.resize((max(1, box.width // 2), max(1, box.height // 2)), 0)
    exact = cast("list[tuple[int, Colour]]", box.getcolors(box.width * box.height) or [])
    counts: dict[Colour, int] = {}
    likeness: dict[Colour, tuple[int, Colour]] = {}
    for count, colour in exact:
        bucket = colour[0] >> 3, colour[1] >> 3, colour[2] >> 3
        counts[bucket] = counts.get(bucket, 0) + count
        likeness[bucket] = max(likeness.get(bucket, (0, colour)), (count, colour))
    ground = max(counts, key=lambda bucket: (counts[bucket], bucket))
    least = max(4, min(LIT_SHARE * box.width * box.height, ink))
    background = likeness[ground][1]
    others = [likeness[bucket][1] for bucket, count in counts.items() if bucket != ground and count >= least]
    if not others:
        return None
    return max(others, key=lambda colour: (contrast(colour, background), colour)), background


def contrast_in(png: bytes | None, box: Rect, letters: int) -> float | None:
    """Contrast of the text inside `box` of a picture; None where nothing can be made out, or there is no picture."""
    image = _open(png)
    if image is None or box.right > image.width or box.bottom > image.height or box.width < 4 or box.height < 4:
        return None
    colours = _colours(image.crop((box.left, box.top, box.right, box.bottom)), INKED * letters * SMALLEST_DP**2)
    return round(contrast(*colours), 2) if colours else None


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio by WCAG 2.x: (L1 + 0.05) / (L2 + 0.05) of the relative luminances."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Colour) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.x)."""
    red, green, blue = (_LINEAR[channel] for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_LINEAR = tuple(v / 255 / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in range(256))
