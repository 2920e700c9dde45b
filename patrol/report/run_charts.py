"""Charts of a whole run: launches as dots with their middle half, quantities over time with the pages behind them. The
latter hold no words but units and numbers, so one drawing serves both languages; the legend stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from patrol.model.performance import Band, Curve, Starts
from patrol.model.record import Text
from patrol.report.charts import COLOURS, DASHES, new_drawing, rendered, ticks

GREY = "#8a94a3"

SPREAD = 0.6
"""The launches of one source lie side by side in their order, over so much of the space between two sources."""

SHORT: dict[str, Text] = {
    "displayed": Text("Displayed", "Displayed"),
    "am": Text("am start -W", "am start -W"),
    "stable": Text("静止画面", "stable screen"),
    "fully": Text("Fully drawn", "Fully drawn"),
    "useful": Text("有用页面", "useful page"),
}
"""Sources below their column; the whole names stand in the table beside it."""

STARTS_CSS = """
{{id}}.serie-0 .line { stroke-width: 58; stroke-opacity: .3; }
{{id}}.serie-1 .line { stroke-width: 3; stroke-opacity: 1; }
{{id}}.dot { stroke-width: 2; }
"""
CURVES_CSS = """
{{id}}.series .line { stroke-width: 2.2; }
{{id}}.serie-0 .line { stroke: none; fill-opacity: .16; }
{{id}}.text-overlay text { fill: currentColor; font-size: 10px; text-anchor: middle; }
{{id}}.text-overlay text { transform: translate(-18px, -20px); }
{{id}}.serie-LAST .dot { display: none; }
"""
"""pygal takes the width of a line from its style sheet, and gives areas an outline."""

NUMBERED = 14
"""Bands that bear a number: the longest visits. More would stand over each other."""


def starts_chart(starts: Starts, lang: str = "en") -> str:
    """One column a source: a dot a launch, in their order; a thick bar from first to third quartile, a line at the
    median. Launches outside of the others are rings, those that count for nothing are not drawn."""
    sources = [name for name in SHORT if name in starts.measures]
    shown = [launch for launch in starts.launches if launch.proved]
    colours = (GREY, COLOURS[1], COLOURS[0])
    drawing = new_drawing(colours, STARTS_CSS, height=250, show_legend=False, dots_size=5, y_title="ms", margin_left=20)
    values = [value for launch in shown for value in launch.times.values()]
    drawing.y_labels = ticks(values or [0.0])
    drawing.x_labels = [{"label": SHORT[name].of(lang), "value": place} for place, name in enumerate(sources, start=1)]
    drawing.xrange = (0.4, len(sources) + 0.6)
    bars: list[tuple[float, float] | None] = []
    lines: list[tuple[float, float] | None] = []
    for place, name in enumerate(sources, start=1):
        one = starts.measures[name]
        if one.low is not None and one.high is not None and one.value is not None:
            bars += [(place, one.low), (place, one.high), None]
            lines += [(place - 0.36, one.value), (place + 0.36, one.value), None]
    drawing.add("quartiles", bars, show_dots=False, allow_interruptions=True)
    drawing.add("median", lines, show_dots=False, allow_interruptions=True)
    dots = []
    for place, name in enumerate(sources, start=1):
        for number, launch in enumerate(shown):
            if name in launch.times:
                x = place + (((number + 0.5) / len(shown)) - 0.5) * SPREAD
                ring = {"style": f"fill: none; stroke: {COLOURS[0]}; stroke-width: 2"} if name in launch.outlier else {}
                dots.append({"value": (x, launch.times[name]), **ring})
    drawing.add("launches", dots, stroke=False)
    return rendered(drawing, f"starts {lang} {starts.kind} {starts.measures} {dots}")


def curves_chart(curves: Sequence[Curve], bands: Sequence[Band]) -> str:
    """Curves of one unit over the run, each with its line pattern; grey behind them the visits of pages, every other
    one, the longest with the number that the legend has."""
    last = max(at_ms for curve in curves for at_ms, _ in curve.points)
    colours = (GREY, *COLOURS)
    options = {"height": 260, "show_legend": False, "dots_size": 2, "x_title": "s", "y_title": curves[0].unit}
    options["print_labels"] = True
    css = CURVES_CSS.replace("LAST", str(len(curves) + 1))
    drawing = new_drawing(colours, css, margin_left=20, **options)
    marks = ticks([value for curve in curves for _, value in curve.points])
    drawing.y_labels = marks
    drawing.xrange = (0, max([last, *(band.to_ms for band in bands)]) / 1000)
    area: list[tuple[float, float]] = []
    for band in bands[::2]:
        start, end = band.from_ms / 1000, band.to_ms / 1000
        area += [(start, 0), (start, marks[-1]), (end, marks[-1]), (end, 0)]
    drawing.add("pages", area, fill=True, show_dots=False)
    for place, curve in enumerate(curves):
        dash = DASHES[place % len(DASHES)]
        stroke = {"dasharray": dash} if dash else {}
        points = [(at_ms / 1000, value) for at_ms, value in curve.points]
        drawing.add(curve.id, points, stroke_style=stroke, show_dots=len(points) <= 40)
    middles = [(number, (band.from_ms + band.to_ms) / 2000) for number, band in numbered(bands)]
    numbers = [{"value": (at, marks[-1]), "label": str(number)} for number, at in middles]
    drawing.add("numbers", numbers, stroke=False)
    return rendered(drawing, f"curves {[(curve.id, curve.points) for curve in curves]} {bands}")


def numbered(bands: Sequence[Band]) -> tuple[tuple[int, Band], ...]:
    """(number, visit) of the longest ones, in their order in time."""
    longest = sorted(bands, key=lambda band: band.from_ms - band.to_ms)[:NUMBERED]
    return tuple(enumerate(sorted(longest, key=lambda band: band.from_ms), start=1))
