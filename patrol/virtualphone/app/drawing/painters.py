"""How each kind of box looks. A painter draws the box itself; its children are drawn after it."""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

from patrol.model.screen import Rect
from patrol.virtualphone.app.drawing.canvas import Canvas, meet
from patrol.virtualphone.app.drawing.glyphs import GLYPHS, glyph
from patrol.virtualphone.app.layout.box import Box
from patrol.virtualphone.app.layout.type import line_height, shortened, text_width, wrap
from patrol.virtualphone.app.layout.view import tint

DISABLED = "#A9B0BA"
HINT = "#6F7682"
SCRIBBLE = ((0.2, 0.6), (0.28, 0.35), (0.33, 0.7), (0.42, 0.4), (0.5, 0.65), (0.58, 0.42), (0.7, 0.6), (0.82, 0.45))


def bounds(box: Box) -> Rect:
    return Rect(box.x, box.y, box.x + box.w, box.y + box.h)


def _inner(box: Box) -> Rect:
    top, right, bottom, left = box.padding
    return Rect(box.x + left, box.y + top, box.x + box.w - right, box.y + box.h - bottom)


def fill(canvas: Canvas, box: Box) -> None:
    if box.look.outline:
        canvas.frame(bounds(box), box.look.outline, box.look.background, box.look.corner, 2, box.seen)
    elif box.look.background:
        canvas.fill(bounds(box), box.look.background, box.look.corner, box.seen)


def text(canvas: Canvas, box: Box) -> None:
    fill(canvas, box)
    look, inner = box.look, _inner(box)
    size = look.size
    high = line_height(size, look.line_height)
    top = inner.top + max(0, inner.height - len(box.lines) * high) // 2
    for line in box.lines:
        width = text_width(line, size, look.bold)
        free = inner.width - width
        shift = free // 2 if look.align == "center" else free if look.align == "right" else 0
        colour = look.colour if box.enabled else DISABLED
        canvas.line(line, inner.left + max(0, shift), top, size, look.bold, colour, box.seen)
        top += high


