"""What happens outside crawl and journeys belongs to no journey's last step."""

from __future__ import annotations

from patrol.derive.timeline import timeline
from patrol.model.artifacts import Journeys, Screens, Visit
from patrol.model.consent import ConsentEvent, ConsentPhase, ConsentTrials, Trial, TrialOutcome
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.passwords import Outcome as Came
from patrol.model.passwords import PasswordProbe, Passwords, ProbeKind
from patrol.model.resources import Quiet, QuietSpan
from patrol.model.selfstart import Occasion, SelfStarts, StartWatch
from patrol.model.startup import StartKind, StartUp, StartUps
from patrol.model.traffic import Probe, Traffic

STEP = StepTrace("1", "tap", "", Outcome.passed, 1000, 1400)
WALKED = Journeys((JourneyTrace("pay", "Pay", Outcome.passed, 1000, 1500, (STEP,)),))
SCREENS = Screens((Visit(1200, "paid", "p"), Visit(4000, "home", "h"), Visit(7100, "consent", "c")))
TRIED = Passwords(probes=(PasswordProbe(1600, 3000, "login", "pin", ProbeKind.keyboard, Came.protected),))
TRIALS = ConsentTrials(
    events=(ConsentEvent(7000, ConsentPhase.before_notice, "trial refuse"),),
    trials=(Trial("refuse", 6990, 8000, TrialOutcome.done),),
)
LINE = timeline(
    SCREENS,
    None,
    WALKED,
    StartUps((StartUp(500, StartKind.cold),)),
    TRIALS,
    TRIED,
    Quiet((QuietSpan(4500, 5000), QuietSpan(5500, 6000, background=True))),
    Traffic(probes=(Probe(3500, "a.example", 443, True),)),
    SelfStarts((StartWatch(Occasion.rebooted, 9000, 9900),)),
)


def test_each_stage_has_its_name() -> None:
    steps = {ms: LINE.step(ms) for ms in (600, 1300, 1700, 3200, 4600, 5700, 7500, 9500)}
    assert steps == {
        600: "start-up/cold",
        1300: "pay/1",
        1700: "passwords",
        3200: "certificates",
        4600: "quiet",
        5700: "quiet/background",
        7500: "trial/refuse",
        9500: "self-start/rebooted",
    }


def test_a_page_that_no_longer_stands_is_not_the_page() -> None:
    pages = {ms: LINE.page(ms) for ms in (600, 1300, 3600, 4600, 5700, 7050, 7200, 9500)}
    assert pages == {600: "", 1300: "paid", 3600: "", 4600: "home", 5700: "", 7050: "", 7200: "consent", 9500: ""}


def test_what_a_fresh_app_does_belongs_to_the_page_that_opens() -> None:
    assert LINE.drawn_page(7050) == "consent"
