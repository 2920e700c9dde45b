"""Flows of values as a drawing in three columns: the value, how it left, where it came to. igraph orders each column so
that few lines cross; the list beside the drawing says the same in words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from patrol.model.compliance import FlowTold
from patrol.model.record import Text
from patrol.report import loading
from patrol.report.plain import columns, plain, wrapped
from patrol.report.privacy_words import FORM, PARTY, PLACE, named

WIDTH, ROW, BOX = 1040, 46, 34
BOX_WIDTH = 236
COLUMNS = (0, (WIDTH - BOX_WIDTH) // 2, WIDTH - BOX_WIDTH)
LETTERS = 34
"""Columns of type that a box holds."""
OPEN_PLACES = frozenset({"log", "clipboard", "external", "notification", "url"})
"""Others read along there: apps, backups, proxies."""
CLASSED = ("C2", "C3")
MOST_LINES = 60
"""Flows that are drawn; the list has the others."""


@dataclass(frozen=True, slots=True)
class Box:
    """A node. `tone`: bad, warn, good, plain."""

    name: Text
    under: Text
    tone: str
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    source: int
    target: int
    tone: str
    count: int


@dataclass(frozen=True, slots=True)
class Drawn:
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    rows: tuple[float, ...]
    """Row of each box."""

    @property
    def height(self) -> int:
        return round((max(self.rows, default=0) + 1) * ROW)


def tone(flow: FlowTold) -> str:
    """How bad a flow looks: what anybody may read who should not; a third party; what stays on the phone; the app's
    own host under encryption."""
    if flow.level in CLASSED and flow.form != "hashed" and flow.place in OPEN_PLACES:
        return "bad"
    shown = flow.place == "screen"
    in_clear = flow.form != "hashed" and not shown and (flow.encrypted is False or flow.level == "C3")
    if flow.party == "bad" or (in_clear and (flow.encrypted is False or flow.party != "own")):
        return "bad"
    if flow.party in ("sdk", "unknown") or flow.encrypted is False:
        return "warn"
    return "good" if flow.party == "own" else "plain"


def drawn(flows: Sequence[FlowTold]) -> Drawn:
    """The boxes and lines of the first flows; those that share a value, a way or a target share a box."""
    boxes: dict[Hashable, Box] = {}
    numbers: dict[Hashable, int] = {}
    lines: dict[tuple[int, int], Line] = {}

    def number(key: Hashable, box: Box) -> int:
        known = boxes.setdefault(key, box)
        if WORSE.index(box.tone) < WORSE.index(known.tone):
            boxes[key] = Box(known.name, known.under, box.tone, known.column)
        return numbers.setdefault(key, len(numbers))

    for flow in flows[:MOST_LINES]:
        look = tone(flow)
        way = named(PLACE, flow.place)
        value = number(("value", flow.name.en, flow.masked), Box(flow.name, _value(flow), "plain", 0))
        middle = number(("way", flow.place, flow.form, flow.encrypted), Box(way, _way(flow), look, 1))
        target = number(
            ("target", flow.target, flow.party), Box(_target(flow.target, flow.place), _party(flow), look, 2)
        )
        for pair in ((value, middle), (middle, target)):
            old = lines.get(pair)
            worst = min((look, old.tone if old else look), key=WORSE.index)
            lines[pair] = Line(*pair, worst, flow.count + (old.count if old else 0))
    return Drawn(tuple(boxes.values()), tuple(lines.values()), _rows(tuple(boxes.values()), lines.values()))


WORSE = ("bad", "warn", "plain", "good")


def _target(target: str, place: str) -> Text:
    """A host or tag as it is; of a path its last two parts, which tell files apart; the clipboard by its name."""
    if target == place:
        return named(PLACE, place)
    shown = "…/" + "/".join(target.split("/")[-2:]) if target.startswith("/") and target.count("/") > 2 else target
    return Text(shown, shown)


def _value(flow: FlowTold) -> Text:
    level = f"{flow.level} · " if flow.level else ""
    return Text(f"{level}{flow.masked}", f"{level}{flow.masked}")


def _way(flow: FlowTold) -> Text:
    form = named(FORM, flow.form)
    if flow.encrypted is None:
        return form
    sent = Text("加密", "encrypted") if flow.encrypted else Text("未加密", "not encrypted")
    return Text(f"{form.zh} · {sent.zh}", f"{form.en} · {sent.en}")


def _party(flow: FlowTold) -> Text:
    party = named(PARTY, flow.party) if flow.party else Text("", "")
    where = f" · {flow.country}" if flow.country else ""
    return Text(party.zh + where, party.en + where)


def _rows(boxes: tuple[Box, ...], lines: Iterable[Line]) -> tuple[float, ...]:
    """igraph's layered layout gives the order inside each column; the boxes of a column then stand evenly over the
    height of the longest."""
    if not boxes:
        return ()
    igraph = loading.igraph()

    graph = igraph.Graph(n=len(boxes), edges=[(line.source, line.target) for line in lines], directed=True)
    layout = graph.layout_sugiyama(layers=[box.column for box in boxes], maxiter=100)
    orders = [
        sorted((n for n, box in enumerate(boxes) if box.column == column), key=lambda n: (layout[n][0], n))
        for column in range(len(COLUMNS))
    ]
    tallest = max(map(len, orders))
    rows = [0.0] * len(boxes)
    for order in orders:
        for place, n in enumerate(order):
            rows[n] = (place + 0.5) * tallest / len(order) - 0.5
    return tuple(rows)


def svg(drawing: Drawn, lang: str) -> Markup:
    """The drawing in one language; the style is the page's."""
    parts = [f'<svg viewBox="0 0 {WIDTH} {drawing.height}" aria-hidden="true" class="flows">']
    parts += [_line(drawing, line) for line in drawing.lines]
    parts += [_box(box, drawing.rows[n], lang) for n, box in enumerate(drawing.boxes)]
    return Markup("".join((*parts, "</svg>")))


def _line(drawing: Drawn, line: Line) -> str:
    x1 = COLUMNS[drawing.boxes[line.source].column] + BOX_WIDTH
    x2 = COLUMNS[drawing.boxes[line.target].column]
    y1, y2 = (round(drawing.rows[n] * ROW + ROW / 2) for n in (line.source, line.target))
    bend = (x1 + x2) // 2
    width = min(9, 1.5 + line.count**0.5 / 2)
    return f'<path class="t-{line.tone}" stroke-width="{width:.1f}" d="M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"/>'


def _box(box: Box, row: float, lang: str) -> str:
    x, y = COLUMNS[box.column], round(row * ROW + (ROW - BOX) / 2)
    name, under = (escape(_short(text.of(lang))) for text in (box.name, box.under))
    return (
        f'<g class="t-{box.tone}"><rect x="{x}" y="{y}" width="{BOX_WIDTH}" height="{BOX}" rx="6"/>'
        f'<text x="{x + 10}" y="{y + 15}">{name}</text><text class="under" x="{x + 10}" y="{y + 28}">{under}</text></g>'
    )


def _short(text: str) -> str:
    text = plain(text)
    return text if columns(text) <= LETTERS else next(iter(wrapped(text, LETTERS - 1, 1)), "")
