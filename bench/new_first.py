"""How soon a run with a baseline sees what is new, and what it costs where nothing is: on the pairs of builds of
bench.difference, in memory, actions counted by the app itself.

python -m bench new_first
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.comparing.pairs import pairs
from bench.difference import HELD_OUT
from bench.figure import Figure
from tests.generated.builds import Planted


def measure() -> Iterator[Figure]:
    """The figures of `make bench`."""
    told = pairs(HELD_OUT)
    cost = tuple(each.seen / each.again for each in told)
    yield Figure(
        "all added and changed pages seen, in actions of a re-patrol of the unchanged build",
        cost,
        at_most=2.0,
        note=f"worst app {max(cost):.2f}; to their ends, with what was looked at in depth, the runs took "
        f"{max(each.whole / each.again for each in told):.2f} re-patrols at most",
    )
    yield _none("added and changed pages that were never seen", [one for each in told for one in each.unseen])
    yield _none("new pages and actions not looked at in depth", [one for each in told for one in each.overlooked])
    yield Figure(
        "a run of the same build with the baseline, over one that knows its graph",
        tuple(each.same / each.again for each in told),
        note=f"{sum(each.needlessly for each in told)} pages were looked at in depth: the baseline's own crawl had "
        "not found them",
    )


def _none(name: str, planted: Sequence[Planted]) -> Figure:
    told = "; ".join(f"{one.change} {one.page} {one.words}" for one in planted)
    return Figure(name, (float(len(planted)),), unit="pages", at_most=0, note=told)
