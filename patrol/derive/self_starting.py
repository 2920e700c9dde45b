"""The app's processes that began though nobody launched it: for which component, whose that is, and what else is known.

def some_check(starting: SelfStarting) -> Iterator[Verdict]:
    for seen in starting.starts:                 # SeenStart, in order of time
        seen.key, seen.name, seen.occasion       # "SDK-jpush", Text, Occasion.rebooted
    yield from starting.undecided()              # nothing when all that could start it was watched
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.catalogue.sdks import known_sdks
from patrol.derive.callers import Caller, CallerKind, caller
from patrol.derive.calls import name_of
from patrol.derive.consent import Consent
from patrol.derive.evidence import table
from patrol.derive.findings import is_one
from patrol.derive.targets import other_app
from patrol.model.artifacts import AppInfo, Environment
from patrol.model.consent import ConsentPhase
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.selfstart import Occasion, OtherStart, ProcessStart, SelfStarts, StartWatch
from patrol.model.verdict import Evidence, Status, Verdict

CATEGORY = "autostart"
"""Of the catalogue; `privacy: needed:` of app.yaml gives reasons for it."""
BOOT_PERMISSION = "android.permission.RECEIVE_BOOT_COMPLETED"
"""Without it Android tells an app of no boot, and keeps no job of it over one."""
BOOT = frozenset(
    f"android.intent.action.{name}" for name in ("BOOT_COMPLETED", "LOCKED_BOOT_COMPLETED", "QUICKBOOT_POWERON")
)
"""Broadcasts of the phone's start; the last is what some makers send after a short one."""
JOB = "android.permission.BIND_JOB_SERVICE"
"""What a service of JobScheduler asks of who binds it: only the system holds it."""
SCHEDULED = ("androidx.work", "com.firebase.jobdispatcher", "com.google.android.gms.gcm")
"""Libraries that hand work to the system's own scheduler."""
PUSHED = ("com.google.firebase.messaging", "com.google.firebase.iid")
"""The system's push channel wakes these for a message that somebody has sent."""
BY_SYSTEM = frozenset({"backup", "restricted backup", "added application", "empty", "system"})
"""HostingRecord's reasons that are the system's alone: it saves data, a test is run, a process is kept ready."""

NOT_ENDED = Text("没有观察完", "it was not watched to the end")
OCCASIONS: dict[Occasion, Text] = {
    Occasion.ended: Text("进程在后台被结束后", "after its process was ended in the background"),
    Occasion.rebooted: Text("手机重启后", "after the phone was restarted"),
}


@dataclass(frozen=True, slots=True)
class SeenStart:
    """One process that began by itself."""

    start: ProcessStart
    who: Caller
    """Whose component it was started for."""
    phase: ConsentPhase
    orderly: bool
    """Android's own way: JobScheduler, WorkManager, the system's push channel, a backup."""
    needed: bool
    """app.yaml gives a reason for it."""

    @property
    def occasion(self) -> Occasion:
        return self.start.occasion

    @property
    def key(self) -> str:
        """`app`, an SDK's id, `unknown com.datapulse`."""
        return self.who.key

    @property
    def name(self) -> Text:
        return name_of(self.who)


@dataclass(frozen=True, slots=True)
class SelfStarting:
    starts: tuple[SeenStart, ...]
    others: tuple[OtherStart, ...]
    """Components of other apps that this one asked for; the phone's own packages are left out."""
    watches: tuple[StartWatch, ...]
    unseen: tuple[Text, ...]
    """What was not watched, and why: then nobody can say that the app does not start itself."""
    waiting: tuple[tuple[str, Caller], ...] = ()
    """Components of the manifest that wait for the phone's start, and whose they are. A start names the first alone."""

    def undecided(self) -> Iterator[Verdict]:
        """One inconclusive verdict that says why, where something was not watched; else nothing."""
        if self.unseen:
            zh, en = "；".join(each.zh for each in self.unseen), "; ".join(each.en for each in self.unseen)
            yield Verdict(Status.inconclusive, Text(zh, en), evidence=self.told_of_boot())

    def told_of_boot(self) -> tuple[Evidence, ...]:
        """The components that wait for the phone's start, as a table; nothing when there are none."""
        columns = [("等待开机广播的组件", "component that waits for the boot"), ("归属", "whose")]
        rows = [(name, name_of(who)) for name, who in self.waiting]
        return (table(columns, rows),) if rows else ()


def self_starting(
    starts: SelfStarts,
    environment: Environment,
    consent: Consent,
    app: AppInfo | None,
    privacy: DeclaredPrivacy | None,
) -> SelfStarting:
    own = (environment.package, *(privacy.own if privacy else ()))
    jobs = {one.name for one in app.components if one.permission == JOB} if app else set()
    seen = []
    for start in sorted(starts.starts, key=lambda one: (list(Occasion).index(one.occasion), one.at_ms or 0)):
        name = start.component.partition("/")[2]
        who = owner(name, own)
        orderly = name in jobs or start.reason in BY_SYSTEM or _within(name, (*SCHEDULED, *PUSHED))
        phase = consent.phase(start.at_ms) if start.at_ms is not None else ConsentPhase.unknown
        seen.append(SeenStart(start, who, phase, orderly, _needed(who, privacy)))
    others = tuple(one for one in starts.others if other_app((one.component,), environment.package))
    waits = (one for one in app.components if BOOT.intersection(one.actions)) if app else ()
    off = frozenset(app.disabled) if app else frozenset[str]()
    waiting = tuple((one.name, owner(one.name, own)) for one in waits if one.enabled and one.name not in off)
    return SelfStarting(tuple(seen), others, starts.watches, tuple(_unseen(starts, app)), waiting)


def owner(component: str, own: tuple[str, ...]) -> Caller:
    """Whose class it is; of a library that does what its user wants, and of no class, the app's."""
    found = caller((f"{component}.onCreate(Component)",), own, known_sdks())
    return found if found.kind is not CallerKind.system else Caller(CallerKind.app, package=own[0])


def _needed(who: Caller, privacy: DeclaredPrivacy | None) -> bool:
    return any(
        CATEGORY in one.categories and not one.pages and (not one.sdks or is_one(who.key, who.package, one.sdks))
        for one in (privacy.needed if privacy else ())
    )


def _unseen(starts: SelfStarts, app: AppInfo | None) -> Iterator[Text]:
    by = {watch.occasion: watch for watch in starts.watches}
    for occasion, when in OCCASIONS.items():
        if occasion is Occasion.rebooted and app is not None and BOOT_PERMISSION not in app.permissions:
            continue
        watch = by.get(occasion)
        if watch is not None and watch.seen:
            continue
        why = watch.note if watch else starts.not_rebooted if occasion is Occasion.rebooted else None
        why = why or NOT_ENDED
        yield Text(
            f"{when.zh}是否自启动没有看到：{why.zh}", f"whether it starts itself {when.en} was not seen: {why.en}"
        )


def _within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name.startswith(f"{package}.") for package in packages)
