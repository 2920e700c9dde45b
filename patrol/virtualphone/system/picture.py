"""What the phone's screen looks like: the app's own picture, and the system's windows drawn over it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from patrol.model.screen import Node
from patrol.virtualphone.app.drawing.png import png
from patrol.virtualphone.contracts import Window
from patrol.virtualphone.system.spec import PhoneSpec

__all__ = ["blank", "dim", "draw_window", "png", "screen"]

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

_DIM = 0.55
"""Share of the light that a dialog takes from what lies under it."""
_INK, _PALE, _LINE, _BLUE = "#1C2026", "#F4F5F7", "#D9DDE3", "#1A66D9"


@lru_cache(maxsize=32)
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    from importlib.resources import files

    from PIL import ImageFont

    path = files("patrol.virtualphone.app") / "assets" / ("bold.otf" if bold else "regular.otf")
    return ImageFont.truetype(io.BytesIO(path.read_bytes()), size)


def draw_window(image: Image.Image, window: Window, spec: PhoneSpec) -> None:
    """A system window: panels white, buttons blue, texts where their nodes stand."""
    from PIL import ImageDraw

    paper = ImageDraw.Draw(image)
    ground = {"launcher": "#20435C", "keyboard": "#E2E5EA"}.get(window.kind, "#FFFFFF")
    bounds = window.root.bounds
    radius = spec.dp(20) if window.kind in ("permission", "crash-dialog", "anr-dialog") else 0
    paper.rounded_rectangle((bounds.left, bounds.top, bounds.right, bounds.bottom), radius, fill=ground)
    for node in window.root.walk():
        _draw_node(paper, node, window, spec)


def _draw_node(paper: ImageDraw.ImageDraw, node: Node, window: Window, spec: PhoneSpec) -> None:
    text = node.text or (node.description if window.kind in ("keyboard", "launcher") else "")
    box = node.bounds
    if not text or box.width <= 0:
        return
    corners = (box.left + spec.dp(2), box.top + spec.dp(3), box.right - spec.dp(2), box.bottom - spec.dp(3))
    button = node.class_name.endswith("Button")
    if window.kind == "keyboard":
        paper.rounded_rectangle(corners, spec.dp(5), fill="#FFFFFF")
    elif window.kind == "launcher":
        size, middle = spec.dp(26), box.centre[0]
        icon = (middle - size, box.top + spec.dp(4), middle + size, box.top + spec.dp(4) + 2 * size)
        paper.rounded_rectangle(icon, spec.dp(14), fill="#F5A623" if node.hint else "#8FB3C9")
        text, box = text[:8], _lower(node, spec)
    elif button:
        paper.rounded_rectangle(corners, spec.dp(18), fill=_PALE, outline=_LINE)
    colour = "#FFFFFF" if window.kind == "launcher" else _BLUE if button else _INK
    size = spec.dp(13 if window.kind == "launcher" else 16)
    _text(paper, text, box, _font(size, False), colour)


def _lower(node: Node, spec: PhoneSpec) -> Any:
    box = node.bounds
    return type(box)(box.left, box.top + spec.dp(60), box.right, box.bottom)


def _text(paper: ImageDraw.ImageDraw, text: str, box: Any, font: ImageFont.FreeTypeFont, colour: str) -> None:
    """Centred, on as many lines as it needs."""
    lines, line = [], ""
    for letter in text:
        if font.getlength(line + letter) > box.width and line:
            lines.append(line)
            line = ""
        line += letter
    lines.append(line)
    height = font.size * 1.35
    y = box.centre[1] - height * len(lines) / 2
    for content in lines:
        x = box.centre[0] - font.getlength(content) / 2
        paper.text((x, y), content, font=font, fill=colour)
        y += height


def dim(image: Image.Image) -> None:
    """What lies under a dialog is darkened."""
    from PIL import Image

    image.paste(Image.blend(image, Image.new("RGB", image.size), _DIM))


def screen(own: Sequence[Window], system: Sequence[Window], spec: PhoneSpec, clock: str, toast: str) -> Image.Image:
    """The front app's windows with the bars, as its own layout draws them, and the system's windows over them."""
    from patrol.virtualphone.app.drawing.screen import paint

    size = (spec.width, spec.height)
    drawn = [window for window in own if type(window) is not Window]
    image = paint(drawn, size, spec.density_dpi, clock, toast=toast)
    for window in [w for w in own if type(w) is Window] + list(system):
        if window.kind in ("permission", "crash-dialog", "anr-dialog"):
            dim(image)
        draw_window(image, window, spec)
    return image


def blank(size: tuple[int, int], colour: str = "#000000") -> Image.Image:
    from PIL import Image

    return Image.new("RGB", size, colour)
