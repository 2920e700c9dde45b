"""New pages and important ways that need a journey, and pages that lost theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from patrol.compare.ownership import Ownership
from patrol.compare.rules import GateRules
from patrol.compare.seen import seen_pages
from patrol.compare.ways import in_chinese, in_english, names_of_pages, whole_way
from patrol.crawl.ways import way_over
from patrol.derive.pages import OUTSIDE
from patrol.model.build import Build, Owed, PageLook
from patrol.model.difference import Difference
from patrol.model.gate import LEADS_TO, GateItem, GateRule
from patrol.model.graph import Page
from patrol.model.journey import Outcome
from patrol.model.record import Text
from patrol.model.verdict import Status

NOT_THE_APPS = ("permission", "crash")
"""Walls that are Android's own windows: no journey is the test case of them."""

DRAFTS = "drafts"
"""Folder inside the run folder."""

DID = {
    Outcome.passed: Text("没有到达", "did not come there"),
    Outcome.failed: Text("没有通过", "failed"),
    Outcome.broken: Text("中途断开", "broke off"),
    Outcome.skipped: Text("被跳过", "was skipped"),
}


@dataclass(frozen=True, slots=True)
class Walks:
    """What this run's journeys did."""

    owned: Ownership
    played: tuple[str, ...]
    """Journeys that were walked."""
    important: tuple[tuple[str, str], ...] = ()
    """(page, page): ways that pages.yaml marks important."""
    left_out: bool = False
    """The journeys were not played in this run: nobody knows who reaches what."""
    unseen: Mapping[str, Text] = field(default_factory=dict)
    """Activities of the app's own that this run did not reach → why."""


class Pages:
    """The pages of a build with what is shown of them."""

    def __init__(self, build: Build) -> None:
        self._pages = {page.key: page for page in build.graph.pages}
        self._looks = {look.page: look for look in build.looks}
        self._seen = {page.key for page in seen_pages(build)}

    def seen(self, key: str) -> bool:
        """Whether the run showed it; a page that is only declared is known and was not seen."""
        return key in self._seen

    def get(self, key: str) -> Page | None:
        return self._pages.get(key)

    def look(self, key: str) -> PageLook | None:
        return self._looks.get(key)

    def name(self, key: str) -> Text:
        page = self._pages.get(key)
        return Text(page.name_of("zh"), page.name_of("en")) if page else Text(key, key)

    def item(
        self, rule: GateRule, status: Status, key: str, message: Text, draft: str = "", grace_until: str = ""
    ) -> GateItem:
        """An item about a page, with its picture and the way to it."""
        look = self.look(key)
        picture, way, english = (look.picture, look.way, look.way_en) if look else ("", (), ())
        return GateItem(rule, key, status, message, key, picture, way, draft, grace_until=grace_until, way_en=english)


def needs_owner(page: Page | None) -> bool:
    """Whether it is a page of the app, for which there can be a test case."""
    return page is not None and not page.key.startswith(OUTSIDE) and page.wall not in NOT_THE_APPS and not page.same_as


def owed(base: Build, now: Build, found: Difference) -> tuple[Owed, ...]:
    """Pages of `now` that came after a baseline and have no owner: new ones, and those that were owed before. What this
    run did not see stays owed."""
    pages = Pages(now)
    keys, gone = dict(found.same), set(found.removed)
    day, version = now.head.started_at[:10], now.head.version
    known = {keys.get(one.page, one.page): one for one in base.owed if one.page not in gone}
    told = {key: Owed(key, one.since, one.version) for key, one in known.items()}
    for key in found.added:
        told.setdefault(key, Owed(key, day, version))
    new = set(found.added)
    return tuple(one for key, one in told.items() if _owes(pages, key, new=key in new))


def _owes(pages: Pages, key: str, *, new: bool) -> bool:
    look = pages.look(key)
    if not pages.seen(key):
        return not new  # an owed page that this run did not come to
    return needs_owner(pages.get(key)) and not (look and look.owners)


def unowned(
    debts: Iterable[Owed], now: Build, rules: GateRules, walks: Walks, new: Iterable[str]
) -> Iterator[GateItem]:
    """An item for each page of `debts` that this run saw."""
    pages, added = Pages(now), set(new)
    for debt in debts:
        page = pages.get(debt.page)
        if page is None or not pages.seen(debt.page):
            continue
        said = _without_owner(pages.name(debt.page), debt, walks, is_new=debt.page in added)
        draft = f"{DRAFTS}/{debt.page}.yaml" if pages.look(debt.page) else ""
        until = _grace_until(debt, rules)
        if {page.module, page.module_en} & set(rules.grace.modules):
            told = Text(
                f"{said.zh}模块“{page.module}”暂不要求。", f"{said.en} Its module “{page.module}” needs none yet."
            )
            yield pages.item(GateRule.unowned_page, Status.passed, debt.page, told, draft=draft)
        elif until and now.head.started_at[:10] <= until:
            told = Text(f"{said.zh}宽限到 {until}。", f"{said.en} It has until {until}.")
            yield pages.item(GateRule.unowned_page, Status.passed, debt.page, told, draft=draft, grace_until=until)
        else:
            status = _unowned_status(GateRule.unowned_page, rules, _unknown(debt.page, walks))
            yield pages.item(GateRule.unowned_page, status, debt.page, said, draft=draft, grace_until=until)


