"""Memory of crawls from action 1,000 to action 100,000: `python -m bench.crawl_memory`, some minutes.

A crawl of a generated app is complete after about a thousand actions, so this is patrol after patrol of one app in one
process, each given the graph of the one before, on an app that makes it hard to see that nothing is new: texts that are
others after each action, lists, an endless loop of articles, a language switch, lost taps, widgets that lie.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
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
    """Resident memory over that after 1,000 actions."""
    app = generate(
        "C", 60, 0, volatile=1.0, each_action=True, traps=("logout", "language", "loop"), flake=0.02, lying=4
    )
    done, patrols, graph, sampled = 0, 0, None, list[tuple[int, float]]()
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
            due = done + (last - FIRST) // SAMPLES
    first = sampled[0][1]
    values = tuple(one / first for _, one in sampled)
    said = ", ".join(f"{actions:,}: {size:.1f}" for actions, size in sampled)
    note = f"{patrols} patrols, {len(graph.pages) if graph else 0} pages; MiB after so many actions: {said}"
    yield Figure(
        f"largest memory up to action {done:,} over that after {sampled[0][0]:,}",
        (max(values),),
        at_most=1.05,
        note=note,
    )


def _patrolled(session: Session, limits: CrawlLimits, seed: int, known: PageGraph | None) -> PageGraph:
    return explore(session, limits, seed=seed, known=known).graph


def resident() -> float:
    """MiB of this process that are in memory now, after what nobody needs was let go."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES / 2**20


if __name__ == "__main__":
    for figure in measure():
        print(figure)
