"""Series as small SVG charts, drawn by pygal without its scripts, fonts or tooltips: the report needs no network.

pygal was kept over matplotlib (a font cache in the user's home, half a second and 70 MB to load) and over Vega (a
JavaScript engine): it is pure Python, draws a chart in 10 ms, and its marks and lines are plain SVG that the page's
style colours. Series are told apart by line pattern and shape first and by colour second, for print and for people who
see colours differently; the colours are those of Okabe and Ito (jfly.uni-koeln.de/color, 2008).
"""

from __future__ import annotations

import hashlib
import math
import re
import sys
from collections.abc import Sequence
from typing import Any

from patrol.model.verdict import Series
from patrol.report.plain import plain

HEIGHT = 220
WIDTH = 640
MOST_POINTS = 300
"""More points than this are thinned evenly: the chart is 640 pixels wide."""

FEW = 24
"""Up to so many points are drawn as dots that can be told apart."""

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
"""Blue, vermilion, bluish green, reddish purple, sky blue, orange of Okabe and Ito, as pygal wants them; the page's
style has --series-1 … in their place, a little darker on paper and lighter on a dark screen."""

_MILLIONTHS = re.compile(r"(?<=[\s\"(,MLhv])(-?\d+\.\d\d)\d+(?=[\s\"),])")
"""pygal gives six decimals of a pixel, a third of a drawing's text; nobody sees less than a hundredth."""

SELF = "{{id}}"
"""Stands in a drawing's own style for the drawing."""

DASHES = ("", "8,4", "2,4", "10,3,2,3", "1,6", "14,5")
"""Line pattern of each series; the legend shows the same."""


def chart(series: Series, lang: str, limit_name: str) -> str:
    """SVG text for one series, its limit as a second line."""
    drawing = new_drawing(
        height=HEIGHT,
        show_legend=series.limit is not None,
        dots_size=4 if len(series.points) <= FEW else 1.5,
        x_title="s" if series.x_unit == "ms" else plain(series.x_unit),
        y_title=plain(series.unit),
    )
    drawing.y_labels = ticks([y for _, y in series.points] + [series.limit or 0])
    if series.x_unit != "ms" and len(series.points) <= FEW:
        drawing.x_labels = [x for x, _ in series.points]
    _fill(drawing, series, lang, limit_name)
    told = f"{lang} {series.name.en} {series.at_ms} {series.page} {series.points} {series.limit}"
    return rendered(drawing, told)


def _fill(drawing: Any, series: Series, lang: str, limit_name: str) -> None:
    points = _thinned(series.points)
    scale = 1000 if series.x_unit == "ms" else 1
    drawing.add(plain(series.name.of(lang)), [(x / scale, y) for x, y in points])
    if series.limit is not None and points:
        ends = (points[0][0] / scale, points[-1][0] / scale)
        dashed = {"width": 2, "dasharray": DASHES[1]}
        drawing.add(limit_name, [(x, series.limit) for x in ends], show_dots=False, stroke_style=dashed)


def new_drawing(colours: Sequence[str] = COLOURS, css: str = "", **options: Any) -> Any:
    """An empty pygal XY chart in the page's style; `css` comes on top of pygal's own, which fixes line widths."""
    pygal = _pygal()
    from pygal.style import Style

    style = Style(
        background="transparent",
        plot_background="transparent",
        foreground="currentColor",
        foreground_strong="currentColor",
        foreground_subtle="#8a94a3",
        guide_stroke_color="#8a94a340",
        major_guide_stroke_color="#8a94a366",
        guide_stroke_dasharray="none",
        major_guide_stroke_dasharray="none",
        colors=tuple(colours),
        font_family="inherit",
        label_font_size=11,
        major_label_font_size=11,
        legend_font_size=12,
        opacity=".85",
    )
    fixed = {
        "width": WIDTH, "margin": 8, "js": [], "disable_xml_declaration": True, "legend_at_bottom": True,
        "stroke_style": {"width": 2}, "explicit_size": False, "include_x_axis": True, "pretty_print": False,
        "no_data_text": "–", "truncate_label": -1,
        "css": ("file://style.css", "file://graph.css", f"inline:{css}"),
    }  # fmt: skip
    return pygal.XY(style=style, **{**fixed, **options})


def rendered(drawing: Any, told: str) -> str:
    """The drawing's SVG, the same for the same `told`: pygal scopes a drawing's style by a random id."""
    drawing.uuid = hashlib.sha256(told.encode()).hexdigest()[:16]
    text: str = drawing.render(is_unicode=True)
    text = _MILLIONTHS.sub(r"\1", _LEFT_BEHIND.sub("", text)).replace(SELF, f"#chart-{drawing.uuid} ")
    for number, colour in enumerate(COLOURS, start=1):
        text = text.replace(colour, f"var(--series-{number})")
    return text


def _pygal() -> Any:
    """pygal, without the import hook for its map plug-ins that it leaves behind: Python 3.11 warns of it at each
    import that follows."""
    import pygal

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]
    return pygal


def ticks(values: Sequence[float]) -> list[float]:
    """Four to seven round numbers, from zero (or below it) to the largest value or just beyond."""
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= 6)
    return [round(n * step, 10) for n in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _thinned(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    step = max(1, -(-len(points) // MOST_POINTS))
    return list(points[::step])


_LEFT_BEHIND = re.compile(
    r'<script.*?</script>|<!--.*?-->|<title>[^<]*</title>|<title ?/>|<desc[^>]*>[^<]*</desc>| id="activate-serie-\d+"',
    re.DOTALL,
)
"""What pygal writes into each drawing for its scripts and tooltips, which are not there: half of its size, ids that two
drawings share, and the day on which it was drawn."""
