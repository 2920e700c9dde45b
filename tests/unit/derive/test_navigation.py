"""Dead ends, links, drift: see also tests/checks, which look at them through the checks."""

from __future__ import annotations

from patrol.derive.navigation import activity_coverage, dead_ends, drift, full_name, links
from patrol.derive.pages import pages
from patrol.derive.timeline import timeline
from patrol.model.artifacts import AppInfo, Crawl, CrawlStep, Journeys, StopReason
from patrol.model.graph import Action, ActionKind, Page, PageGraph, Provenance, State
from patrol.model.journey import JourneyTrace, Outcome, StepTrace

BACK, TAP = Action(ActionKind.back), Action(ActionKind.tap)
GRAPH = PageGraph(
    pages=(Page("home", "", ".Main", visits=1), Page("trap", "", ".Trap", visits=1)),
    states=(State("h", "home"), State("t", "trap"), State("t+", "trap")),
)


def crawled(*steps: CrawlStep, stop: StopReason | None = None, graph: PageGraph = GRAPH) -> Crawl:
    return Crawl(graph=graph, steps=steps, stop=stop)


def test_a_dialog_of_the_same_page_is_no_way_out() -> None:
    crawl = crawled(CrawlStep(1, 0, "t", TAP, 1, "t+"), CrawlStep(2, 2, "t+", BACK, 3, "t"))
    assert [end.page for end in dead_ends(crawl, pages(crawl, None)).pages] == ["trap"]


def test_a_page_on_which_back_was_never_tried_is_not_judged() -> None:
    crawl = crawled(CrawlStep(1, 0, "t", TAP, 1, "t"), CrawlStep(2, 2, "t", BACK, None))
    found = dead_ends(crawl, pages(crawl, None))
    assert (found.pages, found.judged) == ((), 0)


def test_a_crash_or_a_lost_phone_is_no_dead_end_and_a_link_no_way_out() -> None:
    crash = crawled(CrawlStep(1, 0, "t", BACK, 1, "", note="crashed"))
    assert dead_ends(crash, pages(crash, None)).pages == ()
    link = crawled(
        CrawlStep(1, 0, "t", BACK, 1, "t"), CrawlStep(2, 2, "t", Action(ActionKind.deep_link, value="x"), 3, "h")
    )
    assert len(dead_ends(link, pages(link, None)).pages) == 1


def test_a_permission_that_was_answered_on_the_way_is_no_way_out() -> None:
    crawl = crawled(CrawlStep(1, 0, "t", TAP, 1, "t", "permission CAMERA allowed"), CrawlStep(2, 2, "t", BACK, 3, "t"))
    assert len(dead_ends(crawl, pages(crawl, None)).pages) == 1


def test_links_of_crawl_and_journeys_are_listed_with_what_came_of_them() -> None:
    link = Action(ActionKind.deep_link, value="bank://pay")
    crawl = crawled(CrawlStep(1, 0, "h", link, 1, "t"), CrawlStep(2, 2, "h", link, 3, ""), CrawlStep(3, 4, "h", link))
    step = StepTrace("1", "open link", "open link: bank://gone", Outcome.broken, 0, 9)
    journeys = Journeys((JourneyTrace("j", "", Outcome.broken, 0, 9, (step,)),))
    found = links(crawl, journeys, None, pages(crawl, None), timeline(None, crawl, journeys))
    assert [(one.url, one.target, one.problem) for one in found.tries] == [
        ("bank://pay", "trap", ""),
        ("bank://pay", "", "no page was shown"),
    ]


def test_nothing_is_called_dead_before_the_crawl_is_complete() -> None:
    app = AppInfo("com.bank", activities=(".Main", ".Ghost"))
    crawl = crawled(stop=StopReason.actions)
    assert activity_coverage(app, pages(crawl, None), crawl, None).unreached == ("com.bank.Ghost",)
    crawl = crawled(stop=StopReason.complete)
    assert activity_coverage(app, pages(crawl, None), crawl, None).dead == ("com.bank.Ghost",)


def test_nothing_is_undeclared_where_nothing_is_declared() -> None:
    crawl = crawled()
    assert drift(pages(crawl, None), None).undeclared == ()
    declared = PageGraph(pages=(*GRAPH.pages, Page("vip", "", provenance=(Provenance.declared,))))
    crawl = crawled(graph=declared)
    found = drift(pages(crawl, None), None)
    assert (found.missing, found.undeclared) == (("vip",), ("home", "trap"))


def test_activity_names_are_written_out() -> None:
    assert full_name("com.bank/.ui.Main", "com.bank") == full_name(".ui.Main", "com.bank") == "com.bank.ui.Main"
    assert full_name("org.lib.Share", "com.bank") == "org.lib.Share"
