"""A journey for a page, or an important way, that nobody owns, written from what a run saw of it.

It goes the shortest way, expects what was there, types what the app's folder gives as data, and covers the page; one
for a way goes the shortest way to where it begins, then the way itself. It is a first test case to be read and
completed by whoever knows what the page is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from patrol.compare.ways import names_of_pages
from patrol.crawl.ways import way_over, way_to
from patrol.journey.values import references
from patrol.journey.write import dumped, journey_to, step_of
from patrol.model.artifacts import CrawlStep
from patrol.model.build import Build, PageLook
from patrol.model.graph import ActionKind, Edge, PageGraph
from patrol.model.journey import Journey
from patrol.model.record import Text

LONGEST_TEXT = 20
"""Characters: longer texts are sentences, which are reworded more often than a page changes its purpose."""

MOST_TEXTS = 3

LONGEST_DETOUR = 12
"""Steps that prepare a page; what needs more is left to a person."""

HEAD = Text(
    """\
# 由 patrol 根据在构建 {version} 里看到的写成：到这一页的最短路径，以及页面上有什么。请读一遍，
# 补上用户在这里做什么，再放进应用的流程目录：从此这个页面就有了用例。
""",
    """\
# Written by patrol from what it saw in build {version}: the shortest way to the page, and what stood there. Read it,
# say what a user does here, then keep it among the app's journeys: from then on it owns the page.
""",
)

WAY_HEAD = Text(
    """\
# 由 patrol 根据在构建 {version} 里看到的写成：到这条重要路径起点的最短路径、路径本身，以及终点页面上有什么。
# 请读一遍，再放进应用的流程目录：从此这条路径就有了用例。
""",
    """\
# Written by patrol from what it saw in build {version}: the shortest way to where the important way begins, the way
# itself, and what stood at its end. Read it, then keep it among the app's journeys: from then on the way has its test.
""",
)


@dataclass(frozen=True, slots=True)
class Material:
    """What drafts are made of."""

    graph: PageGraph
    build: Build
    steps: tuple[CrawlStep, ...] = ()
    """What the crawl did: how it prepared a page, and what it typed there."""
    data: Mapping[str, str] = field(default_factory=dict)
    """`data:` of app.yaml: words of a field, separated by `|` → what to type."""
    way_in: Journey | None = None
    lang: str = "en"
    """Of the comment on top."""


def draft(page: str, made_of: Material) -> str | None:
    """The text of a journey file; None when nobody knows a way to the page."""
    graph = made_of.graph
    way = way_to(graph, page)
    if way is None:
        way = way_to(graph, page, declared=True)
    return None if way is None else _written(way, page, made_of, HEAD)


def draft_of_way(source: str, target: str, made_of: Material) -> str | None:
    """The same for the way from one page to another; None when nobody knows by what action it is gone."""
    way = way_over(made_of.graph, source, target)
    if way is None:
        return None
    pages = names_of_pages(made_of.graph)
    begin, end = (pages.get(key, Text(key, key)) for key in (source, target))
    named = Text(f"从{begin.zh}到{end.zh}", f"From {begin.en} to {end.en}")
    return _written(way, target, made_of, WAY_HEAD, named)


def _written(way: Sequence[Edge], page: str, made_of: Material, head: Text, named: Text | None = None) -> str:
    graph = made_of.graph
    journey = journey_to(way, graph, page, made_of.way_in, before=lambda edge: _prepared(edge, made_of))
    if named is not None:
        journey |= {"name": named.zh, "name_en": named.en}
    look = made_of.build.look(page)
    before = journey.pop("steps")
    steps = [*before, *_expected(look, before), *_typed(page, made_of)]
    bound = _Binding(made_of.data)
    journey["steps"] = [bound.step(step) for step in steps]
    written = {"name": journey["name"], "name_en": journey["name_en"], "covers": [page], "fresh": journey["fresh"]}
    if bound.values:
        written["values"] = bound.values
    return head.of(made_of.lang).format(version=made_of.build.head.version or "?") + dumped(
        written | {"steps": journey["steps"]}
    )


def _expected(look: PageLook | None, before: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The first texts that last, without numbers: amounts, dates and counters are another time's. What repeats what
    was typed on the way is another time's too, with other data."""
    typed = [value for step in before if isinstance(value := step.get("type"), str) and value.strip()]
    lasting = [text for text in lasting_texts(look) if not any(value in text for value in typed)] if look else []
    for text in lasting[:MOST_TEXTS]:
        yield {"expect": text}


