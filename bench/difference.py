"""Two builds told apart as `patrol run --baseline` does (docs/build-diff.md): planted changes found within twice the
actions of a re-patrol, false alarms, and a graph of 10,000 pages.

python -m bench difference                              # on the seeds that were scored once
python -m bench.comparing.pairs 5000-5019               # while tuning: one app a line
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.comparing.large import large
from bench.comparing.pairs import BOUND, Pair, identical, pairs
from bench.figure import Figure
from patrol.compare.difference import difference
from tests.generated.builds import Change

HELD_OUT = range(7600, 7620)
"""Seeds of the pairs that were scored once, when the rules were done. 5000 to 5019 is what they were tuned on."""
SAME_HELD_OUT = range(7700, 7750)
"""Those of the identical builds."""
WAYS = (Change.edge_added, Change.edge_lost)
LARGE = 10_000
LONGEST_NOTE = 1200


def measure() -> Iterator[Figure]:
    """The figures of the issue."""
    told = pairs(HELD_OUT)
    yield _share(told)
    yield from _by_kind(told)
    false = [f"{each.name}: {one}" for each in told for one in each.score.false]
    name = f"told beside the planted changes and not true, in {len(told)} pairs"
    yield Figure(name, (float(len(false)),), "told", note="; ".join(false)[:LONGEST_NOTE])
    yield _actions(told)
    yield from _identical()
    yield _quick()


def _share(told: Sequence[Pair]) -> Figure:
    planted, found = sum(len(each.planted) for each in told), sum(each.found for each in told)
    missed = [f"{each.name}: {one.change} {one.page} {one.words}" for each in told for one in each.score.missed]
    note = f"{found} of {planted} in {len(told)} pairs; missed: {'; '.join(missed) or 'none'}"
    name = f"planted changes found and rightly named within {BOUND:g} times the actions of a re-patrol"
    return Figure(name, (found / planted,), "of the changes", at_least=0.95, note=note)


def _by_kind(told: Sequence[Pair]) -> Iterator[Figure]:
    planted = Counter(one.change for each in told for one in each.planted)
    missed = Counter(one.change for each in told for one in each.score.missed)
    for kind in Change:
        if planted[kind]:
            share = 1 - missed[kind] / planted[kind]
            yield Figure(f"  {kind}", (share,), "of them", note=f"{planted[kind] - missed[kind]} of {planted[kind]}")
    for silent, how in ((True, "while their page looks as it did"), (False, "with their buttons")):
        ways = [(each, one) for each in told for one in each.planted if one.change in WAYS and one.silent is silent]
        found = sum(one not in each.score.missed for each, one in ways)
        share = found / max(1, len(ways))
        yield Figure(f"  ways added and lost {how}", (share,), "of them", note=f"{found} of {len(ways)}")


def _actions(told: Sequence[Pair]) -> Figure:
    cut = sum(each.whole > each.actions for each in told)
    lowest, highest = min(each.again for each in told), max(each.again for each in told)
    return Figure(
        "actions in the next build when it was compared, over those of a re-patrol",
        tuple(each.actions / each.again for each in told),
        note=f"{cut} of {len(told)} crawls were cut off there; a re-patrol takes {lowest} to {highest} actions",
    )


def _identical() -> Iterator[Figure]:
    same = identical(SAME_HELD_OUT)
    for name, told in (
        ("crawls that know nothing of each other", [(each.name, each.apart) for each in same]),
        ("a crawl and one with it as its baseline", [(each.name, each.based) for each in same]),
    ):
        alarms = [f"{app}: {one}" for app, false in told for one in false]
        note = "; ".join(alarms)[:LONGEST_NOTE]
        name = f"false alarms in {len(same)} pairs of identical builds, {name}"
        yield Figure(name, (float(len(alarms)),), "told", at_most=0, note=note)


def _quick() -> Figure:
    then, now = large(LARGE, 1), large(LARGE, 2)
    begun = time.process_time()  # one processor's: what else runs on the machine does not count
    found = difference(then, now)
    took = time.process_time() - begun
    note = (
        f"{len(found.same)} pairs, {len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed"
    )
    return Figure(f"two graphs of {LARGE:,} pages, processor time", (took,), "s", at_most=20, note=note)
