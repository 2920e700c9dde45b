"""How close the lines of paragraphs stand in elder mode, measured on the screenshots.

The UI tree tells neither type size nor line height. On a picture the lines of a Chinese paragraph are bands of ink:
from band to band is the line height, and a full character is at most as high as the type is large. So line height over
the height of a band is never less than the true ratio, and what comes out too small is too small.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from patrol.derive.elder import ElderMode
from patrol.derive.trees import Placed, Widget, elder_looks, name_of, placed
from patrol.model.artifacts import Environment, Journeys, Screens, Visit
from patrol.model.recorded import Files
from patrol.model.screen import Node

if TYPE_CHECKING:
    from PIL.Image import Image

DENSITY_1 = 160
CHARACTERS = 16
"""A paragraph has at least so many Chinese characters: fewer do not fill two lines."""
FULL = 0.8
"""Bands at least this high, compared with the highest, are full lines; a lower one holds only 一 or a stop."""
DARK = 60
"""Levels (of 255) by which ink differs from the background."""
PICTURES = 100
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of several lines in elder mode."""

    widget: Widget
    lines: int
    ratio: float
    """Line height over type size, rather too large than too small."""


@dataclass(frozen=True, slots=True)
class LineSpacing:
    pages: int
    """Looks at elder mode that had a picture."""
    paragraphs: tuple[Paragraph, ...]


def line_spacing(
    screens: Screens, environment: Environment, elder: ElderMode, journeys: Journeys | None, files: Files
) -> LineSpacing:
    found: dict[tuple[str, str], Paragraph] = {}
    looked = 0
    scale = environment.phone.density_dpi / DENSITY_1 or 1.0
    for visit, screen in elder_looks(screens, journeys, elder, files):
        if looked >= PICTURES or not visit.picture or visit.secure:
            continue
        hidden = screen.keyboard_box
        nodes = placed(screen, environment.package)
        texts = [one for one in nodes if _is_paragraph(one) and not hidden.overlaps(one.node.bounds)]
        image = _open(files.picture(visit.picture))
        looked += image is not None
        for one in texts if image is not None else ():
            measured = _measure(image, one.node, visit, scale)
            if measured and measured.ratio < found.get((visit.page, measured.widget.name), measured).ratio + 1e-9:
                found[visit.page, measured.widget.name] = measured
    return LineSpacing(looked, tuple(found.values()))


def _is_paragraph(one: Placed) -> bool:
    text = one.node.text
    return len(_CJK.findall(text)) >= max(CHARACTERS, 0.6 * len(text)) and not one.cut and not one.node.password


def _open(png: bytes | None) -> Image | None:
    if not png:
        return None
    from PIL import Image, UnidentifiedImageError  # loads slowly; only runs in elder mode pay

    try:
        return Image.open(io.BytesIO(png)).convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None


def _measure(image: Image | None, node: Node, visit: Visit, scale: float) -> Paragraph | None:
    box = node.bounds
    if image is None or box.right > image.width or box.bottom > image.height or box.left < 0 or box.top < 0:
        return None
    full = list(_full_lines(image.crop((box.left, box.top, box.right, box.bottom))))
    if len(full) < 2:
        return None
    ratio = median(after - before for (before, _), (after, _) in pairwise(full)) / max(high for _, high in full)
    widget = Widget(
        page=visit.page,
        at_ms=visit.at_ms,
        picture=visit.picture,
        bounds=box,
        name=name_of(node),
        label=node.label,
        class_name=node.class_name,
        width_dp=box.width / scale,
        height_dp=box.height / scale,
    )
    return Paragraph(widget, len(full), ratio)


def _full_lines(box: Image) -> Iterator[tuple[float, int]]:
    """(middle, height) of each band of ink that is as high as a full line, in pixels."""
    bands = list(_bands(box))
    highest = max((bottom - top for top, bottom in bands), default=0)
    for top, bottom in bands:
        if bottom - top >= FULL * highest:
            yield (top + bottom) / 2, bottom - top


def _bands(box: Image) -> Iterator[tuple[int, int]]:
    """(top, bottom) of each run of rows that hold ink; the commonest level is the background."""
    histogram = box.histogram()
    ground = histogram.index(max(histogram))
    ink = box.point([255 if abs(level - ground) >= DARK else 0 for level in range(256)])
    rows = ink.resize((1, box.height), 4).tobytes()  # 4: BOX, the mean of each row
    begin = None
    for y, level in enumerate((*rows, 0)):
        if level and begin is None:
            begin = y
        elif not level and begin is not None:
            yield begin, y
            begin = None
