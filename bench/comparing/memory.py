"""A run of a generated app in memory, kept as a run folder keeps one, and made into a Build."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from patrol.compare.build import build_of
from patrol.crawl.explorer import CrawlLimits, explore
from patrol.derive import facts_of
from patrol.derive.pages import Pages
from patrol.derive.renaming import settled
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.artifacts import AppInfo, Crawl, Environment, PhoneInfo, Screens, Visit
from patrol.model.build import Build
from patrol.model.graph import PageGraph
from patrol.model.record import Text
from patrol.model.recorded import Recorded
from patrol.model.result import SCHEMA_VERSION, InspectionResult, Overall
from patrol.model.screen import Screen
from patrol.model.unsteady import Steadiness, Unsteady
from tests.generated import GeneratedApp, GeneratedDriver

LOOKS = 6
"""As patrol.store.recorder."""
FOREVER = 10**6
THOROUGH = CrawlLimits(actions=3000, minutes=FOREVER, stagnation=3000)
"""Until nothing is left that was not tried: how the baseline is made."""
ORDINARY = CrawlLimits(minutes=FOREVER)
"""The ends that a crawl has when nobody says otherwise; minutes do not count in memory."""


class Keeper(MemoryRecorder):
    """Keeps of each state the trees that a run folder would keep, and notes which page of the app was in front."""

    def __init__(self, driver: GeneratedDriver) -> None:
        super().__init__()
        self._driver = driver
        self._looks: dict[str, dict[int, str]] = {}
        self._steadiness = Steadiness()
        self.unsteady: list[Unsteady] = []
        self.true: dict[str, Counter[str]] = {}

    def visit(self, visit: Visit, screen: Screen, picture: bytes | None) -> Visit:
        self.true.setdefault(visit.page, Counter())[self._driver.page] += 1
        looks, look = self._looks.setdefault(visit.state, {}), _look(screen)
        if look not in looks and len(looks) < LOOKS:
            looks[look] = self.evidence(screen, None)[1]
        path = looks.get(look, "")
        self._steady(path, screen)
        told = Visit(visit.at_ms, visit.page, visit.state, tree=path)
        self.visits.append(told)
        return told

    def look(self, state: str, screen: Screen) -> None:
        self._steady(self._looks.get(state, {}).get(_look(screen), ""), screen)

    def _steady(self, path: str, screen: Screen) -> None:
        if path:
            self._steadiness.kept(path, screen)
            if told := self._steadiness.unlike(path, screen):
                self.unsteady.append(told)


def _look(screen: Screen) -> int:
    return hash(tuple((node.class_name, node.resource_id, node.bounds) for node in screen.nodes()))


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one build."""

    build: Build
    true: dict[str, str]
    """Page key → page of the app that it is."""
    actions: int
    """Input events and launches, as the app itself counts them."""
    visited: dict[str, int]
    """Page of the app → actions when it was first shown."""
    in_depth: frozenset[str]
    """Pages of the app that were looked at in depth."""

    def key(self, page: str) -> list[str]:
        """Keys that stand for a page of the app."""
        return [key for key, true in self.true.items() if true == page]


def run(
    app: GeneratedApp,
    seed: int,
    limits: CrawlLimits = THOROUGH,
    *,
    known: PageGraph | None = None,
    base: Build | None = None,
    most: float = FOREVER,
) -> Run:
    """Crawl it and see what a baseline would hold. It is cut off after `most` actions, of which it knows nothing."""
    driver = app.driver(seed)
    recorder = Keeper(driver)
    session = Session(
        driver, driver.clock, app.scenario(), recorder, pictures=False, stopped=lambda: driver.actions >= most
    )
    crawl = explore(session, limits, seed=seed, known=known, base=base)
    build = _build(app, seed, crawl, recorder)
    pages = {page.key for page in build.graph.pages}
    kept = {page.key: page.same_as for page in crawl.graph.pages if page.same_as}
    counts: dict[str, Counter[str]] = {}
    for key, seen in recorder.true.items():
        counts.setdefault(kept.get(key, key), Counter()).update(seen)
    true = {key: seen.most_common(1)[0][0] for key, seen in counts.items() if key in pages}
    deep = frozenset(true.get(each.page, "") for each in crawl.in_depth)
    return Run(build, true, driver.actions, dict(driver.visited), deep)


def _build(app: GeneratedApp, seed: int, crawl: Crawl, recorder: Keeper) -> Build:
    environment = Environment(
        run_id=f"{app.variant}-{app.seed}-{seed}",
        app=app.package,
        package=app.package,
        patrol="",
        python="",
        phone=PhoneInfo("generated"),
        started_at="2026-01-01T00:00:00Z",
    )
    screens = Screens(tuple(recorder.visits), tuple(recorder.unsteady))
    info = AppInfo(app.package, version_name="1", activities_complete=True)
    recorded = settled(Recorded(environment, crawl, screens, info, trees=recorder.screens))
    facts = facts_of(recorded)
    pages = facts.find(Pages)
    assert pages is not None  # needs nothing that can be missing
    result = InspectionResult(
        schema_version=SCHEMA_VERSION,
        environment=environment,
        overall=Overall.passed,
        decided_by=(),
        summary=Text("", ""),
        app=info,
        graph=pages.graph,
        crawl_actions=len(crawl.steps),
        crawl_stop=crawl.stop,
    )
    return build_of(result, recorded, facts)
