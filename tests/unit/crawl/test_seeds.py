from __future__ import annotations

from patrol.crawl.explorer import CrawlLimits, explore
from patrol.crawl.seeds import Seeds
from patrol.model.artifacts import AppInfo
from patrol.model.graph import Page, Provenance
from patrol.model.scenario import DeclaredPage, Scenario
from tests.unit.crawl.paper import PACKAGE, Paper, PaperPhone, Widget, session_of
from tests.unit.crawl.test_explorer import names

LIMITS = CrawlLimits(actions=100, minutes=60)


class Open(PaperPhone):
    """Starts any activity by its page's activity name."""

    def launch(self, component: str, *, stop_first: bool = False):  # type: ignore[no-untyped-def]
        found = [name for name, page in self.pages.items() if component.endswith(f"/{PACKAGE}.{page.activity}")]
        if found and not stop_first:
            self.done.append(f"start {component}")
            self._open([*self.stack, found[0]])
            return None
        return super().launch(component, stop_first=stop_first)


def test_links_and_activities_of_the_manifest_are_tried_when_nothing_else_is_left() -> None:
    pages = {
        "home": Paper("首页", [Widget("更多", "more")]),
        "more": Paper("更多"),
        "offer": Paper("活动", [Widget("参加")]),
        "hidden": Paper("隐藏页", [Widget("里面", "inside")], activity="HiddenActivity"),
        "inside": Paper("里面"),
    }
    app = AppInfo(PACKAGE, deep_links=("paper://offer",), activities=(f"{PACKAGE}.HiddenActivity",))
    crawl = explore(session_of(Open(pages)), LIMITS, app=app)
    assert names(crawl) == {"首页", "更多", "活动", "隐藏页", "里面"}
    outside = {page.name for page in crawl.graph.pages if Provenance.manifest in page.provenance}
    assert outside == {"活动", "隐藏页"}


def test_what_is_known_already_is_not_opened_again() -> None:
    scenario = Scenario(PACKAGE, activity=".Main", pages=(DeclaredPage("a", "A", link="x://a"),))
    app = AppInfo(PACKAGE, deep_links=("x://a", "x://*"), activities=(f"{PACKAGE}.Main", f"{PACKAGE}.Other"))
    seeds = Seeds(scenario, app)
    known = [Page("a", "A", activity=f"{PACKAGE}.A")]
    assert str(seeds.next(known)) == f"deep_link {PACKAGE}/{PACKAGE}.Other"
    assert seeds.next(known) is None


def test_the_launchers_entry_is_no_way_from_outside() -> None:
    splash = f"{PACKAGE}.Splash"
    app = AppInfo(PACKAGE, exported=(splash,), launcher=splash)
    assert Seeds(Scenario(PACKAGE), app).next([]) is None


def test_without_a_manifest_there_are_only_declared_links() -> None:
    seeds = Seeds(Scenario(PACKAGE, pages=(DeclaredPage("a", "A", link="x://a"),)), None)
    assert str(seeds.next([])) == "deep_link x://a"
    assert seeds.next([]) is None
