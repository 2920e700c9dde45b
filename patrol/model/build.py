"""One build of an app as one run saw it: all that a later build is compared with.

Made from a run (`patrol.compare.build`), kept as a baseline (`patrol baseline save`), small enough to be committed.
"""

from __future__ import annotations

from enum import StrEnum

from patrol.model.graph import PageGraph
from patrol.model.record import Record, Text
from patrol.model.verdict import Severity

BUILD_SCHEMA = 1


class BuildHead(Record, frozen=True):
    """Which build, seen by which run, judged by which rules."""

    package: str
    run_id: str
    started_at: str
    """UTC, ISO 8601."""
    version: str = ""
    version_code: int = 0
    phone: str = ""
    """Model and Android version: figures are compared only between equal ones."""
    patrol: str = ""
    """patrol's version."""
    policy: str = ""
    """Digest of checks and policy: findings of other rules are not compared without saying so."""
    complete: bool = True
    """The run was not cut short, and its crawl had tried everything that it could reach: what it has not seen is not
    there."""
    why_incomplete: Text | None = None


class Widget(Record, frozen=True, array_like=True):
    """Something that lasts on a page: what it is, what it says, what can be done to it. Rows of a list are one."""

    kind: str
    """Class without its package: `TextView`."""
    id: str = ""
    """Resource id without its package; builds may name it anew, so that it alone proves nothing."""
    says: str = ""
    """In one line, numbers left out; a field says its hint."""
    does: str = ""
    """tap, type, scroll, or nothing."""
    place: tuple[int, int] = (0, 0)
    """Left and top, in hundredths of the window."""
    inside: int = -1
    """Place in `PageLook.widgets` of what can be touched and holds it."""
    row: bool = False
    """Part of a list's row: what it says is content, so it says nothing here."""
    scrolls: bool = False
    """Stands in something that scrolls: on a smaller screen, or under more content, it is out of sight."""


class PageLook(Record, frozen=True):
    """What stands on a page, in words that can be compared. Texts that change by themselves are left out."""

    page: str
    texts: tuple[str, ...] = ()
    """What it says, in reading order, each once."""
    actions: tuple[str, ...] = ()
    """What can be done there, as a reader says it: `tap 转账`."""
    shape: tuple[str, ...] = ()
    """Its skeleton: class and id of the lasting widgets, rows of a list once."""
    volatile: tuple[str, ...] = ()
    """Places whose text is known to change by itself."""
    picture: str = ""
    """Name of its thumbnail in the baseline; the run folder's own path while it is made from a run."""
    way: tuple[str, ...] = ()
    """The shortest way to it from the start, a step a line; empty when none is known."""
    way_en: tuple[str, ...] = ()
    """The same with the pages' English names; empty where they have none, and in older builds."""
    owners: tuple[str, ...] = ()
    """Journeys that cover it and reached it in this run."""
    widgets: tuple[Widget, ...] = ()
    """What it shows right after it was opened, in drawing order: what `texts`, `actions` and `shape` are made of, and
    what a comparison goes by. Empty for a page of which no tree was kept."""
    more: tuple[str, ...] = ()
    """What else it said at other times: scrolled, on another tab, filled. It neither comes nor goes."""
    partial: bool = False
    """It was only seen while it still loaded, or its tree was cut: what is missing may be there."""
    tried: tuple[str, ...] = ()
    """Actions that this run did here, by all the names of what was touched; where they lead, the graph tells."""
    arrivals: int = 0
    """By how many different actions the crawl came to it; a page behind a list shows what was chosen there, so that
    one arrival says nothing of which of its words last; 0 where the run did not watch for words that change."""
    visits: int = 0
    """How often it was come to and looked like `widgets`, words apart: what is read at one visit alone may be the news
    of the day. 0 where the run did not watch for words that change."""
    rows: tuple[str, ...] = ()
    """What the rows of its lists were seen to say: names of rows, not of widgets that last."""


