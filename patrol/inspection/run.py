"""One run: a phone, gatherers, crawl and journeys → artifacts in a run folder, telling events as it goes.

    ended_by = Inspection(phone, plan, folder, …).run()

Whatever happens, gatherers are stopped, the phone's settings are put back, and what was recorded stays judgeable.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import msgspec

from patrol.clock import RunClock
from patrol.crawl.explorer import CrawlLimits, explore
from patrol.device.driver import Driver, Phone
from patrol.device.phone_clock import clock_offset_ms
from patrol.errors import AppError, DeviceError, DeviceLost, PatrolError
from patrol.gather import Gathering, gatherers
from patrol.gather.base import GatherContext, GatherOptions
from patrol.gather.quiet import Hands, QuietGatherer
from patrol.gather.reading import Readings
from patrol.gather.resources import ResourcesGatherer
from patrol.gather.session import AnyGatherer
from patrol.gather.startup import StartUpGatherer
from patrol.gather.traffic import TrafficGatherer
from patrol.gather.wall_time import WallTime
from patrol.inspection.consent import tell_words, try_consent
from patrol.inspection.passwords import listen, try_fields
from patrol.inspection.plan import PHASES, Plan
from patrol.inspection.prepare import declared_by, environment_of, installed
from patrol.inspection.self_start import SelfStartWatch
from patrol.inspection.values import Following
from patrol.journey.needed import unplayed
from patrol.journey.play import play
from patrol.journey.session import STOPPED, Session
from patrol.journey.values import Values
from patrol.model.artifacts import Crawl, Environment, Interruption, Journeys, StopReason
from patrol.model.events import AnyEvent, JourneyEnded, Notice, PhaseStarted, Progress
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.network import NetworkChange, NetworkProfile
from patrol.model.record import Record, to_json
from patrol.model.resources import Quiet
from patrol.model.scenario import Declared
from patrol.model.startup import StartKind, StartUps
from patrol.model.traffic import Traffic
from patrol.passwords import Watch
from patrol.store.masking import masked
from patrol.store.recorder import RunRecorder
from patrol.store.run_folder import RunFolder

Notify = Callable[[AnyEvent], None]


class Inspection:
    """One run over one phone. `resumed`: the folder holds what an earlier, broken-off attempt recorded."""

    def __init__(
        self,
        phone: Phone,
        plan: Plan,
        folder: RunFolder,
        *,
        notify: Notify,
        stopped: Callable[[], bool] = lambda: False,
        why_stopped: Callable[[], str] = lambda: STOPPED,
        resumed: bool = False,
    ) -> None:
        self._phone = phone
        self._plan = plan
        self._folder = folder
        self._notify = notify
        self._stopped = stopped
        self._why_stopped = why_stopped
        self._resumed = resumed
        self._clock = RunClock(offset_ms=folder.last_ms() if resumed else 0)
        phone.driver.clock = self._clock
        self._values = Values(plan.environ, on_secret=self._mask_in_traffic)
        self._values.expect(to_json(plan.scenario).decode())
        for journey in plan.journeys.values():
            self._values.expect(to_json(journey).decode(), journey.values)
        self._recorder = RunRecorder(
            folder, mask=self._values.mask, records_traffic=phone.traffic is not None and "traffic" not in plan.without
        )

        self._following = Following((), self._recorder, self._values.resolve)
        self._recorders: Sequence[AnyGatherer] = ()
        self._gathering: Gathering | None = None

    def now_ms(self) -> int:
        """Since the run began; of a resumed run, with what it had lasted before."""
        return self._clock.now_ms()

    def run(self) -> PatrolError | None:
        """Do it all. Returns what ended the run early; None when it ran to its end, or to where the user stopped it."""
        ended_by: PatrolError | None = None
        session: Session | None = None
        try:
            session = self.begin()
            self._use_phone(session)
        except PatrolError as error:
            ended_by = error
        finally:
            self._let_go(ended_by)
        if session is not None and ended_by is None:
            ended_by = self._watch_starts(session)
        return self._close(ended_by)

    def begin(self) -> Session:
        """Prepare the phone and start the gatherers: the session with which it is used from here on. For whoever uses
        the phone himself, as pytest does: `walked` takes each journey, `end` must follow whatever happens. Raises
        PatrolError."""
        self._phase("prepare")
        ctx = self._context(self._prepare())
        self._recorder.reading, self._recorder.page_shown = Readings(ctx), ctx.page_shown.set
        self._recorders = gatherers(self._left_out())
        self._following = Following(self._recorders, self._recorder, self._values.resolve)
        self._gathering = Gathering(ctx, self._recorders, on_failure=self._folder.failed)
        self._gathering.start()
        session = self._session()
        tell_words(self._folder, session)
        return session

    def walked(self, trace: JourneyTrace) -> None:
        """A journey was walked: keep it, and see what the app has stored. Raises DeviceLost."""
        self._recorder.walked(trace)
        if self._gathering is not None:
            self._following.look(self._gathering)
        message = trace.decisive.message if trace.decisive and trace.outcome is not Outcome.passed else ""
        at_ms = self._clock.now_ms()
        self._notify(JourneyEnded(at_ms=at_ms, journey=trace.name, outcome=trace.outcome.value, message=message))

    def end(self, ended_by: PatrolError | None = None) -> PatrolError | None:
        """Stop the gatherers and write down what is known only now; what ended the run early, as of `run`."""
        self._let_go(ended_by)
        return self._close(ended_by)

    def _let_go(self, ended_by: PatrolError | None) -> None:
        self._phase("restore")
        if self._gathering is not None:
            self._gathering.stop(cut_short=ended_by is not None or self._stopped())

    def _left_out(self) -> frozenset[str]:
        """Gatherers that do nothing in this run. Launches that were measured before it broke off need not be again."""
        without = self._plan.without - frozenset(PHASES)
        idle = set() if self._plan.quiet_s > 0 else {QuietGatherer.name}
        if self._plan.measure and not (
            self._resumed and _all_measured(self._folder.get(StartUps), self._plan.launches)
        ):
            return without | idle
        return without | idle | {StartUpGatherer.name}

    def _close(self, ended_by: PatrolError | None) -> PatrolError | None:
        """Write what is known only at the end; a run without this counts as killed. Returns what ended the run."""
        try:
            if ended_by is not None:
                self._interrupted(ended_by.message)
            elif self._stopped():
                self._interrupted(self._why_stopped())
            for artifact in self._gathering.artifacts.values() if self._gathering else ():
                self._folder.write(artifact)
            if ended_by is None and not self._stopped():
                self._folder.finished()
        except PatrolError as error:  # such as a full disk
            return ended_by or error
        return ended_by

    def _use_phone(self, session: Session) -> None:
        gathering = self._gathering
        assert gathering is not None
        if self._plan.crawl and not self._stopped():
            self._explore(session)
            self._following.look(gathering)
        if self._plan.measure and not self._stopped():
            self._measure(gathering)
        if self._plan.play and not self._stopped():
            watch = listen(self._folder, self._recorder, session) if "passwords" not in self._plan.without else None
            self._walk(session, watch)
            if watch is not None and not self._stopped():
                self._phase("passwords")
                try_fields(self._folder, self._recorder, session, watch, self._plan.journeys)
        elif not self._plan.journeys:
            self._folder.write(Journeys())  # the app has none: nothing was left out
        if self._plan.measure and not self._stopped():
            self._show_impostor(gathering)
        if self._plan.quiet_s > 0 and not self._stopped():
            self._leave_alone(session, gathering)
        if self._plan.consent and not self._stopped():
            self._phase("consent")
            try_consent(self._folder, session, self._plan.journeys)

    # --- phases -------------------------------------------------------------------------------------------------------

    def _prepare(self) -> Environment:
        driver, scenario = self._phone.driver, self._plan.scenario
        package = scenario.package
        info = driver.info()
        if info.driver_note:
            self._notify(Notice(at_ms=self._clock.now_ms(), message=info.driver_note, warning=False))
        known = self._folder.get(Environment)
        # Of a resumed run the phone's clock is read anew: either clock may have been set in between.
        environment = self._again(known) if isinstance(known, Environment) else self._environment()
        if scenario.pages or scenario.modules:
            declared = Declared(scenario.pages, scenario.edges, scenario.modules)
            self._folder.write(masked(declared, self._values.mask))
        if not installed(driver, package):
            self._install(driver)
        if self._plan.crawl and not isinstance(self._folder.get(Crawl), Crawl):
            driver.clear_data(package)
        return environment

    def _install(self, driver: Driver) -> None:
        scenario = self._plan.scenario
        if not scenario.apk:
            raise AppError(
                f"{scenario.package} is not installed on {driver.info().serial}.",
                advice="Install it (adb install APP.apk), or name its file as `apk:` in app.yaml.",
            )
        driver.install(scenario.apk)

    def _environment(self) -> Environment:
        """Under which conditions the run is made; written down at once, so that the run can be judged."""
        environment = environment_of(self._folder.head, self._plan, self._phone.driver, self._clock)
        self._folder.write(environment)
        return environment

    def _again(self, known: Environment) -> Environment:
        return msgspec.structs.replace(known, phone_clock_offset_ms=clock_offset_ms(self._phone.driver))

    def _explore(self, session: Session) -> None:
        known = self._folder.get(Crawl)
        before = known if self._resumed and isinstance(known, Crawl) else None
        if before is not None and before.stop not in {None, StopReason.interrupted, StopReason.device_lost}:
            return
        self._phase("crawl")
        limits = CrawlLimits(self._plan.actions, self._plan.minutes, absence_s=self._plan.absence_s)
        journeys, app = self._plan.journeys, declared_by(session.driver, session.package)
        seed, graph = self._plan.seed, self._plan.known
        base = self._plan.base
        crawl = explore(session, limits, seed=seed, journeys=journeys, resume=before, known=graph, app=app, base=base)
        kept = msgspec.structs.replace(crawl, steps=(), found=(), field_trials=())
        self._folder.write(masked(kept, self._values.mask))
        if crawl.stop is StopReason.device_lost:
            raise DeviceLost(crawl.stop_note or "The phone was lost during the crawl.", advice=_RESUME)

    def _measure(self, gathering: Gathering) -> None:
        for gatherer in self._recorders:
            if isinstance(gatherer, StartUpGatherer):
                self._phase("start-up")
                gathering.measure(gatherer, gatherer.measure)

    def _show_impostor(self, gathering: Gathering) -> None:
        traffic = next((one for one in self._recorders if isinstance(one, TrafficGatherer)), None)
        if traffic is not None and traffic.seen:
            self._phase("certificates")
            gathering.measure(traffic, traffic.probe)

    def _leave_alone(self, session: Session, gathering: Gathering) -> None:
        known = self._folder.get(Quiet)
        quiet = next((one for one in self._recorders if isinstance(one, QuietGatherer)), None)
        if quiet is None or (self._resumed and isinstance(known, Quiet) and len(known.spans) > 1):
            return
        self._phase("quiet")
        resources = next((one for one in self._recorders if isinstance(one, ResourcesGatherer)), None)

        def read() -> None:
            if resources is not None:
                gathering.measure(resources, resources.read_now)

        hands = Hands(page=lambda: session.eyes.settle().page, read=read, stopped=self._stopped)
        gathering.measure(quiet, lambda ctx: quiet.measure(ctx, hands, self._plan.quiet_s))

    def _watch_starts(self, session: Session) -> PatrolError | None:
        """After the gatherers have stopped: the phone may be restarted, which none of them would outlive."""
        environment = self._folder.get(Environment)
        if self._plan.self_start_s <= 0 or self._stopped() or not isinstance(environment, Environment):
            return None
        self._phase("self-start")
        try:
            SelfStartWatch(self._folder, session, self._plan, environment).watch()
        except PatrolError as error:
            return error
        return None

    def _walk(self, session: Session, watch: Watch | None) -> None:
        self._phase("journeys")
        known = self._folder.get(Journeys)
        earlier = known.traces if self._resumed and isinstance(known, Journeys) else ()
        walked = {trace.journey for trace in earlier if trace.outcome is not Outcome.broken}
        self._folder.write(Journeys(planned=self._plan.play))
        for name, why in self._plan.unset.items():
            if name in self._plan.play and name not in walked:
                self.walked(unplayed(self._plan.journeys[name], why, self._clock.now_ms()))
        to_walk = [name for name in self._plan.play if name not in walked and name not in self._plan.unset]
        if self._plan.crawl and not walked:
            # The crawl may have ended anywhere: in another language, signed out, a setting changed.
            session.clear_data("journeys")
        began_ms = self._clock.now_ms()
        for done, name in enumerate(to_walk):
            if self._stopped():
                return
            self._on_the_way(self._plan.journeys[name].name, done, len(to_walk), began_ms)
            if watch is not None:
                watch.begins(session, name)
            trace = play(self._plan.journeys[name], session, self._plan.journeys)
            self.walked(trace)
            if trace.outcome is Outcome.broken:
                # Raises DeviceLost when that is why; any other trouble is this journey's own.
                self._phone.driver.shell("true")
            elif watch is not None:
                watch.ended(session, passed=trace.outcome is Outcome.passed)

    def _on_the_way(self, journey: str, done: int, total: int, began_ms: int) -> None:
        """Tell which journey comes now; the time left supposes that the rest take as long as those before."""
        now = self._clock.now_ms()
        left_ms = round((now - began_ms) / done * (total - done)) if done else None
        told = Progress(at_ms=now, phase="journeys", done=done + 1, total=total, left_ms=left_ms, doing=journey)
        self._notify(told)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _session(self) -> Session:
        return Session(
            driver=self._phone.driver,
            clock=self._clock,
            scenario=self._plan.scenario,
            recorder=self._recorder,
            values=self._values,
            notify=self._notify,
            stopped=self._stopped,
            why_stopped=self._why_stopped,
            network=self._play_network,
            typed=self._following.typed,
        )

    def _play_network(self, profile: NetworkProfile) -> None:
        traffic = None if "traffic" in self._plan.without else self._phone.traffic
        if traffic is None:
            raise DeviceError("This run has no proxy to play a network.", advice="Run with the traffic gatherer.")
        traffic.network(profile)
        self._recorder.append("networks", NetworkChange(self._clock.now_ms(), profile))

    def _context(self, environment: Environment) -> GatherContext:
        return GatherContext(
            phone=self._phone,
            package=self._plan.scenario.package,
            clock=self._clock,
            sink=self._recorder,
            environment=environment,
            options=GatherOptions(component=self._session().component, launches=self._plan.launches),
            scenario=self._plan.scenario,
            notice=lambda message: self._notify(Notice(at_ms=self._clock.now_ms(), message=message)),
            epoch_zero_ms=(zero := round(time.time() * 1000) - self._clock.now_ms()),
            wall=WallTime(zero, self._clock, lambda: time.time() * 1000),
            recorded=self._recorded() if self._resumed else frozenset(),
            stopped=self._stopped,
        )

    def _recorded(self) -> frozenset[str]:
        """Artifacts of which an earlier attempt has recorded something, not just that it began."""
        traffic, quiet = self._folder.get(Traffic), self._folder.get(Quiet)
        sent = isinstance(traffic, Traffic) and bool(traffic.flows or traffic.uninspected or traffic.probes)
        alone = isinstance(quiet, Quiet) and bool(quiet.spans)
        return frozenset(name for name, there in (("traffic", sent), ("quiet", alone)) if there)

    def _mask_in_traffic(self, secret: str) -> None:
        if self._phone.traffic:
            self._phone.traffic.mask((secret,))

    def _phase(self, phase: str) -> None:
        self._notify(PhaseStarted(at_ms=self._clock.now_ms(), phase=phase))

    def _interrupted(self, reason: str) -> None:
        self._folder.interrupted(Interruption(at_ms=self._clock.now_ms(), reason=self._values.mask(reason)))


_RESUME = "Attach it again, then go on with `patrol resume`."


def _all_measured(startups: Record, launches: int) -> bool:
    if not isinstance(startups, StartUps):
        return False
    kinds = [launch.kind for launch in startups.launches]
    return all(kinds.count(kind) >= launches for kind in StartKind)
