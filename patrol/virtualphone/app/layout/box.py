"""A box: one view with its place, its look and what a touch on it does. Made anew for each look at the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from patrol.model.screen import Rect
from patrol.virtualphone.app.layout.type import LINE_HEIGHT
from patrol.virtualphone.app.model import Widget

Key = tuple[int, Any]
"""Tells a widget's state apart from another's: the widget's identity and the row it stands in."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What a touch means: `kind` is read by the behaviour (effects, focus, toggle, choose, tab, key, back …)."""

    kind: str
    widget: Widget | None = None
    locals: Mapping[str, Any] = field(default_factory=dict)
    value: Any = None


@dataclass(slots=True)
class Look:
    """Colours are "#RRGGBB" or ""; lengths are pixels."""

    colour: str = ""
    background: str = ""
    outline: str = ""
    size: int = 0
    bold: bool = False
    align: str = "left"
    corner: int = 0
    max_lines: int = 0
    line_height: float = LINE_HEIGHT
    """Of the type size."""
    shadow: bool = False


Rows = Callable[[int], "Box"]


@dataclass(slots=True)
class RowSource:
    """Rows of a list, made only where they can be seen."""

    count: int
    row: Rows
    heights: dict[int, int]
    """Known heights, kept between looks."""
    gap: int = 0


@dataclass(slots=True)
class Box:
    """`arrange` says how children stand: column, row, grid, layers (all at the box's corner). Margins and padding are
    (top, right, bottom, left). `width`/`height` are wishes: None is as large as needed, -1 is all there is."""

    class_name: str = "android.view.ViewGroup"
    id: str = ""
    text: str = ""
    description: str = ""
    hint: str = ""
    paint: str = ""
    look: Look = field(default_factory=Look)
    children: list[Box] = field(default_factory=list)
    arrange: str = "column"
    columns: int = 1
    gap: int = 0
    margin: tuple[int, int, int, int] = (0, 0, 0, 0)
    padding: tuple[int, int, int, int] = (0, 0, 0, 0)
    width: int | None = -1
    height: int | None = None
    min_height: int = 0
    weight: float = 0
    bleeds: bool = False
    """Reaches the edges of its parent, past the parent's padding."""
    centre: bool = False
    """Children stand in the middle: across in a column, up and down in a row."""
    middle: bool = False
    """A column's children stand in its vertical middle."""
    in_tree: bool = True
    reading_order: float = 0
    """Where the tree names it among its siblings; those of one number stand as they are drawn."""
    finished: bool = False
    """The attributes that every widget may have have been applied."""
    enabled: bool = True
    focusable: bool = False
    focused: bool = False
    checkable: bool = False
    checked: bool = False
    selected: bool = False
    password: bool = False
    scrolls: str = ""
    """Name of the scroll offset that moves its children."""
    scroll_range: int = 0
    """Pixels by which the content is higher than the box."""
    tap: Touch | None = None
    long_tap: Touch | None = None
    swipe: Touch | None = None
    rows: RowSource | None = None
    extra: Any = None
    """What the painter needs beyond the look."""
    x: int = 0
    y: int = 0
    w: int = 0
    natural: int = 0
    """The width its content asks for."""
    h: int = 0
    lines: tuple[str, ...] = ()
    seen: Rect = field(default_factory=Rect)
    """The part inside the screen and inside all scrolling parents."""

    def walk(self) -> Iterator[Box]:
        """This box and all below it, parents first."""
        stack = [self]
        while stack:
            box = stack.pop()
            yield box
            stack.extend(reversed(box.children))
