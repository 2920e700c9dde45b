"""Small illustrations for the pictures that apps show: a bank card, a map, a receipt, a poster … Each is drawn once for
its size and seed; numbers of the seed choose colours, so that two pictures of a kind differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw

PALETTES = (
    ("#0A5C9E", "#3F8FD0", "#F5C66B"),
    ("#8A3B12", "#D98E4A", "#FCE7C8"),
    ("#14655A", "#4FAF9C", "#F7E3A1"),
    ("#4B2E83", "#8E6BC4", "#F3C6D9"),
    ("#9B2335", "#DB6B6B", "#FFE1B3"),
)
"""Dark, middle, light."""

Draw = Callable[[ImageDraw.ImageDraw, int, int, Random, tuple[str, str, str]], None]


@lru_cache(maxsize=64)
def illustration(name: str, seed: str, width: int, height: int) -> Image.Image | None:
    """The picture in exactly this size; None when nobody has drawn that."""
    draw = ILLUSTRATIONS.get(name)
    if draw is None or width < 8 or height < 8:
        return None
    chance = Random(f"{name} {seed}")
    palette = PALETTES[chance.randrange(len(PALETTES))]
    image = Image.new("RGB", (width, height), palette[1])
    draw(ImageDraw.Draw(image), width, height, chance, palette)
    return image


def _card(pen: ImageDraw.ImageDraw, w: int, h: int, chance: Random, palette: tuple[str, str, str]) -> None:
    dark, middle, light = palette
    pen.rectangle((0, 0, w, h), fill=dark)
    pen.ellipse((w * 0.45, -h * 0.6, w * 1.3, h * 0.9), fill=middle)
    pen.ellipse((w * 0.7, h * 0.2, w * 1.4, h * 1.5), fill=dark)
    unit = h / 10
    pen.rounded_rectangle((unit, unit * 3.2, unit * 3, unit * 4.8), unit / 4, fill=light)
    for line in (0.35, 0.65):
        pen.line((unit, unit * (3.2 + 1.6 * line), unit * 3, unit * (3.2 + 1.6 * line)), fill=dark, width=2)
    pen.rounded_rectangle((unit, unit, unit * 5, unit * 1.7), unit / 4, fill="#FFFFFF")
    for group in range(4):
        for digit in range(4):
            x = unit + unit * (group * 3.1 + digit * 0.6)
            shape = (x, unit * 6, x + unit * 0.35, unit * 6.35)
            (pen.ellipse if group in (1, 2) else pen.rectangle)(shape, fill="#FFFFFF")
    pen.ellipse((w - unit * 3.4, h - unit * 2.6, w - unit * 1.8, h - unit), fill=light)
    pen.ellipse((w - unit * 2.4, h - unit * 2.6, w - unit * 0.8, h - unit), outline="#FFFFFF", width=3)


def _id_card(pen: ImageDraw.ImageDraw, w: int, h: int, chance: Random, palette: tuple[str, str, str]) -> None:
    pen.rectangle((0, 0, w, h), fill="#E8F1F8")
    for ring in range(1, 7):
        radius = h * ring / 9
        pen.ellipse((w * 0.3 - radius, h / 2 - radius, w * 0.3 + radius, h / 2 + radius), outline="#D3E4F0", width=2)
    unit = h / 10
    for row, length in enumerate((3.0, 4.5, 6.0, 7.5)):
        top = unit * (1.2 + row * 1.6)
        pen.rounded_rectangle((unit, top, unit * 2.2, top + unit * 0.5), 4, fill="#7FA4C0")
        pen.rounded_rectangle((unit * 2.8, top, unit * (2.8 + length), top + unit * 0.5), 4, fill="#3C5468")
    pen.rounded_rectangle((unit * 3.6, unit * 8.2, unit * 12, unit * 8.8), 4, fill="#3C5468")
    right = w - unit
    pen.rounded_rectangle((right - unit * 5, unit, right, unit * 7.4), 8, fill="#C6D9E6")
    _bust(pen, right - unit * 2.5, unit * 7.4, unit * 5.4, "#7C93A5", "#F0D9C4")


def _bust(pen: ImageDraw.ImageDraw, x: float, floor: float, high: float, coat: str, skin: str) -> None:
    """Head and shoulders standing on `floor`."""
    head = high * 0.24
    shoulders = (x - high * 0.42, floor - high * 0.42, x + high * 0.42, floor + high * 0.3)
    pen.pieslice(shoulders, 180, 360, fill=coat)
    pen.ellipse((x - head, floor - high * 0.98, x + head, floor - high * 0.98 + head * 2.2), fill=skin)
    pen.pieslice((x - head, floor - high * 1.02, x + head, floor - high * 0.98 + head * 1.7), 180, 360, fill="#2E3A45")


def _person(pen: ImageDraw.ImageDraw, w: int, h: int, chance: Random, palette: tuple[str, str, str]) -> None:
    pen.rectangle((0, 0, w, h), fill="#DCE8F2")
    pen.rectangle((0, h * 0.78, w, h), fill="#B8CBDA")
    for shelf in range(3):
        left = w * (0.06 + 0.3 * shelf)
        pen.rounded_rectangle((left, h * 0.12, left + w * 0.2, h * 0.5), 8, fill="#C9DAE7")
    _bust(pen, w / 2, h * 0.86, h * 0.74, palette[0], "#F2D6BF")
    pen.rounded_rectangle((w * 0.1, h * 0.84, w * 0.9, h), 10, fill="#7B8FA0")


def _receipt(pen: ImageDraw.ImageDraw, w: int, h: int, chance: Random, palette: tuple[str, str, str]) -> None:
    pen.rectangle((0, 0, w, h), fill="#DDE3EA")
    side = min(w * 0.6, h * 1.1)
    left, right = (w - side) / 2, (w + side) / 2
    pen.rectangle((left, h * 0.08, right, h), fill="#FFFFFF")
    unit = side / 12
    pen.rounded_rectangle((left + unit, h * 0.15, left + unit * 6, h * 0.21), 4, fill=palette[0])
    y = h * 0.3
    while y < h * 0.82:
        pen.rounded_rectangle((left + unit, y, left + unit * chance.uniform(3, 6), y + h * 0.03), 3, fill="#A9B4C0")
        pen.rounded_rectangle((right - unit * chance.uniform(2, 4), y, right - unit, y + h * 0.03), 3, fill="#5C6470")
        y += h * 0.085
    stamp = side * 0.16
    centre = right - unit * 3, h * 0.84
    box = (centre[0] - stamp, centre[1] - stamp, centre[0] + stamp, centre[1] + stamp)
    pen.ellipse(box, outline="#C5302F", width=max(3, int(unit / 3)))
    pen.line((centre[0] - stamp * 0.6, centre[1], centre[0] + stamp * 0.6, centre[1]), fill="#C5302F", width=4)


def _map(pen: ImageDraw.ImageDraw, w: int, h: int, chance: Random, palette: tuple[str, str, str]) -> None:
    pen.rectangle((0, 0, w, h), fill="#EEF0EA")
    pen.polygon(((0, h * 0.75), (w * 0.35, h * 0.62), (w * 0.7, h * 0.8), (w, h * 0.7), (w, h), (0, h)), fill="#BFDCEF")
    pen.rounded_rectangle((w * 0.58, h * 0.08, w * 0.86, h * 0.36), 18, fill="#CFE6C9")
    road = max(6, h // 22)
    for share in (0.2, 0.48):
        pen.line((0, h * share, w, h * (share + 0.06)), fill="#FFFFFF", width=road)
    for share in (0.18, 0.5, 0.9):
        pen.line((w * share, 0, w * (share - 0.06), h * 0.68), fill="#FFFFFF", width=road)
    pen.line((0, h * 0.6, w, h * 0.3), fill="#F5D68A", width=road + 4)
    for x, y in ((0.3, 0.34), (0.66, 0.5), (0.8, 0.2)):
        _pin(pen, w * x, h * y, h * 0.09, palette[0])


def _pin(pen: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: str) -> None:
    pen.polygon(((x - size * 0.8, y - size * 0.6), (x + size * 0.8, y - size * 0.6), (x, y + size)), fill=colour)
    pen.ellipse((x - size, y - size * 1.8, x + size, y + size * 0.2), fill=colour)
    pen.ellipse((x - size * 0.4, y - size * 1.2, x + size * 0.4, y - size * 0.4), fill="#FFFFFF")


def _poster(pen: ImageDraw.ImageDraw, w: int, h: int, chance: Random, palette: tuple[str, str, str]) -> None:
    dark, middle, light = palette
    pen.rectangle((0, 0, w, h), fill=dark)
    for ray in range(-1, 12, 2):
        pen.polygon(((w * 0.78, h * 0.55), (w * ray / 10, -h * 0.1), (w * (ray + 1) / 10, -h * 0.1)), fill=middle)
    pen.ellipse((w * 0.6, h * 0.16, w * 0.6 + h * 0.72, h * 0.88), fill=light)
    pen.ellipse((w * 0.6 + h * 0.1, h * 0.26, w * 0.6 + h * 0.62, h * 0.78), outline=dark, width=max(4, h // 40))
    x, y, size = w * 0.6 + h * 0.36, h * 0.52, h * 0.14
    for bar in range(3):
        left = x - size + bar * size * 0.8
        pen.rectangle((left, y + size - size * (bar + 1) * 0.6, left + size * 0.45, y + size), fill=dark)
    for _coin in range(9):
        cx, cy, r = chance.uniform(0, w), chance.uniform(0, h), chance.uniform(h * 0.015, h * 0.04)
        pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=light)


def _landscape(pen: ImageDraw.ImageDraw, w: int, h: int, chance: Random, palette: tuple[str, str, str]) -> None:
    """A harbour: sky, sun, hills, water, a sail."""
    pen.rectangle((0, 0, w, h), fill="#CFE5F5")
    sun = h * 0.13
    pen.ellipse((w * 0.74 - sun, h * 0.2 - sun, w * 0.74 + sun, h * 0.2 + sun), fill=palette[2])
    for layer, colour in enumerate((palette[1], palette[0])):
        base = h * (0.62 + layer * 0.06)
        peaks = [(w * i / 6, base - h * chance.uniform(0.08, 0.34 - layer * 0.12)) for i in range(7)]
        pen.polygon([(0, h), *peaks, (w, h)], fill=colour)
    pen.rectangle((0, h * 0.72, w, h), fill="#5E9CC4")
    x = w * chance.uniform(0.25, 0.6)
    pen.polygon(((x, h * 0.44), (x, h * 0.76), (x + h * 0.2, h * 0.76)), fill="#FFFFFF")
    pen.polygon(
        ((x - h * 0.12, h * 0.79), (x + h * 0.24, h * 0.79), (x + h * 0.16, h * 0.87), (x, h * 0.87)), fill="#8A3B12"
    )


ILLUSTRATIONS: dict[str, Draw] = {
    "card_front": _card,
    "id_card": _id_card,
    "person": _person,
    "receipt": _receipt,
    "map": _map,
    "poster": _poster,
    "product": _poster,
    "photo": _landscape,
}
"""Picture → who draws it; the others are shown as an icon on a ground."""
