"""What forms of new and changed pages took and refused: the crawl's trials with boundary values, and what of it is
surely wrong.

A toast stands in no UI tree: one that came up after a value was sent is what the app said against it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import msgspec

from patrol.model.artifacts import Crawl
from patrol.model.depth import FieldTrial, TrialOutcome, ValueClass
from patrol.model.record import Text
from patrol.model.toasts import Toasts

TOAST_MS = 3500
"""How long after the answer a toast may still have been read: Toast.LENGTH_LONG."""
NEVER_MOVED = (ValueClass.zero, ValueClass.negative, ValueClass.not_a_number, ValueClass.below_least)
"""No amount that can be moved."""

CLASS_NAMES: dict[ValueClass, Text] = {
    ValueClass.fitting: Text("合适的值", "fitting"),
    ValueClass.empty: Text("空", "empty"),
    ValueClass.spaces: Text("只有空格", "only spaces"),
    ValueClass.least: Text("最小值", "the least"),
    ValueClass.most: Text("最大值", "the most"),
    ValueClass.longest: Text("最长", "the longest"),
    ValueClass.below_least: Text("小于最小值", "below the least"),
    ValueClass.above_most: Text("大于最大值", "above the most"),
    ValueClass.too_long: Text("超长", "too long"),
    ValueClass.zero: Text("零", "zero"),
    ValueClass.negative: Text("负数", "negative"),
    ValueClass.decimals: Text("小数位过多", "too many decimals"),
    ValueClass.very_large: Text("极大", "very large"),
    ValueClass.not_a_number: Text("不是数字", "no number"),
    ValueClass.full_width: Text("全角数字", "full-width digits"),
    ValueClass.leading_zeros: Text("前导零", "leading zeros"),
    ValueClass.special: Text("特殊字符", "special characters"),
    ValueClass.emoji: Text("表情符号", "emoji"),
    ValueClass.no_such_date: Text("不存在的日期", "no such date"),
    ValueClass.far_past: Text("很久以前", "far past"),
    ValueClass.far_future: Text("很久以后", "far future"),
}
OUTCOME_NAMES: dict[TrialOutcome, Text] = {
    TrialOutcome.crashed: Text("崩溃", "crashed"),
    TrialOutcome.refused: Text("拒绝并说明", "refused"),
    TrialOutcome.held: Text("按钮不可点", "the button could not be pressed"),
    TrialOutcome.stayed: Text("停在原页", "stayed"),
    TrialOutcome.accepted: Text("接受", "accepted"),
    TrialOutcome.left: Text("离开了应用", "left the app"),
    TrialOutcome.untyped: Text("没能输入", "could not be typed"),
}


@dataclass(frozen=True, slots=True)
class FieldTrials:
    """All values that were tried, in order."""

    all: tuple[FieldTrial, ...] = ()

    @property
    def by_page(self) -> dict[str, tuple[FieldTrial, ...]]:
        found: dict[str, list[FieldTrial]] = {}
        for trial in self.all:
            found.setdefault(trial.page, []).append(trial)
        return {page: tuple(trials) for page, trials in found.items()}


def wrongly_taken(trial: FieldTrial) -> bool:
    """Whether the form surely took what it must not: the value stood in the field as it was typed, breaks what the form
    itself states, or moves an amount that is none, and the app went on to another page."""
    if trial.outcome is not TrialOutcome.accepted or trial.took:
        return False
    return bool(trial.stated) or (trial.money and trial.value_class in NEVER_MOVED)


def field_trials(crawl: Crawl, toasts: Toasts | None) -> FieldTrials:
    heard = sorted(toasts.toasts, key=lambda each: each.at_ms) if toasts else []
    times = [each.at_ms for each in heard]
    found = []
    for number, trial in enumerate(crawl.field_trials):
        following = crawl.field_trials[number + 1].at_ms if number + 1 < len(crawl.field_trials) else trial.ended_ms
        until = min(max(trial.ended_ms, following), trial.ended_ms + TOAST_MS)
        at = bisect_left(times, trial.at_ms)
        said = heard[at].text if at < len(heard) and heard[at].at_ms <= until else ""
        if said and trial.outcome is TrialOutcome.stayed and not trial.said:
            trial = msgspec.structs.replace(trial, said=said, outcome=TrialOutcome.refused)
        found.append(trial)
    return FieldTrials(tuple(found))
