"""Which numbers of a build got worse, told from noise. docs/regressions.md has the method, its sources and its figures.

A number counts as worse when three things hold at once:

1. The rank test finds it: if both series came from one source, ranks like these would be rarer than `false_alarms`
   allows the number.
2. It moved by more than matters in a number of its kind (patrol.compare.numbers), and, for times, by more than the
   phone itself was slower: patrol's own readings of the phone are the control.
3. The change is as large as the noise: Cliff's delta reaches LARGE.

A number that is not worse is `same` only when there were values enough to find a change of twice what matters; else it
is `unsure`, and the trial says how many values in each build would do. What is the same again for the same build (the
package's size) needs no test: one value is enough.

    trials(then, now, rules.regressions, same=difference.same)   # every number that both builds have
    told_once(trials)                                            # the worse ones, each cause once: for the gate's items
    suspects(trials)                                             # undecided ones that more launches should settle first
    unmeasured(then, now)                                        # why start-up could not be compared at all
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from statistics import median

from patrol.compare.noise import LARGE, control_ratio, needed, noise_of
from patrol.compare.numbers import KINDS, Kind, kind_of
from patrol.compare.ranks import cliffs_delta, least_p, rank_test, shift_of
from patrol.compare.trial_words import more_launches, not_measured, other_phone, slower_phone
from patrol.model.build import Better, Build, Nature, Samples
from patrol.model.gate import Decision, Trial
from patrol.model.record import Text
from patrol.yamlplaces import Section

TIMES = ("ms", "fps", "%")
"""Units of numbers that a slower phone makes worse."""


MOST_FALSE_ALARMS = 0.1
"""A gate that fails one build in ten for nothing is switched off soon."""


@dataclass(frozen=True, slots=True)
class RegressionRules:
    """`gate.regressions` of policy.yaml."""

    false_alarms: float = 0.01
    """How likely a number that measures as in the baseline may be called worse: each start-up time by itself, all
    other numbers of a build together."""
    ignore: tuple[str, ...] = ()
    """Patterns (`page:*:memory`) of numbers that are not compared."""
    least_percent: Mapping[str, float] = field(default_factory=dict)
    """Kind of number → the smallest change that counts, in percent, where it is not the kind's own."""


def load_regressions(section: Section, known: RegressionRules) -> RegressionRules:
    """The section laid over what is known, key by key. Raises ConfigError with file:line:column."""
    section.only("false_alarms", "ignore", "least_percent")
    rate = section.number("false_alarms", known.false_alarms)
    if not 0 < rate <= MOST_FALSE_ALARMS:
        raise section.error(f"`false_alarms` is a share, above 0 and at most {MOST_FALSE_ALARMS:g}", "false_alarms")
    ignore = section.texts("ignore") if "ignore" in section else known.ignore
    return RegressionRules(rate, ignore, {**known.least_percent, **_least(section.section("least_percent"))})


def _least(section: Section) -> dict[str, float]:
    section.only(*(kind.id for kind in KINDS))
    found = {name: section.number(name) for name in section.data}
    for name, percent in found.items():
        if percent < 0:
            raise section.error("the smallest change that counts must not be negative", name)
    return found


def trials(then: Build, now: Build, rules: RegressionRules, same: Iterable[tuple[str, str]] = ()) -> tuple[Trial, ...]:
    """Every number that both builds have, in the order of the newer one; nothing when they were measured on phones of
    different kinds. `same` pairs the keys of pages that are not the same in both (then, now)."""
    if then.head.phone != now.head.phone:
        return ()
    ratio = control_ratio(then, now)
    pairs = list(_pairs(then, now, same, rules))
    measured = [pair for pair in pairs if pair.now.nature is Nature.measured]
    starts = [pair for pair in measured if _is_start(pair.now)]
    others = [pair for pair in measured if not _is_start(pair.now)]
    limits = {**dict.fromkeys((pair.id for pair in starts), rules.false_alarms), **_limits(others, rules.false_alarms)}
    return tuple(
        _tested(pair, limits[pair.id], ratio if pair.now.unit in TIMES else 1.0) if pair.id in limits else _exact(pair)
        for pair in pairs
    )


