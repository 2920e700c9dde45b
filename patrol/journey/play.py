"""Plays a journey on a phone and writes down how it went.

Steps wait by evidence, each with a limit. A step that fails keeps the screen, its tree, the device log and the requests
around it, and says what was seen instead. An app that crashes fails the step; a phone that is lost breaks it, which
says nothing of the app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from patrol.crawl.settle import Pace
from patrol.crawl.sight import Sight
from patrol.device.driver import Driver
from patrol.errors import AppError, DeviceError, DeviceLost
from patrol.journey.arguments import Element
from patrol.journey.conditions import Condition
from patrol.journey.crash import crash_in
from patrol.journey.find import find, texts_on
from patrol.journey.needed import check_values
from patrol.journey.networked import PlayedNetworks
from patrol.journey.session import Session
from patrol.journey.steps import Step, StepFailed, build
from patrol.model.artifacts import Visit
from patrol.model.consent import MARKS, ConsentEvent, ConsentPhase
from patrol.model.journey import Journey, JourneyTrace, Outcome, StepSpec, StepTrace
from patrol.model.screen import Node
from patrol.model.traffic import Flow

POLL_MS = 100
LAUNCH = Pace(limit=15_000, loading=10_000)
"""A cold start of a large app on a slow phone takes up to ten seconds."""
LOG_LINES = 20
REQUESTS = 10
WORST = (Outcome.broken, Outcome.failed, Outcome.passed, Outcome.skipped)


def play(
    journey: Journey,
    session: Session,
    journeys: Mapping[str, Journey] | None = None,
    *,
    fresh: bool | None = None,
    evidence: bool = True,
) -> JourneyTrace:
    """Play it; `journeys` are those that `use` may name, `fresh` overrides the journey's own; without `evidence` no
    pictures are taken of its steps, for nobody will read the trace. Never raises for what the phone does: a lost phone
    is a broken step. Raises ScenarioError for a value that is found nowhere."""
    known = {journey.id: journey, **(journeys or {})}
    check_values(journey, session.values, known)
    return Player(journey, session, known, evidence=evidence).play(journey.fresh if fresh is None else fresh)


class Ended(Exception):
    """A step has failed: nothing after it is played."""


class Player:
    """What steps may ask and do while a journey is played."""

    def __init__(
        self, journey: Journey, session: Session, journeys: Mapping[str, Journey], *, evidence: bool = True
    ) -> None:
        self.session = session
        self._evidence = evidence
        self.driver: Driver = session.driver
        self.stopped_app = False
        """A step ended the app on purpose."""
        self.networks = PlayedNetworks(session)
        self._journey = journey
        self._journeys = journeys
        self._values: list[Mapping[str, str]] = [journey.values]
        self._began_ms = session.clock.now_ms()
        self._sight: Sight | None = None
        self._told: Sight | None = None
        self._pictured = ""
        """The state that was pictured last."""
        self._traces: list[StepTrace] = []
        self._prefix = ""
        self._round = ""
        self._touched: int | None = None
        self._note = ""
        self._readings: dict[str, float] = {}
        self._consent: list[tuple[int, str]] = []

    def play(self, fresh: bool) -> JourneyTrace:
        """The journey from its first step."""
        try:
            if fresh:
                self.session.clear_data(self._journey.id)
            if self._journey.network is not None:
                self.networks.play(self._journey.network)
            self.inside(self._journey.steps)
        except Ended:
            pass
        except DeviceError as error:
            self._traces.append(self._unstarted(Outcome.broken, str(error)))
        finally:
            self.networks.back()
        played = sum("." not in trace.index and trace.index != "0" for trace in self._traces)
        for number, spec in enumerate(self._journey.steps[played:], start=played + 1):
            self._traces.append(self._trace(build(spec), str(number), Outcome.skipped, self._now()))
        return self.told()

    def told(self) -> JourneyTrace:
        """The journey as it went so far."""
        worst = min((trace.outcome for trace in self._traces), key=WORST.index, default=Outcome.passed)
        return JourneyTrace(
            journey=self._journey.id,
            name=self._journey.name,
            name_en=self._journey.name_en,
            outcome=Outcome.passed if worst is Outcome.skipped else worst,
            started_ms=self._began_ms,
            ended_ms=self._now(),
            steps=tuple(self._traces),
            covers=self._journey.covers,
            consent=tuple(self._consent),
            networks=tuple(self.networks.changes),
        )

    # --- what steps look at -------------------------------------------------------------------------------------------

    def sight(self) -> Sight:
        """What was seen last."""
        return self._sight or self.look()

    def look(self) -> Sight:
        """A new look, without waiting."""
        self._sight = self.session.eyes.look()
        return self._sight

    def settle(self, *, scrolled: bool = False, answered: bool = False) -> None:
        """Wait for the screen to settle after something was done; `answered`: any difference of the tree is what was
        waited for. Raises StepFailed when the app has crashed."""
        pace = Pace(answered=answered)
        self._sight = self.session.eyes.settle(self._sight, scrolled=scrolled, pace=pace)
        if self._sight.overlay == "crash" or self._sight.outside:
            self.explain_crash()

    def launched(self) -> None:
        """As settle, with the patience that a start needs."""
        self.stopped_app = False
        self._sight = self.session.eyes.settle(pace=LAUNCH)

    def locate(self, element: Element, within_ms: float) -> Node:
        """The node that is meant, as soon as it is there. Raises StepFailed."""
        return self.locate_by(lambda sight: find(sight.screen, element), f"no element {element}", within_ms)

    def locate_by(self, search: Callable[[Sight], Node | None], missing: str, within_ms: float) -> Node:
        """The node that `search` finds on a settled screen, as soon as it does. Raises StepFailed."""
        deadline = self._now() + within_ms
        found = search(self.sight())
        while found is None:
            if self._now() >= deadline:
                self.explain_crash()
                raise StepFailed(f"{missing} within {within_ms / 1000:g} s; {self.seen()}")
            self.session.clock.sleep_ms(POLL_MS)
            if search(self.look()) is not None:
                self._sight = self.session.eyes.settle()
            found = search(self.sight())
        return found

    def find(self, element: Element) -> Node | None:
        """The node that is meant on the screen as seen last."""
        return find(self.sight().screen, element)

    def wait(self, condition: Condition, within_ms: float) -> str:
        """Wait until it holds; what is missing at the end, "" when it held."""
        deadline = self._now() + within_ms
        missing = condition.missing(self.look(), self)
        while missing and self._now() < deadline:
            self.session.clock.sleep_ms(POLL_MS)
            missing = condition.missing(self.look(), self)
        now = self.session.eyes.now
        if now is None or now.state != self.sight().state:
            self._sight = self.session.eyes.settle()
        return missing

    def seen(self) -> str:
        """What is on the screen, for a message."""
        sight = self.sight()
        page = self.session.eyes.book.page(sight.page)
        texts = "、".join(texts_on(sight.screen)) or "nothing readable"
        return self.session.values.mask(f"seen: page {page.name if page else sight.page}: {texts}")

    def requests(self) -> Iterable[Flow]:
        """Requests since the journey began. Raises DeviceError when nobody records them."""
        flows = self.session.recorder.requests_since(self._began_ms)
        if flows is None:
            raise DeviceError("requests are not recorded in this run.", advice="Run with the traffic gatherer.")
        return flows

    def sealed_hosts(self) -> tuple[str, ...]:
        """The app's own servers (all, when the scenario names none) to which connections since the journey began could
        not be read: what was asked of them is unknown."""
        own = self.session.scenario.hosts
        hosts = {one.host for one in self.session.recorder.sealed_since(self._began_ms)}
        return tuple(sorted(host for host in hosts if not own or host in own))

    def _cut_off(self) -> str:
        """What to say when recording requests may be why the app does not do what it should: it does not trust the
        proxy, and got nothing from its servers. "" when it could talk to them; a crash is the app's own."""
        hosts = self.sealed_hosts()
        if not hosts or self.crash() or (not self.session.scenario.hosts and self.requests()):
            return ""
        return (
            f"the app refused the proxy's certificate for {', '.join(hosts)}, which may be why: "
            "see `patrol doctor`, or run with `--without traffic`"
        )

    def crash(self) -> str:
        """What crashed since the journey began."""
        if said := crash_in(self.session.recorder.log_since(self._began_ms), self.session.package):
            return said
        return "the system shows a crash dialog" if self.sight().overlay == "crash" else ""

    def explain_crash(self) -> None:
        """Raises StepFailed when the app has crashed or its process is gone."""
        if said := self.crash():
            raise StepFailed(f"the app crashed: {said}")
        if self.sight().outside and not self.stopped_app and not self.driver.processes(self.session.package):
            raise StepFailed(f"the app's process is gone; {self.seen()}")

    # --- what steps tell ----------------------------------------------------------------------------------------------

    def value(self, text: str) -> str:
        """`text` with its `${…}` replaced."""
        try:
            return self.session.values.resolve(text, self._known_values())
        except KeyError as missing:
            raise DeviceError(f"nothing says what ${{{missing.args[0]}}} is.") from None

    def touch(self) -> None:
        """The phone is touched now: the moment that a consent mark means."""
        self._touched = self._now()

    def note(self, message: str) -> None:
        self._note = message

    def read(self, figures: Mapping[str, float]) -> None:
        self._readings = dict(figures)

    def inside(self, steps: Sequence[StepSpec], round_: int = 0) -> None:
        """Play steps that belong to the present one; `round_` counts repeats from 1."""
        outer = self._prefix, self._round
        for number, spec in enumerate(steps, start=1):
            self._prefix, self._round = outer
            index = f"{self._prefix}{number}" + (f"×{round_}" if round_ else "")
            self._prefix = f"{index}."
            self._step(spec, index)
        self._prefix, self._round = outer

    def use(self, journey: str, values: Mapping[str, str]) -> None:
        """Play the steps of another journey in this one."""
        if len(self._values) > 10:
            raise StepFailed(f"journeys use each other without end: {journey}")
        used = self._journeys[journey]
        self._values.append({**used.values, **self._known_values(), **values})
        try:
            self.inside(used.steps)
        finally:
            self._values.pop()

    # --- traces -------------------------------------------------------------------------------------------------------

    def _step(self, spec: StepSpec, index: str) -> None:
        step, started, place = build(spec), self._now(), len(self._traces)
        self._traces.append(self._trace(step, index, Outcome.broken, started))
        self._touched, self._note, self._readings = None, "", {}
        outcome, message, over = Outcome.passed, "", False
        try:
            if self.session.stopped():
                raise DeviceError(f"{self.session.why_stopped()}.")
            step.run(self)
            message = self._note if not step.nested else ""
        except (StepFailed, AppError) as error:  # an AppError: no activity takes the link, or there is none to start
            outcome, over = (Outcome.skipped, False) if step.optional else (Outcome.failed, True)
            message = error.message
            if outcome is Outcome.failed and isinstance(error, StepFailed) and (hosts := self._cut_off()):
                outcome, message = Outcome.broken, f"{message}; {hosts}"
        except Ended:
            cause = self._traces[-1]
            outcome, message, over = cause.outcome, cause.message, True
        except DeviceError as error:
            outcome, message, over = Outcome.broken, str(error), True
            if isinstance(error, DeviceLost):
                self._sight = None
        trace = self._trace(step, index, outcome, started, message)
        inside = over and place < len(self._traces) - 1  # the step inside that failed holds the evidence
        self._traces[place] = trace if inside else self._with_evidence(trace)
        if (mark := spec.arguments.get("consent")) and outcome is Outcome.passed:
            at_ms = self._touched or started
            self._consent.append((at_ms, str(mark)))
            self._tell_consent(MARKS[str(mark)], at_ms)
        if over:
            raise Ended

    def _tell_consent(self, phase: ConsentPhase, at_ms: int) -> None:
        self.session.recorder.consent(ConsentEvent(at_ms, phase, by=self._journey.id))

    def _with_evidence(self, trace: StepTrace) -> StepTrace:
        """Tree of a step that changed the screen, with a picture when it led to another state (a banner that turns is
        no news, and a picture costs a phone 50 to 300 ms); around a failure also log and requests."""
        sight = self._sight
        failed = trace.outcome in (Outcome.failed, Outcome.broken)
        if sight is None or not self._evidence or not (failed or self._changed(sight)):
            return trace
        shown = self._pictures(sight, again=failed)
        self._told = sight
        earlier = shown.at_ms if shown.picture and shown.at_ms < trace.started_ms else None
        trace = msgspec.structs.replace(trace, picture=shown.picture, tree=shown.tree, pictured_ms=earlier)
        if not failed:
            return trace
        return msgspec.structs.replace(trace, log=self._recent_log(), requests=self._recent_requests())

    def _pictures(self, sight: Sight, *, again: bool) -> Visit:
        """Picture and tree of what is shown; unless `again`, a picture that the run already has of just this tree, for
        most journeys begin on the same pages. On a network that is played a page may lack what its tree has."""
        session, eyes = self.session, self.session.eyes
        if not again and sight is eyes.now and eyes.shown is not None:
            self._pictured = sight.state
            return eyes.shown
        now = Visit(self._now(), sight.page, sight.state)
        if not again:
            now = msgspec.structs.replace(now, tree=session.recorder.evidence(sight.screen, None)[1])
            if self._pictured == sight.state:
                return now
            if (known := eyes.pictured.get(now.tree)) is not None and not self.networks.changes:
                self._pictured = sight.state
                return known
        try:
            picture = eyes.picture()
            self._pictured = sight.state
        except DeviceError:
            picture = None
        path, tree = session.recorder.evidence(sight.screen, picture)
        now = msgspec.structs.replace(now, picture=path, tree=tree)
        if path and not self.networks.changes:
            eyes.pictured[tree] = now
        return now

    def _changed(self, sight: Sight) -> bool:
        return self._told is None or self._told.screen.roots != sight.screen.roots

    def _recent_log(self) -> tuple[str, ...]:
        lines = self.session.recorder.log_since(self._began_ms)[-LOG_LINES:]
        return tuple(self.session.values.mask(f"{line.level}/{line.tag}: {line.message}") for line in lines)

    def _recent_requests(self) -> tuple[str, ...]:
        flows = (self.session.recorder.requests_since(self._began_ms) or ())[-REQUESTS:]
        told = (f"{flow.method} {flow.url} → {flow.status or flow.error or 'nothing yet'}" for flow in flows)
        return tuple(map(self.session.values.mask, told))

    def _trace(self, step: Step, index: str, outcome: Outcome, started: int, message: str = "") -> StepTrace:
        values = self.session.values
        page = self._sight.page if self._sight is not None and outcome is not Outcome.skipped else ""
        return StepTrace(
            index=index,
            kind=step.kind,
            text=values.mask(values.shown(step.text(), self._known_values())),
            outcome=outcome,
            started_ms=started,
            ended_ms=self._now(),
            message=values.mask(message),
            page=page,
            line=step.spec.line,
            touched_ms=self._touched,
            readings=self._readings if outcome is Outcome.passed else {},
        )

    def _unstarted(self, outcome: Outcome, message: str) -> StepTrace:
        return StepTrace("0", "launch", "prepare the app", outcome, self._began_ms, self._now(), message)

    def _known_values(self) -> Mapping[str, str]:
        return self._values[-1]

    def _now(self) -> int:
        return self.session.clock.now_ms()
