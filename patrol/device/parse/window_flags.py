"""`dumpsys window windows`: what a window asks of the window manager: no pictures of it, nothing of others over it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WINDOW = re.compile(r"^  Window #\d{1,4} Window\{\S{1,20} (?:u\d{1,4} )?(.{0,500})\}:$", re.M)
_PACKAGE = re.compile(r"\bpackage=(\S{1,300})")
_KIND = re.compile(r"\bty=(\w{1,40})")
_FLAGS = re.compile(r"(?<![a-z])fl=(#[0-9a-fA-F]{1,16}|[A-Z_ ]{2,600})")
_PRIVATE = re.compile(r"\bpfl=(#[0-9a-fA-F]{1,16}|[A-Z_ ]{2,900})")
_HIDDEN = re.compile(r"\bmHasSurface=false|\b(?:isVisible|isOnScreen)=false")
_SECURE, _NOT_FOCUSABLE = 0x2000, 0x8
"""WindowManager.LayoutParams.FLAG_SECURE, FLAG_NOT_FOCUSABLE."""
_HIDE_OVERLAYS = 0x80000
"""LayoutParams.SYSTEM_FLAG_HIDE_NON_SYSTEM_OVERLAY_WINDOWS, a private flag."""
_KEYBOARDS = ("INPUT_METHOD", "2011")


@dataclass(frozen=True, slots=True)
class WindowFlags:
    """One window that is on the screen, from the top one down as the dump lists them."""

    title: str
    package: str
    keyboard: bool
    """An input method's window."""
    secure: bool | None
    """FLAG_SECURE; None when the dump does not tell the flags."""
    hides_overlays: bool
    focusable: bool


def window_flags(text: str) -> tuple[WindowFlags, ...]:
    """Windows that are shown, of Android 4.4 and later; () for a text that lists none."""
    text = text.replace("\r", "")
    heads = list(_WINDOW.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    pairs = ((head[1], text[head.end() : end]) for head, end in zip(heads, ends, strict=False))
    return tuple(_window(title, body) for title, body in pairs if not _HIDDEN.search(body))


def _window(title: str, body: str) -> WindowFlags:
    package, kind = _PACKAGE.search(body), _KIND.search(body)
    flags, private = _FLAGS.search(body), _PRIVATE.search(body)
    keyboard = title == "InputMethod" or (kind is not None and kind[1] in _KEYBOARDS)
    return WindowFlags(
        title,
        package[1] if package else title.partition("/")[0],
        keyboard,
        _set(flags[1], "SECURE", _SECURE) if flags else None,
        private is not None and _set(private[1], "HIDE_NON_SYSTEM_OVERLAY_WINDOWS", _HIDE_OVERLAYS),
        flags is None or not _set(flags[1], "NOT_FOCUSABLE", _NOT_FOCUSABLE),
    )


def _set(flags: str, name: str, bit: int) -> bool:
    """Whether a flag stands among names (Android 10 and later) or in a hexadecimal number."""
    if flags.startswith("#"):
        return bool(int(flags[1:], 16) & bit)
    return any(word in {name, f"SYSTEM_FLAG_{name}"} for word in flags.split())
