"""Runs the trials in order, each told when it ends, so that a run that breaks off goes on with the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from patrol.consent import trials
from patrol.consent.hand import Hand
from patrol.consent.rights import WITHDRAW, rights
from patrol.consent.seek import Seeker
from patrol.consent.trials import Ended
from patrol.errors import DeviceError, DeviceLost
from patrol.journey.load import way_in_of
from patrol.journey.play import play
from patrol.journey.session import Session
from patrol.model.consent import Trial, TrialOutcome
from patrol.model.graph import PageGraph
from patrol.model.journey import Journey, Outcome

NAMES = ("refuse", "accept", "functions", "rights")
"""The trials, in order; the last two go on in the installation of the second."""


class ConsentDriver:
    """The consent phase of a run. `done`: trials that an earlier attempt has ended; `graph`: what the crawl found;
    `journeys`: all of the scenario, for the way in."""

    def __init__(
        self,
        session: Session,
        graph: PageGraph | None = None,
        done: Iterable[str] = (),
        journeys: Mapping[str, Journey] | None = None,
    ) -> None:
        self._journeys = journeys or {}
        self._signed_in: bool | None = None
        self._session = session
        self._graph = graph or PageGraph()
        self._done = frozenset(done)

    def run(self) -> None:
        """All trials that are left. Raises DeviceLost; any other trouble is its trial's own."""
        went = ""
        for name in NAMES:
            if name in self._done or self._session.stopped():
                continue
            if name in ("functions", "rights") and went != "done":
                went = self._agreed_again()
                if went != "done":
                    continue
            ended = self._trial(name, self._way(name))
            if name == "accept" or (name == "refuse" and ended.outcome is TrialOutcome.not_found):
                went = ended.outcome.value
            if name == "refuse" and ended.outcome is TrialOutcome.not_found:
                return  # nothing that asks: nothing to accept or to withdraw from

    def _way(self, name: str) -> Callable[[Hand], Ended]:
        session, graph = self._session, self._graph
        withdraw = session.scenario.consent.withdraw
        ways: dict[str, Callable[[Hand], Ended]] = {
            "refuse": lambda hand: trials.refuse(hand, session.scenario.consent),
            "accept": trials.accept,
            "functions": lambda hand: trials.functions(hand, graph, self._sign_in),
            "rights": lambda hand: rights(hand, Seeker(hand, graph, {WITHDRAW.pattern: withdraw})),
        }
        return ways[name]

    def _sign_in(self) -> bool:
        """Play the way in, once."""
        if self._signed_in is None:
            scenario, journeys = self._session.scenario, self._journeys
            way = way_in_of(scenario, journeys)
            self._signed_in = False
            if way is not None:
                self._session.driver.stop(self._session.package)
                self._signed_in = (
                    play(way, self._session, journeys, fresh=False, evidence=False).outcome is Outcome.passed
                )
        return self._signed_in

    def _agreed_again(self) -> str:
        """A run that went on after its second trial must agree anew: other phases have used the app since."""
        hand = Hand(self._session, "accept")
        try:
            return trials.accept(hand).outcome.value
        except DeviceLost:
            raise
        except DeviceError:
            return TrialOutcome.broken.value

    def _trial(self, name: str, way: Callable[[Hand], Ended]) -> Ended:
        session, began = self._session, self._session.clock.now_ms()
        try:
            ended = way(Hand(session, name))
        except DeviceLost as error:
            self._tell(name, began, Ended(TrialOutcome.broken, error.message, error.advice))
            raise
        except DeviceError as error:
            ended = Ended(TrialOutcome.broken, error.message, error.advice)
        if session.stopped():
            ended = Ended(TrialOutcome.stopped)
        self._tell(name, began, ended)
        return ended

    def _tell(self, name: str, began: int, ended: Ended) -> None:
        now = self._session.clock.now_ms()
        self._session.recorder.trial(Trial(name, began, now, ended.outcome, ended.message, ended.advice))
