"""What `run`, `crawl`, `play`, `resume` and `demo` share: lease a phone, inspect, judge, say where the report is."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patrol import __version__, settings
from patrol.cli.apps import load_app
from patrol.cli.baselines import given, hold_against, resolved
from patrol.cli.comparing import LAST, NONE, checked
from patrol.errors import ConfigError, PatrolError, ScenarioError

if TYPE_CHECKING:
    from patrol.cli.ending import Ending
    from patrol.cli.finishing import Finishing
    from patrol.device.devices_file import Devices
    from patrol.inspection import Plan
    from patrol.model.events import AnyEvent, Began
    from patrol.model.journey import Journey
    from patrol.model.scenario import Scenario
    from patrol.store.run_folder import RunFolder


@dataclass(frozen=True, slots=True)
class Wish:
    """A run as the user asked for it; None and "" take the scenario's own."""

    app: str
    phone: str = ""
    build: str = ""
    out: Path = Path("reports")
    lang: str = "en"
    actions: int | None = None
    minutes: float | None = None
    quiet: float | None = 0
    """None takes the scenario's."""
    seed: int = 0
    without: tuple[str, ...] = ()
    crawl: bool = True
    measure: bool = True
    launches: int | None = None
    journeys: tuple[str, ...] | None = None
    """None: all that are not parts of others."""
    checks: tuple[Path, ...] = ()
    resume: Path | None = None
    known: str = ""
    """Folder of an earlier run whose pages are visited first."""
    compare: str = "none"
    """`last`, `none`, or the folder of an earlier run whose numbers stand beside this one's."""
    baseline: str = ""
    """An earlier run, a saved baseline, or `latest`: what the gate holds this run against."""
    skip_unset: bool = False
    """Leave out, as inconclusive, journeys that need a value which nothing gives; otherwise they are a mistake."""
    command: str = "run"
    silent: bool = False
    """--quiet"""
    events: bool = False
    """--json"""
    time_limit: float | None = None
    """Minutes of the whole run, report included."""
    forms: tuple[str, ...] = ()
    """Forms to write besides result and report."""
    forgiving: bool = False
    """Findings give 0 too."""


def inspect(wish: Wish) -> int:
    """Run it and return the exit code. What the user can get wrong is found before the phone is touched."""
    from patrol.cli.ending import Ending
    from patrol.cli.finishing import Finishing
    from patrol.cli.judging import rules
    from patrol.cli.telling import Show, Teller
    from patrol.model.events import Ended

    environment = settings.read()
    ending = Ending(wish.lang, None if wish.time_limit is None else round(wish.time_limit * 60_000))
    tell = Teller(wish.lang, Show(wish.silent, wish.events), interactive=environment.interactive)
    tell(_began(wish, ending))
    try:
        how = Finishing(
            rules(wish.checks), tell, wish.lang, wish.compare, wish.forms, wish.checks, forgiving=wish.forgiving
        )
        return _inspect(wish, environment, ending, how)
    except PatrolError as error:
        at_ms = ending.clock.now_ms()
        tell(Ended(at_ms=at_ms, exit_code=error.exit_code, error=error.message, advice=error.advice))
        raise


def _inspect(wish: Wish, environment: settings.Settings, ending: Ending, how: Finishing) -> int:
    from patrol.cli.ending import interruptible, limited
    from patrol.store import run_folder

    scenario, journeys = load_app(wish.app)
    _remark(scenario)
    plan = limited(plan_of(wish, scenario, journeys, environment.environ), ending.usable_ms)
    for name, why in plan.unset.items():
        click.echo(f"patrol: journey {name} is not played: {why}", err=True)
    checked(wish.compare, scenario.package)
    baseline = given(wish.baseline, scenario.package, wish.out, wish.resume)
    if baseline is not None:
        plan = replace(plan, base=baseline.build)
        how = replace(how, hold=lambda folder: hold_against(folder, baseline))
    devices = devices_of(wish, scenario)
    if wish.resume is None:
        run_folder.usable(wish.out)
    with interruptible(ending), how.tell:
        folder, ended_by, at_ms = _record(wish, plan, devices, environment, ending, how)
        ending.recorded()
        try:
            result = how.judge(folder, at_ms)
        except PatrolError:
            # Nothing to judge yet, or no space for a report: then what ended the run says more.
            if ended_by is None:
                raise
            how.failed(ended_by, at_ms)
            return how.said(ended_by, folder)
    folder.close()
    return how.finish(folder, result, ended_by, at_ms)


