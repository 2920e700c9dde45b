"""Sizes first, from the leaves up; then places, from the root down, leaving out what cannot be seen."""

from __future__ import annotations

from collections.abc import Mapping

from patrol.model.screen import Rect
from patrol.virtualphone.app.layout.box import Box
from patrol.virtualphone.app.layout.type import line_height, text_width, wrap

Offsets = Mapping[str, int]
ROUNDING_PX = 2
"""Drawn texts may be so much wider than measured ones."""


def arrange(root: Box, bounds: Rect, offsets: Offsets) -> Box:
    """Give every box of the tree its bounds inside `bounds`; `offsets` are the scroll positions."""
    measure(root, bounds.width, bounds.height)
    root.w, root.h = bounds.width, bounds.height
    _fill(root)
    _place(root, bounds.left, bounds.top, bounds, offsets)
    return root


def measure(box: Box, room: int, high: int = 0) -> None:
    """Set `w` and `h`, margins not counted; `room` is the width there is, `high` the height for boxes that fill."""
    across = room - box.margin[1] - box.margin[3]
    box.w = across if box.width in (-1, None) else min(int(box.width or 0), across)
    inner = box.w - box.padding[1] - box.padding[3]
    if box.lines or (box.text and box.paint in ("text", "button", "label")):
        used, content = _measure_text(box, inner)
    elif box.rows is not None:
        used, content = inner, _measure_rows(box, inner)
    elif box.arrange == "row":
        used, content = _measure_row(box, inner)
    elif box.arrange == "grid":
        used, content = inner, _measure_grid(box, inner)
    else:
        used, content = _measure_column(box, inner, high)
    box.natural = min(across, used + box.padding[1] + box.padding[3]) if box.width in (-1, None) else box.w
    if box.width is None and box.w > box.natural:
        box.w = box.natural
        if box.children and box.arrange == "column":
            _measure_column(box, box.w - box.padding[1] - box.padding[3], high)
    wanted = content + box.padding[0] + box.padding[2]
    if box.height == -1:
        wanted = max(0, high - box.margin[0] - box.margin[2])
    elif box.height is not None:
        wanted = box.height
    box.h = max(wanted, box.min_height)


def outer_height(box: Box) -> int:
    return box.h + box.margin[0] + box.margin[2]


def outer_width(box: Box) -> int:
    return box.w + box.margin[1] + box.margin[3]


def _measure_text(box: Box, inner: int) -> tuple[int, int]:
    look = box.look
    box.lines = wrap(box.text, look.size, look.bold, inner, look.max_lines)
    used = max((text_width(line, look.size, look.bold) for line in box.lines), default=0)
    return used + ROUNDING_PX, len(box.lines) * line_height(look.size, look.line_height)


def _measure_rows(box: Box, inner: int) -> int:
    rows = box.rows
    if rows is None or rows.count == 0:
        return 0
    if 0 not in rows.heights:
        first = rows.row(0)
        measure(first, inner)
        rows.heights[0] = outer_height(first)
    usual = rows.heights[0]
    known = sum(height for index, height in rows.heights.items() if index < rows.count)
    unknown = rows.count - sum(1 for index in rows.heights if index < rows.count)
    return known + unknown * usual + (rows.count - 1) * rows.gap


def _measure_row(box: Box, inner: int) -> tuple[int, int]:
    """Boxes with a weight share what the others leave."""
    free = inner - box.gap * max(0, len(box.children) - 1)
    for child in box.children:
        if not child.weight:
            if child.width == -1:
                child.width = None
            measure(child, max(0, free))
            free -= outer_width(child)
    weights = sum(child.weight for child in box.children) or 1
    for child in box.children:
        if child.weight:
            share = int(max(0, free) * child.weight / weights)
            child.width = -1
            measure(child, share)
            child.w = max(0, share - child.margin[1] - child.margin[3])
    used = sum(outer_width(child) for child in box.children) + box.gap * max(0, len(box.children) - 1)
    return used, max((outer_height(child) for child in box.children), default=0)


def _measure_grid(box: Box, inner: int) -> int:
    cell = (inner - box.gap * (box.columns - 1)) // box.columns
    total = 0
    for start in range(0, len(box.children), box.columns):
        line = box.children[start : start + box.columns]
        for child in line:
            measure(child, cell)
        highest = max(child.h for child in line)
        for child in line:
            child.h = highest
        total += highest + (box.gap if start else 0)
    return total


def _measure_column(box: Box, inner: int, high: int) -> tuple[int, int]:
    if box.arrange == "layers":
        for child in box.children:
            measure(child, inner, high)
        widest = max((outer_width(child) for child in box.children), default=0)
        return widest, max((outer_height(child) for child in box.children), default=0)
    for child in box.children:
        measure(child, box.w if child.bleeds else inner, high)
    used = max((child.natural + child.margin[1] + child.margin[3] for child in box.children), default=0)
    return used, sum(outer_height(child) for child in box.children) + box.gap * max(0, len(box.children) - 1)


