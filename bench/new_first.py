"""How soon a run with a baseline sees what is new, and what it costs where nothing is: on pairs of builds made by
chance (tests.generated.builds), in memory, actions counted by the app itself.

    python -m bench new_first
    python -m bench.new_first 3 5      # single apps, told in full
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.comparing.memory import FOREVER, Keeper, run
from bench.figure import Figure
from patrol.crawl.explorer import CrawlLimits, explore
from patrol.journey.session import Session
from patrol.model.artifacts import Crawl
from patrol.model.build import Build
from tests.generated import GeneratedApp, GeneratedDriver, generate
from tests.generated.builds import Change, Planted, lively, next_build

APPS = 20
PAGES = 40
VARIANTS = ("A", "B", "C")
"""In turns: plain pages, lists and changing texts, forms and a sign-out beside them."""
SEEDS = 3000
"""Seeds of these apps: not those that the crawl was tuned or scored on."""
BEFORE, NOW = 1, 2
"""Seeds of the two crawls, and days of the two builds' headlines."""
ADDED = (Change.page_added,)
CLOSELY = (Change.page_added, Change.action_added)
"""What must be looked at in depth: the page itself is new, or offers something new."""
SEEN = (*CLOSELY, Change.text, Change.structure, Change.action_removed, Change.edge_added, Change.page_moved)
"""Pages that must be seen: those that are new and those that something changed on."""
MOST_ACTIONS = 3000


@dataclass(frozen=True, slots=True)
class Pair:
    """One app and its next build."""

    name: str
    again: int
    """Actions of a re-patrol of the unchanged build that knows the graph alone."""
    same: int
    """The same with the whole baseline."""
    seen: int
    """Actions until all added and changed pages were in front."""
    missed: tuple[Planted, ...]
    """Those that never were."""
    overlooked: tuple[Planted, ...]
    """Pages that were seen and not looked at in depth, though they had to be."""
    needlessly: int
    """Pages of the unchanged build that were looked at in depth."""
    whole: int
    """All actions in the new build, those in depth included."""


def pair(seed: int, changes: int) -> Pair:
    """Crawl an app, then the same build again, then the next one."""
    app = generate(VARIANTS[seed % len(VARIANTS)], PAGES, seed)
    base = run(lively(app, BEFORE), BEFORE).build
    newer, planted = next_build(lively(app, NOW), random.Random(seed), changes)
    again = _crawled(lively(app, NOW), base, graph_only=True)[0]
    same, unchanged, _ = _crawled(lively(app, NOW), base)
    driver, crawl, true = _crawled(newer, base)
    wanted = [one for one in planted if one.change in SEEN]
    missed = tuple(one for one in wanted if one.page not in driver.visited)
    closely = {true.get(each.page, "") for each in crawl.in_depth}
    overlooked = tuple(one for one in planted if one.change in CLOSELY and one.page not in closely)
    return Pair(
        f"{app.variant} {seed}, {changes} changes",
        again.actions,
        same.actions,
        max((driver.visited[one.page] for one in wanted if one not in missed), default=0),
        missed,
        overlooked,
        len(unchanged.in_depth),
        driver.actions,
    )


def _crawled(
    app: GeneratedApp, base: Build, *, graph_only: bool = False
) -> tuple[GeneratedDriver, Crawl, dict[str, str]]:
    """The phone that it was crawled on, the crawl, and page key → page of the app that it is."""
    driver = app.driver(NOW)
    recorder = Keeper(driver)
    session = Session(driver, driver.clock, app.scenario(), recorder, pictures=False)
    limits = CrawlLimits(actions=MOST_ACTIONS, minutes=FOREVER)
    given = {"known": base.graph} if graph_only else {"base": base}
    crawl = explore(session, limits, seed=NOW, **given)  # type: ignore[arg-type]
    true = {key: seen.most_common(1)[0][0] for key, seen in recorder.true.items()}
    return driver, crawl, true


def measure(seeds: Sequence[int] | None = None) -> Iterator[Figure]:
    """The figures of `make bench`."""
    pairs = [pair(SEEDS + n, 1 + n % 10) for n in (range(APPS) if seeds is None else seeds)]
    cost = tuple(each.seen / each.again for each in pairs)
    yield Figure(
        "all added and changed pages seen, in actions of a re-patrol of the unchanged build",
        cost,
        at_most=2.0,
        note=f"worst app {max(cost):.2f}; with what was looked at in depth the runs took "
        f"{max(each.whole / each.again for each in pairs):.2f} re-patrols at most",
    )
    yield _none("added and changed pages that were never seen", [one for each in pairs for one in each.missed])
    yield _none("new pages and actions not looked at in depth", [one for each in pairs for one in each.overlooked])
    yield Figure(
        "a run of the same build with the baseline, over one that knows its graph",
        tuple(each.same / each.again for each in pairs),
        at_most=1.05,
        note=f"{sum(each.needlessly for each in pairs)} pages were looked at in depth: the baseline's own crawl had "
        "not found them",
    )


def _none(name: str, planted: Sequence[Planted]) -> Figure:
    told = "; ".join(f"{one.change} {one.page} {one.words}" for one in planted)
    return Figure(name, (float(len(planted)),), unit="pages", at_most=0, note=told)


if __name__ == "__main__":
    for number in sys.argv[1:] or range(APPS):
        print(pair(SEEDS + int(number), 1 + int(number) % 10), flush=True)
