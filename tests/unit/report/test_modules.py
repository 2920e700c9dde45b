"""Which module a page is shown in, and the colours of modules: legible, and apart for people who do not see all."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from patrol.model.graph import Page, PageGraph
from patrol.report import graphs, style
from patrol.report.modules import COLOURS, looks, with_modules

STYLE = (style.ASSETS / "report.css").read_text("utf-8")
DAY, NIGHT = (re.findall(r"--tone-\d: #([0-9a-f]{6})", line) for line in STYLE.splitlines() if "--tone-0: #" in line)
PAPER = {"day": "ffffff", "night": "1a2029"}

SIGHT = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira and Fernandes (2009), full severity, on linear RGB."""

APART = 20.0
"""CIE76 difference; about 2 is the least that is noticed side by side."""


def modules(*pages: Page) -> list[str]:
    return [page.module for page in with_modules(PageGraph(pages=pages))[0].pages]


def test_a_declared_module_stays() -> None:
    graph = PageGraph(pages=(Page("a", "a", "com.x.pay.A", module="转账"),))
    assert with_modules(graph) == (graph, False)


def test_a_page_without_one_belongs_to_the_package_that_its_activity_has_of_its_own() -> None:
    found = modules(
        Page("a", "a", "com.bank.mobile.pay.PayActivity"),
        Page("b", "b", "com.bank.mobile.pay.ConfirmActivity"),
        Page("c", "c", "com.bank.mobile.card.list.CardActivity"),
        Page("d", "d", "com.bank.mobile.Main"),
    )
    assert found == ["pay", "pay", "card", ""]


def test_else_to_its_item_of_the_bottom_navigation() -> None:
    one_activity = (Page("a", "a", "com.x.Main", title="首页\n首页"), Page("b", "b", "com.x.Main", title="基金\n理财"))
    assert modules(*one_activity) == ["首页", "理财"]
    assert with_modules(PageGraph(pages=one_activity))[1]


def test_nothing_is_made_up_where_nothing_is_known() -> None:
    graph = PageGraph(pages=(Page("a", "a"), Page("b", "b", ".Main")))
    assert with_modules(graph) == (graph, False)


def test_forty_eight_modules_look_different() -> None:
    assert len(set(looks([f"m{n}" for n in range(48)]).values())) == 48


def linear(colour: str) -> list[float]:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    r, g, b = (
        min(1.0, max(0.0, sum(w * part for w, part in zip(row, linear(colour), strict=True)))) for row in SIGHT[sight]
    )
    xyz = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b, \
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883  # fmt: skip
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_colours_are_apart_for_every_eye(colours: list[str], sight: str) -> None:
    assert len(colours) == COLOURS
    for one, other in itertools.combinations(colours, 2):
        assert math.dist(lab(one, sight), lab(other, sight)) > APART, (one, other)


@pytest.mark.parametrize(("time", "colours"), [("day", DAY), ("night", NIGHT)])
def test_colours_stand_out_from_the_paper(time: str, colours: list[str]) -> None:
    for colour in colours:
        light, dark = sorted((luminance(colour), luminance(PAPER[time])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3, "WCAG 2.2, 1.4.11"


def test_other_programs_get_the_same_colours() -> None:
    assert list(graphs.COLOURS) == DAY
