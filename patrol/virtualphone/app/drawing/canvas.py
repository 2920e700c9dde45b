"""A picture with the few things screens are made of: smooth rounded boxes, texts, masks. Clipped to what is seen."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from patrol.model.screen import Rect
from patrol.virtualphone.app.layout.type import ASSETS, line_height

BASELINE = 0.88
"""Of the type size, from the top of the letters' box to the baseline in Noto Sans CJK."""


@lru_cache(maxsize=2)
def _font_bytes(bold: bool) -> bytes:
    return (ASSETS / ("bold.otf" if bold else "regular.otf")).read_bytes()


@lru_cache(maxsize=64)
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(_font_bytes(bold)), max(1, size), layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=2000)
def _letters(text: str, size: int, bold: bool) -> Image.Image | None:
    """One line of text as a mask whose upper edge is a type size above its baseline."""
    width = round(font(size, bold).getlength(text)) if text else 0
    if width <= 0:
        return None
    mask = Image.new("L", (width + 2, round(size * 1.3)), 0)
    ImageDraw.Draw(mask).text((0, round(size * 1.0)), text, fill=255, font=font(size, bold), anchor="ls")
    return mask


@lru_cache(maxsize=128)
def _corner(radius: int) -> Image.Image:
    """A quarter disc, its centre at the lower right."""
    big = radius * 4
    mask = Image.new("L", (big, big), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, big * 2, big * 2), fill=255)
    return mask.resize((radius, radius), Image.Resampling.BOX)


@lru_cache(maxsize=256)
def _rounded(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width, height), 255)
    corner = _corner(radius)
    mask.paste(corner, (0, 0))
    mask.paste(corner.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (width - radius, 0))
    mask.paste(corner.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, height - radius))
    mask.paste(corner.transpose(Image.Transpose.ROTATE_180), (width - radius, height - radius))
    return mask


class Canvas:
    """Draws on one picture."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.pencil = ImageDraw.Draw(image)

    def fill(self, box: Rect, colour: str, radius: int = 0, clip: Rect | None = None) -> None:
        """A filled box, its corners rounded."""
        seen = meet(box, clip) if clip is not None else box
        if seen.width <= 0 or seen.height <= 0 or not colour:
            return
        radius = max(0, min(radius, box.width // 2, box.height // 2))
        if radius == 0:
            self.pencil.rectangle((seen.left, seen.top, seen.right - 1, seen.bottom - 1), fill=colour)
            return
        if seen != box:
            self._paste(colour, _rounded(box.width, box.height, radius), box, seen)
            return
        left, top, right, bottom = box.left, box.top, box.right - 1, box.bottom - 1
        if left + radius <= right - radius:
            self.pencil.rectangle((left + radius, top, right - radius, bottom), fill=colour)
        if top + radius <= bottom - radius:
            self.pencil.rectangle((left, top + radius, right, bottom - radius), fill=colour)
        corner = _corner(radius)
        flips = (None, Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.ROTATE_180)
        places = ((left, top), (right - radius + 1, top), (left, bottom - radius + 1))
        for flip, place in zip(flips, (*places, (right - radius + 1, bottom - radius + 1)), strict=True):
            self.image.paste(colour, place, corner.transpose(flip) if flip is not None else corner)

    def frame(self, box: Rect, outline: str, inside: str, radius: int, width: int, clip: Rect | None = None) -> None:
        """A box with an outline."""
        self.fill(box, outline, radius, clip)
        inner = Rect(box.left + width, box.top + width, box.right - width, box.bottom - width)
        self.fill(inner, inside, max(0, radius - width), clip)

    def mask(self, mask: Image.Image, x: int, y: int, colour: str, clip: Rect) -> None:
        """A mask's shape in a colour."""
        box = Rect(x, y, x + mask.width, y + mask.height)
        seen = meet(box, clip)
        if seen.width > 0 and seen.height > 0:
            self._paste(colour, mask, box, seen)

    def _paste(self, colour: str, mask: Image.Image, box: Rect, seen: Rect) -> None:
        if seen != box:
            mask = mask.crop((seen.left - box.left, seen.top - box.top, seen.right - box.left, seen.bottom - box.top))
        self.image.paste(colour, (seen.left, seen.top), mask)

    def stamp(self, picture: Image.Image, box: Rect, radius: int, clip: Rect) -> None:
        """A picture of the box's size, its corners rounded."""
        seen = meet(box, clip)
        if seen.width > 0 and seen.height > 0:
            part = (seen.left - box.left, seen.top - box.top, seen.right - box.left, seen.bottom - box.top)
            radius = max(0, min(radius, box.width // 2, box.height // 2))
            mask = _rounded(box.width, box.height, radius).crop(part) if radius else None
            self.image.paste(picture.crop(part), (seen.left, seen.top), mask)

    def line(self, text: str, x: int, y: int, size: int, bold: bool, colour: str, clip: Rect) -> None:
        """One line of text in a box of the usual line height whose upper left corner is (x, y)."""
        letters = _letters(text, size, bold)
        if letters is not None and colour:
            down = (line_height(size) - size) // 2 + round(size * BASELINE) - size
            self.mask(letters, x, y + down, colour, clip)


def meet(one: Rect, other: Rect) -> Rect:
    left, top = max(one.left, other.left), max(one.top, other.top)
    return Rect(left, top, max(left, min(one.right, other.right)), max(top, min(one.bottom, other.bottom)))
