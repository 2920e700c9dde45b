"""Pictures and charts inside pages: simple, different for each seed, and recognisable as what they stand for."""

from __future__ import annotations

from zlib import crc32

from patrol.model.screen import Rect
from patrol.virtualphone.app.drawing.canvas import Canvas, meet
from patrol.virtualphone.app.drawing.glyphs import GLYPHS, glyph
from patrol.virtualphone.app.drawing.illustrations import illustration
from patrol.virtualphone.app.drawing.painters import bounds, fill
from patrol.virtualphone.app.layout.box import Box
from patrol.virtualphone.app.layout.view import tint

GROUNDS = ("#DCE9F7", "#FBE6D4", "#DFF2E4", "#EFE3F6", "#FDF0C9", "#DDEFF0")
STANDS_FOR = {"logo": "bank", "avatar": "user"}
"""Picture → the icon in its middle; others are called as their icon."""


def picture(canvas: Canvas, box: Box) -> None:
    name, seed = box.extra
    if drawn := illustration(name, seed, box.w, box.h):
        canvas.stamp(drawn, bounds(box), box.look.corner, box.seen)
        return
    ground = GROUNDS[crc32(f"{name}{seed}".encode()) % len(GROUNDS)]
    if name == "logo":
        ground = box.look.colour
    place = bounds(box)
    radius = min(box.w, box.h) // 2 if name == "avatar" else box.look.corner
    canvas.fill(place, ground, radius, box.seen)
    if name not in ("avatar", "logo"):
        _discs(canvas, box, ground)
    side = min(box.w, box.h) * (3 if name in ("avatar", "logo") else 2) // 5
    colour = "#FFFFFF" if name == "logo" else tint(ground, 0.62, "#22384F")
    icon = STANDS_FOR.get(name, name)
    left, top = place.left + (box.w - side) // 2, place.top + (box.h - side) // 2
    if side > 0:
        canvas.mask(glyph(icon if icon in GLYPHS else "image", side), left, top, colour, box.seen)


def _discs(canvas: Canvas, box: Box, ground: str) -> None:
    """Large soft shapes, so that it is seen as an illustration and not as a button."""
    radius = min(box.w, box.h) // 2
    inset = box.look.corner // 3
    middle = bounds(box).centre
    clip = meet(box.seen, Rect(box.x + inset, box.y, box.x + box.w - inset, box.y + box.h))
    for across, down, share, colour in (
        (-radius, radius // 2, 1.0, tint(ground, 0.45)),
        (radius, -radius // 3, 0.8, tint(ground, 0.07, "#000000")),
        (0, 0, 0.72, tint(ground, 0.7)),
    ):
        size = round(radius * share)
        x, y = middle[0] + across, middle[1] + down
        canvas.fill(Rect(x - size, y - size, x + size, y + size), colour, size, clip)


def chart(canvas: Canvas, box: Box) -> None:
    fill(canvas, box)
    kind, numbers = box.extra
    if not numbers or box.seen.height < box.h // 2:
        return
    pad = box.h // 8
    area = Rect(box.x + pad, box.y + pad, box.x + box.w - pad, box.y + box.h - pad)
    for step in range(4):
        y = area.top + area.height * step // 3
        canvas.pencil.line((area.left, y, area.right, y), fill="#E6E8EC", width=2)
    if kind == "pie":
        _pie(canvas, box, area, numbers)
    elif kind == "bars":
        _bars(canvas, box, area, numbers)
    else:
        _line(canvas, box, area, numbers)


def _line(canvas: Canvas, box: Box, area: Rect, numbers: tuple[float, ...]) -> None:
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1
    step = area.width / max(1, len(numbers) - 1)
    points = [
        (area.left + index * step, area.bottom - (value - low) / span * area.height)
        for index, value in enumerate(numbers)
    ]
    ground = [(area.left, area.bottom), *points, (points[-1][0], area.bottom)]
    canvas.pencil.polygon(ground, fill=tint(box.look.colour, 0.88))
    canvas.pencil.line(points, fill=box.look.colour, width=max(4, box.h // 80), joint="curve")


def _bars(canvas: Canvas, box: Box, area: Rect, numbers: tuple[float, ...]) -> None:
    highest = max(max(numbers), 1e-9)
    step = area.width / len(numbers)
    for index, value in enumerate(numbers):
        left = round(area.left + index * step + step * 0.2)
        top = area.bottom - round(max(0, value) / highest * area.height)
        canvas.fill(Rect(left, top, round(left + step * 0.6), area.bottom), box.look.colour, 6, box.seen)


def _pie(canvas: Canvas, box: Box, area: Rect, numbers: tuple[float, ...]) -> None:
    side = min(area.width, area.height)
    left = area.left + (area.width - side) // 2
    total, angle = sum(abs(n) for n in numbers) or 1, -90.0
    for index, value in enumerate(numbers):
        end = angle + abs(value) / total * 360
        colour = tint(box.look.colour, min(0.75, index * 0.22))
        canvas.pencil.pieslice((left, area.top, left + side, area.top + side), angle, end, fill=colour)
        angle = end
    hole = side // 4
    canvas.fill(Rect(left + hole, area.top + hole, left + side - hole, area.top + side - hole), "#FFFFFF", side)


def starting(canvas: Canvas, box: Box) -> None:
    """The starting window: the app's mark in the middle of a white screen."""
    fill(canvas, box)
    side = box.w // 4
    left, top = box.x + (box.w - side) // 2, box.y + (box.h - side) // 2
    canvas.fill(Rect(left, top, left + side, top + side), box.look.colour, side // 4)
    inset = side // 5
    canvas.mask(glyph("bank", side - 2 * inset), left + inset, top + inset, "#FFFFFF", bounds(box))
