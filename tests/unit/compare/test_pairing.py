"""Which page of one build is which page of the other."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.compare.pairing import pairs
from patrol.model.build import Build, PageLook, Widget
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, Provenance, State
from patrol.model.locator import Locator
from tests.unit.compare.small import build

TOPICS = ("转账", "基金", "保险", "信用卡", "黄金", "外汇")


def app(prefix: str = "", *, ids: str = "", texts: str = "", shuffle: int = 0) -> Build:
    """Six pages of one activity below a home page; keys, ids and texts may have been made anew."""
    names = [f"{prefix}{topic}" for topic in TOPICS]
    turned = [*range(shuffle, len(TOPICS)), *range(shuffle)]
    pages = [Page(f"{prefix}home", "home", "Main", title=f"{texts}首页\n", visits=1)]
    looks = [PageLook(f"{prefix}home", widgets=(Widget("TextView", f"{ids}home_title", f"{texts}首页"),))]
    for at in turned:
        pages.append(Page(names[at], TOPICS[at], "Content", title=f"{texts}{TOPICS[at]}\n", visits=1))
        looks.append(
            PageLook(
                names[at],
                widgets=(
                    Widget("TextView", f"{ids}title", f"{texts}{TOPICS[at]}"),
                    Widget("TextView", f"{ids}{at}_a", f"{texts}{TOPICS[at]}说明"),
                    Widget("Button", f"{ids}{at}_b", f"{texts}{TOPICS[at]}办理", "tap"),
                    Widget("Button", f"{ids}share", f"{texts}分享", "tap"),
                ),
            )
        )
    edges = [Edge(pages[0].key, name, Action(ActionKind.tap, Locator(text=f"{texts}{name[-2:]}"))) for name in names]
    states = tuple(State(page.key, page.key) for page in pages)
    return msgspec.structs.replace(
        build(), graph=PageGraph(pages[0].key, tuple(pages), states, tuple(edges)), looks=tuple(looks)
    )


def topics(found: dict[str, str]) -> dict[str, str]:
    return {old.lstrip("xy-"): new.lstrip("xy-") for old, new in found.items()}


SAME = {name: name for name in ("home", *TOPICS)}


def test_pages_are_known_under_new_keys() -> None:
    assert topics(pairs(app("x-"), app("y-", shuffle=3))) == SAME


def test_pages_are_known_when_every_id_is_new() -> None:
    assert topics(pairs(app("x-"), app("y-", ids="q", shuffle=2))) == SAME


def test_pages_are_known_in_another_language_by_their_ids() -> None:
    assert topics(pairs(app("x-"), app("y-", texts="en ", shuffle=1))) == SAME


def test_a_page_that_came_in_place_of_another_is_not_taken_for_it() -> None:
    then, now = app("x-"), app("y-")
    look = PageLook("y-转账", widgets=(Widget("TextView", "title", "积分"), Widget("TextView", "z_a", "积分商城说明")))
    pages = tuple(
        msgspec.structs.replace(p, title="积分\n", activity="Points") if p.key == "y-转账" else p
        for p in now.graph.pages
    )
    graph = msgspec.structs.replace(now.graph, pages=pages, edges=())
    now = msgspec.structs.replace(
        now, graph=graph, looks=tuple(look if each.page == look.page else each for each in now.looks)
    )
    assert "x-转账" not in pairs(then, now)


def test_a_declared_page_keeps_its_name_whatever_it_shows() -> None:
    declared = Page("transfer", "转账", "Content", visits=1, provenance=(Provenance.declared, Provenance.crawled))
    one, other = build(), build()
    graphs = [
        msgspec.structs.replace(
            b.graph, pages=(*b.graph.pages, declared), states=(*b.graph.states, State("transfer", "transfer"))
        )
        for b in (one, other)
    ]
    looks = [PageLook("transfer", widgets=(Widget("TextView", id, text),)) for id, text in (("a", "甲"), ("b", "乙"))]
    then, now = (
        msgspec.structs.replace(b, graph=g, looks=(*b.looks, look))
        for b, g, look in zip((one, other), graphs, looks, strict=True)
    )
    assert pairs(then, now)["transfer"] == "transfer"


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 5), st.integers(0, 5), st.sets(st.sampled_from(TOPICS)), st.sets(st.sampled_from(TOPICS)))
def test_the_pairing_is_one_to_one_and_never_crosses(a: int, b: int, gone: set[str], new: set[str]) -> None:
    def without(of: Build, topics: set[str]) -> Build:
        pages = tuple(page for page in of.graph.pages if page.name not in topics)
        keys = {page.key for page in pages}
        edges = tuple(edge for edge in of.graph.edges if edge.target in keys)
        return msgspec.structs.replace(of, graph=msgspec.structs.replace(of.graph, pages=pages, edges=edges))

    found = pairs(without(app("x-", shuffle=a), gone), without(app("y-", shuffle=b), new))
    assert len(set(found.values())) == len(found)
    assert topics(found) == {name: name for name in SAME if name not in gone | new}
