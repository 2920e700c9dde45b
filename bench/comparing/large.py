"""Two large builds made without a run: what the time of a comparison is measured on."""

from __future__ import annotations

import random

from patrol.model.build import BUILD_SCHEMA, Build, BuildHead, PageLook, Widget
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from tests.generated import words

WIDGETS = 24
EDGES = 3
"""Ways on from each page, and their widgets."""


def large(pages: int, number: int) -> Build:
    """Build `number` (1 or 2) of an app of so many pages. In the second each tenth page is another one, each twentieth
    says something else, and all keys are new."""
    made = [_page(index, number) for index in range(pages)]
    edges = [
        Edge(f"{_key(at, number)}", _key(_target(at, way, pages), number), Action(ActionKind.tap, _button(at, way)))
        for at in range(pages)
        for way in range(EDGES)
    ]
    graph = PageGraph(
        start=_key(0, number),
        pages=tuple(page for page, _ in made),
        states=tuple(State(page.key, page.key) for page, _ in made),
        edges=tuple(edges),
    )
    head = BuildHead("com.example.large", f"large-{number}", "2026-01-01T00:00:00Z", version=str(number))
    return Build(BUILD_SCHEMA, head, graph, tuple(look for _, look in made))


def _key(index: int, number: int) -> str:
    return f"{'new' if number == 2 and index % 10 == 9 else 'p'}-{number}-{index}"


def _target(at: int, way: int, pages: int) -> int:
    return min(pages - 1, EDGES * at + way + 1) if EDGES * at + way + 1 < pages else (at * 7 + way) % pages


def _button(at: int, way: int) -> Locator:
    return Locator(id=f"btn_{at % 97}_{way}")


def _page(index: int, number: int) -> tuple[Page, PageLook]:
    other = number == 2 and index % 10 == 9
    draw = random.Random(f"{index}/{number if other else 0}")
    said = [
        f"{draw.choice(words.THINGS)[0]}{draw.choice(words.KINDS)[0]}{draw.choice('甲乙丙丁')}" for _ in range(WIDGETS)
    ]
    if number == 2 and index % 20 == 0:
        said[3] = "换了说法"
    ids = "other_" if other else ""
    widgets = [Widget("TextView", "tv_title", said[0])]
    widgets += [Widget("Button", f"{ids}btn_{index % 97}_{way}", said[1 + way], "tap") for way in range(EDGES)]
    widgets += [Widget("TextView", f"{ids}tv_{index % 53}_{at}", text) for at, text in enumerate(said[1 + EDGES :])]
    key = _key(index, number)
    page = Page(key, said[0], f"com.example.{ids}Activity{index % 200}", title=f"{said[0]}\n", visits=2)
    return page, PageLook(key, widgets=tuple(widgets), arrivals=2)
