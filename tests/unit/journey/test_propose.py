"""What a run saw becomes a declaration that is proved on the run's own trees."""

from __future__ import annotations

from patrol.journey.propose import propose
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from patrol.model.recognise import Look, by_demand, recognised
from patrol.model.scenario import Declared, DeclaredPage, Recogniser
from patrol.model.screen import Node, Rect, Screen

PACKAGE = "com.bank"


def tree(*ids: str, activity: str = ".ui.Main", rows: tuple[str, ...] = ()) -> Screen:
    here = Rect(0, 0, 50, 50)
    nodes = [Node("T", f"com.bank:id/{id}", bounds=here) for id in ids]
    nodes += [Node("Row", f"com.bank:id/{row}", clickable=True, bounds=here) for row in rows]
    roots = (Node(bounds=here, children=tuple(nodes)),)
    return Screen(package=PACKAGE, activity=PACKAGE + activity, width=99, height=99, roots=roots)


def page(key: str, title: str = "", activity: str = ".ui.Main", tab: str = "") -> Page:
    return Page(key, title.partition("\n")[0] or key, PACKAGE + activity, visits=1, title=f"{title}\n{tab}")


def tap(source: str, target: str, *, tries: int = 1, typed: bool = False, **on: object) -> Edge:
    locator = Locator(**on)  # type: ignore[arg-type]
    filled = (Action(ActionKind.type, Locator(text="x"), "1"),) if typed else ()
    return Edge(source, target, Action(ActionKind.tap, locator), tries, tries, typed=filled)


PAGES = (
    page("p-home", "首页", tab="首页"),
    page("p-mine", "我的", tab="我的"),
    page("p-pay", "转账", ".ui.PayActivity"),
    page("p-form", "填写", ".ui.PayActivity"),
    page("p-done", "Payment Done", ".ui.PayActivity"),
    page("p-row", "存款", ".ui.DepositActivity"),
)
TREES = {
    "p-home": [tree("home_grid", rows=("entry_pay",))],
    "p-mine": [tree("mine_name"), tree("mine_name", "mine_badge")],
    "p-pay": [tree("pay_title", rows=("pay_row",), activity=".ui.PayActivity")],
    "p-form": [tree("form_amount", activity=".ui.PayActivity")],
    "p-done": [tree("done_text", activity=".ui.PayActivity")],
    "p-row": [tree("deposit_rate", activity=".ui.DepositActivity")],
}
GRAPH = PageGraph(
    "p-home",
    PAGES,
    tuple(State(p.key, p.key) for p in PAGES),
    (
        tap("p-home", "p-pay", id="entry_pay"),
        tap("p-home", "p-mine", text="我的"),
        tap("p-pay", "p-form", class_name="Row", path=(0, 1)),
        tap("p-form", "p-done", typed=True, text="下一步"),
        tap("p-form", "p-pay", description="返回"),
        Edge("p-done", "p-form", Action(ActionKind.back)),
        tap("p-mine", "p-row", class_name="Gone", path=(0, 9)),
        tap("p-home", "p-row", tries=0, text="只声明"),
    ),
)  # fmt: skip
LINKS = {"p-mine": "bank://me?x=1"}


def test_ids_are_readable_and_modules_are_where_people_look() -> None:
    found = propose(GRAPH, TREES, Declared(), PACKAGE, LINKS)
    told = {page.id: (page.name, page.module, page.link) for page in found.pages}
    assert told == {
        "home-grid": ("首页", "首页", ""),
        "me": ("我的", "我的", "bank://me?x=1"),
        "pay": ("转账", "首页", ""),
        "pay-form-amount": ("填写", "首页", ""),
        "payment-done": ("Payment Done", "首页", ""),
        "deposit": ("存款", "我的", ""),
    }
    assert found.keys["pay"] == "p-pay" and found.alike == found.gone == ()


def test_every_tree_of_the_run_is_recognised_as_its_page_and_no_other() -> None:
    found = propose(GRAPH, TREES, Declared(), PACKAGE, LINKS)
    asking = by_demand(found.pages)
    for id, key in found.keys.items():
        assert {recognised(asking, Look(each)) for each in TREES[key]} == {id}


def test_ways_have_actions_as_people_write_them_and_ways_back_are_left_out() -> None:
    edges = propose(GRAPH, TREES, Declared(), PACKAGE, LINKS).edges
    assert [(e.source, e.target, e.action and dict(e.action.arguments)["on"], e.when) for e in edges] == [
        ("home-grid", "pay", {"id": "entry_pay"}, ""),
        ("home-grid", "me", "我的", ""),
        ("pay", "pay-form-amount", {"id": "pay_row"}, ""),
        ("pay-form-amount", "payment-done", "下一步", "form filled"),
        ("me", "deposit", None, ""),
    ]


def test_what_is_declared_is_left_out_and_what_was_not_seen_is_told() -> None:
    known = Declared(
        (
            DeclaredPage("transfer", "我的转账", module="支付", recognise=Recogniser(ids=("pay_title",))),
            DeclaredPage("p-mine", "我的"),
            DeclaredPage("vip", "贵宾", recognise=Recogniser(ids=("vip",))),
        )
    )
    found = propose(GRAPH, TREES, known, PACKAGE, {})
    assert [page.id for page in found.pages] == ["home-grid", "pay", "payment-done", "deposit"]
    assert found.gone == ("vip",)
    assert ("home-grid", "transfer") in {(e.source, e.target) for e in found.edges}


def test_pages_that_nothing_tells_apart_are_told_and_not_written() -> None:
    twins = (page("p-a", "甲"), page("p-b", "乙"))
    graph = PageGraph("p-a", twins, tuple(State(p.key, p.key) for p in twins))
    found = propose(graph, {"p-a": [tree("same")], "p-b": [tree("same")]}, Declared(), PACKAGE, {})
    assert found.pages == () and found.alike == ("p-a", "p-b")


def test_two_pages_of_one_name_get_two_ids() -> None:
    twins = (page("p-a", "Result"), page("p-b", "Result"))
    graph = PageGraph("p-a", twins, tuple(State(p.key, p.key) for p in twins))
    found = propose(graph, {"p-a": [tree("bought")], "p-b": [tree("sold")]}, Declared(), PACKAGE, {})
    assert [page.id for page in found.pages] == ["result", "sold"]
