"""What a run with a baseline does again: what the baseline did in vain, at the end and where there is room."""

from __future__ import annotations

from patrol.crawl.explorer import explore
from patrol.crawl.keys import key_of
from patrol.crawl.limits import CrawlLimits
from patrol.model.artifacts import Crawl
from patrol.model.build import Build
from patrol.model.scenario import Scenario
from tests.unit.crawl.builds import crawled
from tests.unit.crawl.paper import PACKAGE, Paper, PaperPhone, Widget, session_of

SCENARIO = Scenario(PACKAGE, name="x")
NAMES = {"loans": "贷款", "funds": "基金", "cards": "卡片"}
IDLE = ("刷新", "排序", "收藏", "静音")


def app(*more: Widget, **pages: Paper) -> dict[str, Paper]:
    """Three pages with buttons of which nothing comes, and `more` on the first."""
    home = Paper("首页", [*(Widget(name, key) for key, name in NAMES.items()), *more])
    return {"home": home, **{key: page(key, *map(Widget, IDLE)) for key in NAMES}, **pages}


def page(key: str, *widgets: Widget) -> Paper:
    return Paper(NAMES[key], list(widgets), activity=f"{key.title()}Activity")


def based(pages: dict[str, Paper]) -> Build:
    return crawled(session_of(PaperPhone(pages), SCENARIO))[1]


def taps(crawl: Crawl) -> list[tuple[str, str]]:
    names = {page.key: page.name for page in crawl.graph.pages}
    told = [(step.source.partition("!")[0], step.action.locator) for step in crawl.steps]
    return [(names[page], locator.text) for page, locator in told if locator is not None and page in names]


def test_what_did_nothing_is_done_again_page_by_page_once_all_pages_were_seen() -> None:
    pages = app()
    done = taps(crawled(session_of(PaperPhone(pages), SCENARIO), based(pages), actions=200)[0])
    assert {text for _, text in done[:3]} == set(NAMES.values()), "the tour goes first"
    for name in ("贷款", "基金", "卡片"):
        assert {text for page, text in done if page == name} >= set(IDLE)
        places = [number for number, (page, _) in enumerate(done) if page == name]
        assert places[len(IDLE) - 1] - places[0] == len(IDLE) - 1, "nothing else in between"


def test_a_button_that_did_nothing_and_opens_a_page_now_is_found() -> None:
    turned = [Widget(name, "loans" if name == "静音" else "") for name in IDLE]
    crawl, _ = crawled(session_of(PaperPhone(app(cards=page("cards", *turned))), SCENARIO), based(app()), actions=200)
    names = {page.key: page.name for page in crawl.graph.pages}
    ways = {(names[e.source.partition("!")[0]], names[e.target.partition("!")[0]]) for e in crawl.graph.edges if e.seen}
    assert ("卡片", "贷款") in ways


def test_a_run_that_knows_the_graph_alone_repeats_no_more_than_before() -> None:
    pages = app()
    base = based(pages)
    known = explore(session_of(PaperPhone(pages), SCENARIO), CrawlLimits(200, 60), known=base.graph)
    again, _ = crawled(session_of(PaperPhone(pages), SCENARIO), base, actions=200)
    assert len(known.steps) < len(again.steps)
    assert sum(text in IDLE for _, text in taps(known)) <= len(base.graph.pages)


def test_a_short_run_sees_all_pages_first() -> None:
    pages = app()
    crawl, _ = crawled(session_of(PaperPhone(pages), SCENARIO), based(pages), actions=8)
    done = [page for page, text in taps(crawl) if text not in IDLE]
    assert done == ["首页"] * 3 and {page.name for page in crawl.graph.pages} == {"首页", *NAMES.values()}
    assert sum(text in IDLE for _, text in taps(crawl)) <= 2, "only once all pages were seen"


def test_a_new_button_that_names_a_known_page_is_tried_at_once() -> None:
    moved = app()
    moved["home"] = Paper("首页", [each for each in moved["home"].widgets if each.go != "funds"])
    moved["loans"] = page("loans", *map(Widget, IDLE), Widget("基金", "funds"))
    crawl, _ = crawled(session_of(PaperPhone(moved), SCENARIO), based(app()), actions=200)
    done = taps(crawl)
    first = next(number for number, (page, _) in enumerate(done) if page == "贷款")
    assert done[first] == ("贷款", "基金")


def test_a_page_behind_a_list_that_says_something_else_is_opened_by_another_row() -> None:
    def lists(says: str) -> dict[str, Paper]:
        rows = Paper(
            "列表",
            rows=lambda _: ["甲 3.1%", "乙 3.2%", "丙 3.3%", "丁 3.4%"],
            row_goes=lambda _: "detail",
            activity="ListActivity",
        )
        buttons = [Widget(says, id="more"), Widget("收藏", id="keep"), Widget("分享", id="share")]
        return app(Widget("列表", "list"), list=rows, detail=Paper("详情", buttons, activity="DetailActivity"))

    def second(crawl: Crawl) -> int:
        """Actions until another row was opened than the first one."""
        keys, rows = {page.name: page.key for page in crawl.graph.pages}, list[str]()
        for number, step in enumerate(crawl.steps):
            if step.source == keys["列表"] and step.target == keys["详情"] and key_of(step.action) not in rows:
                rows.append(key_of(step.action))
                if len(rows) > 1:
                    return number
        return len(crawl.steps)

    base = based(lists("查看合同"))
    same, _ = crawled(session_of(PaperPhone(lists("查看合同")), SCENARIO), base, actions=200)
    other, _ = crawled(session_of(PaperPhone(lists("下载账单")), SCENARIO), base, actions=200)
    assert second(other) < second(same)
