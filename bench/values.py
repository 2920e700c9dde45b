"""Values in a generated corpus: how many are found, how often something is found where there is nothing, how fast."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from bench.figure import Figure
from patrol.sensitive.look import Looker
from patrol.sensitive.places import told
from patrol.sensitive.scan import Canary
from patrol.sensitive.unpack import Layer, layers, unpacked
from tests.generated.messages import PLACE, VALUES, Message, messages, places

MESSAGES = 6_000
SEED = 20261122
FRESH = (1, 2, 3)
"""Seeds on which nothing was tuned."""
PLACES_SENT = 3_000
REPEATS = 5
"""Nothing is remembered from one message to the next, so a repeat has no advantage over the first."""


def looker() -> Looker:
    return Looker(Canary(name, value) for name, value in VALUES.items())


def place_looker() -> Looker:
    ways = zip(("phone/latitude", "phone/longitude"), PLACE, told(*PLACE), strict=True)
    return Looker(Canary(name, f"{degrees:.4f}", ways) for name, degrees, ways in ways)


def judge(look: Looker, corpus: list[Message]) -> tuple[Counter[str], list[Message], list[Message]]:
    """Counts, messages whose value was missed, clean messages in which something was found."""
    counts: Counter[str] = Counter()
    missed, alarms = [], []
    for one in corpus:
        found = look.find(one.data, one.encoding)
        names = {hit.canary.name for hit in found.hits}
        counts["planted" if one.value else "clean"] += 1
        if one.value and one.value not in names:
            missed.append(one)
        if not one.value and (found.hits or found.seen):
            alarms.append(one)
        counts["others"] += bool(names - {one.value}) if one.value else 0
    return counts, missed, alarms


def measure() -> Iterator[Figure]:
    look, corpus = looker(), list(messages(MESSAGES, SEED))
    yield from _found("", [judge(look, corpus)])
    yield from _found(", fresh seeds", [judge(look, list(messages(MESSAGES, seed))) for seed in FRESH])
    yield from _found(", places in WGS-84, GCJ-02 and BD-09", [judge(place_looker(), list(places(PLACES_SENT, SEED)))])
    rates = [speed(look, corpus) for _ in range(REPEATS)]
    yield Figure("scanning", tuple(rates), unit="MB/s", at_least=20, note=NOTE)
    read = sum(len(layer.data) for one in corpus for layer in _read(one))
    share = read / sum(len(one.data) for one in corpus)
    note = f"the same as it reads when unpacked and unquoted, {share:.1f} bytes for one that is sent"
    yield Figure("scanning, of what it reads", tuple(rate * share for rate in rates), unit="MB/s", note=note)


def _found(which: str, judged: list[tuple[Counter[str], list[Message], list[Message]]]) -> Iterator[Figure]:
    """How many values were found, and how many were found where there are none."""
    planted, clean = (sum(counts[what] for counts, _, _ in judged) for what in ("planted", "clean"))
    missed = [one for _, some, _ in judged for one in some]
    alarms = [one for _, _, some in judged for one in some]
    note = f"{planted:,} messages with a value, {len(VALUES)} values; missed: {_told(missed)}"
    yield Figure(f"values found{which}", (1 - len(missed) / planted,), unit="of all", at_least=0.99, note=note)
    note = f"{clean:,} messages with nothing; {_told(alarms)}"
    rate = 1000 * len(alarms) / clean
    yield Figure(f"false alarms in 1,000 clean messages{which}", (rate,), unit="", at_most=1, note=note)


def _read(one: Message) -> Iterator[Layer]:
    """The layers of a message that are looked through wholly."""
    data = unpacked(one.data, one.encoding) if one.encoding else one.data
    return (layer for layer in layers(data) if layer.readable)


NOTE = "one core, processor time; bytes as sent, before they are unpacked; known values, and all types by look and name"


def speed(look: Looker, corpus: list[Message]) -> float:
    """Megabytes a second of processor time."""
    began = time.process_time()
    for one in corpus:
        look.find(one.data, one.encoding)
    return sum(len(one.data) for one in corpus) / (time.process_time() - began) / 1e6


def _told(found: list[Message]) -> str:
    return (
        ", ".join(f"{one.value or 'nothing'} as {one.shape or '-'} in {one.container}" for one in found[:6]) or "none"
    )
