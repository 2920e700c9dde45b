"""A known graph: a short tour of its pages, then what is new."""

from __future__ import annotations

from patrol.crawl.explorer import CrawlLimits, explore
from patrol.crawl.keys import key_of
from patrol.crawl.recall import walkable, with_memory
from patrol.model.artifacts import Crawl
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from tests.unit.crawl.paper import LIMITS, Paper, PaperPhone, Widget, session_of

ENOUGH = CrawlLimits(actions=600, minutes=60)


def shop() -> dict[str, Paper]:
    aisles = {f"aisle{n}": Paper(f"货架{'甲乙丙丁'[n]}", [Widget("商品", f"goods{n}")]) for n in range(4)}
    goods = {f"goods{n}": Paper(f"商品{'甲乙丙丁'[n]}", [Widget("评论", kind="Button")]) for n in range(4)}
    entries = [Widget(f"货架{'甲乙丙丁'[n]}", f"aisle{n}") for n in range(4)]
    idle = [Widget(text) for text in ("刷新", "排序", "筛选")]
    return {"home": Paper("首页", [*entries, *idle]), **aisles, **goods}


def names(crawl: Crawl) -> set[str]:
    return {page.name for page in crawl.graph.pages}


def taps_of(phone: PaperPhone) -> list[str]:
    return [each.removeprefix("tap ") for each in phone.done if each.startswith("tap ")]


def first_crawl() -> PageGraph:
    return explore(session_of(PaperPhone(shop())), LIMITS).graph


def test_all_pages_are_visited_by_a_short_tour_and_what_did_nothing_is_left_for_later() -> None:
    phone = PaperPhone(shop())
    crawl = explore(session_of(phone), LIMITS, known=first_crawl())
    assert len(names(crawl)) == 9
    found = [step.target for step in crawl.steps]
    last_new = max(found.index(state.key) for state in crawl.graph.states)
    assert last_new <= 13
    assert "刷新" not in taps_of(phone)[:8]


def test_the_same_pages_keep_their_keys() -> None:
    known = first_crawl()
    again = explore(session_of(PaperPhone(shop())), LIMITS, known=known).graph
    assert {page.key for page in again.pages} == {page.key for page in known.pages}


def test_pages_that_are_gone_are_not_in_the_graph_and_do_not_hold_it_up() -> None:
    known = first_crawl()
    pages = shop()
    pages["home"].widgets = [widget for widget in pages["home"].widgets if widget.text != "货架甲"]
    crawl = explore(session_of(PaperPhone(pages)), LIMITS, known=known)
    assert "货架甲" not in names(crawl) and len(names(crawl)) == 7


def test_a_new_widget_on_a_known_page_is_tried_before_old_ones() -> None:
    known = first_crawl()
    pages = shop() | {"coupons": Paper("优惠券")}
    pages["home"].widgets.append(Widget("领券", "coupons"))
    phone = PaperPhone(pages)
    crawl = explore(session_of(phone), LIMITS, known=known)
    assert "优惠券" in names(crawl)
    assert not {"刷新", "排序", "筛选", "评论"} & set(taps_of(phone)[: taps_of(phone).index("领券")])


def test_what_the_last_build_did_is_done_again_no_more_often_than_there_are_pages() -> None:
    pages = shop()
    pages["home"].widgets += [Widget(f"开关{'甲乙丙丁戊己庚辛'[n]}{'子丑寅卯'[m]}") for n in range(8) for m in range(4)]
    known = explore(session_of(PaperPhone(pages)), LIMITS).graph
    phone = PaperPhone(pages)
    crawl = explore(session_of(phone), LIMITS, known=known)
    assert len(names(crawl)) == len(known.pages) == 9
    done_again = sum(label.startswith("开关") for label in taps_of(phone))
    assert 0 < done_again <= len(known.pages)


def test_rows_of_a_list_that_the_last_build_tried_are_not_tried_anew() -> None:
    pages = {
        "home": Paper("首页", [Widget("记录", "list")]),
        "list": Paper("记录", rows=lambda phone: [f"第{n}笔" for n in range(9)], row_goes=lambda n: "item"),
        "item": Paper("明细"),
    }
    known = explore(session_of(PaperPhone(pages)), LIMITS).graph
    rows = {edge.action.locator.path for edge in known.edges if edge.action.locator and edge.action.locator.path}
    phone = PaperPhone(pages)
    explore(session_of(phone), LIMITS, known=known)
    assert rows and {f"row {path[-1]}" for path in rows} >= {each for each in phone.done if each.startswith("row")}


def test_an_edge_that_leads_elsewhere_now_is_followed_twice_at_most() -> None:
    known = first_crawl()
    pages = shop()
    pages["home"].widgets[0].go = "aisle1"
    phone = PaperPhone(pages)
    crawl = explore(session_of(phone), LIMITS, known=known)
    assert len(names(crawl)) == 7
    assert taps_of(phone).count("货架甲") <= 3


def test_an_app_whose_ways_all_lie_does_not_hold_the_crawl_in_a_loop() -> None:
    known = first_crawl()
    pages = {"home": Paper("首页", [Widget(f"货架{'甲乙丙丁'[n]}", "home") for n in range(4)])}
    crawl = explore(session_of(PaperPhone(pages)), LIMITS, known=known)
    assert str(crawl.stop) == "complete" and len(crawl.steps) < 60


def test_a_known_graph_gives_the_same_trace_for_the_same_seed() -> None:
    known = first_crawl()
    first, second = (explore(session_of(PaperPhone(shop())), LIMITS, seed=5, known=known) for _ in range(2))
    assert [step.action for step in first.steps] == [step.action for step in second.steps]


