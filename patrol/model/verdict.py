"""What a check says, and on what grounds."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from fnmatch import fnmatchcase

from patrol.model.record import Record, Text
from patrol.model.screen import Rect


class Status(StrEnum):
    """In order of weight for a reader: the worst of several decides."""

    fail = "fail"
    error = "error"
    """The check itself broke."""
    inconclusive = "inconclusive"
    """What the check needs was not seen; never a pass."""
    manual = "manual"
    """A person must look; the evidence is laid out."""
    passed = "pass"
    informative = "informative"
    not_applicable = "not-applicable"


class Severity(StrEnum):
    critical = "critical"
    high = "high"
    medium = "medium"
    low = "low"


class _Seen(Record, frozen=True, kw_only=True, tag_field="kind"):
    at_ms: int | None = None
    page: str = ""
    """Key of the page; derived facts fill it in."""
    step: str = ""
    """`journey/3` or `crawl/128`."""
    note: Text | None = None


class Screenshot(_Seen, frozen=True, kw_only=True, tag="screenshot"):
    """A picture inside the run folder with the place that matters marked."""

    picture: str
    mark: Rect | None = None
    tree: str = ""
    """The UI tree of that moment, when the window refused the screenshot (FLAG_SECURE): the picture is black."""


class Call(_Seen, frozen=True, kw_only=True, tag="call"):
    """A call that was seen, with the stack that made it."""

    api: str
    stack: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()


class Request(_Seen, frozen=True, kw_only=True, tag="request"):
    """One request and its answer, masked."""

    flow: str
    method: str
    url: str
    status: int | None = None
    excerpt: str = ""


class LogLines(_Seen, frozen=True, kw_only=True, tag="log"):
    lines: tuple[str, ...]


class Series(_Seen, frozen=True, kw_only=True, tag="series"):
    """Measured values; `limit` is the line they are held against."""

    name: Text
    unit: str
    points: tuple[tuple[float, float], ...]
    """(x, y); x is at_ms or the number of the repeat, as `x_unit` says."""
    source: str
    """How the number was made."""
    x_unit: str = "ms"
    limit: float | None = None


class ColumnKind(StrEnum):
    """What the cells of a column are: a table keeps keys, for programs; a rendering shows a reader their names."""

    text = "text"
    page = "page"
    """Key of a page."""
    step = "step"
    """`journey/3`, `crawl/128`, `trial/refuse`."""
    moment = "moment"
    """Milliseconds since the run began."""
    phase = "phase"
    """Of patrol.model.consent.ConsentPhase."""
    action = "action"
    """What a step did, as journeys write it."""
    outcome = "outcome"
    """Of patrol.model.journey.Outcome."""
    said = "said"
    """What patrol, a gatherer or the phone said, in English."""


class Table(_Seen, frozen=True, kw_only=True, tag="table"):
    columns: tuple[Text, ...]
    rows: tuple[tuple[str | Text, ...], ...]
    kinds: tuple[ColumnKind, ...] = ()
    """One for each column; () when all are text."""


Evidence = Screenshot | Call | Request | LogLines | Series | Table


class Waiver(Record, frozen=True):
    """A finding, or something that the gate on builds found, that somebody accepts for a time (`waivers:` of
    policy.yaml)."""

    check: str
    """Empty for one about the gate."""
    subject: str
    """Pattern of the subjects that it covers: `*` any text, `?` one character, `[ab]` one of these."""
    role: str
    """Who accepts it, by office: a name alone means nothing to the next reader."""
    until: str
    """Last day on which it holds, ISO 8601; held against the day on which the run began (UTC)."""
    reason: str
    gate: str = ""
    """Name of the gate's rule whose items it is about; empty for a waiver of a check's findings."""

    def covers(self, subject: str) -> bool:
        """Whether the pattern fits the subject. Each subject fits itself, also one with brackets in it."""
        return subject == self.subject or fnmatchcase(subject, self.subject)


class Verdict(Record, frozen=True):
    """One statement of a check about one subject."""

    status: Status
    message: Text
    subject: str = ""
    """What it is about, stable across builds: a page key, a host and path, an exception signature."""
    evidence: tuple[Evidence, ...] = ()
    waiver: Waiver | None = None
    """Of a failed one that somebody accepts: told, and fails no run."""


def fingerprint(check: str, subject: str) -> str:
    """Of a finding: the same check about the same subject in another build has the same one."""
    return hashlib.sha256(f"{check}\0{subject}".encode()).hexdigest()[:32]


WORST_FIRST = tuple(Status)


def worst(statuses: list[Status]) -> Status:
    """The status that decides; not-applicable for none."""
    return min(statuses, key=WORST_FIRST.index, default=Status.not_applicable)
