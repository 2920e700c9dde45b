"""What `run`, `crawl`, `play`, `resume` and `demo` share: lease a phone, inspect, judge, say where the report is."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from patrol import __version__, settings
from patrol.cli.baselines import given, hold_against, resolved
from patrol.cli.comparing import LAST, NONE, checked, keep
from patrol.errors import ConfigError, PatrolError, ScenarioError

if TYPE_CHECKING:
    from patrol.cli.watch import Watcher
    from patrol.device.devices_file import Devices
    from patrol.inspection import Plan
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


def inspect(wish: Wish) -> int:
    """Run it and return the exit code. What the user can get wrong is found before the phone is touched."""
    from patrol.cli.judging import judge, rules
    from patrol.cli.watch import Watcher
    from patrol.model.events import PhaseStarted
    from patrol.model.result import EXIT_CODES
    from patrol.report import terminal
    from patrol.store import run_folder

    environment = settings.read()
    applied = rules(wish.checks)
    scenario, journeys = load_app(wish)
    _remark(scenario)
    plan = plan_of(wish, scenario, journeys, environment.environ)
    for name, why in plan.unset.items():
        click.echo(f"patrol: journey {name} is not played: {why}", err=True)
    checked(wish.compare, scenario.package)
    baseline = given(wish.baseline, scenario.package, wish.out, wish.resume)
    plan = replace(plan, base=baseline.build if baseline is not None else None)
    devices = devices_of(wish, scenario)
    if wish.resume is None:
        run_folder.usable(wish.out)
    with _interruptible(wish.lang) as stop, Watcher(wish.lang, interactive=environment.interactive) as watch:
        folder, ended_by, at_ms = _record(wish, plan, devices, environment, watch, stop)
        watch(PhaseStarted(at_ms=at_ms, phase="audit"))
        try:
            keep(folder, wish.compare)
            if baseline is not None:
                hold_against(folder, baseline)
            result = judge(folder, wish.lang, applied)
        except PatrolError:
            # Nothing to judge yet, or no space for a report: then what ended the run says more.
            if ended_by is None:
                raise
            return _ended(ended_by, folder)
    folder.close()
    click.echo(terminal.render(result, wish.lang, colour=sys.stdout.isatty()), nl=False)
    code = EXIT_CODES[result.overall] if ended_by is None else _ended(ended_by, folder)
    click.echo(str(folder.path / "report.html"))
    return code


def _remark(scenario: Scenario) -> None:
    """Say what in pages.yaml will hardly do what was meant."""
    from patrol.journey.pages import FILE, remarks

    file = Path(scenario.folder, FILE)
    for remark in remarks(file) if scenario.folder and file.is_file() else ():
        click.echo(f"patrol: {remark}", err=True)


def _ended(by: PatrolError, folder: RunFolder) -> int:
    """Say what ended the run early and how to go on; the exit code."""
    click.echo(f"patrol: {by.message}", err=True)
    for line in filter(None, (by.advice, f"patrol resume {folder.path}")):
        click.echo(f"        {line}", err=True)
    return by.exit_code


def load_app(wish: Wish) -> tuple[Scenario, Mapping[str, Journey]]:
    """APP as a folder (here, or one that comes with patrol), or as a package name with defaults."""
    from patrol.journey.load import load_journeys
    from patrol.journey.scenario import load_scenario
    from patrol.model.scenario import Scenario

    for folder in (Path(wish.app), settings.bundled(wish.app), settings.bundled("scenarios", wish.app)):
        if folder.is_dir():
            scenario = load_scenario(folder)
            return scenario, load_journeys(folder, scenario)
    if "." in wish.app and "/" not in wish.app:
        return Scenario(package=wish.app, name=wish.app), {}
    raise ConfigError(
        f"There is no app folder {wish.app!r}.",
        advice="Name a folder that holds app.yaml (`patrol init` writes one), or a package such as com.example.app.",
    )


def wish_of(run: Path, *, phone: str, checks: tuple[Path, ...], lang: str) -> Wish:
    """The wish with which a run was begun. Raises RunFolderError for no run, and for one that ended by itself."""
    import msgspec

    from patrol.errors import RunFolderError
    from patrol.store.run_folder import RunFolder

    folder = RunFolder.open(run)
    if not folder.interruptions():
        raise RunFolderError(f"{folder.path} ran to its end.", advice=f"Judge it again: patrol audit {folder.path}")
    head = folder.head
    begun = msgspec.convert({"app": head.app, "command": head.command, **head.wish}, Wish)
    return replace(begun, phone=phone or begun.phone, checks=checks, lang=lang, resume=folder.path)


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
    wish: Wish, plan: Plan, devices: Devices, environment: settings.Settings, watch: Watcher, stop: _Stop
) -> tuple[RunFolder, PatrolError | None, int]:
    """The first half: (run folder, what ended it early, its length in milliseconds)."""
    from patrol.clock import RunClock
    from patrol.device.hooks.source import hooks_maker
    from patrol.device.proxy.source import traffic_maker
    from patrol.inspection import Inspection
    from patrol.model.events import Notice
    from patrol.phones import lease

    clock = RunClock()

    def notice(message: str) -> None:
        watch(Notice(at_ms=clock.now_ms(), message=message))

    traffic = None if "traffic" in plan.without else traffic_maker(environment, notice=notice)
    hooks = None if "calls" in plan.without else hooks_maker(notice=notice)
    with lease(wish.phone, devices=devices, settings=environment, traffic=traffic, hooks=hooks) as leased:
        for setting in leased.restored:
            notice(f"Put back {setting}, left changed by an earlier run.")
        folder = new_folder(wish)
        inspection = Inspection(
            leased.phone, plan, folder, notify=watch, stopped=lambda: stop.asked, resumed=wish.resume is not None
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
        started_at=now.isoformat(timespec="seconds").replace("+00:00", "Z"),
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
    return RunFolder.create(wish.out, head)


@dataclass
class _Stop:
    asked: bool = False


def _end_at_once(lang: str) -> NoReturn:
    """Without a word to the phone, which may be why the user is impatient. mitmdump ends when it loses patrol."""
    said = "已停止。手机设置将由下一次巡检或 `patrol doctor --repair` 恢复。"
    if lang != "zh":
        said = "Stopped. The next run, or `patrol doctor --repair`, puts the phone's settings back."
    shown = "\x1b[?25h" if sys.stderr.isatty() else ""  # the live line had hidden the cursor
    os.write(2, f"{shown}\n{said}\n".encode())
    os._exit(4)


@contextmanager
def _interruptible(lang: str) -> Iterator[_Stop]:
    """Ctrl-C and SIGTERM ask for an end after the action in flight; a second Ctrl-C ends at once."""
    stop = _Stop()
    said = "正在收尾:恢复手机设置并写报告;再按一次 Ctrl-C 立即停止。"
    if lang != "zh":
        said = "Stopping: settings are put back and the report is written. Ctrl-C again stops at once."

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.asked:
            _end_at_once(lang)
        stop.asked = True
        # Not through click: the signal may have come in the middle of a line that is being printed.
        os.write(2, f"\n{said}\n".encode())

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
