"""The drawing of flows: what shares a box, how bad a line looks, and that no text becomes markup."""

from __future__ import annotations

from itertools import pairwise

from patrol.model.compliance import FlowTold
from patrol.model.record import Text
from patrol.report.flow_drawing import BOX, MOST_LINES, drawn, svg, tone

from . import private, sample


def flow(name: str = "PIN", target: str = "api.bank", **told: object) -> FlowTold:
    return FlowTold(Text(name, name), "C3", "***", "body", target, **told)  # type: ignore[arg-type]


def test_flows_that_share_value_way_and_target_share_boxes_and_lines() -> None:
    found = drawn([flow(count=2), flow(count=3), flow("card")])
    assert [box.name.en for box in found.boxes] == ["PIN", "request body", "api.bank", "card"]
    assert [(line.source, line.target, line.count) for line in found.lines] == [(0, 1, 5), (1, 2, 6), (3, 1, 1)]


def test_a_path_is_told_by_its_end() -> None:
    assert drawn([flow(target="/data/user/0/com.bank/shared_prefs/a.xml")]).boxes[2].name.en == "…/shared_prefs/a.xml"
    assert drawn([flow(target="/sdcard/a.csv")]).boxes[2].name.en == "/sdcard/a.csv"


def test_boxes_of_one_column_do_not_lie_over_each_other() -> None:
    found = drawn([flow(f"v{n}", f"host{n % 3}") for n in range(9)])
    for column in range(3):
        rows = sorted(row for box, row in zip(found.boxes, found.rows, strict=True) if box.column == column)
        assert all(later - earlier >= 1 for earlier, later in pairwise(rows))
    assert found.height >= 9 * BOX


def test_how_bad_a_flow_looks() -> None:
    assert tone(flow(party="own", encrypted=True)) == "good"
    assert tone(flow(party="own", encrypted=False)) == "bad"
    assert tone(flow(party="sdk", encrypted=True)) == "bad"
    assert tone(flow(party="sdk", encrypted=True, form="hashed")) == "warn"
    assert tone(flow(party="bad", encrypted=True, form="hashed")) == "bad"
    assert tone(FlowTold(Text("甲", "a"), "C2", "*", "log", "tag", party="phone")) == "bad"
    assert tone(FlowTold(Text("甲", "a"), "C3", "*", "screen", "x", party="phone")) == "plain"
    assert tone(FlowTold(Text("甲", "a"), "C2", "*", "file", "x", party="phone")) == "plain"


def test_only_the_first_flows_are_drawn_and_nothing_is_an_empty_drawing() -> None:
    assert len([box for box in drawn([flow(f"v{n}") for n in range(200)]).boxes if box.column == 0]) == MOST_LINES
    assert drawn([]).boxes == () and drawn([]).height > 0


def test_text_of_the_app_stays_text() -> None:
    shown = svg(drawn(private.compliance(sample.HOSTILE).flows), "zh")
    assert "<img" not in shown and "\u202e" not in shown and "银行卡号" in shown
