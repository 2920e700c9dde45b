"""What a compliance officer asks of a run: who collected what under which consent, where values went, how passwords are
guarded, and what could not be seen. Part of the result, so that every rendering tells the same."""

from __future__ import annotations

from patrol.model.consent import ConsentPhase
from patrol.model.record import Record, Text
from patrol.model.screen import Rect


class Collector(Record, frozen=True):
    """Somebody inside the app: its own code, an SDK, a package that no list names."""

    id: str
    """`app`, `SDK-jpush`, `unknown com.datapulse`, `system`."""
    name: Text
    kind: str
    """app, sdk, unknown, system."""
    vendor: str = ""
    category: Text | None = None
    region: str = ""
    declared: bool | None = None
    """Named by the app's policy or SDK list; None where no such text could be read."""
    declared_in: str = ""
    """Where: the text's source."""
    present: bool | None = None
    """In the APK; None when it was not read."""
    traces: tuple[str, ...] = ()
    """What shows that it is there: packages, components, libraries."""
    calls: int = 0
    """Sensitive calls that it made."""
    before_consent: int = 0
    """Those of them that the user had not agreed to."""
    hosts: tuple[str, ...] = ()
    """Of its own, that the app talked to."""
    requests: int = 0
    obfuscated: bool = False
    """Its names were shortened: it may be anybody."""

    @property
    def active(self) -> bool:
        return self.calls > 0 or self.requests > 0


class Collected(Record, frozen=True):
    """How often one collector read one category of data in one phase of consent."""

    collector: str
    category: str
    phase: ConsentPhase
    count: int
    first_ms: int


class DataCategory(Record, frozen=True):
    """A category of the catalogue of privacy APIs."""

    id: str
    name: Text


class CallTold(Record, frozen=True):
    """Calls of one collector to one API on one page in one phase; the first one stands for all."""

    collector: str
    category: str
    call: str
    """`package.Class.method`."""
    phase: ConsentPhase
    page: str
    step: str
    at_ms: int
    last_ms: int
    count: int
    arguments: tuple[str, ...] = ()
    result: str = ""
    error: str = ""
    stack: tuple[str, ...] = ()


class Tick(Record, frozen=True):
    """Calls of one collector in one two-hundredth of the run."""

    at_ms: int
    collector: str
    count: int


class PhaseSpan(Record, frozen=True):
    """From `from_ms` to `to_ms` the user's consent stood so."""

    phase: ConsentPhase
    from_ms: int
    to_ms: int
    by: str = ""
    page: str = ""
    picture: str = ""
    tree: str = ""
    note: str = ""
    calls: int = 0


class FlowTold(Record, frozen=True):
    """One value on its way from a field to a host or a store."""

    name: Text
    """Of the type of data, or of the value."""
    level: str
    """C1, C2, C3 of JR/T 0171; "" outside the classes."""
    masked: str
    place: str
    """patrol.model.values.Place."""
    target: str
    """Host, path, log tag …"""
    from_page: str = ""
    from_field: str = ""
    party: str = ""
    """own, sdk, unknown, bad, phone."""
    sdk: str = ""
    country: str = ""
    form: str = "plain"
    """plain, encoded, hashed."""
    steps: tuple[str, ...] = ()
    encrypted: bool | None = None
    stored: bool = False
    calls: tuple[str, ...] = ()
    phase: ConsentPhase = ConsentPhase.unknown
    at_ms: int = 0
    count: int = 1
    page: str = ""
    """Shown when it was seen."""
    where: str = ""
    """The flow's id, the file's path, the log tag of the first sighting."""
    field: str = ""
    """Parameter, header, key or column of the first sighting."""
    excerpt: str = ""
    """What stands around it, masked."""
    value: str = ""
    """Name of the known value (`login/login_phone`, `phone/imei`); "" for one that was recognised by its look."""
    source: Text | None = None
    """Where it came into the app, in words; None in results that are older."""


class PasswordAnswer(Record, frozen=True):
    """What came of one thing that was tried on a field."""

    kind: str
    """patrol.model.passwords.ProbeKind."""
    outcome: str
    """protected, exposed, untried."""
    at_ms: int
    reason: Text = Text("", "")
    picture: str = ""
    tree: str = ""


class PasswordTold(Record, frozen=True):
    """One password field and what came of each thing that was tried on it."""

    page: str
    field: str
    label: str = ""
    picture: str = ""
    tree: str = ""
    bounds: Rect = Rect()
    at_ms: int = 0
    answers: tuple[PasswordAnswer, ...] = ()


class Unseen(Record, frozen=True):
    """Something that patrol could not see in this run."""

    what: Text
    why: Text
    advice: Text | None = None


class Compliance(Record, frozen=True):
    """The privacy part of a result; empty where nothing of it was recorded."""

    collectors: tuple[Collector, ...] = ()
    """Those with calls first, the most before consent first."""
    categories: tuple[DataCategory, ...] = ()
    """Those that somebody read."""
    collected: tuple[Collected, ...] = ()
    calls: tuple[CallTold, ...] = ()
    """At most MOST_CALLS of patrol.audit.compliance; `calls_left_out` counts the rest."""
    calls_left_out: int = 0
    calls_seen: int = 0
    ticks: tuple[Tick, ...] = ()
    spans: tuple[PhaseSpan, ...] = ()
    flows: tuple[FlowTold, ...] = ()
    flows_left_out: int = 0
    passwords: tuple[PasswordTold, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    hooks: Text | None = None
    """How calls were seen: the way into the processes, versions, methods hooked."""
    apis: int = 0
    """Entries of the catalogue that were watched."""
    lists: tuple[str, ...] = ()
    """The policy's and the SDK list's sources that `declared` rests on."""
    requests: int | None = None
    """Requests that could be read; None when none were recorded."""

    @property
    def anything(self) -> bool:
        """Whether there is something to show."""
        return bool(self.collectors or self.spans or self.flows or self.passwords or self.calls_seen)
