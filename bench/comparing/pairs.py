"""Pairs of builds: a baseline, a re-patrol of the same build, and the next build crawled as `patrol run --baseline`
crawls it. What `difference` and `new_first` tell is told of the same crawls, which are made once a process.

    python -m bench.comparing.pairs 5000-5019        # while tuning: one app a line
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

from bench.comparing.memory import ORDINARY, Run, run
from bench.comparing.score import Score, score
from tests.generated import GeneratedApp, generate
from tests.generated.builds import Change, Planted, lively, next_build

T = TypeVar("T")
VARIANTS = "BC"
"""In turns: lists and changing texts; forms and a sign-out beside them."""
PAGES = 40
OLDER, NEWER = 1, 2
"""Seeds of the crawls of the two builds, and days of their headlines."""
BOUND = 2.0
"""Actions of a re-patrol after which the next build's crawl is cut off and compared."""
MARGIN = 6
"""Fewer, where a form was being filled just then: it is filled and sent in one go."""
WORKERS = 2
CLOSELY = (Change.page_added, Change.action_added)
"""What must be looked at in depth: the page itself is new, or offers something new."""
SEEN = (*CLOSELY, Change.text, Change.structure, Change.action_removed, Change.edge_added, Change.page_moved)
"""Pages that must be seen: those that are new and those that something changed on."""
SAME: tuple[tuple[str, dict[str, object]], ...] = (
    ("B", {}),
    ("C", {}),
    ("B", {"each_action": True}),
    ("B", {"late": 0.3, "toggles": True}),
    ("B", {"no_ids": 0.5, "menus": 0.2}),
)
"""Variants and switches of the pairs of identical builds, by turns."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One app and its next build."""

    name: str
    planted: tuple[Planted, ...]
    again: int
    """Actions of a re-patrol of the unchanged build that knows the graph alone."""
    same: int
    """The same with the whole baseline."""
    actions: int
    """Actions in the next build until the crawl ended, or was cut off at BOUND re-patrols."""
    score: Score
    """Of the comparison made then."""
    whole: int
    """Actions in the next build without being cut off."""
    seen: int
    """Those until all added and changed pages had been in front."""
    unseen: tuple[Planted, ...]
    """Added and changed pages that never were."""
    overlooked: tuple[Planted, ...]
    """Pages that were seen and not looked at in depth, though they had to be."""
    needlessly: int
    """Pages of the unchanged build that were looked at in depth."""

    @property
    def found(self) -> int:
        return len(self.planted) - len(self.score.missed)


@cache
def pairs(seeds: Sequence[int]) -> tuple[Pair, ...]:
    """One for each seed, with 1 to 10 changes by turns."""
    return tuple(_all([partial(pair, VARIANTS[seed % 2], seed, 1 + seed % 10) for seed in seeds]))


def pair(variant: str, seed: int, changes: int, pages: int = PAGES, **switches: object) -> Pair:
    """Crawl an app, then the same build again, then the next one."""
    app = generate(variant, pages, seed, **switches)
    then = run(lively(app, OLDER), OLDER)
    unchanged = lively(app, NEWER)
    again = run(unchanged, NEWER, ORDINARY, known=then.build.graph).actions
    same = run(unchanged, NEWER, ORDINARY, base=then.build)
    newer, planted = next_build(unchanged, random.Random(seed), changes)
    whole = run(newer, NEWER, ORDINARY, base=then.build)
    now = _cut_off(newer, then, whole, BOUND * again)
    wanted = [one for one in planted if one.change in SEEN]
    return Pair(
        f"{variant} {seed}",
        planted,
        again,
        same.actions,
        now.actions,
        score(then, now, planted),
        whole.actions,
        max((whole.visited.get(one.page, 0) for one in wanted), default=0),
        tuple(one for one in wanted if one.page not in whole.visited),
        tuple(one for one in planted if one.change in CLOSELY and one.page not in whole.in_depth),
        len(same.in_depth),
    )


def _cut_off(newer: GeneratedApp, then: Run, whole: Run, most: float) -> Run:
    """The same crawl as `whole`, ended after so many actions at most."""
    for limit in (most, most - MARGIN) if whole.actions > most else ():
        now = run(newer, NEWER, ORDINARY, base=then.build, most=limit)
        if now.actions <= most:
            return now
    return whole


@dataclass(frozen=True, slots=True)
class Same:
    """An app that was not changed, and what was told of it all the same."""

    name: str
    apart: tuple[str, ...]
    """By two crawls that know nothing of each other."""
    based: tuple[str, ...]
    """By a crawl and another one that has it as its baseline."""


def identical(seeds: Sequence[int]) -> tuple[Same, ...]:
    """One for each seed."""
    return tuple(_all([partial(_identical, seed, *SAME[number % len(SAME)]) for number, seed in enumerate(seeds)]))


def _identical(seed: int, variant: str, switches: dict[str, object]) -> Same:
    app = generate(variant, PAGES, seed, **switches)
    then = run(lively(app, OLDER), OLDER)
    apart = score(then, run(lively(app, NEWER), NEWER)).false
    based = score(then, run(lively(app, NEWER), NEWER, ORDINARY, base=then.build)).false
    return Same(f"{variant} {seed} {switches or ''}", apart, based)


def _all(asked: Sequence[partial[T]]) -> Iterator[T]:
    with ProcessPoolExecutor(max_workers=WORKERS) as pool:
        yield from (future.result() for future in [pool.submit(one) for one in asked])


def main(arguments: Sequence[str]) -> None:
    first, _, last = arguments[0].partition("-")
    seeds = range(int(first), int(last or first) + 1)
    planted = found = 0
    for each in _all([partial(pair, VARIANTS[seed % 2], seed, 1 + seed % 10) for seed in seeds]):
        planted, found = planted + len(each.planted), found + each.found
        print(
            f"{each.name}: {each.found}/{len(each.planted)} in {each.actions} ({each.actions / each.again:.2f}), seen "
            f"{each.seen / each.again:.2f}, same {each.same / each.again:.2f}, whole {each.whole / each.again:.2f}",
            *(
                f"   missed {one.change}{' (silent)' * one.silent} {one.page} {one.target} {one.words}"
                for one in each.score.missed
            ),
            *(f"   false {told}" for told in each.score.false),
            *(f"   unseen {one}" for one in each.unseen),
            *(f"   overlooked {one}" for one in each.overlooked),
            sep="\n",
            flush=True,
        )
    print(f"{found} of {planted}")


if __name__ == "__main__":
    main(sys.argv[1:])
