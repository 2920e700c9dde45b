"""Holds a build against its baseline: what is new and has no owner, what got worse, and whether that fails the build.

Pure: the same run, baseline and policy give the same answer. What this run could not see fails nothing and passes
nothing: it makes the answer inconclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from patrol.compare.difference import difference
from patrol.compare.findings import Aged, aged
from patrol.compare.gate_words import left_open, remarks, summary
from patrol.compare.keeping import held
from patrol.compare.owing import Pages, Walks, lost, owed, unowned, unowned_ways
from patrol.compare.regression import suspects, told_once, trials, unmeasured
from patrol.compare.rules import GateRules
from patrol.compare.trial_words import undecided, worse
from patrol.compare.unsure import Unsure
from patrol.compare.unsure import said as unsure
from patrol.derive.thing_words import detail
from patrol.model.build import Build, FindingState, KnownFinding, ThingKind
from patrol.model.difference import Difference
from patrol.model.gate import Gate, GateItem, GateRule, Trial
from patrol.model.graph import Provenance
from patrol.model.record import Text
from patrol.model.verdict import WORST_FIRST, Status, Waiver

THINGS = {
    ThingKind.call: GateRule.new_call,
    ThingKind.permission: GateRule.new_permission,
    ThingKind.sdk: GateRule.new_sdk,
    ThingKind.host: GateRule.new_host,
}

THING_NAMES = {
    ThingKind.call: Text("新的隐私调用", "New privacy call"),
    ThingKind.permission: Text("新的权限", "New permission"),
    ThingKind.sdk: Text("新的 SDK", "New SDK"),
    ThingKind.host: Text("新的主机", "New host"),
}

PAGE_RULES = (GateRule.unowned_page, GateRule.removed_page)
"""What cannot be said without a crawl in both runs."""


def gate(
    base: Build,
    now: Build,
    rules: GateRules,
    walks: Walks,
    waivers: Sequence[Waiver] = (),
    doubts: Iterable[Text] = (),
) -> Gate:
    """The answer, failed items first. `waivers` are in force on the day of the run, `doubts` reasons for which the run
    itself proves nothing."""
    found = difference(base, now)
    ages = aged(base, now, found.same, found.removed)
    numbers = trials(base, now, rules.regressions, found.same)
    items = [_waived(item, waivers) for item in _items(base, now, rules, walks, found, ages, numbers)]
    items.sort(key=lambda item: WORST_FIRST.index(item.status))
    unclear = (*doubts, *_unclear(base, now, rules, found))
    failed = [item for item in items if item.status is Status.fail]
    open_items = [item for item in items if item.status is Status.inconclusive]
    status = Status.fail if failed else Status.inconclusive if unclear or open_items else Status.passed
    return Gate(
        base=base.head,
        status=status,
        summary=summary(status, failed, (*unclear, *left_open(open_items))),
        difference=found,
        items=tuple(items),
        trials=numbers,
        findings=ages.counts(),
        fixed=ages.fixed,
        remarks=(
            *remarks(base, now),
            *unsure(Unsure(base, now, found.maybe_removed), Unsure(now, base, found.maybe_added)),
        ),
    )


def _items(
    base: Build,
    now: Build,
    rules: GateRules,
    walks: Walks,
    found: Difference,
    ages: Aged,
    numbers: Sequence[Trial],
) -> Iterator[GateItem]:
    yield from unowned(owed(base, now, found), now, rules, walks, found.added)
    yield from unowned_ways(now, rules, walks)
    yield from lost(base, now, found, rules, walks)
    yield from _removed(base, found, rules)
    yield from _unseen(found, rules, walks)
    yield from _things(now, found, rules)
    yield from _worse(now, numbers, rules)
    yield from _budgets(now, found, rules)
    yield from _findings(now, ages, rules)
    yield from _missing(now, rules)


def _status(rule: GateRule, rules: GateRules) -> Status:
    return Status.fail if rule in rules.fail_on else Status.informative


def _removed(base: Build, found: Difference, rules: GateRules) -> Iterator[GateItem]:
    pages = Pages(base)
    for key in found.removed:
        name = pages.name(key)
        said = Text(f"页面“{name.zh}”不见了。", f"Page “{name.en}” is gone.")
        yield pages.item(GateRule.removed_page, _status(GateRule.removed_page, rules), key, said)


def _unseen(found: Difference, rules: GateRules, walks: Walks) -> Iterator[GateItem]:
    """New activities that nobody came to: what they show has no test case, and is not among the new pages either."""
    for thing in found.things_added:
        if thing.kind is ThingKind.activity and thing.id in walks.unseen:
            why = walks.unseen[thing.id]
            zh = f"新 activity {thing.name.zh} 没有看到：{why.zh}。"
            said = Text(zh, f"New activity {thing.name.en} was not seen: {why.en}.")
            yield GateItem(GateRule.unseen_activity, thing.id, _status(GateRule.unseen_activity, rules), said)


def _things(now: Build, found: Difference, rules: GateRules) -> Iterator[GateItem]:
    pages = Pages(now)
    for thing in found.things_added:
        rule = THINGS.get(thing.kind)
        if rule is None:
            continue
        what, name, more = THING_NAMES[thing.kind], thing.name, detail(thing)
        zh, en = (f"（{more.zh}）", f" ({more.en})") if more else ("", "")
        said = Text(f"{what.zh}：{name.zh}{zh}。", f"{what.en}: {name.en}{en}.")
        item = pages.item(rule, _status(rule, rules), thing.page, said)
        yield msgspec.structs.replace(item, subject=thing.id)


def _worse(now: Build, numbers: Sequence[Trial], rules: GateRules) -> Iterator[GateItem]:
    """Numbers that got worse, and start-up times that look worse and were measured too seldom to say so. Other numbers
    that could not be decided stand among the trials, with how many more measurements would do."""
    pages = Pages(now)
    open_status = Status.inconclusive if GateRule.regression in rules.fail_on else Status.informative
    told = [(trial, _status(GateRule.regression, rules), worse(trial)) for trial in told_once(numbers)]
    told += [(trial, open_status, undecided(trial)) for trial in suspects(numbers)]
    for trial, status, said in told:
        item = pages.item(GateRule.regression, status, trial.page, said)
        yield msgspec.structs.replace(item, subject=trial.id, trial=trial)


def _budgets(now: Build, found: Difference, rules: GateRules) -> Iterator[GateItem]:
    """Budgets that are broken, or of which nobody can say."""
    pages, fails = Pages(now), GateRule.budget in rules.fail_on
    for one in held(rules.budgets, now, found):
        if one.status is not Status.passed:
            status = one.status if fails else Status.informative
            item = pages.item(GateRule.budget, status, one.page, one.message)
            yield msgspec.structs.replace(item, subject=one.subject)


NEW = {
    FindingState.new: (GateRule.new_finding, Text("新问题", "New finding")),
    FindingState.returned: (GateRule.returned_finding, Text("问题又出现", "A finding is back")),
}


def _findings(now: Build, ages: Aged, rules: GateRules) -> Iterator[GateItem]:
    pages = Pages(now)
    for finding in ages.present:
        if finding.state not in NEW:
            continue
        rule, what = NEW[finding.state]
        said = Text(f"{what.zh}：{finding.message.zh}", f"{what.en}: {finding.message.en}")
        item = pages.item(rule, _of_finding(finding, rule, rules), finding.page, said)
        yield msgspec.structs.replace(item, subject=f"{finding.check}/{finding.subject}", finding=finding)


def _of_finding(finding: KnownFinding, rule: GateRule, rules: GateRules) -> Status:
    if rule not in rules.fail_on or finding.severity not in rules.severities:
        return Status.informative
    return Status.passed if finding.waived else Status.fail


def _missing(now: Build, rules: GateRules) -> Iterator[GateItem]:
    for module in now.pending:
        said = Text(f"模块“{module}”已声明，但没有出现。", f"Module “{module}” was announced and has not arrived.")
        yield GateItem(GateRule.missing_module, module, _status(GateRule.missing_module, rules), said)


def _waived(item: GateItem, waivers: Sequence[Waiver]) -> GateItem:
    if item.status not in (Status.fail, Status.inconclusive):
        return item
    fitting = (one for one in waivers if one.gate == item.rule and one.covers(item.subject))
    waiver = next(fitting, None)
    return item if waiver is None else msgspec.structs.replace(item, status=Status.passed, waiver=waiver)


def _unclear(base: Build, now: Build, rules: GateRules, found: Difference) -> Iterator[Text]:
    """What a rule that fails builds needs, and this run or the baseline's did not give."""
    if any(rule in rules.fail_on for rule in PAGE_RULES):
        if not _crawled(base):
            yield Text(
                "基线的运行没有探索，不知道有哪些页面",
                "the baseline's run did not explore the app: its pages are not known",
            )
        if not _crawled(now):
            yield Text("这次没有探索，新页面无从发现", "this run did not explore the app: new pages could not be found")
    if GateRule.regression in rules.fail_on:
        yield from unmeasured(base, now)
    blind = set(now.unseen) - set(base.unseen)
    for kind, rule in THINGS.items():
        if kind in blind and rule in rules.fail_on:
            name = THING_NAMES[kind]
            yield Text(f"这次看不到：{name.zh}", f"this run could not see: {name.en.lower()}s")


def _crawled(build: Build) -> bool:
    return any(Provenance.crawled in page.provenance for page in build.graph.pages)
