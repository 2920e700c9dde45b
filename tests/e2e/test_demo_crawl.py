"""The demo app, crawled: every page of build 1.0 within the actions of its scenario. No wall is planted in that build,
so nothing is left out of the list; how long it takes is a figure of bench/demo_crawl.py. That the same holds over adb
is asked of the run of test_planted.py."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml

from patrol.crawl.explorer import CrawlLimits, explore
from patrol.crawl.replay import Replayer
from patrol.journey.load import load_journeys
from patrol.journey.scenario import load_scenario
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.artifacts import Crawl
from patrol.model.graph import PageGraph, WallStatus
from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.load import load_app
from patrol.virtualphone.backend.routes import Asked, load_routes
from patrol.virtualphone.contracts import HttpAnswer, HttpRequest
from tests.e2e.conftest import ROOT

DEMO = ROOT / "scenarios" / "demo"
ACTIONS = 400
WALLS = {
    "consent": ("consent", WallStatus.passed),
    "login": ("sign-in", WallStatus.passed),
    "face_check": ("real-name", WallStatus.passed),
}
"""Page → what stands in the way there, and that it is passed."""


def reachable() -> set[str]:
    """Declared pages; one is declared on purpose though no build has it."""
    planted = yaml.safe_load((DEMO / "planted.yaml").read_text("utf-8"))["planted"]
    gone = {defect["subject"] for defect in planted if defect["check"] == "unreachable-page"}
    return {page.id for page in load_scenario(DEMO).pages} - gone


def in_process() -> InProcessDriver:
    """The demo's build 1.0 without adb, with its servers' answers."""
    routes = load_routes(DEMO / "model" / "backend.yaml")

    def answer(request: HttpRequest) -> tuple[HttpAnswer, float]:
        url = urlsplit(request.url)
        query = dict(parse_qsl(url.query))
        reply = routes.reply(
            Asked(request.method, url.hostname or "", url.path or "/", query, request.headers, request.body)
        )
        return HttpAnswer(reply.status, reply.headers, reply.body), reply.delay_ms

    return InProcessDriver(load_app(DEMO / "model" / "build-1.0.yaml"), answer=answer)


def session_of(driver: InProcessDriver) -> Session:
    return Session(driver, driver.clock, load_scenario(DEMO), MemoryRecorder(), pictures=False)


def crawled(seed: int, *, actions: int = ACTIONS, known: PageGraph | None = None) -> Crawl:
    journeys = load_journeys(DEMO, load_scenario(DEMO))
    limits = CrawlLimits(actions=actions, minutes=60)
    return explore(session_of(in_process()), limits, seed=seed, journeys=journeys, known=known)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_page_is_found_within_the_actions_of_the_scenario(seed: int) -> None:
    crawl = crawled(seed)
    assert {page.key for page in crawl.graph.pages} == reachable()
    assert len(crawl.steps) <= ACTIONS
    walls = {page.key: (page.wall, page.wall_status) for page in crawl.graph.pages if page.key in WALLS}
    assert walls == WALLS


@pytest.mark.timeout(120)
def test_patrol_after_patrol_finds_every_page() -> None:
    """Each knows only what the one before left: forms that are refused, pages behind a refused consent and ways that
    lead on by chance must not be lost from one to the next."""
    known: PageGraph | None = None
    for patrol in range(3):
        crawl = crawled(patrol, actions=3 * ACTIONS, known=known)
        assert {page.key for page in crawl.graph.pages} == reachable(), f"patrol {patrol + 1}"
        known = crawl.graph


@pytest.mark.timeout(120)
def test_nothing_that_the_scenario_denies_was_touched() -> None:
    touched = {str(step.action.locator) for step in crawled(0).steps}
    assert not {"“确认注销”", "“确认撤回”", "deletion_ok", "withdraw_ok"} & touched


@pytest.mark.timeout(120)
def test_pages_are_gone_to_again_by_their_stored_ways() -> None:
    crawl = crawled(0)
    driver = in_process()
    scenario = load_scenario(DEMO)
    replayer = Replayer(session_of(driver), crawl.graph, load_journeys(DEMO, scenario))
    wanted = ("transfer_form", "permission_list", "insurance_detail", "card_bill", "branch_finder", "devices")
    assert {page: replayer.go(page).arrived and driver.page == page for page in wanted} == dict.fromkeys(wanted, True)
