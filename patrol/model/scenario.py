"""What people tell patrol about their app: app.yaml and pages.yaml, checked and made plain."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.journey import StepSpec
from patrol.model.locator import Locator
from patrol.model.privacy import Needed, TextKind
from patrol.model.record import Record


class Consent(Record, frozen=True):
    """The privacy window of the first start: the buttons' texts, and which one the crawl takes."""

    agree: tuple[str, ...] = ("同意", "同意并继续", "同意并进入", "Agree", "Agree and continue", "Accept")
    refuse: tuple[str, ...] = ("不同意", "不同意并退出", "拒绝", "Disagree", "Decline")
    policy: str = "agree"
    withdraw: tuple[str, ...] = ()
    """Texts to tap one after another, from the app's start to the entry that withdraws consent; () when it is found."""


class Limits(Record, frozen=True):
    """Where a crawl ends at the latest; the defaults are for one page graph of a middling app."""

    actions: int = 400
    minutes: float = 10.0
    quiet: float = 5.0
    """Seconds for which the app is left alone at the end, on a page and as long in the background; 0 leaves it out."""


class Recogniser(Record, frozen=True):
    """How a declared page is known: all that is given must hold."""

    activity: str = ""
    texts: tuple[str, ...] = ()
    """Text or content description, whole."""
    contains: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    """Resource ids, with or without `package:id/`."""
    absent: tuple[str, ...] = ()

    @property
    def conditions(self) -> int:
        """How much it asks for; the most demanding of several that match wins."""
        return bool(self.activity) + len(self.texts) + len(self.contains) + len(self.ids) + len(self.absent)


class Importance(StrEnum):
    """How much depends on a declared page."""

    high = "high"
    normal = "normal"
    low = "low"


class DeclaredPage(Record, frozen=True):
    """A page that pages.yaml names."""

    id: str
    name: str
    name_en: str = ""
    module: str = ""
    owner: str = ""
    importance: Importance = Importance.normal
    link: str = ""
    recognise: Recogniser = Recogniser()
    module_en: str = ""
    """From the file's map `modules`."""
    since: str = ""
    """Announced for this version: a version name, or `code N` for a version code; "" for a page that is there already,
    or as its module says."""


class DeclaredModule(Record, frozen=True):
    """A module that the map `modules` of pages.yaml names."""

    name: str
    name_en: str = ""
    since: str = ""
    """As of a page, for all its pages that do not say otherwise."""


class DeclaredEdge(Record, frozen=True):
    """A way between two declared pages; `action` is None where only the relation is known."""

    source: str
    target: str
    action: StepSpec | None = None
    when: str = ""
    """Under which condition: the name of a wall of WALLS that was passed, or words for readers, which patrol cannot
    judge."""
    importance: Importance = Importance.normal
    """High: the gate asks for a journey that goes this way."""


WALLS = ("sign-in", "consent", "permission", "captcha", "real-name")
"""What may stand in the way of a crawl (Page.wall); as a condition of an edge: once this was passed."""


LAUNCHES = 7
"""Measured launches of each kind where nobody says otherwise: enough for quartiles and to see an outlier."""


class Declared(Record, frozen=True):
    """What pages.yaml said when the run was made; an artifact like any other, so that a run can be judged alone."""

    pages: tuple[DeclaredPage, ...] = ()
    edges: tuple[DeclaredEdge, ...] = ()
    modules: tuple[DeclaredModule, ...] = ()

    def since(self, page: DeclaredPage) -> str:
        """The version that a page is announced for, by itself or by its module; "" where none is named."""
        return page.since or next((each.since for each in self.modules if each.name == page.module), "")


class StartPlan(Record, frozen=True):
    """How start-up is measured."""

    launches: int = LAUNCHES
    """Measured launches of each kind: cold, warm, hot."""
    useful: tuple[str, ...] = ()
    """Declared pages that a user comes for: the first of them ends the time to the first useful page."""
    passing: tuple[str, ...] = ()
    """Declared pages that only pass by: splash, advertisement."""


