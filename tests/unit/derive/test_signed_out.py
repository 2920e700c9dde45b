"""When a journey had signed out."""

from __future__ import annotations

import pytest

from patrol.derive.signed_out import signed_out
from patrol.model.artifacts import Journeys
from patrol.model.journey import JourneyTrace, Outcome, StepTrace


def step(text: str, ended_ms: int, kind: str = "tap") -> StepTrace:
    return StepTrace(
        index="1", kind=kind, text=text, started_ms=ended_ms - 10, ended_ms=ended_ms, outcome=Outcome.passed
    )


def trace(journey: str, started_ms: int, *steps: StepTrace, outcome: Outcome = Outcome.passed) -> JourneyTrace:
    return JourneyTrace(
        journey=journey, name=journey, started_ms=started_ms, ended_ms=started_ms + 500, outcome=outcome, steps=steps
    )


def test_from_the_sign_out_to_the_start_of_the_next_journey_both_included() -> None:
    # What lies on the phone is looked at right before the next begins, maybe in its first millisecond.
    out = signed_out(Journeys((trace("next", 1500), trace("leave", 1000, step("退出登录", 1200)))))
    assert [out.at(ms) for ms in (1199, 1200, 1500, 1501)] == ["", "leave", "leave", ""]


def test_after_the_last_journey_half_a_minute_belongs_to_it() -> None:
    out = signed_out(Journeys((trace("leave", 1000, step("Log out", 1200)),)))
    assert (out.at(31_000), out.at(32_000)) == ("leave", "")


@pytest.mark.parametrize(
    "steps, outcome",
    [
        ((step("退出登录", 1200), step("login_password ******", 1300, "type")), Outcome.passed),
        ((step("退出登录", 1200),), Outcome.failed),
        ((step("转账", 1200),), Outcome.passed),
    ],
    ids=["signed in again", "did not pass", "never signed out"],
)
def test_nobody_had_signed_out(steps: tuple[StepTrace, ...], outcome: Outcome) -> None:
    assert signed_out(Journeys((trace("one", 1000, *steps, outcome=outcome),))).spans == ()
