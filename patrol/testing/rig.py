"""One run of patrol inside one process of pytest: the phone is leased when it is first needed, everything is recorded
as in any other run, and at the end it is judged and told."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from patrol import settings
from patrol.errors import DeviceError, DeviceLost, PatrolError
from patrol.model.journey import JourneyTrace, Outcome

if TYPE_CHECKING:
    from patrol.cli.running import Wish
    from patrol.inspection import Inspection
    from patrol.journey.session import Session
    from patrol.model.artifacts import PhoneInfo
    from patrol.store.run_folder import RunFolder


class Rig:
    """`session()` opens, `walked()` keeps, `close()` judges."""

    def __init__(self, wish: Wish, *, root: Path, skip_unset: bool = False, plays: bool = True) -> None:
        """What the user can get wrong is found here, before a phone is touched; `plays` is False when tests are only
        listed. Raises ConfigError."""
        from patrol.cli.apps import load_app
        from patrol.cli.judging import rules
        from patrol.cli.running import devices_of, plan_of

        self.wish = wish
        self.root = root
        self.skip_unset = skip_unset
        self._settings = settings.read()
        self._rules = rules(wish.checks) if plays else None
        self.scenario, self.journeys = load_app(wish.app)
        self.plan = plan_of(wish, self.scenario, self.journeys, self._settings.environ)
        self._devices = devices_of(wish, self.scenario)
        if plays and wish.phone and self._devices.named(wish.phone) is None:
            self._look_for(wish.phone)
        self.folder = Path(self.scenario.folder).resolve() if self.scenario.folder else Path()
        self._planned: tuple[str, ...] = ()
        self._walked: list[JourneyTrace] = []
        self._stack = contextlib.ExitStack()
        self._session: Session | None = None
        self._inspection: Inspection | None = None
        self._run: RunFolder | None = None
        self._ended_by: PatrolError | None = None
        self._notes: list[str] = []

    # --- what is to be played -----------------------------------------------------------------------------------------

    def wanted(self, file: Path) -> bool:
        """Whether the file is one of the journeys to play."""
        return file.stem in self.plan.play and file.parent == self.folder / "journeys"

    def expect(self, items: Sequence[Any], *, whole: bool) -> None:
        """What was collected. `whole`: all of it will be played here (xdist deals it out to workers)."""
        names = [name for item in items if (name := journey_id(item))]
        self._planned = tuple(dict.fromkeys(names)) if whole else ()

    def _look_for(self, phone: str) -> None:
        """A phone that devices.yaml does not name must be a label or attached. Raises ConfigError."""
        from patrol.device.adb.server import AdbServer
        from patrol.phones import choose

        choose(phone, self._devices, AdbServer(self._settings.adb_port))

    def virtual(self) -> bool:
        """Whether the wished phone is started for whoever wants it."""
        entry = self._devices.named(self.wish.phone or self._devices.default)
        return entry is not None and bool(entry.virtual)

    def header(self) -> str:
        build = f" {self.wish.build}" if self.wish.build else ""
        return f"patrol: {self.scenario.name}{build} ({self.scenario.package}), journeys: {len(self.plan.play)}"

    def lacking(self, why: str) -> NoReturn:
        """Ends the test in which a value is missing: skipped where that is allowed, else failed."""
        import pytest

        if self.skip_unset:
            pytest.skip(f"not played: {why}")
        pytest.fail(f"{why} Set it in the environment, or skip such tests with --patrol-skip-unset.", pytrace=False)

    # --- the phone ----------------------------------------------------------------------------------------------------

    def session(self) -> Session:
        """The phone, leased and watched; made once. Raises PatrolError, from then on the same again: what could not be
        reached is not tried anew for each test."""
        if self._ended_by is not None:
            raise self._ended_by
        if self._session is None:
            try:
                self._session = self._open()
            except PatrolError as error:
                self._ended_by = error
                raise
        return self._session

    @property
    def path(self) -> Path:
        """The run's folder; "." before a phone was used."""
        return self._run.path if self._run is not None else Path()

    def info(self) -> PhoneInfo:
        return self.session().driver.info()

    def _open(self) -> Session:
        from patrol.cli import leftovers
        from patrol.cli.running import new_folder
        from patrol.clock import RunClock
        from patrol.device.hooks.source import hooks_maker
        from patrol.device.proxy.source import traffic_maker
        from patrol.inspection import Inspection
        from patrol.model.artifacts import Journeys
        from patrol.phones import lease
        from patrol.store import run_folder

        leftovers.clear()
        run_folder.usable(self.wish.out)
        without, clock = self.plan.without, RunClock()
        traffic = None if "traffic" in without else traffic_maker(self._settings, notice=self._notes.append)
        hooks = None if "calls" in without else hooks_maker(notice=self._notes.append)
        leased = self._stack.enter_context(
            lease(
                self.wish.phone,
                devices=self._devices,
                settings=self._settings,
                clock=clock,
                traffic=traffic,
                hooks=hooks,
            )
        )
        self._run = new_folder(self.wish)
        self._inspection = Inspection(
            leased.phone, self.plan, self._run, notify=lambda event: None, stopped=self._cut_short
        )
        session = self._inspection.begin()
        session.stopped = lambda: False
        self._run.write(Journeys(planned=self._planned))
        return session

    def _cut_short(self) -> bool:
        """pytest ended before all that was collected was played: -x, Ctrl-C."""
        return bool(set(self._planned) - {trace.journey for trace in self._walked})

    def walked(self, trace: JourneyTrace) -> None:
        """A journey, or what a test did, has ended. A phone that was lost is lost for what follows."""
        self._walked.append(trace)
        if self._inspection is None or self._session is None:
            return
        try:
            self._inspection.walked(trace)
            if trace.outcome is Outcome.broken:
                self._session.driver.shell("true")  # raises DeviceLost when that is why
        except DeviceLost as error:
            self._ended_by = error
        except DeviceError as error:
            self._notes.append(error.message)

    # --- the end ------------------------------------------------------------------------------------------------------

    def close(self) -> list[str]:
        """Free the phone, judge, write the report; lines that say how it went. Nothing when no phone was used."""
        from patrol.cli.judging import judge

        lines = list(dict.fromkeys(self._notes))
        ended_by = self._ended_by
        if self._inspection is not None:
            ended_by = self._inspection.end(ended_by)
            self._inspection = None
        with contextlib.suppress(DeviceLost):
            self._stack.close()
        if ended_by is not None:
            lines.append(str(ended_by))
        if self._run is None or self._rules is None:
            return lines
        result = judge(self._run, self.wish.lang, self._rules)
        self._run.close()
        return [*lines, result.summary.of(self.wish.lang), f"report: {self._run.path / 'report.html'}"]


def journey_id(item: Any) -> str:
    """Under which id a test is a journey of the run; "" for one that uses no phone."""
    if (id := getattr(item, "journey_id", "")) or "phone" not in getattr(item, "fixturenames", ()):
        return str(id)
    name = f"{item.path.stem}-{item.name}"
    return "".join(c if c.isalnum() or c in "._-" else "-" for c in name).strip("-")
