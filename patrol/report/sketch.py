"""A schematic of a screen, drawn from its UI tree: what a window that refuses screenshots looked like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.model.screen import Node, Screen
from patrol.report.plain import columns, cut, one_line

MOST_SHAPES = 160
"""Boxes of one sketch; a longer screen is a list whose end tells nothing new."""

WHOLE = 0.6
"""A clickable box over more of the screen than this is its background."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A box in the sketch's pixels; `kind` is button, field, image or text, and text sits at its left or middle."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    size: float = 0.0
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    width: int
    height: int
    shapes: tuple[Shape, ...]


def sketch(screen: Screen, width: int) -> Sketch:
    """The screen at `width` pixels. Texts are those of the tree, in which passwords are dots already."""
    scale = width / max(1, screen.width)
    area = max(1, screen.width * screen.height)
    shapes = [shape for node in screen.nodes() for shape in _shape(node, scale, area)]
    return Sketch(width, round(screen.height * scale), tuple(shapes[:MOST_SHAPES]))


def _shape(node: Node, scale: float, area: int) -> Iterator[Shape]:
    box = node.bounds
    kind = _kind(node)
    if not kind or not node.visible or box.width <= 0 or box.height <= 0:
        return
    if box.width * box.height > WHOLE * area and kind != "text":
        return
    text = cut(one_line(node.text or node.hint or node.description), 60)
    width, height = box.width * scale, box.height * scale
    size = min(15.0, 0.62 * height, 1.9 * width / max(1, columns(text))) if text else 0.0
    faint = not node.text or kind == "image"
    yield Shape(kind, round(box.left * scale, 1), round(box.top * scale, 1), round(width, 1), round(height, 1), text,
                round(max(4.0, size), 1), faint)  # fmt: skip


def _kind(node: Node) -> str:
    """What it is drawn as; empty for what only holds others."""
    name = node.class_name.rpartition(".")[2]
    if "EditText" in name or node.password:
        return "field"
    if "Image" in name:
        return "image"
    if "Button" in name or (node.clickable and not node.children) or node.checkable:
        return "button"
    if node.text:
        return "text"
    return "panel" if node.clickable else ""
