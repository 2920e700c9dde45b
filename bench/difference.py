"""Two builds told apart (docs/build-diff.md): planted changes found, false alarms, and a graph of 10,000 pages.

python -m bench difference                             # on the seeds that were scored once
python -m bench.difference --seeds 1000-1019           # while tuning
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from bench.comparing.large import large
from bench.comparing.score import Score, pair
from bench.figure import Figure
from patrol.compare.difference import difference
from tests.generated.builds import Change

TUNED = range(1000, 1020)
"""Seeds that the comparison was tuned on."""
HELD_OUT = range(20)
"""Seeds that were scored when it was done."""
PAGES = 40
PAIRS = 50
LARGE = 10_000
WORKERS = 2
SAME: tuple[tuple[str, dict[str, object]], ...] = (
    ("B", {}),
    ("C", {}),
    ("B", {"each_action": True}),
    ("B", {"late": 0.3, "toggles": True}),
    ("B", {"no_ids": 0.5, "menus": 0.2}),
)
"""Variants and switches of the pairs of identical builds, by turns."""


def measure(seeds: Sequence[int] = HELD_OUT) -> Iterator[Figure]:
    """The figures of the issue, on these seeds."""
    scores = list(_all([partial(pair, "BC"[seed % 2], PAGES, seed, 1 + seed % 10) for seed in seeds]))
    yield _share("planted changes found and rightly named", scores)
    yield from _by_kind(scores)
    false = tuple(float(len(score.false)) for score in scores)
    note = "; ".join(told for score in scores for told in score.false[:2])[:600]
    yield Figure("false alarms beside planted changes, each pair", false, "told", note=note)
    asked = []
    for number in range(PAIRS):
        variant, switches = SAME[number % len(SAME)]
        asked.append(partial(pair, variant, PAGES, seeds[0] + number, 0, **switches))
    same = list(_all(asked))
    alarms = sum(len(score.false) for score in same)
    note = "; ".join(f"{score.name}: {told}" for score in same for told in score.false[:2])[:1200]
    name = f"false alarms in {len(same)} pairs of identical builds"
    yield Figure(name, (float(alarms),), "told", at_most=0, note=note)
    yield _quick()


def _all(asked: Sequence[partial[Score]]) -> Iterator[Score]:
    with ProcessPoolExecutor(max_workers=WORKERS) as pool:
        yield from (future.result() for future in [pool.submit(one) for one in asked])


def _share(name: str, scores: Sequence[Score]) -> Figure:
    planted, found = sum(len(s.planted) for s in scores), sum(s.found for s in scores)
    missed = "; ".join(f"{s.name}: {one.change} {one.page} {one.words}" for s in scores for one in s.missed)
    note = f"{found} of {planted} in {len(scores)} pairs; missed: {missed or 'none'}"
    return Figure(name, (found / planted,), "of the changes", at_least=0.95, note=note)


def _by_kind(scores: Sequence[Score]) -> Iterator[Figure]:
    planted = Counter(one.change for score in scores for one in score.planted)
    missed = Counter(one.change for score in scores for one in score.missed)
    for kind in Change:
        if planted[kind]:
            share = 1 - missed[kind] / planted[kind]
            yield Figure(f"  {kind}", (share,), "of them", note=f"{planted[kind] - missed[kind]} of {planted[kind]}")


def _quick() -> Figure:
    then, now = large(LARGE, 1), large(LARGE, 2)
    begun = time.process_time()  # one processor's: what else runs on the machine does not count
    found = difference(then, now)
    took = time.process_time() - begun
    note = (
        f"{len(found.same)} pairs, {len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed"
    )
    return Figure(f"two graphs of {LARGE:,} pages, processor time", (took,), "s", at_most=20, note=note)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.difference", description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default=f"{TUNED.start}-{TUNED.stop - 1}")
    first, _, last = parser.parse_args(arguments).seeds.partition("-")
    for figure in measure(range(int(first), int(last or first) + 1)):
        print(figure, flush=True)


if __name__ == "__main__":
    main()
