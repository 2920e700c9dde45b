"""Where the declaration and the app disagree, and where the run could not tell.

A declared page that was not found is missing only when the crawl had tried everything that it could reach. Where a wall
stood in the way, or the crawl ended before, nobody knows, and that is what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from patrol.derive.merging import action_of, locator_of, names
from patrol.derive.pages import OUTSIDE, Pages
from patrol.model.artifacts import ENDED, AppInfo, Crawl, CrawlStep, Screens
from patrol.model.graph import ActionKind, Page, PageGraph, Provenance, WallStatus
from patrol.model.locator import Locator
from patrol.model.recognise import same_activity
from patrol.model.record import Text
from patrol.model.recorded import Files
from patrol.model.result import Drift, DriftKind, DriftReason
from patrol.model.scenario import WALLS, Declared, DeclaredEdge, DeclaredPage
from patrol.model.screen import Node, Screen
from patrol.model.versions import reached

TREES = 64
"""Kept at a time; a declaration names the ways of a page one after the other."""

WHY: dict[DriftReason, Text] = {
    DriftReason.absent: Text("能到达的都试过了，没有这一页", "everything in reach was tried and it is not there"),
    DriftReason.no_activity: Text("这个构建里没有它的 activity", "this build holds no activity of its name"),
    DriftReason.undeclared: Text("pages.yaml 里没有", "pages.yaml does not name it"),
    DriftReason.led_elsewhere: Text("动作做了，到了别的页面", "it was done and led to another page"),
    DriftReason.blocked: Text("被挡住", "something stood in the way"),
    DriftReason.cut_short: Text("探索提前结束，还没轮到", "the crawl ended before its turn came"),
    DriftReason.not_crawled: Text("这次没有探索", "this run did not explore"),
    DriftReason.unrecognisable: Text("没有写 recognise，无法识别", "it has no `recognise`, so nothing can know it"),
    DriftReason.condition: Text("不知道条件是否成立", "whether its condition was met is not known"),
    DriftReason.not_gone: Text("两页都看到了，但没有走这条路", "both pages were seen, but nobody went this way"),
}

WALL_NAMES: dict[str, Text] = {
    "sign-in": Text("登录", "sign-in"),
    "consent": Text("隐私同意", "consent"),
    "permission": Text("系统权限", "a permission"),
    "captcha": Text("验证码", "a captcha"),
    "real-name": Text("实名认证", "real-name verification"),
    "crash": Text("崩溃", "a crash"),
}


def why(reason: DriftReason, wall: str = "") -> Text:
    """The reason as a sentence, with the wall that stood in the way."""
    if reason is not DriftReason.blocked:
        return WHY[reason]
    name = WALL_NAMES.get(wall, Text(wall, wall))
    return Text(f"被{name.zh}挡住", f"blocked by {name.en}")


@dataclass(frozen=True, slots=True)
class Drifts:
    """All differences, pages first, in the order of pages.yaml; nothing when nothing is declared."""

    all: tuple[Drift, ...] = ()
    declared: int = 0
    """Declared pages."""

    def of(self, kind: DriftKind, *, real: bool = True) -> tuple[Drift, ...]:
        return tuple(one for one in self.all if one.kind is kind and one.real is real)


def drifts(
    pages: Pages,
    declared: Declared | None,
    crawl: Crawl | None,
    screens: Screens | None,
    app: AppInfo | None,
    files: Files,
) -> Drifts:
    if declared is None or not declared.pages:
        return Drifts()
    due = due_by(declared, app)
    activities = app.activities if app and app.activities_complete else ()
    comparison = _Comparison(pages, due, crawl, screens, activities, files)
    return Drifts(tuple(comparison.all()), len(due.pages))


def due_by(declared: Declared, app: AppInfo | None) -> Declared:
    """What of a declaration this build should have: without the pages that are announced for a later version, and
    their ways. Where the build does not tell its version, what is announced is not missed either."""
    version, code = (app.version_name, app.version_code) if app is not None else ("", 0)
    early = {
        page.id for page in declared.pages if (since := declared.since(page)) and not reached(since, version, code)
    }
    if not early:
        return declared
    pages = tuple(page for page in declared.pages if page.id not in early)
    edges = tuple(edge for edge in declared.edges if not {edge.source, edge.target} & early)
    return msgspec.structs.replace(declared, pages=pages, edges=edges)


def seen_pages(graph: PageGraph, screens: Screens | None) -> set[str]:
    """Keys of the pages that were shown."""
    visited = {visit.page for visit in screens.visits} if screens else set()
    return {p.key for p in graph.pages if p.key in visited or p.visits or p.first_seen_ms is not None}


@dataclass(slots=True)
class _Attempts:
    """What was tried on one page: (step, page that it led to)."""

    steps: list[tuple[CrawlStep, str]] = field(default_factory=list)


class _Comparison:
    def __init__(
        self,
        pages: Pages,
        declared: Declared,
        crawl: Crawl | None,
        screens: Screens | None,
        activities: tuple[str, ...],
        files: Files,
    ) -> None:
        self._pages = pages
        self._activities = activities
        """All of the manifest; empty when they are not known."""
        self._declared = declared
        self._crawl = crawl if crawl and (crawl.steps or crawl.stop) else None
        self._files = files
        self._seen = seen_pages(pages.graph, screens)
        self._trees = _trees(screens)
        self._walls = {page.key: page for page in pages.graph.pages if page.wall}
        self._blocked = {p.wall: p for p in self._walls.values() if p.wall_status is WallStatus.blocked}
        self._attempts = _attempts(crawl, pages.graph)
        page_of = pages.graph.state_pages()
        self._ways = {(page_of.get(e.source), page_of.get(e.target)) for e in pages.graph.edges if e.seen}
        self._led_to = {edge.target for edge in declared.edges}
        self._tree_cache: dict[str, Screen | None] = {}

    def all(self) -> Iterator[Drift]:
        edges = [edge for edge in map(self._edge, self._declared.edges) if edge is not None]
        walls = self._behind({page.id for page in self._declared.pages if page.id not in self._seen}, edges)
        missing = {
            page.id: self._missing(page, walls.get(page.id))
            for page in self._declared.pages
            if page.id not in self._seen
        }
        yield from missing.values()
        yield from self._undeclared()
        for edge in edges:
            beginning = missing.get(edge.page)
            if beginning is None:
                yield edge
            elif not beginning.real:  # else the page's own line says it
                wall = {"wall": beginning.wall, "wall_page": beginning.wall_page}
                yield msgspec.structs.replace(edge, reason=beginning.reason, why=beginning.why, **wall)

    def _missing(self, page: DeclaredPage, wall: Page | None) -> Drift:
        reason, wall = self._why(page, wall)
        return Drift(
            DriftKind.missing,
            reason,
            page.id,
            wall=wall.wall if wall else "",
            wall_page=wall.key if wall else "",
            importance=page.importance.value,
            why=why(reason, wall.wall if wall else ""),
            since=self._declared.since(page),
        )

    def _undeclared(self) -> Iterator[Drift]:
        for page in self._pages.graph.pages:
            outside = page.key.startswith(OUTSIDE) or page.same_as
            if page.key in self._seen and Provenance.declared not in page.provenance and not outside:
                yield Drift(DriftKind.undeclared, DriftReason.undeclared, page.key, why=why(DriftReason.undeclared))

    def _why(self, page: DeclaredPage, wall: Page | None) -> tuple[DriftReason, Page | None]:
        """Why a declared page was not found."""
        if not page.recognise.conditions:
            return DriftReason.unrecognisable, None
        if self._activities and not any(same_activity(page.recognise.activity, name) for name in self._activities):
            return DriftReason.no_activity, None
        if wall is not None:
            return DriftReason.blocked, wall
        if self._crawl is None:
            return DriftReason.not_crawled, None
        if self._crawl.stop not in ENDED:
            return DriftReason.cut_short, None
        # Nothing says where the page lies; behind a wall that nobody got past it may be.
        if self._blocked and page.id not in self._led_to:
            return DriftReason.blocked, next(iter(self._blocked.values()))
        return DriftReason.absent, None

    def _behind(self, missing: set[str], edges: list[Drift]) -> Mapping[str, Page]:
        """Missing page → the wall that its declared ways end at, directly or over other missing pages."""
        found: dict[str, Page] = {}
        for edge in edges:
            if edge.target in missing and edge.reason is DriftReason.blocked and edge.wall_page in self._walls:
                found.setdefault(edge.target, self._walls[edge.wall_page])
        grew = bool(found)
        while grew:
            grew = False
            for told in self._declared.edges:
                if told.target in missing and told.target not in found and told.source in found:
                    found[told.target] = found[told.source]
                    grew = True
        return found

    # --- ways ---------------------------------------------------------------------------------------------------------

    def _edge(self, told: DeclaredEdge) -> Drift | None:
        """What is wrong with a declared way; None when it was gone."""
        if (told.source, told.target) in self._ways:
            return None
        led = [] if told.source not in self._seen else self._led(told)
        away = [page for page in dict.fromkeys(led) if page not in ("", told.source)]
        reason, wall = self._way_reason(told, away)
        elsewhere = reason is DriftReason.led_elsewhere
        target = self._pages.by_key.get(told.target)
        return Drift(
            DriftKind.elsewhere if elsewhere else DriftKind.untried,
            reason,
            told.source,
            told.target,
            str(action_of(told.action)) if told.action else "",
            told.when,
            tuple(away),
            wall.wall if wall else "",
            wall.key if wall else "",
            target.importance if target else "",
            why(reason, wall.wall if wall else ""),
        )

    def _way_reason(self, told: DeclaredEdge, away: list[str]) -> tuple[DriftReason, Page | None]:
        met = next((self._walls[page] for page in away if page in self._walls), None)
        if met is not None:
            return DriftReason.blocked, met
        if told.when in self._blocked:
            return DriftReason.blocked, self._blocked[told.when]
        source = self._walls.get(told.source)
        if source is not None and source.wall_status is WallStatus.blocked:
            return DriftReason.blocked, source
        if told.when and not self._met(told.when):
            return DriftReason.condition, None
        if any(not page.startswith(OUTSIDE) for page in away):
            return DriftReason.led_elsewhere, None
        if self._crawl is None:
            return DriftReason.not_crawled, None
        return (DriftReason.not_gone if self._crawl.stop in ENDED else DriftReason.cut_short), None

    def _met(self, when: str) -> bool:
        """Whether a condition is known to have held: a wall that was passed. Words for readers are not known."""
        return when in WALLS and any(
            page.wall == when and page.wall_status is WallStatus.passed for page in self._walls.values()
        )

    def _led(self, told: DeclaredEdge) -> list[str]:
        """Where the declared action led whenever it was done."""
        attempts = self._attempts.get(told.source)
        if attempts is None or told.action is None:
            return []
        return [target for step, target in attempts.steps if self._is_action(told, step)]

    def _is_action(self, told: DeclaredEdge, step: CrawlStep) -> bool:
        """Whether a step did what is declared: by name, else by the element that both mean in the page's tree."""
        if names(told, step.action):
            return True
        asked = action_of(told.action)
        if asked.kind is not step.action.kind or asked.locator is None or step.action.locator is None:
            return False
        tree = self._tree(step.source, told.source)
        if tree is None or told.action is None:
            return False
        wanted = element(tree, locator_of(told.action.arguments.get("on")))
        done = element(tree, step.action.locator)
        return wanted is not None and done is not None and _one_thing(wanted, done)

    def _tree(self, state: str, page: str) -> Screen | None:
        path = self._trees.get(state) or self._trees.get(page, "")
        if path not in self._tree_cache:
            if len(self._tree_cache) >= TREES:
                self._tree_cache.clear()
            self._tree_cache[path] = self._files.tree(path) if path else None
        return self._tree_cache[path]


