"""Journeys as the report shows them."""

from __future__ import annotations

from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.report import journeys


def step(index: str, page: str = "a", outcome: Outcome = Outcome.passed, picture: str = "x.png") -> StepTrace:
    return StepTrace(index, "tap", f"tap {index}", outcome, 0, 1, page=page, picture=picture)


def trace(*steps: StepTrace, outcome: Outcome = Outcome.passed) -> JourneyTrace:
    return JourneyTrace("j", "j", outcome, 0, 1, steps)


def test_inner_steps_stand_inside_their_outer_ones() -> None:
    found = journeys.steps(trace(step("1"), step("1.1"), step("1.1.1"), step("2"), step("2.1×1"), step("2.1×1.1")))
    shape = [(s.trace.index, [(i.trace.index, [x.trace.index for x in i.inner]) for i in s.inner]) for s in found]
    assert shape == [("1", [("1.1", ["1.1.1"])]), ("2", [("2.1×1", ["2.1×1.1"])])]
    assert found[0].inner[0].inner[0].number == "1"


def test_an_inner_step_without_its_outer_one_is_not_lost() -> None:
    assert [s.trace.index for s in journeys.steps(trace(step("4.2")))] == ["4.2"]


def test_the_filmstrip_has_a_picture_where_the_page_changed() -> None:
    shown, more = journeys.frames(trace(step("1", "a"), step("2", "a"), step("3", "b"), step("4", "b", picture="")))
    assert [s.index for s in shown] == ["1", "3"] and more == 0


def test_the_failed_step_is_in_the_filmstrip_even_on_the_same_page() -> None:
    failed = trace(step("1", "a"), step("2", "a", Outcome.failed), outcome=Outcome.failed)
    assert [s.index for s in journeys.frames(failed)[0]] == ["1", "2"]


def test_the_culprit_is_the_innermost_step_that_went_wrong() -> None:
    bad = Outcome.failed
    failed = trace(step("1"), step("2", outcome=bad), step("2.1"), step("2.2", outcome=bad), outcome=bad)
    culprit = journeys.culprit(failed)
    assert culprit is not None and culprit.index == "2.2"
    assert journeys.culprit(trace(step("1"))) is None


def test_an_endless_journey_shows_its_first_and_last_pictures() -> None:
    shown, more = journeys.frames(trace(*(step(str(n), f"p{n}") for n in range(100))))
    assert len(shown) == journeys.MOST_FRAMES and more == 100 - journeys.MOST_FRAMES
    assert (shown[0].index, shown[-1].index) == ("0", "99")


def test_leaves_come_in_the_order_in_which_they_ran() -> None:
    told = trace(step("1"), step("1.1"), step("1.2"), step("2"))
    assert [s.index for s in journeys.leaves(told)] == ["1.1", "1.2", "2"]