def lasting_texts(look: PageLook) -> list[str]:
    """What a page says whenever it is opened, as far as one run can tell: no row of a list, nothing that changes by
    itself, nothing that has to be scrolled to."""
    fleeting = {widget.says for widget in look.widgets if widget.row or widget.does == "type"}
    fixed = {widget.says for widget in look.widgets if widget.says and not widget.row and widget.does != "type"}
    return [
        text
        for text in look.texts
        if 1 < len(text) <= LONGEST_TEXT
        and not re.search(r"[\d*$]", text)
        and text not in look.volatile
        and text not in fleeting
        and (text in fixed or not look.widgets)
    ]


# --- what has to be done before ---------------------------------------------------------------------------------------


def _prepared(edge: Edge, made_of: Material) -> Iterable[dict[str, Any]]:
    """Steps that made the way possible, as the crawl did them: the button to pay in is there once the account is open.
    Asked only for a button that the page does not show right after it was opened."""
    pages = made_of.graph.state_pages()
    source = pages.get(edge.source, "")
    look = made_of.build.look(source)
    name = edge.action.locator.text if edge.action.locator else ""
    if not name or look is None or not look.widgets or any(widget.says == name for widget in look.widgets):
        return ()
    if name in look.texts or edge.typed:
        return ()
    first = next((n for n, step in enumerate(made_of.steps) if _does(step, edge, pages)), None)
    return () if first is None else _excursion(made_of.steps[:first], source, pages)


def page_of(state: str, pages: Mapping[str, str]) -> str:
    """The page of a state, also of one that the graph does not keep."""
    return pages.get(state) or state.partition("!")[0]


def _does(step: CrawlStep, edge: Edge, pages: Mapping[str, str]) -> bool:
    return page_of(step.source, pages) == page_of(edge.source, pages) and step.action == edge.action


def _excursion(steps: Sequence[CrawlStep], page: str, pages: Mapping[str, str]) -> list[dict[str, Any]]:
    """The last way out of the page and back to it by what was done there, not by going back."""
    for end in range(len(steps) - 1, -1, -1):
        last = steps[end]
        home = page_of(last.target, pages) == page and page_of(last.source, pages) != page
        if not home or last.action.kind is not ActionKind.tap:
            continue
        for begin in range(end - 1, max(-1, end - LONGEST_DETOUR), -1):
            step = steps[begin]
            if step.action.kind in (ActionKind.launch, ActionKind.back):
                break
            if page_of(step.source, pages) == page:
                return [step_of(one.action) for one in steps[begin : end + 1]]
    return []


def _typed(page: str, made_of: Material) -> Iterator[dict[str, Any]]:
    """The fields of the page, filled as the crawl filled them; nothing is sent."""
    pages = made_of.graph.state_pages()
    told = set()
    for step in made_of.steps:
        action = step.action
        if action.kind is not ActionKind.type or step.note or not action.locator or not action.value:
            continue
        if page_of(step.source, pages) == page and action.locator not in told:
            told.add(action.locator)
            yield step_of(action)


# --- data -------------------------------------------------------------------------------------------------------------


class _Binding:
    """Puts names in the place of what was typed."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self._data = data
        self.values: dict[str, str] = {}
        """Of the journey itself: what the app's folder does not give."""

    def step(self, step: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(step.get("type"), str):
            return step
        return {**step, "type": self._name(step["type"], step.get("into"))}

    def _name(self, value: str, into: Any) -> str:
        said = into if isinstance(into, str) else " ".join(map(str, into.values())) if isinstance(into, dict) else ""
        if (word := _word(value, said, self._data)) is not None:
            return f"${{{word}}}"
        if any(references(value)):
            return value
        known = next((name for name, kept in self.values.items() if kept == value), "")
        name = known or f"value_{len(self.values) + 1}"
        self.values[name] = value
        return f"${{{name}}}"


def _word(value: str, said: str, data: Mapping[str, str]) -> str | None:
    """The word of app.yaml's data that gives the value: one that names the field, if there is one."""
    names = {reference.name for reference in references(value)}
    fitting: list[str] = []
    for words, told in data.items():
        if told == value or (names and names == {reference.name for reference in references(told)}):
            fitting += [word for word in words.split("|") if word and word != "*"]
    return next((word for word in fitting if word in said), fitting[0] if fitting else None)
