"""What the layout needs to know beside the model: the state of an open page, and the measures of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from patrol.virtualphone.app.layout.box import Key, Touch
from patrol.virtualphone.app.model import Theme, Widget

STATUS_BAR_DP = 28
NAVIGATION_BAR_DP = 48
"""Three-button navigation."""
TOOLBAR_DP = 56
KEYBOARD_DP = 270
ELDER_SCALE = 1.35
ECHO_MS = 1500
"""For so long Android shows the character typed last (PasswordTransformationMethod)."""

_COLOURS = {
    "grey": "#5C6470",
    "faint": "#A9B0BA",
    "line": "#E6E8EC",
    "white": "#FFFFFF",
    "black": "#000000",
    "red": "#C81E1E",
    "green": "#0B7A4B",
    "blue": "#1D4ED8",
    "orange": "#B45309",
    "gold": "#8A6100",
}


@dataclass(frozen=True, slots=True)
class Metrics:
    """Pixels of this screen; `scale` enlarges type and targets in elder mode."""

    width: int
    height: int
    density_dpi: int
    scale: float = 1

    def px(self, dp: float) -> int:
        return round(dp * self.density_dpi / 160)

    def sp(self, size: float) -> int:
        return round(size * self.scale * self.density_dpi / 160)

    @property
    def status_bar(self) -> int:
        return self.px(STATUS_BAR_DP)

    @property
    def navigation_bar(self) -> int:
        return self.px(NAVIGATION_BAR_DP)

    def enlarged(self, scale: float) -> Metrics:
        return Metrics(self.width, self.height, self.density_dpi, scale)


@dataclass(slots=True)
class ViewState:
    """What an open page remembers beside the app's variables."""

    values: dict[Key, Any] = field(default_factory=dict)
    """Of widgets without `var`."""
    focus: Touch | None = None
    """The touch that gave a field the focus."""
    keypad: Touch | None = None
    """The same, while the app's own secure keyboard is open for that field."""
    errors: dict[str, str] = field(default_factory=dict)
    """Field id → what is wrong with it."""
    shuffles: dict[Key, str] = field(default_factory=dict)
    loaded: dict[Key, int] = field(default_factory=dict)
    """Rows that a list has loaded."""
    heights: dict[Key, dict[int, int]] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)
    typed_ms: dict[Key, float] = field(default_factory=dict)
    """Uptime at which a character was typed into a field that shows the last one."""
    now_ms: float = 0
    """Uptime of this look."""
    opened_ms: float = 0
    """Uptime of the first look: no two openings of a shuffled keypad are alike."""
    elapsed_ms: float = 0
    """Since the page was opened; moves banners on."""


def key_of(widget: Widget, locals_: Mapping[str, Any]) -> Key:
    return id(widget), locals_.get("i")


def field_of(touch: Touch | None) -> Key | None:
    """The key of the field that a touch was on."""
    return None if touch is None or touch.widget is None else key_of(touch.widget, touch.locals)


def resolve(colour: str, theme: Theme) -> str:
    """A colour's name or "#RRGGBB" as "#RRGGBB"; "" stays ""."""
    if not colour or colour.startswith("#"):
        return colour
    own: str | None = getattr(theme, colour, None)
    if own and own.startswith("#"):
        return own
    if theme.dark and colour in ("grey", "line"):
        return {"grey": "#A7AFBA", "line": "#333842"}[colour]
    return _COLOURS.get(colour, "#000000")


def is_dark(colour: str) -> bool:
    """White text is read better on it than black."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red * 0.299 + green * 0.587 + blue * 0.114 < 140


def tint(colour: str, share: float, towards: str = "#FFFFFF") -> str:
    """`colour` mixed with `share` of `towards`."""
    mixed = (
        round(int(colour[at : at + 2], 16) * (1 - share) + int(towards[at : at + 2], 16) * share) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)
