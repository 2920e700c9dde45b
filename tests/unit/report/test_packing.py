"""Boxes on a sheet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.report.packing import pack

SIZES = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 900)), max_size=25)


@given(SIZES, st.integers(0, 40), st.sampled_from((0.6, 1.0, 1.6)))
def test_boxes_stand_apart_inside_the_sheet(sizes: list[tuple[int, int]], gap: int, aspect: float) -> None:
    corners = pack(sizes, gap, aspect)
    assert len(corners) == len(sizes) and all(x >= 0 and y >= 0 for x, y in corners)
    boxes = [(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners, sizes, strict=True)]
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = right + gap <= other[0] or other[2] + gap <= left
            assert apart or bottom + gap <= other[1] or other[3] + gap <= top


def test_the_first_box_stands_in_the_corner() -> None:
    assert pack([(50, 20), (400, 300), (10, 10)], 5, 1.6)[0] == (0, 0)


def test_many_equal_boxes_fill_a_sheet_of_the_wanted_form() -> None:
    for aspect in (0.6, 1.6):
        corners = pack([(100, 60)] * 200, 10, aspect)
        width, height = max(x for x, _ in corners) + 100, max(y for _, y in corners) + 60
        assert 0.8 * aspect < width / height < 1.25 * aspect
        assert 200 * 110 * 70 > 0.9 * width * height
