"""Whether a stored way leads to its page again: all pages of generated apps, from a fresh launch each, on a stable app
and with taps that get lost and pages that are late.

Each app is crawled without flake until nothing is left; then each page of the graph is gone to by its stored way, on
another driver. What counts as arrived is the app's own word for the page in front, not patrol's recognition of it.
`python -m bench.replay --seeds 1000-1019` is for tuning; seeds 0–19, the default, are scored only.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.figure import Figure
from patrol.crawl.explorer import CrawlLimits, explore
from patrol.crawl.replay import Replayer
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.artifacts import Visit
from patrol.model.graph import PageGraph
from patrol.model.screen import Screen
from tests.generated import GeneratedApp, GeneratedDriver, generate

SEEDS = range(20)
PAGES = 60
VARIANTS = ("A", "B", "C")
FLAKE = 0.05
STABLE, FLAKY = 98.0, 95.0
"""Percent of ways that must reach their page."""


@dataclass(frozen=True, slots=True)
class Replays:
    """Of one app: ways tried, ways that arrived, and where the others ended."""

    tried: int
    arrived: int
    lost: tuple[str, ...]

    @property
    def percent(self) -> float:
        return 100 * self.arrived / self.tried


def measure() -> Iterator[Figure]:
    """Two figures: percent of ways that arrive, app by app, without and with flake."""
    for flake, bound in ((0.0, STABLE), (FLAKE, FLAKY)):
        done = [replays(variant, seed, flake) for variant in VARIANTS for seed in SEEDS]
        tried, arrived = sum(each.tried for each in done), sum(each.arrived for each in done)
        note = f"{arrived} of {tried} ways in {len(done)} apps of {PAGES} pages, variants {', '.join(VARIANTS)}"
        share = (100 * arrived / tried,)
        yield Figure(f"Stored ways that reach their page, flake {flake:g}", share, "%", at_least=bound, note=note)


def replays(variant: str, seed: int, flake: float) -> Replays:
    """Crawl one app, then go to each page that the crawl found."""
    app = generate(variant, PAGES, seed)
    driver = app.driver(seed=1)
    witness = Witness(driver)
    limits = CrawlLimits(actions=3000, minutes=10**6, stagnation=3000)
    crawl = explore(_session(app, driver, witness), limits, seed=1)
    names = witness.names(crawl.graph)
    shaky = generate(variant, PAGES, seed, flake=flake).driver(seed=2)
    replayer = Replayer(_session(app, shaky), crawl.graph)
    lost = []
    for page, true in names.items():
        done = replayer.go(page)
        if not done.arrived or shaky.page != true:
            lost.append(f"{variant}/{seed}: {true}: {done.note or f'took {shaky.page} for it'}")
    return Replays(len(names), len(names) - len(lost), tuple(lost))


class Witness(MemoryRecorder):
    """Notes which page of the app was in front when the crawl said which one it saw."""

    def __init__(self, driver: GeneratedDriver) -> None:
        super().__init__()
        self._driver = driver
        self._seen: dict[str, Counter[str]] = {}

    def visit(self, visit: Visit, screen: Screen, picture: bytes | None) -> Visit:
        self._seen.setdefault(visit.page, Counter())[self._driver.page] += 1
        return super().visit(visit, screen, picture)

    def names(self, graph: PageGraph) -> dict[str, str]:
        """Page of the graph → page of the app that it mostly was."""
        pages = [page.key for page in graph.pages if not page.same_as and page.key in self._seen]
        return {page: self._seen[page].most_common(1)[0][0] for page in pages}


def _session(app: GeneratedApp, driver: GeneratedDriver, recorder: MemoryRecorder | None = None) -> Session:
    return Session(driver, driver.clock, app.scenario(), recorder or MemoryRecorder(), pictures=False)


def main(arguments: Iterable[str] | None = None) -> None:
    """Print what was lost, and the share that arrived."""
    parser = argparse.ArgumentParser(description="Stored ways that reach their page.")
    parser.add_argument("--seeds", default="0-19", help="such as 1000-1019")
    parser.add_argument("--variants", default=",".join(VARIANTS))
    parser.add_argument("--flake", type=float, default=0.0)
    options = parser.parse_args(None if arguments is None else list(arguments))
    first, _, last = options.seeds.partition("-")
    tried = arrived = 0
    for variant in options.variants.split(","):
        for seed in range(int(first), int(last or first) + 1):
            done = replays(variant, seed, options.flake)
            tried, arrived = tried + done.tried, arrived + done.arrived
            print(f"{variant}/{seed}: {done.arrived} of {done.tried}", *done.lost, sep="\n    ", flush=True)
    print(f"{100 * arrived / tried:.2f} % of {tried}")


if __name__ == "__main__":
    main()