def _began(wish: Wish, ending: Ending) -> Began:
    from patrol.model.events import EVENTS_SCHEMA, Began

    return Began(
        at_ms=0,
        schema=EVENTS_SCHEMA,
        patrol=__version__,
        command=wish.command,
        app=wish.app,
        started_at=_utc(datetime.now(UTC)),
        time_limit_ms=ending.limit_ms,
    )


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _remark(scenario: Scenario) -> None:
    """Say what in pages.yaml will hardly do what was meant."""
    from patrol.journey.pages import FILE, remarks

    file = Path(scenario.folder, FILE)
    for remark in remarks(file) if scenario.folder and file.is_file() else ():
        click.echo(f"patrol: {remark}", err=True)


def wish_of(run: Path, *, phone: str, checks: tuple[Path, ...], lang: str, **told: Any) -> Wish:
    """The wish with which a run was begun. Raises RunFolderError for no run, and for one that ended by itself."""
    import msgspec

    from patrol.errors import RunFolderError
    from patrol.store.run_folder import RunFolder

    folder = RunFolder.open(run)
    if not folder.interruptions():
        raise RunFolderError(
            f"{folder.path} ran to its end.", advice=f"Judge it again: patrol audit {shlex.quote(str(folder.path))}"
        )
    head = folder.head
    begun = msgspec.convert({"app": head.app, "command": head.command, **head.wish}, Wish)
    return replace(begun, phone=phone or begun.phone, checks=checks, lang=lang, resume=folder.path, **told)


def plan_of(wish: Wish, scenario: Scenario, journeys: Mapping[str, Journey], environ: Mapping[str, str]) -> Plan:
    from msgspec.structs import replace as replaced

    from patrol.cli.known import known_graph
    from patrol.gather import names
    from patrol.inspection import Plan
    from patrol.inspection.plan import PHASES
    from patrol.yamlplaces import unknown

    for name in wish.without:
        if name not in (known := (*names(), *PHASES)):
            raise ConfigError(unknown("gatherer", name, known))
    playable = tuple(name for name, journey in journeys.items() if "part" not in journey.tags)
    for name in wish.journeys or ():
        if name not in journeys:
            raise ConfigError(unknown("journey", name, journeys))
    if not wish.crawl and wish.command != "pytest" and not (playable if wish.journeys is None else wish.journeys):
        raise ConfigError(
            f"{wish.app} has no journeys to play.",
            advice="Write one into its journeys/ folder; docs/scenarios.md says how.",
        )
    play = playable if wish.journeys is None else wish.journeys
    unset = _unset(wish, journeys, play, environ)
    return Plan(
        scenario=replaced(scenario, way_in="" if scenario.way_in in unset else scenario.way_in),
        journeys={name: replaced(one, way_in=one.way_in and name not in unset) for name, one in journeys.items()},
        play=play,
        unset=unset,
        crawl=wish.crawl,
        consent=wish.crawl and wish.command in ("run", "demo") and "consent" not in wish.without,
        self_start_s=_watched_s(wish, scenario),
        measure=wish.measure,
        launches=scenario.start.launches if wish.launches is None else wish.launches,
        actions=scenario.limits.actions if wish.actions is None else wish.actions,
        minutes=scenario.limits.minutes if wish.minutes is None else wish.minutes,
        quiet_s=scenario.limits.quiet if wish.quiet is None else wish.quiet,
        seed=wish.seed,
        known=known_graph(wish.known, scenario.package),
        absence_s=settings.read(environ).absence_s,
        without=frozenset(wish.without),
        app=wish.app,
        environ=environ,
    )


def _watched_s(wish: Wish, scenario: Scenario) -> float:
    """How long self-start is watched: in a whole run only, for it ends the app and may restart the phone."""
    whole = wish.crawl and wish.command in ("run", "demo") and "self-start" not in wish.without
    return scenario.self_start.seconds if whole else 0


