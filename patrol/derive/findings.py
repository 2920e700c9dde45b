"""What checks on sensitive calls have in common: who and what in words, evidence, verdicts, and what was not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import zip_longest

from patrol.catalogue.apis import catalogue
from patrol.catalogue.sdks import known_sdks
from patrol.derive.callers import CallerKind
from patrol.derive.calls import CallGroup, SeenCall, groups, name_of
from patrol.derive.consent import Consent
from patrol.derive.evidence import Heading, table
from patrol.derive.hook_sight import HookSight
from patrol.derive.pages import Pages
from patrol.model.consent import ConsentPhase
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Call, ColumnKind, Evidence, Status, Verdict

STACKS_SHOWN = 3
TIMES_SHOWN = 20
TIMES: tuple[Heading, ...] = (
    ("时刻", "when", ColumnKind.moment),
    ("接口", "call"),
    ("页面", "page", ColumnKind.page),
    ("步骤", "step", ColumnKind.step),
    ("同意阶段", "consent", ColumnKind.phase),
)
"""Columns of the table of calls."""
IN_USE = frozenset({ConsentPhase.foreground, ConsentPhase.permission_refused, ConsentPhase.unknown})
"""The app is in front and agreed to, or nobody knows: apps without a consent window have no phases."""

PHASES: dict[ConsentPhase, Text] = {
    ConsentPhase.before_notice: Text("首次启动、隐私弹窗出现之前", "after the first start, before the privacy window"),
    ConsentPhase.asked: Text(
        "隐私弹窗显示期间、用户同意之前", "while the privacy window stood, before the user agreed"
    ),
    ConsentPhase.refused: Text("用户不同意之后", "after the user had refused"),
    ConsentPhase.foreground: Text("同意后在前台使用时", "in use, after consent"),
    ConsentPhase.idle: Text("同意后停留在前台、无人操作时", "in front, while nobody touched the phone"),
    ConsentPhase.background: Text("同意后退到后台时", "in the background"),
    ConsentPhase.permission_refused: Text("用户拒绝权限之后", "after a permission was refused"),
    ConsentPhase.withdrawn: Text("用户撤回同意或注销之后", "after consent was withdrawn"),
    ConsentPhase.unknown: Text("同意状态未知时", "under unknown consent"),
}


def by_app(seen: SeenCall) -> bool:
    return seen.who.kind is CallerKind.app


def by_others(seen: SeenCall) -> bool:
    """By an SDK, or by code that belongs neither to the app nor to a known SDK."""
    return seen.who.kind in (CallerKind.sdk, CallerKind.unknown)


def in_use(seen: SeenCall) -> bool:
    return seen.when.phase in IN_USE


@cache
def _categories() -> dict[str, Text]:
    return {category.id: Text(category.zh, category.en) for category in catalogue().categories}


def category_name(category: str) -> Text:
    return _categories().get(category, Text("未知接口", "an unknown API"))


def needed(seen: SeenCall, privacy: DeclaredPrivacy | None) -> bool:
    """Whether app.yaml says, with a reason, that the app needs this on this page, or this SDK does."""
    for one in privacy.needed if privacy else ():
        here = not one.pages or not {seen.when.page, seen.when.left}.isdisjoint(one.pages)
        if here and seen.category in one.categories and (not one.sdks or is_one(seen.key, seen.who.package, one.sdks)):
            return True
    return False


def is_one(key: str, package: str, names: tuple[str, ...]) -> bool:
    """Whether a caller, by its key and package, is named. Names are `app`, ids of SDKs, and package prefixes; one
    prefix of an SDK stands for all of them."""
    for name in names:
        known = known_sdks().of_class(name)
        if name == key or (known is not None and known[0].id == key):
            return True
        if package == name or package.startswith(f"{name}."):
            return True
    return False


def found(
    calls: Iterable[SeenCall],
    wanted: Callable[[SeenCall], bool],
    key: Callable[[SeenCall], str] = lambda seen: f"{seen.key}/{seen.category}",
) -> dict[str, CallGroup]:
    """Those of the calls that are wanted, by `who/category` unless `key` says otherwise: the subject of a verdict."""
    return groups(filter(wanted, calls), key)


def told(group: CallGroup, when: Text | None = None) -> Text:
    """“JPush read IMEI (…getImei) 3 times, in the background”."""
    first, who, what = group.first, name_of(group.first.who), category_name(group.first.category)
    methods = list(dict.fromkeys(short(seen.call.call) for seen in group.calls))
    more = f"、另{len(methods) - 1}个接口" if len(methods) > 1 else ""
    also = f" and {len(methods) - 1} more" if len(methods) > 1 else ""
    at = when or PHASES[first.when.phase]
    return Text(
        f"{who.zh}在{at.zh}读取了「{what.zh}」{group.count} 次（{methods[0]}{more}）",
        f"{who.en} read “{what.en}” {group.often} {at.en} ({methods[0]}{also})",
    )


def where(group: CallGroup, pages: Pages) -> Text:
    """The pages on which the calls came, by name."""
    return pages.names(seen.when.page for seen in group.calls)


def short(call: str) -> str:
    """`TelephonyManager.getImei` of `android.telephony.TelephonyManager.getImei`."""
    return ".".join(call.split(".")[-2:])


def verdict(
    subject: str,
    group: CallGroup,
    message: Text | None = None,
    *,
    status: Status = Status.fail,
    more: Iterable[Evidence] = (),
) -> Verdict:
    return Verdict(status, message or told(group), subject=subject, evidence=(*evidence(group), *more))


def call(seen: SeenCall) -> Evidence:
    """One call with its stack, masked arguments and caller."""
    who = name_of(seen.who)
    note = Text(f"调用者：{who.zh}", f"Called by {who.en}")
    return Call(
        api=seen.call.call,
        stack=seen.stack,
        arguments=seen.call.arguments,
        at_ms=seen.at_ms,
        page=seen.when.page,
        step=seen.when.step,
        note=note,
    )


def evidence(group: CallGroup) -> tuple[Evidence, ...]:
    """The first call of each of the first few ways into it, then the times of all when there are several."""
    ways = {(seen.call.call, seen.stack): seen for seen in reversed(group.calls)}
    shown = sorted(ways.values(), key=lambda seen: seen.at_ms)[:STACKS_SHOWN]
    calls = tuple(call(seen) for seen in shown)
    if group.count == 1:
        return calls
    rows = [
        (seen.at_ms, seen.call.call, seen.when.page, seen.when.step, seen.when.phase.value)
        for seen in group.calls[:TIMES_SHOWN]
    ]
    return (*calls, table(TIMES, rows))


def not_seen(sight: HookSight, consent: Consent, *phases: ConsentPhase) -> Iterator[Verdict]:
    """What makes silence no proof: phases that the run did not go through, and times when calls may have been missed
    in these phases (at any time when none is named). To be yielded beside what was found."""
    if not phases:
        yield from sight.undecided()
        return
    ends = [span.from_ms for span in consent.spans[1:]]
    spans = [
        (span.from_ms, end)
        for span, end in zip_longest(consent.spans, ends)
        if span is not None and span.phase in phases
    ]
    if not spans:
        at = PHASES[phases[0]]
        text = Text(f"本次运行没有经过“{at.zh}”这一阶段", f"the run had no time {at.en}")
        yield Verdict(Status.inconclusive, text)
    blind = next((verdict for span in spans for verdict in sight.undecided(*span)), None)
    if blind is not None:
        yield blind
