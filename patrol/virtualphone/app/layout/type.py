"""How wide texts are, without loading a font: advance widths made together with the shipped fonts."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

ASSETS = files("patrol.virtualphone.app") / "assets"
LINE_HEIGHT = 1.4
"""Of the type size; Noto Sans CJK asks for 1.45, apps usually set it a little tighter."""
WIDE_FROM = 0x2E80
"""From here on characters are as wide as the type size."""


@lru_cache(maxsize=2)
def _widths(bold: bool) -> dict[str, int]:
    """Thousandths of the type size."""
    text = (ASSETS / ("bold.widths" if bold else "regular.widths")).read_text(encoding="ascii")
    pairs = (line.split() for line in text.splitlines())
    return {chr(int(code)): int(width) for code, width in pairs}


@lru_cache(maxsize=8192)
def text_width(text: str, size: int, bold: bool) -> int:
    """Pixels; each letter's advance is rounded, as the drawing library does."""
    widths = _widths(bold)
    usual = round(size * 0.56)
    return sum(
        size if ord(letter) >= WIDE_FROM else round(widths[letter] * size / 1000) if letter in widths else usual
        for letter in text
    )


def line_height(size: int, times: float = LINE_HEIGHT) -> int:
    return round(size * times)


@lru_cache(maxsize=4096)
def wrap(text: str, size: int, bold: bool, width: int, max_lines: int = 0) -> tuple[str, ...]:
    """The lines of a text in `width` pixels; Latin words stay whole where they fit. More than `max_lines` (0: no
    limit) end in an ellipsis."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, size, bold, max(width, size))
    if max_lines and len(lines) > max_lines:
        lines = lines[:max_lines]
        lines[-1] = shortened(lines[-1] + "…", size, bold, width)
    return tuple(lines)


def _wrap_paragraph(text: str, size: int, bold: bool, width: int) -> list[str]:
    if text_width(text, size, bold) <= width:
        return [text]
    lines, line = [], ""
    for word in _words(text):
        if text_width(line + word, size, bold) <= width:
            line += word
            continue
        if line:
            lines.append(line.rstrip())
        line = word.lstrip()
        while text_width(line, size, bold) > width and len(line) > 1:
            fits = _fitting(line, size, bold, width)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line]


def _words(text: str) -> list[str]:
    """Pieces that are not broken: a Latin word with the space before it, or one wide character."""
    words: list[str] = []
    for letter in text:
        joins = words and ord(letter) < WIDE_FROM and letter != " " and ord(words[-1][-1]) < WIDE_FROM
        closing = words and letter in "，。；：！？、）》」”%"
        if joins or closing:
            words[-1] += letter
        else:
            words.append(letter)
    return words


def _fitting(text: str, size: int, bold: bool, width: int) -> int:
    for count in range(len(text), 1, -1):
        if text_width(text[:count], size, bold) <= width:
            return count
    return 1


def shortened(text: str, size: int, bold: bool, width: int) -> str:
    """One line that fits, with an ellipsis when something was cut."""
    if text_width(text, size, bold) <= width:
        return text
    room = width - text_width("…", size, bold)
    return text[: _fitting(text, size, bold, room)].rstrip("…") + "…" if room > 0 else ""