def _unset(
    wish: Wish, journeys: Mapping[str, Journey], play: Sequence[str], environ: Mapping[str, str]
) -> dict[str, str]:
    """Journeys that would be played and lack a value, and why. Raises ScenarioError unless they may be left out."""
    from patrol.journey.needed import lacks, missing_values
    from patrol.journey.values import Values

    values, found = Values(environ), {}
    for name in (*play, *(each for each, journey in journeys.items() if wish.crawl and journey.way_in)):
        if said := lacks(journeys[name], values, journeys):
            found[name] = said
            if not wish.skip_unset:
                place = next(place for _, place in missing_values(journeys[name], values, journeys))
                advice = "Set it in the environment, or leave such journeys out with --skip-unset."
                raise ScenarioError(said, place=place, advice=advice)
    return found


def devices_of(wish: Wish, scenario: Scenario) -> Devices:
    """devices.yaml, its virtual phones switched to the scenario's own model when it has one."""
    from patrol.phones import find_devices

    devices = find_devices()
    model = scenario.model
    if wish.build:
        if wish.build not in scenario.builds:
            from patrol.yamlplaces import unknown

            raise ConfigError(unknown("build", wish.build, scenario.builds))
        model = scenario.builds[wish.build]
    if not model:
        return devices
    phones = {
        name: replace(entry, virtual=replace(entry.virtual, app=Path(model))) if entry.virtual else entry
        for name, entry in devices.phones.items()
    }
    return replace(devices, phones=phones)


def _record(
    wish: Wish, plan: Plan, devices: Devices, environment: settings.Settings, ending: Ending, how: Finishing
) -> tuple[RunFolder, PatrolError | None, int]:
    """The first half: (run folder, what ended it early, its length in milliseconds)."""
    from patrol.device.hooks.source import hooks_maker
    from patrol.device.proxy.source import traffic_maker
    from patrol.inspection import Inspection
    from patrol.model.events import FolderMade, Notice
    from patrol.phones import lease

    inspection: Inspection | None = None
    folder: RunFolder | None = None

    def told(event: AnyEvent) -> None:
        how.tell(event)
        if folder is not None:
            how.ahead.hear(event, folder)

    def notice(message: str) -> None:
        how.tell(Notice(at_ms=inspection.now_ms() if inspection else 0, message=message))

    traffic = None if "traffic" in plan.without else traffic_maker(environment, notice=notice)
    hooks = None if "calls" in plan.without else hooks_maker(notice=notice)
    with lease(wish.phone, devices=devices, settings=environment, traffic=traffic, hooks=hooks) as leased:
        for setting in leased.restored:
            notice(f"Put back {setting}, left changed by an earlier run.")
        folder = new_folder(wish)
        ending.cut = lambda why: how.cut(folder, why)
        how.tell(FolderMade(at_ms=0, run=folder.head.run_id, path=str(folder.path)))
        inspection = Inspection(
            leased.phone,
            plan,
            folder,
            notify=told,
            stopped=ending.asked,
            why_stopped=ending.why,
            resumed=wish.resume is not None,
        )
        return folder, inspection.run(), inspection.now_ms()


def new_folder(wish: Wish) -> RunFolder:
    from patrol.store.run_folder import SCHEMA, RunFolder, RunHead, new_run_id

    if wish.resume is not None:
        folder = RunFolder.open(wish.resume)
        folder.lock()
        folder.reopened()
        return folder
    now = datetime.now(UTC)
    head = RunHead(
        schema=SCHEMA,
        run_id=new_run_id(wish.app, datetime.now()),
        app=wish.app,
        started_at=_utc(now),
        patrol=__version__,
        command=wish.command,
        wish={
            "phone": wish.phone,
            "build": wish.build,
            "actions": wish.actions,
            "minutes": wish.minutes,
            "quiet": wish.quiet,
            "seed": wish.seed,
            "known": str(Path(wish.known).resolve()) if wish.known else "",
            "compare": wish.compare if wish.compare in (LAST, NONE) else str(Path(wish.compare).resolve()),
            "baseline": resolved(wish.baseline),
            "without": list(wish.without),
            "crawl": wish.crawl,
            "measure": wish.measure,
            "launches": wish.launches,
            "skip_unset": wish.skip_unset,
            "journeys": None if wish.journeys is None else list(wish.journeys),
        },
    )
    return RunFolder.begin(wish.out, head, now_ms=round(now.timestamp() * 1000))