def test_a_tour_does_not_sign_out() -> None:
    def tap(text: str) -> Action:
        return Action(ActionKind.tap, Locator(text=text))

    edges = (
        Edge("me", "login", tap("退出登录")),
        Edge("me", "me!dialog:注销账户？", tap("更多")),
        Edge("me!dialog:注销账户？", "login", tap("确定")),
        Edge("me!dialog:注销账户？", "me", tap("取消")),
        Edge("me", "gift", tap("签到")),
    )
    states = tuple(State(key, key.partition("!")[0], tuple(key.split("!")[1:])) for key in {e.source for e in edges})
    graph = PageGraph(start="me", pages=(Page("me", "我的"),), states=states, edges=edges)
    kept = walkable(graph, (Locator(text="签到"),)).edges
    assert [str(edge.action.locator) for edge in kept] == ["“更多”", "“取消”"]


# --- one patrol after the other ---------------------------------------------------------------------------------------


def all_ways(graph: PageGraph) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in with_memory(graph).edges if edge.action.kind is ActionKind.tap}


def all_idle(graph: PageGraph) -> set[tuple[str, str]]:
    return {(state.key, key) for state in with_memory(graph).states for key in state.idle}


def crowded_shop() -> dict[str, Paper]:
    pages = shop()
    for page in pages.values():
        page.widgets += [Widget(f"{page.title}{'甲乙丙丁'[n]}") for n in range(4)]
    pages["home"].widgets += [Widget(f"近路{'甲乙丙丁'[n]}", f"goods{n}") for n in range(4)]
    return pages


def patrols(*apps: dict[str, Paper], limits: CrawlLimits = ENOUGH) -> list[Crawl]:
    crawls: list[Crawl] = []
    for app in apps:
        crawls.append(explore(session_of(PaperPhone(app)), limits, known=crawls[-1].graph if crawls else None))
    return crawls


def test_the_third_and_fourth_patrol_cost_what_the_second_does() -> None:
    first, *later = patrols(*(crowded_shop() for _ in range(4)))
    assert max(len(each.steps) for each in later) < len(first.steps) / 2
    assert max(len(each.steps) for each in later) <= 1.1 * min(len(each.steps) for each in later)
    for each in later:
        assert names(each) == names(first)
        assert all_ways(each.graph) == all_ways(first.graph)
        assert all_idle(each.graph) == all_idle(first.graph)


def test_what_was_not_done_in_this_run_is_remembered_and_not_found() -> None:
    _, second = patrols(crowded_shop(), crowded_shop())
    done = {(step.source, key_of(step.action)) for step in second.steps}
    graph, memory = second.graph, second.graph.remembered
    assert memory.edges and any(state.idle for state in memory.states) and not memory.pages
    assert {(edge.source, key_of(edge.action)) for edge in graph.edges} <= done
    assert {(state.key, key) for state in graph.states for key in state.idle} <= done
    assert not {(edge.source, key_of(edge.action)) for edge in memory.edges} & done
    assert not {(state.key, key) for state in memory.states for key in state.idle} & done


def test_a_way_that_led_elsewhere_and_a_widget_that_is_gone_are_remembered_no_more() -> None:
    changed = crowded_shop()
    changed["home"].widgets[0].go = "aisle1"
    changed["home"].widgets = [each for each in changed["home"].widgets if each.text not in ("首页甲", "近路乙")]
    first, second = patrols(crowded_shop(), changed)
    labels = {str(edge.action.locator): edge.target for edge in with_memory(second.graph).edges}
    told = {str(edge.action.locator): edge.target for edge in first.graph.edges}
    assert {"“货架甲”", "“近路乙”"} <= set(told)
    assert labels["“货架甲”"] == told["“货架乙”"] and "“近路乙”" not in labels
    gone = {key for _, key in all_idle(first.graph)} - {key for _, key in all_idle(second.graph)}
    assert any("首页甲" in key for key in gone)


def test_what_is_new_in_the_third_build_is_found_in_the_third_patrol() -> None:
    changed = crowded_shop() | {"coupons": Paper("优惠券", [Widget("规则", "rules")]), "rules": Paper("规则")}
    changed["goods2"].widgets.append(Widget("领券", "coupons"))
    first, _, third = patrols(crowded_shop(), crowded_shop(), changed)
    assert names(third) == names(first) | {"优惠券", "规则"}
    assert len(third.steps) < len(first.steps)


def test_pages_that_are_gone_are_forgotten_once_everything_was_tried() -> None:
    changed = crowded_shop()
    changed["home"].widgets = [each for each in changed["home"].widgets if each.text[-1] != "甲"]
    _, second = patrols(crowded_shop(), changed)
    assert "货架甲" not in names(second)
    assert "货架甲" not in {page.name for page in with_memory(second.graph).pages}


def test_a_patrol_that_was_cut_short_forgets_no_page_and_shows_none_that_it_did_not_find() -> None:
    first = explore(session_of(PaperPhone(crowded_shop())), ENOUGH)
    few = CrawlLimits(actions=4, minutes=60)
    second = explore(session_of(PaperPhone(crowded_shop())), few, known=first.graph)
    assert len(names(second)) < len(names(first))
    assert {page.name for page in second.graph.remembered.pages} == names(first) - names(second)
    assert not any(page.visits or page.picture for page in second.graph.remembered.pages)
    third = explore(session_of(PaperPhone(crowded_shop())), ENOUGH, known=second.graph)
    assert names(third) == names(first) and len(third.steps) < len(first.steps) / 2
