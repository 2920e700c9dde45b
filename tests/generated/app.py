"""The truth of a generated app: pages, widgets, where each leads, and what stands in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from patrol.model.scenario import Scenario
from tests.generated.settings import Settings
from tests.generated.words import FIELDS

if TYPE_CHECKING:
    from tests.generated.driver import GeneratedDriver

PACKAGE = "com.example.generated"
MAIN = f"{PACKAGE}.MainActivity"
SIGN_IN = "sign_in"
"""Id of the sign-in page, which is no page of the app's own: it counts nowhere."""


class Kind(StrEnum):
    """How a widget is drawn."""

    entry = "entry"
    """A line or a cell with icon, label and perhaps an arrow."""
    button = "button"
    icon = "icon"
    text = "text"
    switch = "switch"
    check = "check"
    field = "field"
    tab = "tab"
    up = "up"
    """The arrow in the toolbar."""
    row = "row"
    label = "label"
    """A text that cannot be touched."""


class Effect(StrEnum):
    """What a tap does."""

    nothing = "nothing"
    open = "open"
    submit = "submit"
    """Opens when the form's fields fit."""
    tab = "tab"
    back = "back"
    focus = "focus"
    menu = "menu"
    close = "close"
    allow = "allow"
    deny = "deny"
    agree = "agree"
    refuse = "refuse"
    crash = "crash"
    """The process ends and a crash dialog shows."""
    die = "die"
    """The process ends without a word."""
    leave = "leave"
    logout = "logout"
    sign_in = "sign_in"
    verify = "verify"
    language = "language"
    clear = "clear"
    next = "next"
    """One article on, in the endless loop."""


DOORS = {Effect.open, Effect.submit}


@dataclass(frozen=True, slots=True)
class WidgetTruth:
    """One widget. `target` is a page id; `other` the second page of a widget that lies."""

    kind: Kind
    label: str
    english: str
    resource: str
    effect: Effect = Effect.nothing
    target: str = ""
    other: str = ""
    fields: tuple[str, ...] = ()
    """Kinds of the fields that a form's button wants filled (words.FIELDS)."""
    described: bool = False
    """The label is a content description, not a text."""

    @property
    def opens(self) -> bool:
        """Whether it leads to a page of the app."""
        return self.effect in DOORS


@dataclass(frozen=True, slots=True)
class PageTruth:
    """One page, or a window over one (`over`)."""

    id: str
    title: str
    english: str
    activity: str
    widgets: tuple[WidgetTruth, ...] = ()
    hub: int = -1
    """Which tab it is; -1 for the others."""
    depth: int = 0
    rows: int = 0
    row_target: str = ""
    volatile: str = ""
    """Pattern of the text that changes; "" where nothing does. Begins with `|`: the texts that it shows by turns."""
    shift: int = 0
    """Number of the row with which its list begins: another order of the same things."""
    late_ms: int = 0
    bare: bool = False
    """Without resource ids."""
    private: bool = False
    """Opens for who is signed in only."""
    behind: str = ""
    """Wall that stands before it: captcha, real-name."""
    over: str = ""
    """dialog, menu, permission, crash."""
    own: bool = True
    """A page that counts; traps, walls and windows do not."""
    dialog: str = ""
    """Window that opens over it at the first visit after a launch."""
    permission: str = ""
    """Permission that it asks for at the first visit."""
    grid: bool = False
    """Its entries are cells, not lines."""


@dataclass(frozen=True, slots=True)
class Way:
    """A widget that leads from page to page (`widget`: its resource id); `cost` in actions, typing included."""

    source: str
    target: str
    widget: str
    cost: int = 1
    row: bool = False
    lies: bool = False

    @property
    def gated(self) -> bool:
        return self.cost > 1


def fits(kind: str, text: str) -> bool:
    """Whether a form takes `text` in a field of that kind."""
    return re.fullmatch(FIELDS[kind][3], text) is not None


@dataclass(frozen=True)
class GeneratedApp:
    """An app and everything there is to know of it. `pages` holds traps, walls and windows too (`own` is False)."""

    variant: str
    seed: int
    settings: Settings
    pages: dict[str, PageTruth]
    start: str = "p0"
    package: str = PACKAGE
    hubs: tuple[str, ...] = field(default=())

    @cached_property
    def goal(self) -> frozenset[str]:
        """Ids of the app's own pages that can be reached: what stands behind a captcha cannot."""
        found, todo = {self.start}, [self.start]
        ways: dict[str, list[str]] = {}
        for way in self.edges():
            ways.setdefault(way.source, []).append(way.target)
        while todo:
            for target in ways.get(todo.pop(), ()):
                if target not in found and self.pages[target].behind != "captcha":
                    found.add(target)
                    todo.append(target)
        return frozenset(found)

    @property
    def own(self) -> tuple[str, ...]:
        """Ids of the app's own pages, hubs first."""
        return tuple(page.id for page in self.pages.values() if page.own)

    def edges(self) -> Iterator[Way]:
        """Every way between two own pages by tap: widgets, menus, rows and tabs; Back is not among them."""
        for page in self.pages.values():
            if not page.own:
                continue
            yield from self._ways(page, page, 0)
            if page.row_target:
                yield Way(page.id, page.row_target, "item_row", row=True)
            if page.hub >= 0:
                yield from (Way(page.id, hub, f"tab_{self.pages[hub].hub}") for hub in self.hubs if hub != page.id)

    def _ways(self, page: PageTruth, shown: PageTruth, before: int) -> Iterator[Way]:
        for widget in shown.widgets:
            if widget.effect is Effect.menu:
                yield from self._ways(page, self.pages[widget.target], 1)
            elif widget.opens and self.pages[widget.target].own:
                cost = before + 1 + 2 * len(widget.fields)
                lies = bool(widget.other)
                yield Way(page.id, widget.target, widget.resource, cost, lies=lies)
                if lies:
                    yield Way(page.id, widget.other, widget.resource, cost, lies=True)

    def scenario(self) -> Scenario:
        """What a tester would tell of this app: its name and what to type. Nothing is said of its traps."""
        data = {f"{hint}|{english}": value for hint, english, value, _ in FIELDS.values()}
        return Scenario(self.package, name=f"Generated {self.variant}", activity=MAIN, data=data)

    def driver(self, seed: int = 0) -> GeneratedDriver:
        """A fresh phone with this app on it; `seed` decides what is left to chance while it runs."""
        from tests.generated.driver import GeneratedDriver

        return GeneratedDriver(self, seed)