class ThingKind(StrEnum):
    """What else a build has, besides pages."""

    activity = "activity"
    permission = "permission"
    sdk = "sdk"
    host = "host"
    call = "call"
    """A collector and the sensitive API that it called."""


class Thing(Record, frozen=True):
    """Something that a build has, and another may not have."""

    kind: ThingKind
    id: str
    """Stable across builds."""
    name: Text
    detail: str = ""
    page: str = ""
    """Where it was seen first, when that is known."""


class Better(StrEnum):
    """Which way a number should go."""

    less = "less"
    more = "more"


class Nature(StrEnum):
    """How the values of a number come about, and so how two builds are compared by it."""

    measured = "measured"
    """Spreads from one measurement to the next: a change counts when a rank test tells it from noise."""
    exact = "exact"
    """The same again for the same build (what the app takes on the phone): any change of the size that matters counts,
    one value is enough."""
    total = "total"
    """Adds up over the run, so it depends on what the run did: budgets hold it, no regression is read off it."""
    control = "control"
    """patrol's own work on the phone: tells whether phone and computer were as quick in both runs. Never shown."""


class Samples(Record, frozen=True):
    """A number as it was measured again and again: raw values in the order of measuring, for a test of
    significance."""

    id: str
    """`start.cold`, `page:transfer:opening`, `journey:sign_in:took`."""
    name: Text
    unit: str
    values: tuple[float, ...]
    better: Better = Better.less
    page: str = ""
    journey: str = ""
    nature: Nature = Nature.measured
    part_of: str = ""
    """Id of the number that this one is another view of, or a part: `start.cold` of `start.cold.am`. When both got
    worse, that is told once, of the whole."""
    source: str = ""
    """Who told the values, where several could have: numbers of different sources are not compared."""


class FindingState(StrEnum):
    """A finding against what earlier builds had."""

    new = "new"
    old = "old"
    fixed = "fixed"
    returned = "returned"
    """It had been fixed in between."""
    unsure = "unsure"
    """Nobody knows whether it is new: the check decided nothing, or did not exist, when the baseline was made."""


class KnownFinding(Record, frozen=True):
    """A finding by its fingerprint; fixed ones are kept, so that they are known when they return."""

    fingerprint: str
    check: str
    subject: str
    message: Text
    severity: Severity
    state: FindingState = FindingState.new
    since: str = ""
    """Version of the build in which it was seen first."""
    page: str = ""
    waived: bool = False


class Owed(Record, frozen=True):
    """A page that came new after a baseline and that nobody has owned since: its grace counts from the first build."""

    page: str
    since: str
    """Day on which the run began that saw it first, ISO 8601 (UTC)."""
    version: str = ""
    """Of that build."""


class Build(Record, frozen=True):
    """One build, as one run saw it."""

    schema: int
    head: BuildHead
    graph: PageGraph = PageGraph()
    looks: tuple[PageLook, ...] = ()
    things: tuple[Thing, ...] = ()
    unseen: tuple[ThingKind, ...] = ()
    """Kinds of things that this run could not see (no hooks, no proxy): their absence says nothing."""
    samples: tuple[Samples, ...] = ()
    findings: tuple[KnownFinding, ...] = ()
    undecided: tuple[str, ...] = ()
    """Checks that decided nothing: their findings are neither fixed nor absent."""
    checks: tuple[str, ...] = ()
    """All checks that the run was judged by; what another check finds later need not be new."""
    journeys: dict[str, str] = {}
    """Journey → its outcome."""
    pending: tuple[str, ...] = ()
    """Modules that pages.yaml announces for this version or an earlier one and that were not seen, or not whole."""
    important: tuple[tuple[str, str], ...] = ()
    """(page, page): ways that pages.yaml marks important."""
    owed: tuple[Owed, ...] = ()
    """Pages that still need an owner, carried from baseline to baseline."""

    def look(self, page: str) -> PageLook | None:
        return next((look for look in self.looks if look.page == page), None)
