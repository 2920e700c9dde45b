"""Dead ends and links: see also tests/checks, which look at them through the checks."""

from __future__ import annotations

from patrol.derive.navigation import dead_ends, links
from patrol.derive.pages import pages
from patrol.derive.timeline import timeline
from patrol.model.artifacts import Crawl, CrawlStep, Journeys, StopReason
from patrol.model.graph import Action, ActionKind, Page, PageGraph, State
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
