"""What may be switched on in a generated app."""

from __future__ import annotations

from dataclasses import dataclass

TRAPS = ("logout", "language", "loop", "clear")
WALLS = ("sign-in", "consent", "captcha", "real-name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Shares are of all pages (or edges, for gates), counts are of widgets in the whole app."""

    pages: int = 60
    hubs: int = 5
    depth: int = 7
    """Of the deepest page below a hub."""
    cross: float = 0.2
    """Further ways between pages, for each page of the app."""
    idle: tuple[int, int] = (2, 6)
    """Widgets of a page that do nothing, fewest and most."""
    lists: float = 0.0
    """Pages with a list whose rows all lead to one page."""
    rows: tuple[int, int] = (8, 20)
    endless: bool = False
    """One of the pages has a list of a million rows; they all lead to one page."""
    volatile: float = 0.0
    """Pages with a text that is another at each visit."""
    each_action: bool = False
    """Such texts are another after each action."""
    gates: float = 0.0
    """Edges that a form guards: fitting data passes always, anything else that was typed one time in ten."""
    traps: tuple[str, ...] = ()
    """Of TRAPS."""
    walls: tuple[str, ...] = ()
    """Of WALLS."""
    overlays: float = 0.0
    """Pages over which a dialog opens at their first visit after a launch."""
    menus: float = 0.0
    """Pages (with two ways or more) of which some ways stand in an overflow menu."""
    permissions: float = 0.0
    """Pages that ask for a permission at their first visit."""
    late: float = 0.0
    """Pages whose content comes half a second to two seconds after the page, as in a WebView."""
    no_ids: float = 0.0
    """Pages without resource ids and with bare view classes, as Compose draws them."""
    crashes: int = 0
    """Widgets that end the app: half with a crash dialog, half without a word."""
    leaving: int = 0
    """Widgets that open a browser."""
    lying: int = 0
    """Widgets that lead to one of two pages, by chance."""
    toggles: bool = False
    """Switches, check boxes and the like change their looks when tapped; without it nothing at all happens."""
    row_names: bool = False
    """The page behind a list shows the name of the row by which it was opened."""
    flake: float = 0.0
    """Chance that a tap is lost, and the same chance again that the page it opens is late."""


VARIANTS: dict[str, Settings] = {
    "A": Settings(),
    "B": Settings(lists=0.4, volatile=0.3),
    "C": Settings(lists=0.4, volatile=0.3, gates=0.1, traps=("logout",)),
}
"""As crawl benchmarks use them; docs/crawl-benchmark.md tells why."""