def _fill(box: Box) -> None:
    """In columns of a fixed height, children with a weight take what is left."""
    if box.arrange == "column" and any(child.weight for child in box.children):
        inside = box.h - box.padding[0] - box.padding[2] - box.gap * max(0, len(box.children) - 1)
        free = inside - sum(outer_height(child) for child in box.children if not child.weight)
        weights = sum(child.weight for child in box.children)
        for child in box.children:
            if child.weight:
                child.h = max(0, int(free * child.weight / weights) - child.margin[0] - child.margin[2])
    elif box.arrange == "layers":
        for child in box.children:
            if child.height == -1:
                child.h = box.h - box.padding[0] - box.padding[2] - child.margin[0] - child.margin[2]
    for child in box.children:
        _fill(child)


def _place(box: Box, x: int, y: int, clip: Rect, offsets: Offsets) -> None:
    box.x, box.y = x, y
    box.seen = _meet(Rect(x, y, x + box.w, y + box.h), clip)
    inner = box.w - box.padding[1] - box.padding[3]
    left, top = x + box.padding[3], y + box.padding[0]
    if box.scrolls:
        content = _content_height(box)
        box.scroll_range = max(0, content - box.h)
        top -= min(offsets.get(box.scrolls, 0), box.scroll_range)
    clip = box.seen
    if box.rows is not None:
        _place_rows(box, left, top, inner, clip, offsets)
    elif box.arrange == "row":
        _place_row(box, left, top, clip, offsets)
    elif box.arrange == "grid":
        _place_grid(box, left, top, inner, clip, offsets)
    elif box.arrange == "layers":
        for child in box.children:
            _place(child, left + child.margin[3], top + child.margin[0], clip, offsets)
    else:
        _place_column(box, left, top, inner, clip, offsets)


def _content_height(box: Box) -> int:
    inside = sum(outer_height(child) for child in box.children) + box.gap * max(0, len(box.children) - 1)
    if box.rows is not None:
        inside = _measure_rows(box, box.w - box.padding[1] - box.padding[3])
    return inside + box.padding[0] + box.padding[2]


def _place_column(box: Box, left: int, top: int, inner: int, clip: Rect, offsets: Offsets) -> None:
    if box.middle:
        inside = sum(outer_height(child) for child in box.children) + box.gap * max(0, len(box.children) - 1)
        top += max(0, (box.h - box.padding[0] - box.padding[2] - inside) // 2)
    for child in box.children:
        free = inner - outer_width(child)
        shift = free // 2 if box.centre or child.look.align == "center" else 0
        if child.look.align == "right" and child.width is not None and not child.lines:
            shift = free
        start = box.x if child.bleeds else left + max(0, shift)
        _place(child, start + child.margin[3], top + child.margin[0], clip, offsets)
        top += outer_height(child) + box.gap


def _place_row(box: Box, left: int, top: int, clip: Rect, offsets: Offsets) -> None:
    inside = box.h - box.padding[0] - box.padding[2]
    if box.look.align in ("center", "right"):
        used = sum(outer_width(child) for child in box.children) + box.gap * max(0, len(box.children) - 1)
        free = max(0, box.w - box.padding[1] - box.padding[3] - used)
        left += free if box.look.align == "right" else free // 2
    for child in box.children:
        down = max(0, (inside - outer_height(child)) // 2) if box.centre else 0
        _place(child, left + child.margin[3], top + down + child.margin[0], clip, offsets)
        left += outer_width(child) + box.gap


def _place_grid(box: Box, left: int, top: int, inner: int, clip: Rect, offsets: Offsets) -> None:
    cell = (inner - box.gap * (box.columns - 1)) // box.columns
    for start in range(0, len(box.children), box.columns):
        line = box.children[start : start + box.columns]
        for column, child in enumerate(line):
            _place(child, left + column * (cell + box.gap), top, clip, offsets)
        top += max(child.h for child in line) + box.gap


def _place_rows(box: Box, left: int, top: int, inner: int, clip: Rect, offsets: Offsets) -> None:
    """Rows outside `clip` are counted, not made."""
    rows = box.rows
    if rows is None or rows.count == 0:
        return
    usual = rows.heights.get(0, 1)
    for index in range(rows.count):
        height = rows.heights.get(index, usual)
        if top >= clip.bottom:
            break
        if top + height > clip.top:
            child = rows.row(index)
            measure(child, inner)
            _fill(child)
            rows.heights[index] = height = outer_height(child)
            _place(child, left + child.margin[3], top + child.margin[0], clip, offsets)
            box.children.append(child)
        top += height + rows.gap


def _meet(one: Rect, other: Rect) -> Rect:
    left, top = max(one.left, other.left), max(one.top, other.top)
    return Rect(left, top, max(left, min(one.right, other.right)), max(top, min(one.bottom, other.bottom)))
