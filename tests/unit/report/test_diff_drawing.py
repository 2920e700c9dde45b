"""The ways in the drawing of two builds."""

from __future__ import annotations

from patrol.report.both import Mark, both
from patrol.report.diff_drawing import lines
from patrol.report.drawing import draw

from . import two_builds


def test_marked_ways_have_a_place_for_their_sign_between_their_cards() -> None:
    whole = both(two_builds.then(), two_builds.now(), two_builds.difference())
    drawing = draw(whole.graph, [one.way for one in whole.ways])
    found = list(lines(drawing, whole.ways))
    marked = [line for line in found if line.mark is not Mark.same]
    assert len(marked) == 4 and len(found) == 6
    assert all(0 < line.x < drawing.width and 0 < line.y < drawing.height for line in marked)
    assert all(line.path.startswith("M") and "C" in line.path for line in marked)


def test_a_way_to_a_page_that_is_not_drawn_is_left_out() -> None:
    whole = both(two_builds.then(), two_builds.now(), two_builds.difference())
    drawing = draw(two_builds.then().graph, [])
    assert {line.way.target for line in lines(drawing, whole.ways)} == {"pay", "me", "bill"}
