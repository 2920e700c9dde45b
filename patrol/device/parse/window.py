"""`dumpsys window`: its windows and the policy that lays them out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from patrol.model.screen import Rect

_WINDOW = re.compile(r"^  Window #(\d{1,4}) Window\{\S{1,20} (?:u\d{1,4} )?(.{0,500})\}:$", re.M)
_SESSION = re.compile(r"\bmSession=Session\{\S{1,20} (\d{1,10}):")
_SURFACE = re.compile(r"\bmHasSurface=(true|false)")
_READY = re.compile(r"\b(?:isReadyForDisplay\(\)|isOnScreen)=(true|false)")
_FRAME = re.compile(r"(?:\bmFrame=| frame=)\[(-?\d{1,6}),(-?\d{1,6})\]\[(-?\d{1,6}),(-?\d{1,6})\]")
_PACKAGE = re.compile(r"\bpackage=(\S{1,300})")
_SCREEN = re.compile(r"\bmUnrestrictedScreen=\((-?\d{1,6}),(-?\d{1,6})\) (\d{1,6})x(\d{1,6})")
_STABLE = re.compile(r"\bmStable=\((-?\d{1,6}),(-?\d{1,6})\)-\((-?\d{1,6}),(-?\d{1,6})\)")
_ON = re.compile(r"\bmScreenOnFully=(true|false)")
_LOCKED = re.compile(r"\b(?:mShowingLockscreen|isStatusBarKeyguard|mKeyguardShowing)=(true|false)")


@dataclass(frozen=True, slots=True)
class Window:
    """One window, from the top one down as the dump lists them."""

    title: str
    package: str = ""
    pid: int | None = None
    visible: bool | None = None
    """It has a surface and is ready to be shown."""
    frame: Rect | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """None is unknown."""

    width: int | None = None
    height: int | None = None
    stable: Rect | None = None
    """What the status and navigation bars leave of the screen."""
    screen_on: bool | None = None
    locked: bool | None = None


def parse_windows(text: str) -> tuple[Window, ...]:
    """`dumpsys window [windows]`, Android 4 to 9 and what later ones print alike."""
    heads = list(_WINDOW.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return tuple(_window(head[2], text[head.end() : end]) for head, end in zip(heads, ends, strict=False))


def _window(title: str, body: str) -> Window:
    session, package = _SESSION.search(body), _PACKAGE.search(body)
    surface, ready, frame = _SURFACE.search(body), _READY.search(body), _FRAME.search(body)
    return Window(
        title,
        package[1] if package else "",
        int(session[1]) if session else None,
        surface[1] == "true" and (ready is None or ready[1] == "true") if surface else None,
        Rect(*map(int, frame.groups())) if frame else None,
    )


def parse_policy(text: str) -> Policy:
    """`dumpsys window policy`; of another dump nothing is known."""
    screen, stable, on, locked = (pattern.search(text) for pattern in (_SCREEN, _STABLE, _ON, _LOCKED))
    return Policy(
        int(screen[3]) if screen else None,
        int(screen[4]) if screen else None,
        Rect(*map(int, stable.groups())) if stable else None,
        on[1] == "true" if on else None,
        locked[1] == "true" if locked else None,
    )