class TextSource(Record, frozen=True):
    """Where a privacy policy or a list of SDKs stands; one of the four is given."""

    kind: TextKind
    file: str = ""
    url: str = ""
    page: str = ""
    """Id of a declared page of the app that shows it."""
    text: str = ""


class Reboot(StrEnum):
    """Whether the phone may be restarted to see what the app does then."""

    auto = "auto"
    """The virtual phone and emulators only: a real phone is away for a minute or two, and perhaps locked after it."""
    always = "always"
    never = "never"


class SelfStartPlan(Record, frozen=True):
    """How patrol watches whether the app starts itself."""

    seconds: float = 10.0
    """Of each watch; 0 leaves the phase out."""
    reboot: Reboot = Reboot.auto


class PrivacyPlan(Record, frozen=True):
    """What the app's owner says about personal information: the section `privacy:` of app.yaml."""

    app_types: tuple[str, ...] = ()
    """`NPI-24` …"""
    texts: tuple[TextSource, ...] = ()
    mapping: str = ""
    """R8's mapping file."""
    own: tuple[str, ...] = ()
    """Package prefixes of the app's own code."""
    needed: tuple[Needed, ...] = ()


class DeclaredSecret(Record, frozen=True):
    """A password field that app.yaml names: for one that the UI tree does not mark."""

    page: str
    """Id of the declared page; "" for any."""
    field: Locator


class LockoutTry(Record, frozen=True):
    """A field into which wrong passwords may be typed. Only for accounts that may be locked."""

    page: str
    field: Locator
    tries: int = 5
    submit: tuple[Locator, ...] = ()
    """What to tap after typing, in order; a box that is ticked already stays so. Empty for a keypad that sends by
    itself."""


class PasswordPlan(Record, frozen=True):
    """What app.yaml says of passwords."""

    fields: tuple[DeclaredSecret, ...] = ()
    lockout: tuple[LockoutTry, ...] = ()


class Scenario(Record, frozen=True):
    """An app as its folder describes it; with nothing but a package for one that has no folder."""

    package: str
    name: str = ""
    name_en: str = ""
    activity: str = ""
    """Full class name of the launcher activity; empty: the one that the phone names."""
    folder: str = ""
    apk: str = ""
    demo: bool = False
    model: str = ""
    builds: dict[str, str] = {}
    deny: tuple[Locator, ...] = ()
    last: tuple[Locator, ...] = ()
    consent: Consent = Consent()
    permissions: dict[str, str] = {}
    """Permission (full name, its last part, or `default`) → allow, deny, ask."""
    way_in: str = ""
    data: dict[str, str] = {}
    """Words of a field, separated by `|` → what to type; may hold `${NAME}`."""
    rows: int = 1
    hosts: tuple[str, ...] = ()
    countries: dict[str, str] = {}
    """Host or domain → the country that its servers stand in."""
    bad_hosts: tuple[str, ...] = ()
    """Hosts and domains to which nothing of a user's may go."""
    pinned_hosts: tuple[str, ...] = ()
    """Servers whose keys the app is meant to pin."""
    limits: Limits = Limits()
    start: StartPlan = StartPlan()
    privacy: PrivacyPlan = PrivacyPlan()
    self_start: SelfStartPlan = SelfStartPlan()
    passwords: PasswordPlan = PasswordPlan()
    pages: tuple[DeclaredPage, ...] = ()
    edges: tuple[DeclaredEdge, ...] = ()
    modules: tuple[DeclaredModule, ...] = ()

    def page(self, id: str) -> DeclaredPage | None:
        return next((page for page in self.pages if page.id == id), None)

    def permission_policy(self, permission: str) -> str:
        """allow, deny or ask for a permission's full name."""
        short = permission.rpartition(".")[2].lower()
        for name, policy in self.permissions.items():
            if name == permission or name.rpartition(".")[2].lower() == short:
                return policy
        return self.permissions.get("default", "allow")