def told_once(found: Iterable[Trial]) -> tuple[Trial, ...]:
    """Those that got worse, without the parts of a number that got worse as a whole."""
    worse = {trial.id: trial for trial in found if trial.decision is Decision.worse}
    return tuple(trial for trial in worse.values() if trial.part_of not in worse)


def suspects(found: Iterable[Trial]) -> tuple[Trial, ...]:
    """Undecided start-up times that look worse by more than matters: a gate cannot pass them, and `--launches` settles
    them. Other undecided numbers stay in the list of trials: what a crawl measured by the way proves nothing."""
    return tuple(trial for trial in found if trial.suspect and not trial.part_of and trial.kind.endswith("-start"))


def unmeasured(then: Build, now: Build) -> tuple[Text, ...]:
    """Why start-up, which the baseline's run measured, cannot be compared: a gate that looks for regressions has not
    seen any then."""
    starts = [one for one in then.samples if _is_start(one)]
    if not starts:
        return ()
    if then.head.phone != now.head.phone:
        return (other_phone(then.head.phone, now.head.phone),)
    known = {(one.id, one.source) for one in now.samples}
    return tuple(not_measured(one.name) for one in starts if (one.id, one.source) not in known)


def _is_start(one: Samples) -> bool:
    kind = kind_of(one.id)
    return kind is not None and kind.launches and not one.part_of


@dataclass(frozen=True, slots=True)
class _Pair:
    """One number in both builds; `sign` is 1 where less is better, so that signed changes above 0 are worse."""

    then: Samples
    now: Samples
    kind: Kind

    @property
    def id(self) -> str:
        return self.now.id

    @property
    def sign(self) -> int:
        return 1 if self.now.better is Better.less else -1

    @property
    def medians(self) -> tuple[float, float]:
        return median(self.then.values), median(self.now.values)

    @property
    def least(self) -> float:
        """The smallest change that matters, in the number's unit."""
        return max(self.kind.least, self.kind.percent / 100 * abs(self.medians[0]))

    @property
    def signed(self) -> tuple[list[float], list[float]]:
        """The values of both, turned so that more is worse."""
        return [self.sign * value for value in self.then.values], [self.sign * value for value in self.now.values]


def _pairs(then: Build, now: Build, same: Iterable[tuple[str, str]], rules: RegressionRules) -> Iterator[_Pair]:
    """Without ignored ones, totals, controls, and other views of a number that show the very same values."""
    page_then = {after: before for before, after in same}
    before = {one.id: one for one in then.samples}
    after = {one.id: one for one in now.samples}
    for one in now.samples:
        old = before.get(_id_then(one, page_then))
        kind = kind_of(one.id)
        if old is None or kind is None or one.source != old.source or one.nature not in (Nature.measured, Nature.exact):
            continue
        if any(fnmatchcase(one.id, pattern) for pattern in rules.ignore):
            continue
        whole_then, whole_now = before.get(one.part_of), after.get(one.part_of)
        if not (whole_then and whole_now and (whole_then.values, whole_now.values) == (old.values, one.values)):
            yield _Pair(old, one, replace(kind, percent=rules.least_percent.get(kind.id, kind.percent)))


def _id_then(one: Samples, page_then: Mapping[str, str]) -> str:
    """The id that the number has in the older build."""
    if not one.page or one.page not in page_then:
        return one.id
    return one.id.replace(f"page:{one.page}:", f"page:{page_then[one.page]}:", 1)