def button(canvas: Canvas, box: Box) -> None:
    enabled, colour = box.enabled, box.look.colour
    if not enabled and box.look.background and not box.look.outline:
        canvas.fill(bounds(box), tint(box.look.background, 0.6), box.look.corner, box.seen)
    else:
        fill(canvas, box)
    lines, high = box.lines or (box.text,), line_height(box.look.size)
    top = box.y + (box.h - high * len(lines)) // 2
    shown = colour if enabled or colour == "#FFFFFF" else DISABLED
    for line in lines:
        width = text_width(line, box.look.size, box.look.bold)
        left = box.x + (box.w - width) // 2
        if box.extra and line == lines[0]:
            side = box.look.size
            canvas.mask(glyph(_name(box.extra), side), left - side - side // 3, top + side // 4, shown, box.seen)
        canvas.line(line, left, top, box.look.size, box.look.bold, shown, box.seen)
        top += high


def chip(canvas: Canvas, box: Box) -> None:
    """Lower than its touch target."""
    inset = max(0, (box.h - round(box.look.size * 2.6)) // 2)
    drawn = Rect(box.x, box.y + inset, box.x + box.w, box.y + box.h - inset)
    canvas.fill(drawn, box.look.background, drawn.height // 2, box.seen)
    centred(canvas, box, box.text)


def centred(canvas: Canvas, box: Box, words: str) -> None:
    look = box.look
    line = shortened(words, look.size, look.bold, box.w)
    left = box.x + (box.w - text_width(line, look.size, look.bold)) // 2
    top = box.y + (box.h - line_height(look.size)) // 2
    canvas.line(line, left, top, look.size, look.bold, look.colour if box.enabled else DISABLED, box.seen)


def tab(canvas: Canvas, box: Box) -> None:
    centred(canvas, box, box.text)
    if box.selected:
        width, high = box.look.size * 2, max(3, box.look.size // 6)
        left, bottom = box.x + (box.w - width) // 2, box.y + box.h
        canvas.fill(Rect(left, bottom - high, left + width, bottom), box.look.colour, high // 2, box.seen)


def field(canvas: Canvas, box: Box) -> None:
    width = 4 if box.focused else 2
    canvas.frame(bounds(box), box.look.outline, box.look.background, box.look.corner, width, box.seen)
    inner, size = _inner(box), box.look.size
    left = inner.left
    if box.extra == "search":
        canvas.mask(glyph("search", size), left, box.y + (box.h - size) // 2, HINT, box.seen)
        left += size * 3 // 2
    shown = shortened(box.text or box.hint, size, False, inner.right - left)
    top = box.y + (box.h - line_height(size)) // 2 if box.h < size * 5 else inner.top
    canvas.line(shown, left, top, size, False, box.look.colour if box.text else HINT, box.seen)
    if box.focused:
        caret = left + (text_width(shown, size, False) if box.text else 0) + 3
        canvas.fill(Rect(caret, top + size // 4, caret + 4, top + size * 5 // 4), box.look.outline, 0, box.seen)


def checkbox(canvas: Canvas, box: Box) -> None:
    side = round(box.look.size * 1.3)
    top = box.y + (box.h - side) // 2
    mark = Rect(box.x, top, box.x + side, top + side)
    if box.checked:
        canvas.fill(mark, box.look.outline, side // 5, box.seen)
        canvas.mask(glyph("check", side - 8), box.x + 4, top + 4, "#FFFFFF", box.seen)
    else:
        canvas.frame(mark, HINT, "#FFFFFF", side // 5, 3, box.seen)
    _beside(canvas, box, side * 3 // 2)


def radio(canvas: Canvas, box: Box) -> None:
    side = round(box.look.size * 1.3)
    top = box.y + (box.h - side) // 2
    mark = Rect(box.x, top, box.x + side, top + side)
    canvas.frame(mark, box.look.outline if box.checked else HINT, "#FFFFFF", side // 2, 4, box.seen)
    if box.checked:
        inset = side // 4
        dot = Rect(mark.left + inset, mark.top + inset, mark.right - inset, mark.bottom - inset)
        canvas.fill(dot, box.look.outline, side // 2, box.seen)
    _beside(canvas, box, side * 3 // 2)


def _beside(canvas: Canvas, box: Box, shift: int) -> None:
    look = box.look
    lines = wrap(box.text, look.size, look.bold, box.w - shift, 3)
    top = box.y + (box.h - line_height(look.size) * len(lines)) // 2
    for line in lines:
        canvas.line(line, box.x + shift, top, look.size, look.bold, look.colour, box.seen)
        top += line_height(look.size)


def switch(canvas: Canvas, box: Box) -> None:
    canvas.fill(bounds(box), box.look.background, box.look.corner, box.seen)
    inner, size = _inner(box), box.look.size
    high = round(size * 1.5)
    track = Rect(inner.right - round(high * 1.8), box.y + (box.h - high) // 2, inner.right, box.y + (box.h + high) // 2)
    canvas.fill(track, box.look.outline if box.checked else "#C4CAD2", high // 2, box.seen)
    left = track.right - high + 4 if box.checked else track.left + 4
    canvas.fill(Rect(left, track.top + 4, left + high - 8, track.bottom - 4), "#FFFFFF", high // 2, box.seen)
    room = track.left - inner.left - size
    small = round(size * 0.8)
    top = box.y + (box.h - line_height(size) - (line_height(small) if box.extra else 0)) // 2
    canvas.line(shortened(box.text, size, False, room), inner.left, top, size, False, box.look.colour, box.seen)
    if box.extra:
        below = shortened(box.extra, small, False, room)
        canvas.line(below, inner.left, top + line_height(size), small, False, "#5C6470", box.seen)


def _name(given: object) -> str:
    return str(given)


def icon(canvas: Canvas, box: Box) -> None:
    fill(canvas, box)
    inner = _inner(box)
    side = min(inner.width, inner.height)
    left, top = inner.left + (inner.width - side) // 2, inner.top + (inner.height - side) // 2
    if side > 0:
        canvas.mask(glyph(_name(box.extra), side), left, top, box.look.colour if box.enabled else DISABLED, box.seen)


def key(canvas: Canvas, box: Box) -> None:
    canvas.fill(bounds(box), box.look.background, box.look.corner, box.seen)
    words = box.extra if isinstance(box.extra, str) else box.text
    if words in ("⌫", "⏎"):
        words = {"⌫": "←", "⏎": "OK"}[words]
    centred(canvas, box, words)


def wheel(canvas: Canvas, box: Box) -> None:
    ring = bounds(box)
    width = max(3, box.w // 10)
    canvas.pencil.arc((ring.left, ring.top, ring.right, ring.bottom), 0, 360, fill=box.look.background, width=width)
    canvas.pencil.arc((ring.left, ring.top, ring.right, ring.bottom), 270, 20, fill=box.look.colour, width=width)


def bar(canvas: Canvas, box: Box) -> None:
    fill(canvas, box)
    done = Rect(box.x, box.y, box.x + round(box.w * float(box.extra or 0)), box.y + box.h)
    canvas.fill(done, box.look.colour, box.look.corner, box.seen)


def slider(canvas: Canvas, box: Box) -> None:
    middle, high = box.y + box.h // 2, max(4, box.h // 12)
    at = box.x + round(box.w * float(box.extra or 0))
    canvas.fill(Rect(box.x, middle - high // 2, box.x + box.w, middle + high // 2), box.look.background, 2, box.seen)
    canvas.fill(Rect(box.x, middle - high // 2, at, middle + high // 2), box.look.colour, 2, box.seen)
    radius = box.h // 5
    canvas.fill(Rect(at - radius, middle - radius, at + radius, middle + radius), box.look.colour, radius, box.seen)


def banner(canvas: Canvas, box: Box) -> None:
    """A coloured card with large discs at the right and dots for the slides below."""
    canvas.fill(bounds(box), box.look.background, box.look.corner, box.seen)
    picture, at, count = box.extra
    light, radius = tint(box.look.background, 0.14), box.h // 2
    centre = box.x + box.w - radius - box.look.corner * 3 // 2
    clip = meet(box.seen, bounds(box))
    canvas.fill(Rect(centre - radius, box.y + radius // 3, centre + radius, box.y + box.h * 2), light, radius, clip)
    side = box.h * 2 // 5
    name = picture if picture in GLYPHS else ("gift", "chart", "insurance", "coins")[at % 4]
    left, top = box.x + box.w - side - box.h // 4, box.y + (box.h - side) // 2
    canvas.mask(glyph(name, side), left, top, "#FFFFFF", box.seen)
    dot = max(4, box.h // 28)
    start = box.x + box.w // 2 - count * dot * 2
    for index in range(count if count > 1 else 0):
        spot = Rect(start + index * dot * 4, box.y + box.h - dot * 4, start + index * dot * 4 + dot * 2, 0)
        spot = Rect(spot.left, spot.top, spot.right, spot.top + dot * 2)
        canvas.fill(spot, "#FFFFFF" if index == at else tint(box.look.background, 0.4), dot, box.seen)


def signature(canvas: Canvas, box: Box) -> None:
    canvas.frame(bounds(box), box.look.outline, box.look.background, box.look.corner, 3, box.seen)
    if box.extra:
        strokes = [(box.x + box.w * x, box.y + box.h * y) for x, y in SCRIBBLE]
        canvas.pencil.line(strokes, fill=box.look.colour, width=max(4, box.h // 60), joint="curve")
    else:
        centred(canvas, box, box.description)


def camera(canvas: Canvas, box: Box) -> None:
    canvas.fill(bounds(box), "#15181C", 0, box.seen)
    canvas.fill(Rect(box.x, box.y + box.h // 3, box.x + box.w, box.y + box.h), "#22272E", 0, box.seen)
    side = min(box.w, box.h) * 3 // 5
    left, top = box.x + (box.w - side) // 2, box.y + (box.h - side) // 2
    name = "face" if box.extra == "front" else "scan"
    canvas.mask(glyph(name, side), left, top, "#8FD3FF", box.seen)


def video(canvas: Canvas, box: Box) -> None:
    canvas.fill(bounds(box), "#2B3A4A", 0, box.seen)
    side = box.h // 2
    canvas.mask(glyph("user", side), box.x + (box.w - side) // 2, box.y + box.h // 4, "#9DB4C8", box.seen)
    small = Rect(box.x + box.w - box.h // 3, box.y + box.h // 12, box.x + box.w - box.h // 16, box.y + box.h // 2)
    canvas.fill(small, "#41566B", box.h // 40, box.seen)


def canvas_text(canvas: Canvas, box: Box) -> None:
    fill(canvas, box)
    centred(canvas, box, str(box.extra))


def skeleton(canvas: Canvas, box: Box) -> None:
    """Grey shapes where the content will be."""
    unit, left, right = box.w // 24, box.x + box.w // 24, box.x + box.w - box.w // 24
    top = box.y + unit
    for high, share in ((5, 1.0), (1, 0.5), (1, 0.8), (4, 1.0), (1, 0.6), (1, 0.9), (4, 1.0)):
        width = round((right - left) * share)
        canvas.fill(Rect(left, top, left + width, top + high * unit), "#E3E6EA", unit // 2, box.seen)
        top += (high + 1) * unit


def covered(canvas: Canvas, box: Box) -> None:
    """In the tree, and hidden from people."""
    canvas.fill(bounds(box), "#FFFFFF", 0, box.seen)


def qr(canvas: Canvas, box: Box) -> None:
    """Modules that depend on the content; it is not a code that scans."""
    canvas.fill(bounds(box), "#FFFFFF", 0, box.seen)
    count = 25
    side = box.w // (count + 2)
    for row in range(count):
        bits = crc32(f"{box.extra} {row}".encode())
        for column in range(count):
            if bits >> column & 1 and not _finder(row, column, count):
                _module(canvas, box, row, column, side)
    for row, column in ((0, 0), (0, count - 7), (count - 7, 0)):
        left, top = box.x + (column + 1) * side, box.y + (row + 1) * side
        for inset, colour in ((0, "#000000"), (1, "#FFFFFF"), (2, "#000000")):
            step = inset * side
            edge = Rect(left + step, top + step, left + 7 * side - step, top + 7 * side - step)
            canvas.fill(edge, colour, 0, box.seen)


def _finder(row: int, column: int, count: int) -> bool:
    return ((row < 8 or row >= count - 8) and column < 8) or (row < 8 and column >= count - 8)


def _module(canvas: Canvas, box: Box, row: int, column: int, side: int) -> None:
    left, top = box.x + (column + 1) * side, box.y + (row + 1) * side
    canvas.fill(Rect(left, top, left + side, top + side), "#000000", 0, box.seen)


PAINTERS: dict[str, Callable[[Canvas, Box], None]] = {
    "": fill,
    "fill": fill,
    "text": text,
    "button": button,
    "chip": chip,
    "tab": tab,
    "field": field,
    "checkbox": checkbox,
    "radio": radio,
    "switch": switch,
    "icon": icon,
    "key": key,
    "wheel": wheel,
    "bar": bar,
    "slider": slider,
    "banner": banner,
    "signature": signature,
    "camera": camera,
    "video": video,
    "canvas": canvas_text,
    "skeleton": skeleton,
    "qr": qr,
}
