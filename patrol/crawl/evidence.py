"""What actions came to, page by page: the evidence on which pages are split and merged.

Kept are digests only: for each action of a page the pages it led to, and for each of those what was to be seen in all
looks it was done in, and what in any. The number of actions that are remembered has a limit; the oldest go first.
"""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_ACTIONS = 4096
MOST_TARGETS = 4
MOST_EVER = 200
SHARE = 0.25
"""The rarer of two outcomes of one action must be this share of its tries to count, and twice at least: a slip of the
finger or a page that was slow is no evidence."""
LEAST = 2
SAME_OUTCOMES = 3
"""Two pages that look alike are one when so many actions led to the same places, and none elsewhere."""
CONDITION = "condition:"
"""Begins the facts that make a state, never a page."""
NUMBERS = re.compile(r"\d+")


@dataclass(slots=True)
class Outcome:
    """Where an action led, and what was to be seen where it was done."""

    count: int = 0
    common: frozenset[str] = frozenset()
    ever: frozenset[str] = frozenset()

    def note(self, facts: frozenset[str]) -> None:
        self.common = self.common & facts if self.count else facts
        if not facts <= self.ever and len(self.ever) < MOST_EVER:
            self.ever = self.ever | facts if self.count else facts
        self.count += 1


@dataclass(frozen=True, slots=True)
class Fork:
    """A page whose action leads to different pages, and the fact that tells the cases apart."""

    page: str
    fact: str


@dataclass(slots=True)
class Evidence:
    """Outcomes by (page, action), the newest last."""

    _outcomes: OrderedDict[tuple[str, str], dict[str, Outcome]] = field(default_factory=OrderedDict)
    _families: dict[tuple[str, str], str] = field(default_factory=dict)
    """(page, template of a row's action) → the page that a row opened last."""
    _actions: dict[str, set[str]] = field(default_factory=dict)
    """Page → its actions."""

    def note(self, page: str, action: str, target: str, facts: frozenset[str]) -> None:
        """An action was done on `page`, where `facts` was to be seen, and led to `target`."""
        outcomes = self._outcomes.setdefault((page, action), {})
        self._outcomes.move_to_end((page, action))
        self._actions.setdefault(page, set()).add(action)
        if target in outcomes or len(outcomes) < MOST_TARGETS:
            outcomes.setdefault(target, Outcome()).note(facts)
        if (family := family_of(action)) and target != page:
            self._families[page, family] = target
        while len(self._outcomes) > MOST_ACTIONS:
            (old, gone), _ = self._outcomes.popitem(last=False)
            self._actions[old].discard(gone)
            self._families.pop((old, family_of(gone)), None)

    def expected(self, page: str, action: str) -> str:
        """Where the action led before, most often; "" when it was never done."""
        outcomes = self._outcomes.get((page, action))
        return max(outcomes, key=lambda target: outcomes[target].count) if outcomes else ""

    def targets(self, page: str, action: str) -> tuple[str, ...]:
        """All pages that the action led to."""
        return tuple(self._outcomes.get((page, action), ()))

    def usual(self, page: str, action: str) -> str:
        """Where another row of the same list led; "" when unknown."""
        family = family_of(action)
        return self._families.get((page, family), "") if family else ""

    def fork(self, page: str, action: str) -> Fork | None:
        """Whether this action of the page leads to different pages, told apart by a fact that was always to be seen
        in one case and never in the other; ids before what is chosen, labels and texts."""
        outcomes = self._outcomes.get((page, action), {})
        away = {target: each for target, each in outcomes.items() if target != page}
        total = sum(each.count for each in away.values())
        often = [each for each in away.values() if each.count >= max(LEAST, SHARE * total)]
        found = {fact for one in often for other in often if one is not other for fact in one.common - other.ever}
        best = min((fact for fact in found if not fact.startswith(CONDITION)), key=_price, default="")
        return Fork(page, best) if best else None

    def matters(self, page: str, action: str) -> set[str]:
        """Conditions that were always so when the action led to one place, and never when it led to another or
        nowhere."""
        outcomes = tuple(self._outcomes.get((page, action), {}).values())
        found = {fact for one in outcomes for other in outcomes if one is not other for fact in one.common - other.ever}
        return {fact.removeprefix(CONDITION) for fact in found if fact.startswith(CONDITION)}

    def twins(self, page: str) -> Iterator[str]:
        """Pages whose actions led to the same places as those of `page`, as far as both were tried."""
        mine = self._led(page)
        votes: Counter[str] = Counter()
        if len(mine) >= SAME_OUTCOMES and len(set(mine.values())) >= LEAST:
            for other in self._actions:
                if other != page:
                    theirs = self._led(other)
                    both = mine.keys() & theirs.keys()
                    same = sum(mine[action] == theirs[action] for action in both)
                    if same >= SAME_OUTCOMES and same == len(both) and len({mine[a] for a in both}) >= LEAST:
                        votes[other] = same
        yield from (other for other, _ in votes.most_common())

    def forget(self, page: str) -> None:
        """What a page's actions came to says nothing any more: it was split."""
        for action in self._actions.pop(page, ()):
            self._outcomes.pop((page, action), None)
            self._families.pop((page, family_of(action)), None)

    def rename(self, old: str, new: str) -> None:
        """What was seen on the old page was seen on the new one."""
        for action in sorted(self._actions.pop(old, ())):
            moved = self._outcomes.pop((old, action))
            self._actions.setdefault(new, set()).add(action)
            outcomes = self._outcomes.setdefault((new, action), {})
            for target, each in moved.items():
                outcomes.setdefault(target, each)
        for (page, family), target in list(self._families.items()):
            if page == old:
                self._families.setdefault((new, family), self._families.pop((page, family)))
            elif target == old:
                self._families[page, family] = new
        for outcomes in self._outcomes.values():
            if old in outcomes:
                outcomes.setdefault(new, outcomes.pop(old))

    def _led(self, page: str) -> dict[str, str]:
        """Action → where it led, of actions that led to one place, away from the page."""
        led = {action: self._outcomes[page, action] for action in self._actions.get(page, ())}
        return {action: next(iter(each)) for action, each in led.items() if len(each) == 1 and page not in each}


def family_of(action: str) -> str:
    """What the actions of all rows of one list have in common; "" for an action that its label or id names."""
    what, found, path = action.rpartition(" @")
    return f"{NUMBERS.sub('#', what)} @{path.count('/')}" if found else ""


def _price(fact: str) -> tuple[int, str]:
    kinds = ("id", "chosen", "label", "text")
    return kinds.index(fact.partition(":")[0]), fact
