"""What the saved UI trees say about touch, labels and text: one pass over all trees, keeping only what may matter.

Sizes are in dp, worked out from the phone's density. Bounds in a UI tree are what is visible: a widget that a scrolling
container cuts off looks smaller than it is, so widgets at a container's edge are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from patrol.derive.elder import ElderMode
from patrol.derive.hidden_field import covered_field
from patrol.derive.reading_order import jumps
from patrol.derive.wording import REMEMBERED, foreign, language, placeholder, readable, said
from patrol.model.artifacts import Environment, Journeys, Screens, Visit
from patrol.model.recorded import Files
from patrol.model.screen import Node, Rect, Screen

TARGET_DP = 60.0
"""Targets smaller than this are kept; the largest size that any rule asks for (60 dp, elder mode's main components)."""

DENSITY_1 = 160
"""Dots per inch at which 1 dp is 1 pixel (Android)."""

KEYS = 9
"""So many one-letter buttons on one screen are a keyboard: keys are narrow by nature."""


@dataclass(frozen=True, slots=True)
class Widget:
    """One widget of one screen."""

    page: str
    at_ms: int
    picture: str
    bounds: Rect
    name: str
    """Resource id without its package, else label, else class: stable across builds."""
    label: str
    class_name: str
    width_dp: float
    height_dp: float
    secure: bool = False
    """The window refused screenshots."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A screen reader goes from `first` back up to `then`."""

    first: Widget
    then: Widget


@dataclass(frozen=True, slots=True)
class CoveredField:
    """A field that is being typed into, under the keyboard."""

    widget: Widget
    keyboard: Rect
    share: float
    """Hidden part of the field's height, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A text that should not be there as it is."""

    widget: Widget
    kind: str
    """`zh`, `en`: the language of its page, which is not its own; else the kind of placeholder (derive.wording)."""


@dataclass(frozen=True, slots=True)
class TreeFacts:
    """Each page's widgets once, however many states of it were looked at."""

    looked: int
    """Trees that were read."""
    sized: bool
    """The phone's density is known, so that sizes in dp mean something."""
    small_targets: tuple[Widget, ...]
    unlabelled: tuple[Widget, ...]
    tight_texts: tuple[Widget, ...]
    """Texts that cannot fit their box."""
    secrets: tuple[Widget, ...]
    """Password fields; only of screens that were photographed, for it is the picture that shows whether a window is
    secure."""
    elder_looked: int
    """Trees of elder mode."""
    elder_texts: tuple[Widget, ...]
    """Single lines of text in elder mode, lower than ELDER_LINE_DP."""
    jumps: tuple[Jump, ...] = ()
    """Places where a screen reader goes back up the screen."""
    keyboards: int = 0
    """Looks at a field with the keyboard up."""
    keyboards_placed: int = 0
    """Those of them where the phone told where the keyboard is."""
    covered_fields: tuple[CoveredField, ...] = ()
    languages: int = 0
    """Looks whose language is known."""
    untranslated: tuple[Odd, ...] = ()
    placeholders: tuple[Odd, ...] = ()


class Placed(NamedTuple):
    """A node with what its surroundings say."""

    node: Node
    cut: bool
    """A scrolling container's or the screen's edge may hide a part of it."""
    web: bool
    """Inside a WebView."""
    covered: bool
    """Inside something that can be tapped itself."""


def tree_facts(
    screens: Screens, environment: Environment, elder: ElderMode, journeys: Journeys | None, files: Files
) -> TreeFacts:
    names = frozenset({environment.name, environment.name_en} - {""})
    collected = _Collected(environment.phone.density_dpi / DENSITY_1, names)
    for visit, screen in looks(screens, files, elder):
        collected.add(visit, screen, environment.package, elder=elder.at(visit.at_ms))
    for visit, screen in _walked_in_elder_mode(journeys, elder, files):
        collected.add_elder(visit, screen, environment.package)
    return collected.facts()


def _walked_in_elder_mode(journeys: Journeys | None, elder: ElderMode, files: Files) -> Iterator[tuple[Visit, Screen]]:
    """What journeys kept of their steps in elder mode: a page that was known before is not looked at anew."""
    for trace in journeys.traces if journeys and elder.seen else ():
        for step in trace.steps:
            if step.tree and step.page and elder.at(step.ended_ms) and (screen := files.tree(step.tree)):
                yield Visit(step.ended_ms, step.page, step.page, step.picture, step.tree), screen


def elder_looks(
    screens: Screens, journeys: Journeys | None, elder: ElderMode, files: Files
) -> Iterator[tuple[Visit, Screen]]:
    """What was seen of elder mode: saved trees and steps of journeys."""
    if elder.seen:
        for visit, screen in looks(screens, files, elder):
            if elder.at(visit.at_ms):
                yield visit, screen
        yield from _walked_in_elder_mode(journeys, elder, files)


def looks(screens: Screens, files: Files, elder: ElderMode | None = None) -> Iterator[tuple[Visit, Screen]]:
    """Each saved tree once, with the first visit that showed it; with `elder`, once more for elder mode, where the same
    tree means something else. Loaded one at a time: 10,000 do not fit in memory."""
    seen: set[tuple[str, bool]] = set()
    for visit in screens.visits:
        key = visit.tree, bool(elder and elder.at(visit.at_ms))
        if visit.tree and key not in seen:
            seen.add(key)
            if screen := files.tree(visit.tree):
                yield visit, screen


def placed(screen: Screen, package: str) -> Iterator[Placed]:
    """Visible nodes of the app, parents first."""
    whole = Rect(0, 0, screen.width or 1 << 20, screen.height or 1 << 20)
    stack = [(root, whole, False, False) for root in reversed(screen.roots)]
    while stack:
        node, frame, web, covered = stack.pop()
        box = node.bounds
        if node.visible and box.right > box.left and box.bottom > box.top and (node.package or package) == package:
            cut = box.top <= frame.top or box.bottom >= frame.bottom or box.right > frame.right or box.left < frame.left
            yield Placed(node, cut, web, covered)
        if node.scrollable:
            frame = node.bounds
        web = web or node.class_name.endswith("WebView")
        inner = covered or node.clickable
        if node.children:
            stack.extend([(child, frame, web, inner) for child in reversed(node.children)])


KINDS = ("targets", "unlabelled", "texts", "secrets", "elder")


class _Collected:
    """Widgets by kind, each (page, name) once."""

    def __init__(self, scale: float, names: frozenset[str]) -> None:
        self._sized = scale > 0
        self._names = names
        self._scale = scale or 1.0
        self._looked = {False: 0, True: 0}
        self._kinds: dict[str, dict[tuple[str, str], Widget]] = {kind: {} for kind in KINDS}
        self._jumps: dict[tuple[str, str, str], Jump] = {}
        self._covered: dict[tuple[str, str], CoveredField] = {}
        self._odd: dict[tuple[str, str], Odd] = {}
        self._keyboards = self._keyboards_placed = self._languages = 0

    def add(self, visit: Visit, screen: Screen, package: str, *, elder: bool) -> None:
        self._looked[elder] += 1
        nodes = list(placed(screen, package))
        keyboard = sum(p.node.clickable and len(p.node.text) == 1 for p in nodes) >= KEYS
        for one in nodes:
            if one.node.password and visit.picture:
                self._keep("secrets", visit, one.node)
            if one.node.text and not one.node.password and not one.web and not one.cut:
                self._text(visit, one.node, elder)
            if one.node.clickable and one.node.enabled and not one.cut:
                self._target(visit, one, keyboard)
        self._words(visit, [one.node for one in nodes])
        for first, then in jumps(screen, package, self._scale):
            found = Jump(self._widget(visit, first), self._widget(visit, then))
            self._jumps.setdefault((visit.page, found.first.name, found.then.name), found)
        self._keyboard(visit, screen)

    def _words(self, visit: Visit, nodes: list[Node]) -> None:
        texts: dict[str, Node] = {}
        for node in readable(nodes):
            texts.setdefault(said(node), node)
        spoken = language(texts)
        self._languages += bool(spoken)
        for text, node in texts.items():
            kind = placeholder(text) or (spoken if spoken and foreign(text, spoken, self._names) else "")
            if kind:
                self._odd.setdefault((visit.page, text), Odd(self._widget(visit, node), kind))

    def _keyboard(self, visit: Visit, screen: Screen) -> None:
        self._keyboards += screen.keyboard
        self._keyboards_placed += screen.keyboard_box.height > 0
        covered = covered_field(screen)
        if covered is not None and covered.share > 0:
            widget = self._widget(visit, covered.field)
            known = self._covered.get((visit.page, widget.name))
            if known is None or known.share < covered.share:
                self._covered[visit.page, widget.name] = CoveredField(widget, covered.keyboard, covered.share)

    def add_elder(self, visit: Visit, screen: Screen, package: str) -> None:
        """Only what elder mode is asked for: the rest of these screens was looked at elsewhere."""
        self._looked[True] += 1
        for one in placed(screen, package):
            if one.node.text and not one.node.password and not one.web and not one.cut:
                self._elder_text(visit, one.node)

    def _target(self, visit: Visit, one: Placed, keyboard: bool) -> None:
        node, box = one.node, one.node.bounds
        small = min(box.right - box.left, box.bottom - box.top) < TARGET_DP * self._scale
        if small and not one.web and not (keyboard and len(node.label) <= 2):
            self._keep("targets", visit, node)
        if not (node.text or node.description or node.label or node.hint):
            self._keep("unlabelled", visit, node)

    def _text(self, visit: Visit, node: Node, elder: bool) -> None:
        height = node.bounds.height / self._scale
        if too_tight(node.text, node.bounds.width / self._scale, height):
            self._keep("texts", visit, node)
        if elder:
            self._elder_text(visit, node)

    def _elder_text(self, visit: Visit, node: Node) -> None:
        if node.bounds.height / self._scale < ELDER_LINE_DP and "\n" not in node.text:
            self._keep("elder", visit, node)

    def _keep(self, kind: str, visit: Visit, node: Node) -> None:
        key = visit.page, name_of(node)
        if key not in self._kinds[kind]:
            self._kinds[kind][key] = self._widget(visit, node)

    def _widget(self, visit: Visit, node: Node) -> Widget:
        box = node.bounds
        return Widget(
            page=visit.page,
            at_ms=visit.at_ms,
            picture=visit.picture,
            bounds=box,
            name=name_of(node),
            label=node.label,
            class_name=node.class_name,
            width_dp=box.width / self._scale,
            height_dp=box.height / self._scale,
            secure=visit.secure,
        )

    def facts(self) -> TreeFacts:
        kept = {kind: tuple(widgets.values()) for kind, widgets in self._kinds.items()}
        return TreeFacts(
            looked=sum(self._looked.values()),
            sized=self._sized,
            small_targets=kept["targets"],
            unlabelled=kept["unlabelled"],
            tight_texts=kept["texts"],
            secrets=kept["secrets"],
            elder_looked=self._looked[True],
            elder_texts=kept["elder"],
            jumps=tuple(self._jumps.values()),
            keyboards=self._keyboards,
            keyboards_placed=self._keyboards_placed,
            covered_fields=tuple(self._covered.values()),
            languages=self._languages,
            untranslated=tuple(odd for odd in self._odd.values() if odd.kind in ("zh", "en")),
            placeholders=tuple(odd for odd in self._odd.values() if odd.kind not in ("zh", "en")),
        )


def name_of(node: Node) -> str:
    """Resource id without its package, else label, else class."""
    return node.resource_id.rpartition("/")[2] or node.label[:40] or node.class_name.rpartition(".")[2]


ELDER_LINE_DP = 36.0
"""A line of type of up to 30 dp: the largest size a policy may ask for."""

SMALLEST_DP = 10.0
"""Nobody sets smaller type on purpose: what does not fit at this size does not fit."""

LINE_HEIGHT = 1.17
"""Height of a line over its type size, without padding: ascent and descent of Roboto and Noto Sans CJK."""

LOOSE_LINE = 1.45
"""The same with font padding, as Android lays out by default, and some leading."""

LATIN_WIDTH = 0.5
"""Width of a letter or digit over its type size; a Chinese character takes a whole one (Roboto's mean)."""


@lru_cache(REMEMBERED)
def too_tight(text: str, width_dp: float, height_dp: float) -> bool:
    """Whether a text cannot fit its box. Certain, not likely: the type is taken as small as the box allows."""
    if height_dp < SMALLEST_DP:
        return True
    if len(text) * height_dp <= width_dp:
        return False  # fits even if each letter were as wide as the box is high: most texts, at no cost
    one_line = height_dp < 2 * SMALLEST_DP * LINE_HEIGHT
    size = height_dp / LOOSE_LINE if one_line else SMALLEST_DP
    size = max(size, SMALLEST_DP)
    lines = 1 if one_line else int(height_dp / (size * LINE_HEIGHT))
    needed = max((text_width(line) for line in text.splitlines()), default=0.0) if lines == 1 else text_width(text)
    return needed * size > lines * width_dp * 1.02


THIN = frozenset(" .,:;!|'`*ijlItfr()[]-·")
THIN_WIDTH = 0.25
"""Space, stops and thin letters: Roboto's space measures 0.25, its asterisk, the widest of these, 0.43."""


def text_width(text: str) -> float:
    """In units of the type size; rather too narrow than too wide."""
    return sum(map(_width, text.replace("\n", "")))


def _width(character: str) -> float:
    if character >= "\u2e80":
        return 1.0
    return THIN_WIDTH if character in THIN else LATIN_WIDTH
