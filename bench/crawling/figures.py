"""The figures of issue and docs/crawl-benchmark.md, each with its bound, on the held-out seeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.crawling.statistics import paired, spread
from bench.crawling.trial import AGAIN, BASELINES, REFERENCE, SHARES, TOUR, Score, Trial, run_all
from bench.figure import Figure
from tests.generated import HELD_OUT_SEEDS

PLAN: tuple[tuple[int, str, int], ...] = ((60, "ABC", 20), (150, "C", 6))
"""(pages, variants, apps): what `make bench` runs, in 15 minutes on two idle processors."""
WHOLE_PLAN: tuple[tuple[int, str, int], ...] = ((60, "ABC", 20), (150, "ABC", 20))
"""An hour."""
ACTIONS = 3000
BASELINE_ACTIONS = 500
"""Baselines are compared at 200 actions, and shown up to here."""
AT = 200
TRAPS = {"traps": ("logout", "language", "loop", "clear")}


def measure(seeds: Sequence[int] = HELD_OUT_SEEDS, *, whole: bool = False) -> Iterator[Figure]:
    """The figures of the crawl but memory (bench.crawl_memory), from few actions to many: of PLAN, or of WHOLE_PLAN."""
    yield from _tarpits(seeds)
    yield from _endless(seeds)
    for pages, variants, apps in WHOLE_PLAN if whole else PLAN:
        yield from _against_baselines(pages, variants, seeds[:apps])


def _scores(policy: str, variant: str, pages: int, seeds: Sequence[int], **switches: object) -> list[Score]:
    actions = BASELINE_ACTIONS if policy in BASELINES else ACTIONS
    return list(run_all([Trial(policy, variant, pages, seed, actions, switches) for seed in seeds]))


def _against_baselines(pages: int, variants: str, seeds: Sequence[int]) -> Iterator[Figure]:
    for variant in variants:
        again = _scores(AGAIN, variant, pages, seeds) if variant in "AC" else []
        ours = [score.first for score in again if score.first] or _scores("patrol", variant, pages, seeds)
        theirs = {name: _scores(name, variant, pages, seeds) for name in BASELINES}
        toured = _scores(TOUR, variant, pages, seeds)
        knowing = _scores(REFERENCE, variant, pages, seeds)
        for name, scores in {"patrol": ours, **theirs, REFERENCE: knowing, "known-graph tour": toured}.items():
            found = tuple(score.at(AT) for score in scores)
            note = "; ".join(f"after {n} {spread([s.at(n) for s in scores], 2)}" for n in (100, AT, 500))
            yield Figure(
                f"{variant}, {pages} pages: found after {AT} actions, {name}", found, "of the pages", note=note
            )
        if variant == "A":
            yield _never_worse(pages, ours, theirs)
        if variant == "C":
            yield from _times_better(pages, ours, theirs)
            yield from _cost(pages, ours, knowing)
        if again:
            yield _again(pages, again, toured)


def _never_worse(pages: int, ours: list[Score], theirs: dict[str, list[Score]]) -> Figure:
    """The best baseline of each app, chosen afterwards, is a harder rival than any one of them."""
    best = [max(scores[i].at(AT) for scores in theirs.values()) for i in range(len(ours))]
    mine = [score.at(AT) for score in ours]
    ratios = tuple(a / b for a, b in zip(mine, best, strict=True))
    worse = sum(ratio < 0.95 for ratio in ratios)
    note = f"{worse} of {len(ratios)} apps are more than 5 % worse; {paired(mine, best)}; quartiles {spread(ratios)}"
    name = f"A, {pages} pages: found after {AT} actions over the best baseline of each app"
    return Figure(name, ratios, at_least=0.95, note=note)


def _times_better(pages: int, ours: list[Score], theirs: dict[str, list[Score]]) -> Iterator[Figure]:
    bounds = {"random": 4.0, "dfs-text": 3.0, "bfs-text": None, "dfs-structure": 1.5, "bfs-structure": None}
    mine = [score.at(AT) for score in ours]
    for name, least in bounds.items():
        other = [score.at(AT) for score in theirs[name]]
        ratios = tuple(a / b for a, b in zip(mine, other, strict=True))
        note = f"{paired(mine, other)}; quartiles {spread(ratios)}"
        yield Figure(f"C, {pages} pages: found after {AT} actions over {name}", ratios, at_least=least, note=note)


def _cost(pages: int, ours: list[Score], knowing: list[Score]) -> Iterator[Figure]:
    for share, most in zip(SHARES, (1.5, 4.0, 5.5, None), strict=True):
        values = tuple(score.over_bound(share) for score in ours)
        theirs = spread([score.over_bound(share) for score in knowing])
        name = f"C, {pages} pages: cost of {share:.0%} of the pages over the lower bound"
        yield Figure(name, values, at_most=most, note=f"quartiles {spread(values)}; reference {theirs}")


def _again(pages: int, scores: list[Score], toured: list[Score]) -> Figure:
    """The graph of a first crawl, given to a second one of the same app."""
    values = tuple(score.over_bound(1.0) for score in scores)
    tours = [score.over_bound(1.0) for score in toured]
    note = f"quartiles {spread(values)}; the nearest-first tour of the true graph {spread(tours)}; goal 1.3"
    name = f"{scores[0].trial.variant}, {pages} pages: all pages once more, given the graph, over the lower bound"
    return Figure(name, values, at_most=1.6, note=note)


def _tarpits(seeds: Sequence[int]) -> Iterator[Figure]:
    scores = _scores("patrol", "B", 60, seeds, **TRAPS)
    values = tuple(score.tarpit / score.actions for score in scores)
    found = spread([score.found[-1] for score in scores])
    note = f"logout, language, loop and clear data in each app; found after 1,000 actions {found}"
    yield Figure(
        "B with four traps, 60 pages: share of actions in tarpits", values, "of the actions", at_most=0.1, note=note
    )
    for name in ("random", "dfs-structure"):
        scores = _scores(name, "B", 60, seeds, **TRAPS)
        values = tuple(score.tarpit / score.actions for score in scores)
        yield Figure(f"the same of {name}", values, "of the actions")


def _endless(seeds: Sequence[int]) -> Iterator[Figure]:
    scores = _scores("patrol", "A", 60, seeds, endless=True)
    found = spread([score.found[-1] for score in scores])
    values = tuple(float(score.list_tries) for score in scores)
    name = "A with a list of a million rows, 60 pages: tries of that list"
    through = spread([score.rows for score in scores])
    note = f"most in any app {max(values):g}; with the ways through it {through}; found after 1,000 {found}"
    yield Figure(name, values, "actions", at_most=3, note=note)
