"""Where the soft keyboard is, from `dumpsys window`: its insets since Android 11, its window before."""

from __future__ import annotations

import re

from patrol.model.screen import Rect

_INSETS = re.compile(
    r"InsetsSource\b[^\n]*?\bm?[tT]ype=(?:ITYPE_IME|ime)\b m?[fF]rame=\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]([^\n]*)"
)
_WINDOW = re.compile(r"Window\{\S+ (?:u\d+ )?InputMethod\}:\n((?:(?! *Window #).*\n?)*)")
_REGION = re.compile(r"touchable region=SkRegion\(\((-?\d+),(-?\d+),(-?\d+),(-?\d+)\)")
_FRAME = re.compile(r"\b(?:mFrame| frame)=\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]")
_GIVEN = re.compile(r"mGivenContentInsets=\[-?\d+,(-?\d+)\]")


def keyboard_bounds(text: str) -> Rect | None:
    """The part of the screen that the keyboard takes, in pixels; None when the text does not say or it takes none, as
    a floating keyboard does."""
    text = text.replace("\r", "")
    for match in _INSETS.finditer(text):
        if "isible=false" not in match[5] and (found := _rect(match.groups()[:4])):
            return found
    window = _WINDOW.search(text)
    return _of_window(window[1]) if window else None


def _of_window(block: str) -> Rect | None:
    """The region that takes touches; else the frame, which is the whole screen, less the insets that it gives."""
    if region := _REGION.search(block):
        return _rect(region.groups())
    frame, given = _FRAME.search(block), _GIVEN.search(block)
    if frame is None:
        return None
    left, top, right, bottom = frame.groups()
    return _rect((left, str(int(top) + int(given[1])) if given else top, right, bottom))


def _rect(edges: tuple[str, ...]) -> Rect | None:
    if any(len(edge) > 6 for edge in edges):
        return None
    box = Rect(*map(int, edges))
    return box if box.width > 0 and box.height > 0 else None
