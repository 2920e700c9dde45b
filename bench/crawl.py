"""How many actions a crawl needs, on apps made by chance, beside baselines and bounds (docs/crawl-benchmark.md).

`make bench` scores the held-out seeds. While tuning:

    python -m bench.crawl --variant C --pages 60                     # patrol on the tuning seeds
    python -m bench.crawl --variant A --policy dfs-text --seeds 1000-1004
    python -m bench.crawl --variant A --switch traps=logout,language --switch flake=0.05
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import fields

from bench.crawling.figures import measure
from bench.crawling.statistics import spread
from bench.crawling.trial import AGAIN, CHECKPOINTS, POLICIES, REFERENCE, SHARES, TOUR, WORKERS, Score, Trial, run_all
from tests.generated import HELD_OUT_SEEDS, TUNING_SEEDS, Settings

__all__ = ["main", "measure"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints medians and quartiles over apps for one policy (or `all`), variant and size."""
    parser = argparse.ArgumentParser(prog="python -m bench.crawl", description=__doc__.splitlines()[0])
    parser.add_argument("--variant", choices="ABC", default="C")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seeds", default="tuning", help="tuning (1000–1019, default), held-out (0–19), or 1000-1004")
    parser.add_argument("--policy", choices=[*POLICIES, AGAIN, TOUR, REFERENCE, "all"], default="patrol")
    parser.add_argument("--actions", type=int, default=3000)
    parser.add_argument("--switch", action="append", default=[], metavar="NAME=VALUE", help="a field of Settings")
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--apps", action="store_true", help="a line for each app too")
    parser.add_argument("--figures", action="store_true", help="the figures of `make bench`, on these seeds")
    parser.add_argument("--whole", action="store_true", help="with --figures: all variants and apps at 150 pages too")
    asked = parser.parse_args(arguments)
    if asked.figures:
        for figure in measure(_seeds(asked.seeds), whole=asked.whole):
            print(figure, flush=True)
        return
    switches = dict(_switch(text) for text in asked.switch)
    for policy in [*POLICIES, AGAIN, TOUR, REFERENCE] if asked.policy == "all" else [asked.policy]:
        trials = [
            Trial(policy, asked.variant, asked.pages, seed, asked.actions, switches) for seed in _seeds(asked.seeds)
        ]
        scores = list(run_all(trials, asked.workers))
        if asked.apps:
            for score in scores:
                print(_line(score))
        print("\n".join(_table(policy, scores)), flush=True)


def _seeds(text: str) -> range:
    named = {"tuning": TUNING_SEEDS, "held-out": HELD_OUT_SEEDS}
    if text in named:
        return named[text]
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def _switch(text: str) -> tuple[str, object]:
    name, _, value = text.partition("=")
    known = {field.name: field.default for field in fields(Settings)}
    if name not in known:
        raise SystemExit(f"no switch {name}; there are {', '.join(known)}")
    default = known[name]
    if isinstance(default, bool):
        return name, value in ("1", "true", "yes", "")
    if isinstance(default, tuple):
        parts = tuple(value.split(","))
        return name, tuple(map(int, parts)) if parts[0].isdigit() else parts
    return name, int(value) if isinstance(default, int) else float(value)


def _table(policy: str, scores: Sequence[Score]) -> Iterator[str]:
    trial = scores[0].trial
    yield f"{policy} on {trial.variant}, {trial.pages} pages, {len(scores)} apps: median (quartiles)"
    for place, actions in enumerate(CHECKPOINTS):
        yield f"  found after {actions:>4}: {spread([score.found[place] for score in scores])}"
    for place, share in enumerate(SHARES):
        yield f"  cost of {share:>4.0%} over the bound: {spread([score.cost[place] / score.bound for score in scores])}"
    yield f"  bound {spread([s.bound for s in scores])}, actions {spread([s.actions for s in scores], 4)}"
    yield f"  in tarpits {spread([score.tarpit / score.actions for score in scores])}"
    tries, all_of_them = spread([s.list_tries for s in scores]), spread([s.rows for s in scores])
    yield f"  most tries of one list {tries}, with the ways through it {all_of_them}"
    yield f"  seconds {spread([s.seconds for s in scores])}"


def _line(score: Score) -> str:
    costs = " ".join(f"{cost / score.bound:.2f}" for cost in score.cost)
    found = " ".join(f"{share:.2f}" for share in score.found)
    return (
        f"  seed {score.trial.seed}: found {found}, over bound {costs}, "
        f"{score.actions} actions, {score.tarpit} in tarpits, {score.stop}"
    )


if __name__ == "__main__":
    main()
