"""Memory of crawls from action 1,000 to action 100,000: `python -m bench.crawl_memory`, some minutes.

A crawl of a generated app is complete after about a thousand actions, so this is patrol after patrol of one app in one
process, each given the graph of the one before, on an app that makes it hard to see that nothing is new: texts that are
others after each action, lists, an endless loop of articles, a language switch.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.crawling.trial import FOREVER
from bench.figure import Figure
from patrol.crawl.explorer import CrawlLimits, explore
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.artifacts import CrawlStep, Visit
from patrol.model.graph import PageGraph
from patrol.model.screen import Screen
from tests.generated import generate

FIRST, LAST = 1_000, 100_000
SAMPLES = 10
"""Taken evenly between; the figure is the largest of them over the first."""
PAGE_BYTES = 4096
SEED = 1000
"""One for tuning: the held-out apps are scored by bench.crawl alone."""
HIDING: dict[str, object] = {"volatile": 1.0, "each_action": True, "traps": ("logout", "language", "loop")}
APPS: dict[str, dict[str, object]] = {
    "an app that hides that nothing is new": HIDING,
    "the same with lost taps and widgets that lie": {**HIDING, "flake": 0.02, "lying": 4},
}
"""The second goes on teaching new ways, true and false, and its graph grows by right."""


class Forgetful(MemoryRecorder):
    """Keeps nothing: what a run writes to disk is gone from memory."""

    def begin(self, step: CrawlStep) -> None: ...

    def end(self, step: CrawlStep) -> None: ...

    def found(self, found: object) -> None: ...

    def visit(self, visit: Visit, screen: Screen, picture: bytes | None) -> Visit:
        return visit

    def evidence(self, screen: Screen, picture: bytes | None) -> tuple[str, str]:
        return "", ""


def measure(last: int = LAST) -> Iterator[Figure]:
    """Resident memory over that after 1,000 actions, on each app in a process of its own."""
    for name in APPS:
        with ProcessPoolExecutor(max_workers=1) as pool:
            yield pool.submit(grown, name, last).result()


def grown(name: str, last: int) -> Figure:
    """Patrol after patrol of one app of APPS."""
    app = generate("C", 60, SEED, **APPS[name])
    _warm_up()
    done, patrols, graph, sampled, blocks = 0, 0, None, list[tuple[int, float]](), list[int]()
    due = FIRST
    while done < last:
        driver = app.driver(patrols)
        session = Session(driver, driver.clock, app.scenario(), Forgetful(), pictures=False)
        limits = CrawlLimits(actions=min(5000, last), minutes=FOREVER, stagnation=5000)
        graph = _patrolled(session, limits, patrols, graph)
        done, patrols = done + driver.actions, patrols + 1
        del driver, session
        if done >= due:
            sampled.append((done, resident()))
            blocks.append(sys.getallocatedblocks())
            due = done + (last - FIRST) // SAMPLES
    worst = max(size for _, size in sampled) / sampled[0][1]
    said = ", ".join(f"{actions:,}: {size:.1f}" for actions, size in sampled)
    known = f"{len(graph.pages)} pages, {len(graph.edges)} edges" if graph else "nothing"
    note = f"{patrols} patrols, {known} known at the end; MiB after so many actions: {said}; "
    note += f"live blocks of Python {max(blocks) / blocks[0]:.3f} times those of the first sample"
    told = f"{name}: largest memory up to action {done:,} over that after {sampled[0][0]:,}"
    return Figure(told, (worst,), at_most=1.05, note=note)


def _warm_up() -> None:
    """A first and a second crawl of a small app, so that no module is loaded for the first time while we count."""
    app, graph = generate("C", 20, SEED), None
    for seed in (0, 1):
        driver = app.driver(seed)
        session = Session(driver, driver.clock, app.scenario(), Forgetful(), pictures=False)
        graph = _patrolled(session, CrawlLimits(actions=500, minutes=FOREVER, stagnation=500), seed, graph)


def _patrolled(session: Session, limits: CrawlLimits, seed: int, known: PageGraph | None) -> PageGraph:
    return explore(session, limits, seed=seed, known=known).graph


def resident() -> float:
    """MiB of this process that are in memory now, after what nobody needs was let go."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES / 2**20


if __name__ == "__main__":
    for figure in measure():
        print(figure)
