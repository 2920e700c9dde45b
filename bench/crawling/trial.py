"""One policy on one app: a trial, and many of them on two processors."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

from bench.crawling.bounds import lower_bound, tour
from bench.crawling.chance import run_random
from bench.crawling.greedy import run_greedy
from bench.crawling.reference import walk
from patrol.crawl.explorer import CrawlLimits, explore
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.artifacts import Crawl
from patrol.model.graph import PageGraph
from tests.generated import GeneratedApp, GeneratedDriver, generate

WORKERS = 2
FOREVER = 10**6
"""Minutes: the budget is actions; simulated time must not end a crawl."""
CHECKPOINTS = (100, 200, 500, 1000)
SHARES = (0.5, 0.8, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Trial:
    """What shall be run. `switches` are those of the generated app."""

    policy: str
    variant: str
    pages: int
    seed: int
    actions: int
    switches: Mapping[str, object] = field(default_factory=dict)

    def app(self) -> GeneratedApp:
        return generate(self.variant, self.pages, self.seed, **self.switches)


@dataclass(frozen=True, slots=True)
class Score:
    """What came of it. `found` are shares of the reachable pages after CHECKPOINTS; `cost` are actions until SHARES of
    them were seen, infinite when they never were."""

    trial: Trial
    goal: int
    found: tuple[float, ...]
    cost: tuple[float, ...]
    bound: int
    actions: int
    tarpit: int
    rows: int
    """Most actions on one list, ways through it included."""
    list_tries: int
    """Most actions on one list, ways through it apart."""
    stop: str
    seconds: float
    first: Score | None = None
    """Of the crawl whose graph this one was given."""

    def at(self, actions: int) -> float:
        return self.found[CHECKPOINTS.index(actions)]

    def over_bound(self, share: float) -> float:
        return self.cost[SHARES.index(share)] / self.bound


def crawl(driver: GeneratedDriver, seed: int, actions: int, known: PageGraph | None = None) -> Crawl:
    """patrol's own crawl of a generated app. Stagnation does not end it: all policies get the same budget."""
    session = Session(driver, driver.clock, driver.app.scenario(), MemoryRecorder(), pictures=False)
    limits = CrawlLimits(actions=actions, minutes=FOREVER, stagnation=actions)
    if known is None:
        return explore(session, limits, seed=seed)
    return explore(session, limits, seed=seed, known=known)


def _patrol(driver: GeneratedDriver, seed: int, actions: int) -> str:
    crawled = crawl(driver, seed, actions)
    return f"{crawled.stop}: {crawled.stop_note}"


POLICIES: dict[str, Callable[[GeneratedDriver, int, int], str]] = {
    "patrol": _patrol,
    "random": run_random,
    "dfs-text": partial(run_greedy, depth=True, texts=True),
    "bfs-text": partial(run_greedy, depth=False, texts=True),
    "dfs-structure": partial(run_greedy, depth=True, texts=False),
    "bfs-structure": partial(run_greedy, depth=False, texts=False),
}
BASELINES = tuple(name for name in POLICIES if name != "patrol")
AGAIN = "patrol-again"
"""A second crawl that is given the graph of a first one, which is done on a phone of its own."""
TOUR = "tour"
"""The known-graph tour, as if a policy had walked it."""
REFERENCE = "reference"
"""Somebody who knows each page, and guesses as the naive reader does (bench.crawling.reference)."""


def run(trial: Trial) -> Score:
    """Generate the app, let the policy loose on it, and see what the app says of it."""
    app = trial.app()
    if trial.policy in (TOUR, REFERENCE):
        return _told(trial, app, _toured(app) if trial.policy == TOUR else walk(app))
    driver, begun = app.driver(trial.seed), time.perf_counter()
    if trial.policy != AGAIN:
        stop = POLICIES[trial.policy](driver, trial.seed, trial.actions)
        return _scored(trial, driver, stop, begun)
    first = crawl(driver, trial.seed, trial.actions)
    score = _scored(trial, driver, f"{first.stop}: {first.stop_note}", begun)
    driver, begun = app.driver(trial.seed + 1), time.perf_counter()
    second = crawl(driver, trial.seed + 1, trial.actions, first.graph)
    return replace(_scored(trial, driver, f"{second.stop}: {second.stop_note}", begun), first=score)


def _scored(trial: Trial, driver: GeneratedDriver, stop: str, begun: float) -> Score:
    app = driver.app
    costs = (driver.cost(share) for share in SHARES)
    return Score(
        trial,
        len(app.goal),
        tuple(driver.found(actions) / len(app.goal) for actions in CHECKPOINTS),
        tuple(math.inf if cost is None else cost for cost in costs),
        lower_bound(app),
        driver.actions,
        driver.tarpit,
        max(driver.rows_touched.values(), default=0),
        max(driver.list_tries.values(), default=0),
        stop,
        time.perf_counter() - begun,
    )


def _toured(app: GeneratedApp) -> dict[str, int]:
    spent, seen = 0, dict[str, int]()
    for move in tour(app):
        spent += move.cost
        seen.setdefault(move.page, spent)
    return seen


def _told(trial: Trial, app: GeneratedApp, seen: Mapping[str, int]) -> Score:
    """Of what was reckoned on the truth, without a driver: page → actions when first seen."""
    at, goal = sorted(seen.values()), len(app.goal)
    found = tuple(sum(one <= actions for one in at) / goal for actions in CHECKPOINTS)
    wanted = [math.ceil(share * goal) for share in SHARES]
    cost = tuple(float(at[count - 1]) if count <= len(at) else math.inf for count in wanted)
    return Score(trial, goal, found, cost, lower_bound(app), at[-1], 0, 0, 0, trial.policy, 0.0)


def run_all(trials: Sequence[Trial], workers: int = WORKERS) -> Iterator[Score]:
    """Scores in the order of the trials."""
    if workers == 1:
        yield from map(run, trials)
        return
    with ProcessPoolExecutor(max_workers=workers) as pool:
        yield from pool.map(run, trials, chunksize=2)