def _attempts(crawl: Crawl | None, graph: PageGraph) -> dict[str, _Attempts]:
    """Page → what was done there and observed. What crashed says nothing of where the way leads."""
    page_of = graph.state_pages()
    found: dict[str, _Attempts] = {}
    for step in crawl.steps if crawl else ():
        source = page_of.get(step.source)
        if source is None or step.ended_ms is None or step.note.startswith("crashed"):
            continue
        if step.action.kind in (ActionKind.launch, ActionKind.scroll):
            continue
        target = page_of.get(step.target, step.target if step.target.startswith(OUTSIDE) else "")
        found.setdefault(source, _Attempts()).steps.append((step, target))
    return found


def _trees(screens: Screens | None) -> dict[str, str]:
    """State, or page → path of its first stored tree."""
    found: dict[str, str] = {}
    for visit in screens.visits if screens else ():
        if visit.tree:
            found.setdefault(visit.state, visit.tree)
            found.setdefault(visit.page, visit.tree)
    return found


def element(tree: Screen, locator: Locator) -> Node | None:
    """The first node that a locator names; None for what only a phone could tell (xpath)."""
    if locator.xpath:
        return None
    if locator.path:
        return _at(tree, locator.path)
    fits = [node for node in tree.nodes() if node.visible and _fits(node, locator)]
    fits.sort(key=lambda node: (not node.clickable, node.bounds.top, node.bounds.left))
    return fits[locator.index] if locator.index < len(fits) else None


def _at(tree: Screen, path: tuple[int, ...]) -> Node | None:
    nodes: tuple[Node, ...] = tree.roots
    node = None
    for index in path:
        if index >= len(nodes):
            return None
        node = nodes[index]
        nodes = node.children
    return node


def _fits(node: Node, asked: Locator) -> bool:
    id = node.resource_id.rpartition("/")[2]
    if asked.text and asked.text not in (node.text.strip(), node.description.strip(), id):
        return False
    if asked.contains and asked.contains not in node.text and asked.contains not in node.description:
        return False
    if asked.description and asked.description != node.description.strip():
        return False
    if asked.id and asked.id not in (id, node.resource_id):
        return False
    return not asked.class_name or node.class_name.endswith(asked.class_name)


def _one_thing(a: Node, b: Node) -> bool:
    """The same node, or one inside the other: a text and the row that carries it are one thing to tap."""
    return a is b or any(node is b for node in a.walk()) or any(node is a for node in b.walk())
