"""How often the gate calls an unchanged start-up time worse, and how often it finds a slowdown, on simulated series.

    python -m bench regression              the bounds: false alarms, a slowdown of a tenth found
    python -m bench.regression [TABLE...]   the tables of docs/regressions.md: launches, noise, builds

Each series goes through `patrol.compare.regression.trials`, as a build's do. The demo's noise is drawn from launches
that were recorded (tests/data/series), the others are made up to be nastier than phones are.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean

from bench.figure import Figure
from patrol.compare.regression import RegressionRules, trials
from patrol.model.build import Build, BuildHead, Samples
from patrol.model.gate import Decision
from patrol.model.record import Text

DATA = Path(__file__).parent.parent / "tests" / "data" / "series"
RECORDED = DATA / "demo-launches.csv"
NUMBERS = DATA / "demo-numbers.csv"

TYPICAL_MS = 640.0
"""The demo's cold start."""

LAUNCHES = 10
SLOWDOWN = 1.1
PAIRS = 4000
"""Pairs of builds for a figure with a bound; a share of 1 % is known to within 0.3 % then (two standard errors)."""

TABLE_PAIRS = 1000

BUILDS = 200
"""Pairs of whole builds."""

RULES = RegressionRules()
"""What holds where a policy says nothing."""

Series = Callable[[Random, int], list[float]]
"""Values around 1 of so many launches, in the order of measuring."""


