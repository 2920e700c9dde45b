"""Pages that show what fits the way one came."""

from __future__ import annotations

from patrol.crawl.atlas import Atlas
from patrol.crawl.doors import doors_into
from patrol.crawl.explorer import explore
from patrol.model.artifacts import Crawl
from tests.unit.crawl.paper import LIMITS, Paper, PaperPhone, Widget, session_of
from tests.unit.crawl.test_atlas import walked


def market() -> dict[str, Paper]:
    """A product shows its guarantee to who comes from the sale, and its insurance to who comes from abroad."""

    def came(page: str) -> Widget:
        label = {"sale": "保价承诺", "abroad": "跨境保险"}[page]
        return Widget(label, f"{page}_more", when=lambda phone: page in phone.stack)

    product = Paper(
        "商品", [Widget("评价", "reviews"), Widget("收藏"), came("sale"), came("abroad")], "ProductActivity"
    )
    ways = {name: Paper(title, [Widget("看商品", "product")], f"{name}Activity") for name, title in WAYS.items()}
    more = {"sale_more": Paper("保价规则", activity="A"), "abroad_more": Paper("保险条款", activity="B")}
    entries = [Widget(title, name) for name, title in WAYS.items()]
    return {"home": Paper("首页", entries), **ways, "product": product, "reviews": Paper("评价", activity="C"), **more}


WAYS = {"list": "列表", "sale": "特卖", "abroad": "海淘"}


def names(crawl: Crawl) -> set[str]:
    return {page.name for page in crawl.graph.pages}


def test_a_missing_widget_is_looked_for_by_another_way_into_its_page() -> None:
    first = explore(session_of(PaperPhone(market())), LIMITS)
    assert {"保价规则", "保险条款"} <= names(first)
    phone = PaperPhone(market())
    again = explore(session_of(phone), LIMITS, known=first.graph)
    assert {"保价规则", "保险条款"} <= names(again)
    found = [
        step.index for step in again.steps if step.target in {p.key for p in again.graph.pages if "规则" in p.name}
    ]
    assert found[0] < 30


def test_a_widget_that_is_gone_is_looked_for_a_few_times_only() -> None:
    first = explore(session_of(PaperPhone(market())), LIMITS)
    pages = market()
    pages["product"].widgets = pages["product"].widgets[:2]
    phone = PaperPhone(pages)
    again = explore(session_of(phone), LIMITS, known=first.graph)
    assert not {"保价规则", "保险条款"} & names(again)
    assert len(again.steps) < 60


def test_doors_are_ways_in_from_other_pages_one_of_each() -> None:
    atlas = walked(
        ("home", "a", "list"), ("list", "row 1", "item"), ("list", "row 2", "item"), ("item", "tab", "item!tab:b"),
        ("item!tab:b", "back", "list"), ("list", "back", "home"), ("home", "search", "item!tab:b"),
    )  # fmt: skip
    assert [(door.source, door.hop.target) for door in doors_into(atlas, "item")] == [
        ("home", "item!tab:b"),
        ("list", "item"),
    ]
    assert list(doors_into(Atlas(), "item")) == []
