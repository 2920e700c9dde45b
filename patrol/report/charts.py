"""Series as small SVG charts, drawn by pygal without its scripts, fonts or tooltips: the report needs no network."""

from __future__ import annotations

import hashlib
import math
import re
import sys
from typing import Any

from patrol.model.verdict import Series
from patrol.report.plain import plain

HEIGHT = 220
WIDTH = 640
MOST_POINTS = 300
"""More points than this are thinned evenly: the chart is 640 pixels wide."""

FEW = 24
"""Up to so many points are drawn as dots that can be told apart."""


def chart(series: Series, lang: str, limit_name: str) -> str:
    """SVG text for one series, its limit as a second line."""
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
        colors=("#2563a8", "#c2410c"),
        font_family="inherit",
        label_font_size=11,
        major_label_font_size=11,
        legend_font_size=12,
        opacity=".85",
    )
    drawing = pygal.XY(
        style=style,
        width=WIDTH,
        height=HEIGHT,
        margin=8,
        js=[],
        disable_xml_declaration=True,
        show_legend=series.limit is not None,
        legend_at_bottom=True,
        dots_size=4 if len(series.points) <= FEW else 1.5,
        stroke_style={"width": 2},
        explicit_size=False,
        include_x_axis=True,
        pretty_print=False,
        x_title="s" if series.x_unit == "ms" else plain(series.x_unit),
        y_title=plain(series.unit),
        no_data_text="–",
    )
    drawing.uuid = _name(series, lang)
    drawing.y_labels = _ticks([y for _, y in series.points] + [series.limit or 0])
    if series.x_unit != "ms" and len(series.points) <= FEW:
        drawing.x_labels = [x for x, _ in series.points]
    _fill(drawing, series, lang, limit_name)
    text: str = drawing.render(is_unicode=True)
    return _without_scripts(text)


def _fill(drawing: object, series: Series, lang: str, limit_name: str) -> None:
    add = drawing.add  # type: ignore[attr-defined]
    points = _thinned(series.points)
    scale = 1000 if series.x_unit == "ms" else 1
    add(plain(series.name.of(lang)), [(x / scale, y) for x, y in points])
    if series.limit is not None and points:
        ends = (points[0][0] / scale, points[-1][0] / scale)
        add(limit_name, [(x, series.limit) for x in ends], show_dots=False)


def _pygal() -> Any:
    """pygal, without the import hook for its map plug-ins that it leaves behind: Python 3.11 warns of it at each
    import that follows."""
    import pygal

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]
    return pygal


def _name(series: Series, lang: str) -> str:
    """pygal scopes a drawing's style by a random id; this one is the same each time the report is made."""
    told = f"{lang} {series.name.en} {series.at_ms} {series.page} {series.points} {series.limit}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _ticks(values: list[float]) -> list[float]:
    """Four to seven round numbers, from zero (or below it) to the largest value or just beyond."""
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= 6)
    return [round(n * step, 10) for n in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _thinned(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    step = max(1, -(-len(points) // MOST_POINTS))
    return list(points[::step])


def _without_scripts(svg: str) -> str:
    """pygal writes a configuration script into each drawing even when it has no use for it, and ids for it that two
    drawings share."""
    return re.sub(r'<script.*?</script>| id="activate-serie-\d+"', "", svg, flags=re.DOTALL)
