"""The page graph: what pages an app has and which actions lead from one to the next.

Two levels. A *page* is what a tester would name; a *state* is a page plus what changes what is possible there (signed
in, tab, dialog, field filled). Edges join states; readers usually look at pages.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from patrol.model.locator import Locator
from patrol.model.record import Record

if TYPE_CHECKING:
    import networkx


class Provenance(StrEnum):
    """How patrol knows of a page or an edge."""

    declared = "declared"
    crawled = "crawled"
    walked = "walked"
    """Seen while a journey was played."""
    manifest = "manifest"


class ActionKind(StrEnum):
    launch = "launch"
    tap = "tap"
    long_tap = "long_tap"
    type = "type"
    scroll = "scroll"
    back = "back"
    deep_link = "deep_link"
    unknown = "unknown"
    """Of a declared relation between two pages: nobody wrote down what leads there."""


class Action(Record, frozen=True):
    """One thing done to the phone. `value` is typed text, a URL or a direction; secrets are masked before."""

    kind: ActionKind
    locator: Locator | None = None
    value: str = ""

    def __str__(self) -> str:
        return " ".join(str(p) for p in (self.kind.value, self.locator, self.value) if p)

    @property
    def repeatable(self) -> bool:
        """Whether it says enough to be done again: a tap without its element was only seen."""
        return self.locator is not None or self.kind not in (ActionKind.tap, ActionKind.long_tap, ActionKind.unknown)


class WallStatus(StrEnum):
    """Whether a crawl got past what stands in the way on a page."""

    passed = "passed"
    blocked = "blocked"


class Page(Record, frozen=True):
    """What a tester would name. `weak`: recognised without resource ids, so two pages may have been taken for one."""

    key: str
    """Stable across runs of the same build: the declared id, else a digest of the page's skeleton."""
    name: str
    activity: str = ""
    name_en: str = ""
    module: str = ""
    module_en: str = ""
    """The module's name in English, as declared; `module` is its id and its name."""
    weak: bool = False
    provenance: tuple[Provenance, ...] = (Provenance.crawled,)
    picture: str = ""
    """Path inside the run folder of the first screenshot; empty for a page that was never seen."""
    first_seen_ms: int | None = None
    visits: int = 0
    title: str = ""
    """Title as shown, without numbers, and after a newline the chosen item of the bottom navigation."""
    marks: tuple[str, ...] = ()
    """Its lasting widgets: how it is known again. Empty for a page that was only declared."""
    wall: str = ""
    """What stands in the way here: sign-in, consent, permission, captcha, real-name, crash."""
    wall_status: WallStatus = WallStatus.blocked
    """Of `wall`; says nothing where there is none."""
    wall_note: str = ""
    """Why it is blocked, or how it was passed."""
    owner: str = ""
    """Who answers for it, as declared."""
    importance: str = ""
    """As declared; empty for a page that nobody declared."""
    same_as: str = ""
    """Key of the page that this one turned out to be: kept so that earlier visits are counted there."""

    def name_of(self, lang: str) -> str:
        return self.name_en if lang == "en" and self.name_en else self.name


class State(Record, frozen=True):
    """A page in one condition; the page's plain state has no features."""

    key: str
    page: str
    features: tuple[str, ...] = ()
    """Such as `dialog:退出登录`, `tab:理财`, `signed-in`, `field:filled`."""
    picture: str = ""
    idle: tuple[str, ...] = ()
    """Keys of the actions that were tried here and led nowhere else: a later run need not try them again."""


OVERLAYS = ("dialog", "menu", "sheet", "permission", "crash")
"""Features of a state in which a window lies over the page: its tree does not show the page."""


def shows_page(state: str) -> bool:
    """Whether a look at the state of this key shows the page itself, not a window over it."""
    return not any(feature.partition(":")[0] in OVERLAYS for feature in state.split("!")[1:])


class Edge(Record, frozen=True):
    """An action that led from one state to another."""

    source: str
    target: str
    action: Action
    tries: int = 1
    arrivals: int = 1
    """How often it led to `target`; arrivals over tries is the trust in this edge."""
    provenance: tuple[Provenance, ...] = (Provenance.crawled,)
    typed: tuple[Action, ...] = ()
    """What was typed, ticked and chosen on the page right before; a scroll where the widget lay further down."""
    when: str = ""
    """Under which condition, as declared."""
    says: str = ""
    """What the widget says, without numbers, where its locator names it by id or place alone."""

    @property
    def trust(self) -> float:
        return self.arrivals / self.tries if self.tries else 0.0

    @property
    def seen(self) -> bool:
        """Whether anybody ever went this way; a way that is only declared has no tries and no trust, and no route may
        use it unless a declared way was asked for."""
        return self.arrivals > 0 and self.tries > 0


class Remembered(Record, frozen=True):
    """What a run was told by an earlier one and neither saw nor refuted. It is no finding of this run: nothing but the
    next crawl reads it, so no page, way or figure counts it."""

    pages: tuple[Page, ...] = ()
    """Pages that this run did not come to because it was cut short; one that had tried everything forgets them."""
    states: tuple[State, ...] = ()
    """States with the actions that led nowhere in an earlier run and were not tried in this one; some of the states
    were not met themselves."""
    edges: tuple[Edge, ...] = ()
    """Ways that were not gone in this run; tries and arrivals are those of the run that went them last."""


class PageGraph(Record, frozen=True):
    """All pages, states and edges of a run, in the order they were found."""

    start: str = ""
    """Key of the state that a fresh launch shows."""
    pages: tuple[Page, ...] = ()
    states: tuple[State, ...] = ()
    edges: tuple[Edge, ...] = ()
    remembered: Remembered = Remembered()

    def page(self, key: str) -> Page | None:
        return next((p for p in self.pages if p.key == key), None)

    def ways(self, *, declared: bool = False) -> tuple[Edge, ...]:
        """The edges that a route may use: those that were gone by an action that can be done again, and with `declared`
        those that are only declared."""
        return tuple(edge for edge in self.edges if (edge.seen or declared) and edge.action.repeatable)

    def state_pages(self) -> dict[str, str]:
        """State key → page key."""
        return {s.key: s.page for s in self.states}

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """States as nodes (attribute `page`), edges with their `edge` record and a `cost` that grows with distrust.
        Edges that are only declared are left out: nobody knows where they lead."""
        import networkx  # 0.5 s to load; only who walks the graph pays

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(start=self.start)
        for state in self.states:
            graph.add_node(state.key, page=state.page, state=state)
        for edge in self.ways():
            graph.add_edge(edge.source, edge.target, edge=edge, cost=1 + 4 * (1 - edge.trust))
        return graph
