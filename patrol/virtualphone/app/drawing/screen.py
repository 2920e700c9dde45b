"""A whole screen: windows from the bottom to the top, the status bar and the navigation bar."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from patrol.model.screen import Node, Rect
from patrol.virtualphone.app.drawing import painters, pictures
from patrol.virtualphone.app.drawing.canvas import Canvas
from patrol.virtualphone.app.drawing.glyphs import glyph
from patrol.virtualphone.app.drawing.png import png
from patrol.virtualphone.app.layout.box import Box
from patrol.virtualphone.app.layout.type import line_height, shortened, text_width
from patrol.virtualphone.app.layout.view import NAVIGATION_BAR_DP, STATUS_BAR_DP
from patrol.virtualphone.app.windows import DrawnWindow
from patrol.virtualphone.contracts import Window

PAINTERS = {
    **painters.PAINTERS,
    "picture": pictures.picture,
    "chart": pictures.chart,
    "starting": pictures.starting,
}
DIM = 0.55
"""How much light is left of what stands behind a dialog."""


def draw(
    windows: Sequence[Window], size: tuple[int, int], density: int, clock_text: str = "09:41", *, toast: str = ""
) -> bytes:
    """The screen as PNG. A secure window on top gives a black picture, as on a real phone."""
    if any(window.secure for window in windows):
        image = Image.new("RGB", size, "#000000")
    else:
        image = paint(windows, size, density, clock_text, toast=toast)
    return png(image)


def paint(
    windows: Sequence[Window], size: tuple[int, int], density: int, clock_text: str = "09:41", *, toast: str = ""
) -> Image.Image:
    """As draw, as a picture, secure windows included."""
    image = Image.new("RGB", size, "#FFFFFF")
    canvas = Canvas(image)
    for window in windows:
        if isinstance(window, DrawnWindow) and window.box is not None:
            if window.dims:
                image = Image.eval(canvas.image, _darker)
                canvas = Canvas(image)
            _boxes(canvas, window.box)
        else:
            _nodes(canvas, window.root, density)
    _bars(canvas, size, density, clock_text, windows)
    if toast:
        _toast(canvas, size, density, toast)
    return canvas.image


def _darker(value: int) -> int:
    return int(value * DIM)


def _boxes(canvas: Canvas, root: Box) -> None:
    stack = [root]
    while stack:
        box = stack.pop()
        if box.seen.width <= 0 or box.seen.height <= 0:
            continue
        if box.paint == "page":
            canvas.fill(box.seen, box.look.background)
            high = next((child.y for child in box.children), 0)
            canvas.fill(Rect(box.x, box.y, box.x + box.w, high), str(box.extra))
        elif box.paint != "covered":
            PAINTERS[box.paint](canvas, box)
        if box.paint == "covered":
            painters.covered(canvas, box)
        stack.extend(reversed(box.children))


def _nodes(canvas: Canvas, root: Node, density: int) -> None:
    """A window that brings no boxes: white, its texts where its nodes stand."""
    canvas.fill(root.bounds, "#FFFFFF", density // 12)
    size = round(14 * density / 160)
    for node in root.walk():
        if node.text and not node.children:
            line = shortened(node.text, size, False, node.bounds.width)
            left = node.bounds.left + (node.bounds.width - text_width(line, size, False)) // 2
            top = node.bounds.top + (node.bounds.height - line_height(size)) // 2
            canvas.line(line, left, top, size, False, "#1A66D9" if node.clickable else "#1C2026", root.bounds)


def _bars(canvas: Canvas, size: tuple[int, int], density: int, clock_text: str, windows: Sequence[Window]) -> None:
    """Clock, signal and battery above; back, home and recent apps below."""
    unit = density / 160
    high, width = round(STATUS_BAR_DP * unit), size[0]
    front = windows[-1] if windows else None
    white = (isinstance(front, DrawnWindow) and front.dark_status) or bool(front and getattr(front, "dims", False))
    ink = "#FFFFFF" if white else "#1C2026"
    type_size, everywhere = round(13 * unit), Rect(0, 0, *size)
    down = (high - line_height(type_size)) // 2 + round(2 * unit)
    canvas.line(clock_text, round(20 * unit), down, type_size, True, ink, everywhere)
    right = width - round(20 * unit)
    battery = Rect(right - round(22 * unit), down + round(4 * unit), right, down + round(14 * unit))
    canvas.frame(battery, ink, ink, round(3 * unit), 2)
    for index in range(4):
        left = battery.left - round((26 - index * 5) * unit)
        top = battery.bottom - round((4 + index * 2) * unit)
        canvas.fill(Rect(left, top, left + round(3 * unit), battery.bottom), ink)
    words = "5G"
    left = battery.left - round(52 * unit)
    canvas.line(words, left, down + round(1 * unit), round(11 * unit), True, ink, everywhere)
    _buttons(canvas, size, unit)


def _buttons(canvas: Canvas, size: tuple[int, int], unit: float) -> None:
    width, height = size
    top = height - round(NAVIGATION_BAR_DP * unit)
    canvas.fill(Rect(0, top, width, height), "#FFFFFF")
    side = round(16 * unit)
    middle = top + (height - top - side) // 2
    canvas.mask(glyph("back", side), width // 6 - side // 2, middle, "#5C6470", Rect(0, 0, *size))
    for centre, radius in ((width // 2, side // 2), (width * 5 // 6, 3)):
        place = Rect(centre - side // 2, middle, centre + side // 2, middle + side)
        canvas.frame(place, "#5C6470", "#FFFFFF", radius, max(2, round(1.6 * unit)))


def _toast(canvas: Canvas, size: tuple[int, int], density: int, words: str) -> None:
    unit = density / 160
    type_size = round(14 * unit)
    line = shortened(words, type_size, False, round(size[0] * 0.8))
    width, high = text_width(line, type_size, False) + round(40 * unit), round(42 * unit)
    left, top = (size[0] - width) // 2, size[1] - round(150 * unit)
    canvas.fill(Rect(left, top, left + width, top + high), "#2B3038", high // 2)
    inside = top + (high - line_height(type_size)) // 2
    canvas.line(line, left + round(20 * unit), inside, type_size, False, "#FFFFFF", Rect(0, 0, *size))
