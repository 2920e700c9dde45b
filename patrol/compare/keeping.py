"""Whether a build keeps its budgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from math import comb
from statistics import median

from patrol.compare.budgets import PAGE_KINDS, THINGS, Budget
from patrol.compare.numbers import Kind, kind_of
from patrol.compare.trial_words import launches_hint
from patrol.model.build import Build, Nature, Samples, ThingKind
from patrol.model.difference import Difference
from patrol.model.graph import Page
from patrol.model.record import Text
from patrol.model.verdict import Status

BEYOND_DOUBT = 0.05
"""Values on both sides of a limit break it when so many beyond it would be rarer than this, had the median kept it
(sign test)."""

FEWEST = 3
"""Fewer measurements are taken at their word only when they are beyond the limit by more than matters."""

MOST_ASKED = 200
"""More values than this are not asked for: the limit lies where the number is."""


@dataclass(frozen=True, slots=True)
class Held:
    """What became of a budget, or of one number that it is about."""

    subject: str
    """Id of the number; stable across builds."""
    status: Status
    """passed, fail or inconclusive."""
    message: Text
    page: str = ""
    journey: str = ""


def held(budgets: Iterable[Budget], now: Build, found: Difference | None = None) -> tuple[Held, ...]:
    """What became of each budget, in their order: each number that breaks it or may break it, or else the one that is
    closest to its limit. `found` is the difference to the baseline. What was not measured is inconclusive."""
    return tuple(one for budget in budgets for one in _held(budget, now, found))


def _held(budget: Budget, now: Build, found: Difference | None) -> Iterator[Held]:
    if budget.what in THINGS:
        yield _things(budget, found)
        return
    numbers = _numbers(budget, now)
    if not numbers:
        yield _not_measured(budget, now)
        return
    numbers.sort(key=lambda one: median(one.values), reverse=not budget.least)
    judged = [_judged(budget, one) for one in numbers]
    yield from [one for one in judged if one.status is not Status.passed] or judged[:1]


def _things(budget: Budget, found: Difference | None) -> Held:
    kind, name = THINGS[budget.what]
    if found is None or kind in found.not_compared:
        why = Text(f"{name.zh}：有一次运行看不到，无法计数。", f"{name.en}: one of the runs could not see them.")
        return Held(budget.what, Status.inconclusive, why)
    added = [thing.name for thing in found.things_added if thing.kind is kind]
    named = Text("、".join(one.zh for one in added), ", ".join(one.en for one in added))
    limit = _limit(budget, "")
    message = Text(
        f"{name.zh} {len(added)} 个{f'（{named.zh}）' if added else ''}，预算{limit.zh}。",
        f"{len(added)} {name.en}{f' ({named.en})' if added else ''}, the budget is {limit.en}.",
    )
    return Held(budget.what, Status.fail if _beyond(budget, len(added)) > 0 else Status.passed, message)


def _numbers(budget: Budget, now: Build) -> list[Samples]:
    """The numbers of the build that the budget is about."""
    fitting = [one for one in now.samples if _of_kind(budget, one)]
    if budget.page:
        keys = {page.key for page in now.graph.pages if _is(page, budget.page)} | {
            one.page for one in fitting if fnmatchcase(one.page, budget.page)
        }
        return [one for one in fitting if one.page in keys]
    if budget.journey or budget.what == "journey-time":
        return [one for one in fitting if one.journey and fnmatchcase(one.journey, budget.journey or "*")]
    if budget.what in ("request-time", "answer-size"):
        return [one for one in fitting if fnmatchcase(_middle(one), budget.request or "*")]
    if budget.what == "calls":
        return _calls(budget, fitting, now)
    if budget.what in PAGE_KINDS:
        return _pooled(budget.what, fitting)
    of_app = [one for one in fitting if not one.page and not one.journey]
    return [one for one in of_app if not one.part_of] or of_app[:1]


def _of_kind(budget: Budget, one: Samples) -> bool:
    kind = kind_of(one.id)
    return kind is not None and kind.id == budget.what


def _is(page: Page, name: str) -> bool:
    return name in (page.name, page.name_en)


def _middle(one: Samples) -> str:
    """The endpoint of `request:GET host/path:time`."""
    return one.id.split(":", 1)[1].rpartition(":")[0]


def _calls(budget: Budget, fitting: Sequence[Samples], now: Build) -> list[Samples]:
    """Calls over the run: all together, or those of the callers that fit, one by one. None were made where the run
    could see and saw none."""
    of_run = [one for one in fitting if one.id.startswith("calls:")]
    if ThingKind.call in now.unseen and not of_run:
        return []
    by_caller: dict[str, float] = {}
    for one in of_run:
        caller = _middle(one)
        if fnmatchcase(caller, budget.caller or "*"):
            by_caller[caller] = by_caller.get(caller, 0) + one.values[0]
    if not budget.caller or not by_caller:
        by_caller = {budget.caller: sum(by_caller.values())}
    name = Text("敏感调用", "sensitive calls")
    return [
        Samples(
            f"calls:{caller}".removesuffix(":"),
            Text(f"{caller} {name.zh}".strip(), f"{caller} {name.en}".strip()),
            "",
            (count,),
            nature=Nature.total,
        )
        for caller, count in by_caller.items()
    ]


NAMES = {
    "opening": Text("打开页面用时", "opening a page"),
    "late-frames": Text("超时帧", "late frames"),
    "frame-rate": Text("帧率", "frame rate"),
    "memory": Text("内存 PSS", "memory, PSS"),
}


def _pooled(what: str, fitting: Sequence[Samples]) -> list[Samples]:
    """The values of all pages as one number."""
    if not fitting:
        return []
    values = tuple(value for one in fitting for value in one.values)
    return [Samples(what, NAMES[what], fitting[0].unit, values, fitting[0].better)]


def _not_measured(budget: Budget, now: Build) -> Held:
    """Nothing fits: the name is unknown, or nobody measured it."""
    known = {
        budget.page: [name for page in now.graph.pages for name in (page.key, page.name, page.name_en)],
        budget.journey: list(now.journeys),
        budget.request: [_middle(one) for one in now.samples if one.id.startswith("request:")],
    }
    name = budget.page or budget.journey or budget.request
    subject = ":".join(filter(None, (budget.what, name)))
    nearest = get_close_matches(name, known.get(name, []), 1)
    if not name or name in known.get(name, []):
        said = Text(f"预算 {subject}：这次没有测到。", f"Budget {subject}: it was not measured in this run.")
    else:
        hint = Text(f"，最接近的是 {nearest[0]}", f"; the nearest is {nearest[0]}") if nearest else Text("", "")
        said = Text(
            f"预算 {subject}：这次运行没有见到“{name}”{hint.zh}。",
            f"Budget {subject}: this run has not seen “{name}”{hint.en}.",
        )
    return Held(subject, Status.inconclusive, said, budget.page, budget.journey)


def _judged(budget: Budget, one: Samples) -> Held:
    middle, kind = median(one.values), kind_of(one.id)
    beyond = sum(_beyond(budget, value) > 0 for value in one.values)
    status = _status(budget, one, beyond)
    limit = _limit(budget, one.unit)
    count, span = len(one.values), f"{_short(min(one.values))}–{_short(max(one.values))}"
    figure = f"{_short(middle)} {one.unit}".rstrip()
    zh = f"中位数 {figure}（{span}，{count} 次）" if count > 1 else figure
    en = f"median {figure} ({span}, {count} values)" if count > 1 else figure
    more = _more(len(one.values), beyond, kind) if status is Status.inconclusive else Text("", "")
    message = Text(
        f"{one.name.zh}：{zh}，预算{limit.zh}{more.zh}。",
        f"{one.name.en}: {en}, the budget is {limit.en}{more.en}.",
    )
    return Held(one.id, status, message, one.page, one.journey)


def _short(value: float, digits: int = 1) -> str:
    """Written out, without an exponent and without zeros at the end."""
    return f"{value:.{digits}f}".rstrip("0").removesuffix(".")


def _limit(budget: Budget, unit: str) -> Text:
    number = f"{_short(budget.limit, 3)} {unit}".rstrip()
    return Text(f"至少 {number}", f"at least {number}") if budget.least else Text(f"最多 {number}", f"at most {number}")


def _beyond(budget: Budget, value: float) -> float:
    """By how much a value breaks the limit; 0 or less keeps it."""
    return budget.limit - value if budget.least else value - budget.limit


def _status(budget: Budget, one: Samples, beyond: int) -> Status:
    """The median decides, when the values leave no doubt on which side of the limit it lies."""
    over = _beyond(budget, median(one.values))
    if over <= 0:
        return Status.passed
    if one.nature is not Nature.measured:
        return Status.fail
    if len(one.values) < FEWEST:
        kind = kind_of(one.id)
        matters = max(kind.least, kind.percent / 100 * budget.limit) if kind else 0.0
        return Status.fail if over > matters else Status.inconclusive
    return (
        Status.fail
        if _sign_test(len(one.values), beyond) <= BEYOND_DOUBT or beyond == len(one.values)
        else (Status.inconclusive)
    )


def _sign_test(count: int, beyond: int) -> float:
    """How likely at least `beyond` of `count` values lie beyond the median."""
    return sum(comb(count, k) for k in range(beyond, count + 1)) / (1 << count)


def _more(count: int, beyond: int, kind: Kind | None) -> Text:
    """How many values would decide if they went on as they are."""
    if beyond == count:  # too few to be believed, and not because they contradict each other
        hint = launches_hint(FEWEST) if kind is not None and kind.launches else Text("", "")
        return Text(
            f"，测量次数太少，{FEWEST} 次即可判定{hint.zh}",
            f"; measured too seldom, {FEWEST} values would decide{hint.en}",
        )
    share = beyond / count
    enough = next(
        (n for n in range(max(count + 1, FEWEST), MOST_ASKED) if _sign_test(n, int(share * n)) <= BEYOND_DOUBT), None
    )
    if enough is None:
        return Text("，数值就在上限附近", "; the number lies right at its limit")
    hint = launches_hint(enough) if kind is not None and kind.launches else Text("", "")
    return Text(
        f"，数值分布在上限两侧，约需 {enough} 次测量才能判定{hint.zh}",
        f"; its values lie on both sides, about {enough} would decide{hint.en}",
    )
