"""Series as small SVG charts, drawn by pygal without its scripts, fonts or tooltips: the report needs no network."""

from __future__ import annotations

import re

from patrol.model.verdict import Series

HEIGHT = 220
WIDTH = 640
MOST_POINTS = 300
"""More points than this are thinned evenly: the chart is 640 pixels wide."""

FEW = 24
"""Up to so many points are drawn as dots that can be told apart."""


def chart(series: Series, lang: str, limit_name: str) -> str:
    """SVG text for one series, its limit as a second line."""
    import pygal
    from pygal.style import Style

    style = Style(
        background="transparent",
        plot_background="transparent",
        foreground="currentColor",
        foreground_strong="currentColor",
        foreground_subtle="#8a94a3",
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
        x_title="s" if series.x_unit == "ms" else series.x_unit,
        y_title=series.unit,
        no_data_text="–",
    )
    _fill(drawing, series, lang, limit_name)
    text: str = drawing.render(is_unicode=True)
    return _without_scripts(text)


def _fill(drawing: object, series: Series, lang: str, limit_name: str) -> None:
    add = drawing.add  # type: ignore[attr-defined]
    points = _thinned(series.points)
    scale = 1000 if series.x_unit == "ms" else 1
    add(series.name.of(lang), [(x / scale, y) for x, y in points])
    if series.limit is not None and points:
        ends = (points[0][0] / scale, points[-1][0] / scale)
        add(limit_name, [(x, series.limit) for x in ends], show_dots=False)


def _thinned(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    step = max(1, -(-len(points) // MOST_POINTS))
    return list(points[::step])


def _without_scripts(svg: str) -> str:
    """pygal writes a configuration script into each drawing even when it has no use for it."""
    return re.sub(r"<script.*?</script>", "", svg, flags=re.DOTALL)