def recorded(path: Path = RECORDED) -> list[float]:
    """Launches of the demo as a share of the mean of their kind."""
    by_kind: dict[str, list[float]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_kind.setdefault(row["kind"], []).append(float(row["displayed_ms"]))
    return [value / mean(values) for values in by_kind.values() for value in values]


def demo(chance: Random, count: int, known: Sequence[float] = tuple(recorded())) -> list[float]:
    return chance.choices(known, k=count)


def normal(chance: Random, count: int) -> list[float]:
    return [chance.gauss(1, 0.05) for _ in range(count)]


def quiet(chance: Random, count: int) -> list[float]:
    return [chance.gauss(1, 0.02) for _ in range(count)]


def loud(chance: Random, count: int) -> list[float]:
    return [chance.gauss(1, 0.15) for _ in range(count)]


def outliers(chance: Random, count: int) -> list[float]:
    """A launch in ten takes half as long again, up to three times as long."""
    return [
        chance.lognormvariate(0, 0.05) * (chance.uniform(1.5, 3) if chance.random() < 0.1 else 1) for _ in range(count)
    ]


def bimodal(chance: Random, count: int) -> list[float]:
    """Three launches in ten miss a cache and take a fifth longer."""
    return [chance.gauss(1.2 if chance.random() < 0.3 else 1, 0.03) for _ in range(count)]


def drifting(chance: Random, count: int) -> list[float]:
    """The phone warms up: the last launch takes a tenth longer than the first."""
    return [chance.gauss(1 + 0.1 * place / max(1, count - 1), 0.05) for place in range(count)]


def correlated(chance: Random, count: int) -> list[float]:
    """Each launch is half as far off as the one before was, and by chance (AR(1), 0.5)."""
    values, off = [], chance.gauss(0, 0.05)
    for _ in range(count):
        values.append(1 + off)
        off = 0.5 * off + chance.gauss(0, 0.05 * (1 - 0.25) ** 0.5)
    return values


def by_run(chance: Random, count: int) -> list[float]:
    """The whole run is a little slower or quicker, as another day or another phone of the kind is (2 %)."""
    run = chance.gauss(1, 0.02)
    return [run * chance.gauss(1, 0.05) for _ in range(count)]


def coarse(chance: Random, count: int) -> list[float]:
    """A clock with steps of a twentieth: most values are ties."""
    return [round(20 * chance.gauss(1, 0.05)) / 20 for _ in range(count)]


INDEPENDENT: Mapping[str, Series] = {
    "the demo's": demo,
    "normal, 2 %": quiet,
    "normal, 5 %": normal,
    "normal, 15 %": loud,
    "log-normal with outliers": outliers,
    "two modes": bimodal,
    "coarse clock": coarse,
}
"""Launches that know nothing of each other: here the rank test keeps its promise whatever the distribution."""

DEPENDENT: Mapping[str, Series] = {"drifting": drifting, "correlated": correlated, "run by run": by_run}
"""Launches that have something in common within their run, which no test on two runs can tell from a change."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Of many pairs of builds, in percent."""

    worse: float
    unsure: float


def shares(series: Series, launches: int, factor: float, pairs: int, seed: int = 6) -> Shares:
    """What is said of start-up, when the newer build takes `factor` times as long."""
    chance = Random(f"{seed} {launches} {factor}")
    said = [
        decision(series(chance, launches), [factor * value for value in series(chance, launches)]) for _ in range(pairs)
    ]
    return Shares(100 * said.count(Decision.worse) / pairs, 100 * said.count(Decision.unsure) / pairs)


def decision(then: Sequence[float], now: Sequence[float], rules: RegressionRules = RULES) -> Decision:
    """Of a cold start with these times, as shares of TYPICAL_MS; the phone tells whole milliseconds."""
    (trial,) = trials(_build([_start("cold", then)]), _build([_start("cold", now)]), rules)
    return trial.decision


def _start(kind: str, values: Sequence[float]) -> Samples:
    times = tuple(float(round(TYPICAL_MS * value)) for value in values)
    return Samples(f"start.{kind}", Text("", ""), "ms", times)


def _build(samples: Sequence[Samples]) -> Build:
    return Build(1, BuildHead("", "", ""), samples=tuple(samples))


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a recorded run of the demo: how often it was measured, and how far it spread."""

    kind: str
    values: int
    median: float
    deviation: float


def numbers(path: Path = NUMBERS) -> list[Number]:
    """Openings, requests, frames, memory of the demo's run."""
    with path.open(encoding="utf-8") as file:
        return [
            Number(row["kind"], int(row["values"]), float(row["median"]), float(row["deviation"]))
            for row in csv.DictReader(file)
        ]


ENDS = {
    "opening": ("page:{}:opening", "ms"),
    "memory": ("page:{}:memory", "MB"),
    "late-frames": ("page:{}:late", "%"),
    "frame-rate": ("page:{}:rate", "fps"),
    "request-time": ("request:{}:time", "ms"),
    "answer-size": ("request:{}:size", "kB"),
    "step-time": ("journey:j:{}:took", "ms"),
}


def whole_build(chance: Random, launches: int, known: Sequence[Number]) -> Build:
    """A run like the demo's: three starts, and everything else as often as it was measured there, with right-skewed
    noise as wide as it was there."""
    samples = [_start(kind, demo(chance, launches)) for kind in ("cold", "warm", "hot")]
    for place, one in enumerate(known):
        id, unit = ENDS[one.kind]
        width = min(1.0, one.deviation / one.median) if one.median else 0.0
        values = tuple(round(one.median * chance.lognormvariate(0, width), 1) for _ in range(one.values))
        samples.append(Samples(id.format(place), Text("", ""), unit, values))
    return _build(samples)


def builds_failed(launches: int, pairs: int, rules: RegressionRules = RULES) -> float:
    """Percent of builds without a change that have at least one number called worse."""
    chance, known = Random(f"6 builds {launches}"), numbers()
    failed = 0
    for _ in range(pairs):
        then, now = (whole_build(chance, launches, known) for _ in range(2))
        failed += any(trial.decision is Decision.worse for trial in trials(then, now, rules))
    return 100 * failed / pairs


def measure() -> Iterator[Figure]:
    """False alarms at most 1 % for each kind of noise; a slowdown of a tenth found in 95 % at the demo's."""
    for name, series in INDEPENDENT.items():
        rate = shares(series, LAUNCHES, 1.0, PAIRS).worse
        note = f"{LAUNCHES} launches of each build, {PAIRS} pairs of builds without a change"
        yield Figure(f"regression: false alarms, noise {name}", (rate,), "%", at_most=1.0, note=note)
    found = shares(demo, LAUNCHES, SLOWDOWN, PAIRS).worse
    note = f"{LAUNCHES} launches of each build, {PAIRS} pairs"
    yield Figure("regression: a slowdown of 10 % found, the demo's noise", (found,), "%", at_least=95.0, note=note)
    rate = builds_failed(LAUNCHES, BUILDS)
    note = f"three starts and {len(numbers())} other numbers, {BUILDS} pairs of builds without a change"
    yield Figure("regression: builds failed for nothing", (rate,), "%", at_most=3.0, note=note)
    for name, series in DEPENDENT.items():
        rate = shares(series, LAUNCHES, 1.0, PAIRS).worse
        yield Figure(
            f"regression: false alarms, launches {name}", (rate,), "%", note="no bound: see docs/regressions.md"
        )


def by_launches() -> Iterator[str]:
    yield "| launches | no slower | 5 % | 10 % | 15 % | 20 % | 50 % |"
    for launches in (5, 7, 10, 14, 20):
        cells = (shares(demo, launches, factor, TABLE_PAIRS).worse for factor in (1.0, 1.05, 1.1, 1.15, 1.2, 1.5))
        yield f"| {launches} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |"


def by_noise() -> Iterator[str]:
    yield "| noise | no slower: 10 launches | 20 | 10 % slower: 10 launches | 20 |"
    for name, series in {**INDEPENDENT, **DEPENDENT}.items():
        rates = (shares(series, count, factor, TABLE_PAIRS).worse for factor in (1.0, SLOWDOWN) for count in (10, 20))
        yield f"| {name} | " + " | ".join(f"{rate:.1f}" for rate in rates) + " |"


def by_build() -> Iterator[str]:
    yield "| launches | builds failed for nothing | with `false_alarms: 0.001` |"
    for launches in (10, 20):
        strict = builds_failed(launches, BUILDS, RegressionRules(false_alarms=0.001))
        yield f"| {launches} | {builds_failed(launches, BUILDS):.1f} | {strict:.1f} |"


TABLES = {"launches": by_launches, "noise": by_noise, "builds": by_build}


if __name__ == "__main__":
    for table in sys.argv[1:] or TABLES:
        for line in TABLES[table]():
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
