"""The performance section."""

from __future__ import annotations

import msgspec
import pytest

from patrol.model.performance import Performance
from patrol.report import html
from patrol.report.performance import PerformanceView

from . import measured, sample


@pytest.fixture(scope="module")
def page() -> str:
    return html.render(sample.result(), sample.files(), "en")


def view() -> PerformanceView:
    return PerformanceView(sample.result())


def test_a_stage_lies_where_it_happened_within_the_waterfall() -> None:
    falls = measured.performance().falls[0]
    first, second, *_ = view().rows(falls)
    assert (first.left, first.width) == pytest.approx((100 * 10 / 700, 100 * 180 / 700), abs=0.01)
    assert second.pieces[0].left == pytest.approx(100 * 30 / 700, abs=0.01)
    for row in view().rows(falls):
        assert all(0 <= piece.left <= 100 and piece.left + piece.width <= 100.1 for piece in row.pieces)


def test_a_waterfall_reads_without_its_bars() -> None:
    row = view().rows(measured.performance().falls[0])[0]
    assert row.told.en == "DNS 4 ms, Connect 8 ms, TLS 30 ms, Wait 120 ms, Receive 18 ms"


def test_the_largest_change_comes_first_and_those_within_the_spread_are_apart() -> None:
    assert [change.id for change in view().notable()] == ["page:p1:opening"]
    assert [change.id for change in view().quiet()] == ["page:p2:opening"]
    assert view().unmoved == 1


@pytest.mark.parametrize(
    "said",
    [
        "Cold start", "冷启动", "first useful", "not proved, not counted", "sources disagree", "Waterfalls of 4 more",
        "3 frames were not read in time", "ui.perfetto.dev", "another build", "another phone",
        "larger than both spreads", "too few samples to know",
        "The slowest of 5 openings", "and 2 more requests", "fetched again while",
        "Action before", "1.5 % ", "0.8 ms", "dumpsys gfxinfo",
    ],
)  # fmt: skip
def test_says_what_a_developer_asks(page: str, said: str) -> None:
    assert said in page


def test_what_was_not_measured_is_unknown_and_never_zero() -> None:
    empty = msgspec.structs.replace(sample.result(4), performance=Performance(), compared=None, figures=())
    page = html.render(empty, sample.files(4), "en")
    assert "Nothing was measured." in page and "Beside an earlier run" not in page
    cost = page[page.index('id="cost"') :]
    assert cost[: cost.index("patrol run --without")].count(">unknown<") == 4
