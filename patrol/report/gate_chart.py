"""The measured values of one number in both builds as two rows of dots, so that a reader sees what a test decided."""

from __future__ import annotations

from patrol.model.gate import Trial
from patrol.report.gate_view import figure
from patrol.report.plain import one_line

WIDTH, HEIGHT = 168, 34
MARGIN = 6
MOST = 40
"""Dots of one row; more lie on each other."""


def strip(trial: Trial) -> str:
    """SVG: rings above are the older build's values, dots below the newer one's, an upright line each median. Empty
    for a number without values."""
    values = (*trial.then, *trial.now)
    if not trial.then or not trial.now:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * ((value - low) / span if high > low else 0.5), 1)

    rows = []
    for kind, y, measured, median in (
        ("then", 10, trial.then, trial.then_median),
        ("now", 25, trial.now, trial.now_median),
    ):
        dots = "".join(f'<circle cx="{x(value)}" cy="{y}" r="3"/>' for value in measured[:MOST])
        rows.append(f'<g class="{kind}">{dots}<path d="M{x(median)} {y - 7}v14"/></g>')
    said = f"{figure(low)}–{figure(high)} {one_line(trial.unit)}".rstrip()
    label = said.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return (
        f'<svg class="strip" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img"'
        f' aria-label="{label}">{"".join(rows)}</svg>'
    )