def _limits(pairs: Sequence[_Pair], false_alarms: float) -> dict[str, float]:
    """The p that each number must reach, so that all of them together give no more false alarms. Numbers that could
    not reach it however they came out need no share (Tarone 1990): a page that was opened twice takes nothing from a
    start that was measured ten times."""
    lowest = sorted(least_p(*pair.signed) for pair in pairs)
    share = 1
    while sum(p <= false_alarms / share for p in lowest) > share:
        share += 1
    return {pair.id: false_alarms / share for pair in pairs}


def _exact(pair: _Pair) -> Trial:
    """A number without noise: any change by more than matters counts."""
    before, after = pair.medians
    change = pair.sign * (after - before)
    decision = Decision.worse if change > pair.least else Decision.better if -change > pair.least else Decision.same
    return _trial(pair, decision)


def _tested(pair: _Pair, limit: float, ratio: float) -> Trial:
    """`ratio`: how many times longer the phone itself took in the newer build."""
    then, now = pair.signed
    noise, shift, effect = noise_of(then, now), shift_of(then, now), cliffs_delta(then, now)
    p = rank_test(then, now) if effect >= 0 else rank_test(now, then)
    worse = p <= limit and shift >= pair.least and effect >= LARGE
    better = p <= limit and -shift >= pair.least and -effect >= LARGE
    looks_worse = shift >= 2 * pair.least and effect >= LARGE
    sought = max(2 * pair.least, noise.clear_shift if noise else 0.0)
    enough = needed(noise, max(sought, shift) if looks_worse else sought, pair.least, limit)
    more = max(enough - _size(len(then), len(now)), 0 if noise else 1)
    decision, why = Decision.same, None
    if (worse or better) and _by_phone(pair, ratio, worse):
        decision, more, why = Decision.unsure, 0, slower_phone(ratio)
    elif worse or better:
        decision, more = Decision.worse if worse else Decision.better, 0
    elif ratio < 1 and not looks_worse:
        decision, more, why = Decision.unsure, 0, slower_phone(ratio)
    elif more:
        decision = Decision.unsure
        why = more_launches(enough, len(then), len(now)) if pair.kind.launches else None
    before = abs(pair.medians[0])
    return _trial(
        pair,
        decision,
        shift=round(pair.sign * shift / before, 4) if before else None,
        p=p,
        effect=pair.sign * effect,
        noise=round(noise.deviation / before, 4) if noise and before else None,
        limit=limit,
        more=more,
        finds=round(sought / before, 4) if decision is Decision.same and before else None,
        suspect=decision is Decision.unsure and (worse or looks_worse),
        why=why,
    )


def _size(then: int, now: int) -> int:
    """Values in each of two equally long series that tell as much as these."""
    return int(2 * then * now / (then + now))


def _by_phone(pair: _Pair, ratio: float, worse: bool) -> bool:
    """Whether a phone that was slower (quicker) by `ratio` may have made the whole change."""
    before, after = pair.medians
    slower = ratio if worse else 1 / ratio
    if slower <= 1:
        return False
    quotient = after / before if (pair.sign > 0) == worse else before / after if after else 0.0
    return not before or abs(quotient) <= slower


def _trial(
    pair: _Pair,
    decision: Decision,
    p: float | None = None,
    effect: float | None = None,
    noise: float | None = None,
    limit: float | None = None,
    shift: float | None = None,
    more: int = 0,
    finds: float | None = None,
    suspect: bool = False,
    why: Text | None = None,
) -> Trial:
    before, after = pair.medians
    return Trial(
        id=pair.id,
        name=pair.now.name,
        unit=pair.now.unit,
        decision=decision,
        then=pair.then.values,
        now=pair.now.values,
        then_median=before,
        now_median=after,
        change=round((after - before) / abs(before), 4) if before else None,
        p=p,
        effect=effect,
        least=round(pair.least / abs(before), 4) if before else 0.0,
        noise=noise,
        more=more,
        page=pair.now.page,
        journey=pair.now.journey,
        kind=pair.kind.id,
        limit=limit,
        shift=shift,
        finds=finds,
        suspect=suspect,
        why=why,
        part_of=pair.now.part_of,
    )
