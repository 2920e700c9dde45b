"""Values in a generated corpus: how many are found, how often something is found where there is nothing, how fast."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from bench.figure import Figure
from patrol.sensitive.look import Looker
from patrol.sensitive.scan import Canary
from tests.generated.messages import VALUES, Message, messages

MESSAGES = 6_000
SEED = 20261122
REPEATS = 5


def looker() -> Looker:
    return Looker(Canary(name, value) for name, value in VALUES.items())


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
    counts, missed, alarms = judge(look, corpus)
    recall = 1 - len(missed) / counts["planted"]
    note = f"{counts['planted']:,} messages with a value, {len(VALUES)} values; missed: {_told(missed)}"
    yield Figure("values found", (recall,), unit="of all", at_least=0.99, note=note)
    rate = 1000 * len(alarms) / counts["clean"]
    note = f"{counts['clean']:,} messages with nothing; {_told(alarms)}"
    yield Figure("false alarms in 1,000 clean messages", (rate,), unit="", at_most=1, note=note)
    yield Figure("scanning", tuple(speed(look, corpus) for _ in range(REPEATS)), unit="MB/s", at_least=20, note=NOTE)


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
