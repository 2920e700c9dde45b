"""Page keys against the truth of generated apps, and of the demo without its declared pages, as crawls meet them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import msgspec

from patrol.clock import Clock
from patrol.crawl.explorer import CrawlLimits, explore
from patrol.crawl.sight import Sight
from patrol.journey.load import load_journeys
from patrol.journey.scenario import load_scenario
from patrol.journey.session import MemoryRecorder, Session
from patrol.journey.values import Values
from patrol.model.scenario import Scenario

APPS: dict[str, tuple[str, dict[str, Any]]] = {
    "plain": ("A", {}),
    "lists and volatile texts": ("B", {}),
    "gates and a logout": ("C", {}),
    "texts new after each action": ("B", {"each_action": True}),
    "menus, permissions, switches": ("B", {"menus": 0.2, "permissions": 0.1, "toggles": True}),
    "dialogs that open with their page": ("B", {"overlays": 0.2}),
    "half without ids": ("B", {"no_ids": 0.5, "row_names": True}),
    "all without ids": ("B", {"no_ids": 1.0}),
    "late content, endless list": ("B", {"late": 0.3, "endless": True}),
    "two languages, lying ways, flake": ("B", {"traps": ("language",), "lying": 3, "flake": 0.05}),
}
"""Name of a group of apps → (variant, switches) of tests.generated."""
COVERED = "dialogs that open with their page"
"""Nothing on the screen tells such a dialog from one of the page before until it was closed once: scored by pairs."""
VARIANTS = ("plain", "lists and volatile texts", "gates and a logout")
ACTIONS = 500
DEMO = Path(__file__).resolve().parent.parent / "scenarios" / "demo"


class Truthful(Protocol):
    """A driver that knows which page is in front."""

    clock: Clock

    @property
    def page(self) -> str: ...


def crawled(driver: Any, scenario: Scenario, actions: int, seed: int = 1, **more: Any) -> list[tuple[str, str]]:
    """(true page, page by us) of each settled look of one crawl; `outside:` where the app was left."""
    session = Session(
        driver=driver,
        scenario=scenario,
        recorder=MemoryRecorder(),
        clock=driver.clock,
        values=Values({}),
        pictures=False,
    )
    eyes, found = session.eyes, []
    tell = eyes.tell

    def told(sight: Sight, **how: Any) -> Sight:
        true = driver.page
        sight = tell(sight, **how)
        found.append((true or "outside:", sight.page))
        return sight

    eyes.tell = told  # type: ignore[method-assign]  # the one place that every settled look passes
    explore(session, CrawlLimits(actions, 10**6, actions), seed=seed, **more)
    return [(true, eyes.book.kept(page)) for true, page in found]


def generated(name: str, seed: int, pages: int = 60) -> list[tuple[str, str]]:
    """The looks of one crawl of one generated app of the group `name`."""
    from tests.generated import generate

    variant, switches = APPS[name]
    app = generate(variant, pages, seed, **switches)
    return crawled(app.driver(seed), app.scenario(), ACTIONS)


def demo(actions: int = 400) -> list[tuple[str, str]]:
    """The looks of one crawl of the demo app, its declared pages not known."""
    from patrol.virtualphone.app.inprocess import InProcessDriver
    from patrol.virtualphone.app.load import load_app

    scenario = load_scenario(DEMO)
    journeys = load_journeys(DEMO, scenario)
    driver = InProcessDriver(load_app(Path(scenario.model)))
    bare = msgspec.structs.replace(scenario, pages=(), edges=())
    return crawled(driver, bare, actions, journeys=journeys)
