"""How long `patrol crawl` takes to find every page of the demo app on a virtual phone over adb, in how many actions.

The phone runs in a process of its own, gatherers record as in any run, start-up measurements and journeys are left out,
as `patrol crawl` leaves them out. A machine that does other things at the same time adds to the minutes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from patrol.journey.scenario import load_scenario
from patrol.model.artifacts import Crawl
from patrol.store.run_folder import RunFolder

DEMO = Path("scenarios/demo")
SEEDS = range(3)
ACTIONS, MINUTES = 400, 3.0


def measure() -> Iterator[Figure]:
    """Pages that were missed, actions until the last new page, minutes of the crawl; one value a seed."""
    missed, actions, minutes = [], [], []
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            crawl = _crawl(Path(folder), seed)
        found = {page.key: page.first_seen_ms for page in crawl.graph.pages if page.first_seen_ms is not None}
        missed.append(float(len({page.id for page in load_scenario(DEMO).pages} - set(found))))
        last = max(found.values())
        actions.append(float(sum(step.at_ms <= last for step in crawl.steps)))
        minutes.append(((crawl.steps[-1].ended_ms or crawl.steps[-1].at_ms) - crawl.steps[0].at_ms) / 60_000)
    yield Figure("Demo app over adb: pages missed", tuple(missed), "pages", at_most=0)
    yield Figure("Demo app over adb: actions until the last new page", tuple(actions), "actions", at_most=ACTIONS)
    yield Figure("Demo app over adb: minutes of the crawl", tuple(minutes), "min", at_most=MINUTES)


def _crawl(out: Path, seed: int) -> Crawl:
    begun = time.perf_counter()
    command = [
        str(Path(sys.executable).with_name("patrol")),
        "crawl",
        str(DEMO),
        "--out",
        str(out),
        "--seed",
        str(seed),
    ]
    command += ["--actions", str(ACTIONS), "--minutes", str(2 * MINUTES)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    runs = [folder for folder in out.iterdir() if (folder / "run.json").exists()]
    if not runs:
        raise RuntimeError(f"patrol crawl left no run after {time.perf_counter() - begun:.0f} s: {ended.stderr[-500:]}")
    crawl = RunFolder.open(runs[0]).get(Crawl)
    assert isinstance(crawl, Crawl)
    return crawl


if __name__ == "__main__":
    for figure in measure():
        print(figure)