def _unowned_status(rule: GateRule, rules: GateRules, unknown: bool) -> Status:
    if rule not in rules.fail_on:
        return Status.informative
    return Status.inconclusive if unknown else Status.fail


def _unknown(page: str, walks: Walks) -> bool:
    """Whether a journey may own the page, had the phone let it: it broke off, or none was played."""
    claims = walks.owned.claims.get(page, ())
    return walks.left_out or any(outcome is Outcome.broken for _, outcome in claims)


def _without_owner(name: Text, debt: Owed, walks: Walks, *, is_new: bool) -> Text:
    zh = f"新页面“{name.zh}”没有用例" if is_new else f"页面“{name.zh}”从 {debt.version or debt.since} 起一直没有用例"
    en = f"New page “{name.en}” has no owner" if is_new else _still(name.en, debt)
    if walks.left_out:
        return Text(f"{zh}：这次没有走流程，无法判断。", f"{en}: the journeys were not played, so nobody can tell.")
    if claims := walks.owned.claims.get(debt.page, ()):
        told_zh = "，".join(f"{journey} 覆盖它但{DID[outcome].zh}" for journey, outcome in claims)
        told_en = ", ".join(f"{journey} covers it and {DID[outcome].en}" for journey, outcome in claims)
        return Text(f"{zh}：{told_zh}。", f"{en}: {told_en}.")
    return Text(f"{zh}：没有流程覆盖它。", f"{en}: no journey covers it.")


def _still(name: str, debt: Owed) -> str:
    return f"Page “{name}”, new in {debt.version or debt.since}, still has no owner"


def _grace_until(debt: Owed, rules: GateRules) -> str:
    """The last day of grace; "" for none."""
    try:
        return (date.fromisoformat(debt.since) + timedelta(rules.grace.days)).isoformat() if rules.grace.days else ""
    except (ValueError, OverflowError):
        return ""


def unowned_ways(now: Build, rules: GateRules, walks: Walks) -> Iterator[GateItem]:
    """Ways marked important that no journey went."""
    pages, names = Pages(now), names_of_pages(now.graph)
    for source, target in dict.fromkeys(walks.important):
        if walks.owned.of_edge(source, target):
            continue
        zh = f"重要路径“{pages.name(source).zh} → {pages.name(target).zh}”没有用例"
        en = f"Important way “{pages.name(source).en} → {pages.name(target).en}” has no owner"
        why_zh, why_en = "没有哪个覆盖其中页面的流程走过它", "no journey that covers one of its pages goes it"
        if walks.left_out:
            why_zh, why_en = "这次没有走流程，无法判断", "the journeys were not played, so nobody can tell"
        status = _unowned_status(GateRule.unowned_edge, rules, walks.left_out)
        way = way_over(now.graph, source, target)
        told = tuple(whole_way(way, names, now.graph)) if way else ()
        yield GateItem(
            GateRule.unowned_edge,
            f"{source}{LEADS_TO}{target}",
            status,
            Text(f"{zh}：{why_zh}。", f"{en}: {why_en}."),
            page=target,
            picture=look.picture if (look := pages.look(target)) else "",
            way=in_chinese(told),
            way_en=in_english(told),
            draft=f"{DRAFTS}/{source}--{target}.yaml" if way else "",
        )


def lost(base: Build, now: Build, found: Difference, rules: GateRules, walks: Walks) -> Iterator[GateItem]:
    """Pages that a journey reached in the baseline's run, and none reaches now."""
    then, pages = Pages(base), Pages(now)
    for key_then, key in found.same:
        before, look = then.look(key_then), pages.look(key)
        if before is None or not before.owners or (look and look.owners):
            continue  # owned now, or never
        told = _whys(before.owners, key, walks)
        names_zh, names_en = ("，".join(why.zh for why in told), ", ".join(why.en for why in told))
        name = pages.name(key)
        message = Text(f"“{name.zh}”失去了用例：{names_zh}。", f"“{name.en}” lost its owner: {names_en}.")
        played = any(journey in walks.played for journey in before.owners)
        yield pages.item(
            GateRule.lost_owner,
            _unowned_status(GateRule.lost_owner, rules, not played or _unknown(key, walks)),
            key,
            message,
        )


def _whys(owners: Iterable[str], page: str, walks: Walks) -> list[Text]:
    """Why each of the former owners is none now."""
    claims: Mapping[str, Outcome] = dict(walks.owned.claims.get(page, ()))
    found = []
    for journey in owners:
        did = DID.get(claims[journey]) if journey in claims else None
        if did is None and journey in walks.played:
            did = Text("不再覆盖它", "covers it no longer")
        did = did or Text("这次没有走", "was not played")
        found.append(Text(f"{journey} {did.zh}", f"{journey} {did.en}"))
    return found
