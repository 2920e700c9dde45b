"""What the trials of consent showed, and why one of them says nothing."""

from __future__ import annotations

from patrol.derive.consent_tried import ConsentTried, consent_tried, pictured
from patrol.model.artifacts import GatherFailure
from patrol.model.consent import ConsentTrials, Moment, MomentKind, Trial, TrialOutcome
from patrol.model.verdict import Screenshot, Status

WINDOW = Moment(100, MomentKind.window, "refuse", "consent", "pictures/1")


def tried(**outcomes: TrialOutcome) -> ConsentTried:
    trials = tuple(Trial(name, 0, 9, outcome, "why", "Do this.") for name, outcome in outcomes.items())
    found = consent_tried(ConsentTrials(trials=trials, moments=(WINDOW,)))
    assert isinstance(found, ConsentTried)
    return found


def test_trials_that_were_left_out_are_not_recorded() -> None:
    found = consent_tried(ConsentTrials(agree=("同意",)))
    assert isinstance(found, GatherFailure) and found.message == "was not recorded"


def test_moments_by_kind_and_trial() -> None:
    found = tried(refuse=TrialOutcome.done)
    assert found.window is WINDOW
    assert found.first(MomentKind.window, trial="accept") is None
    assert list(found.of(MomentKind.window, MomentKind.quit)) == [WINDOW]


def test_a_trial_that_went_through_decides() -> None:
    assert tried(refuse=TrialOutcome.done).undecided("refuse") == ()


def test_one_that_did_not_says_why_and_what_to_do() -> None:
    (told,) = tried(refuse=TrialOutcome.broken).undecided("refuse")
    assert told.status is Status.inconclusive and told.message.en == "why. Do this."


def test_without_a_window_the_later_trials_say_so_too() -> None:
    (told,) = tried(refuse=TrialOutcome.not_found).undecided("rights")
    assert "why" in told.message.en
    (told,) = tried(refuse=TrialOutcome.done).undecided("rights")
    assert "was not made" in told.message.en


def test_its_picture() -> None:
    (found,) = pictured(WINDOW)
    assert isinstance(found, Screenshot) and (found.picture, found.at_ms) == ("pictures/1", 100)
    assert pictured(None) == ()
