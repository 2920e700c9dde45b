"""Requests that wait for each other, between two touches."""

from __future__ import annotations

import dataclasses

from patrol.derive.chains import chains
from patrol.derive.timeline import timeline
from patrol.model.waterfall import Bar, Span, Stage, Waterfall

NEVER = timeline(None, None, None)


def bar(name: str, start: float, end: float, **more: object) -> Bar:
    span = Span(Stage.wait, start, end - start)
    return Bar(name, start, end, "GET", f"https://x/{name}", f"GET x/{name}", "HTTP/2", "data", 200, 9, (span,), "home")


def found(*bars: Bar, touches: tuple[int, ...] = ()) -> list[str]:
    shown = dataclasses.replace(NEVER, acted_at=touches)
    return ["".join(one.flow for one in chain.bars) for chain in chains(Waterfall(bars), shown).chains]


def test_each_begins_when_the_one_before_has_ended() -> None:
    assert found(bar("a", 0, 100), bar("b", 120, 200), bar("c", 210, 300)) == ["abc"]
    assert found(bar("a", 0, 100), bar("b", 10, 90), bar("c", 600, 700)) == []


def test_what_runs_beside_is_no_part_and_two_chains_stay_two() -> None:
    side_by_side = bar("a", 0, 100), bar("x", 5, 300), bar("b", 110, 200), bar("y", 310, 400)
    assert found(*side_by_side) == ["ab", "xy"]


def test_a_touch_breaks_a_chain() -> None:
    assert found(bar("a", 0, 100), bar("b", 120, 200), touches=(110,)) == []
