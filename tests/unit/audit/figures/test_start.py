"""Start-up figures: a source a figure, no value where the sources contradict each other."""

from __future__ import annotations

from patrol.audit.figures.start import start_figures
from patrol.derive import facts_of
from patrol.derive.startup import Agreement
from patrol.model.recorded import Recorded
from patrol.model.result import Figure
from patrol.model.startup import LaunchScreen, StartKind, StartUp, StartUps

SPLASH = LaunchScreen(after_ms=400, activity="com.bank.Splash", page="splash", left=True)
HOME = LaunchScreen(after_ms=1500, settled_ms=1600, activity="com.bank.Main", page="home")


def figures(*launches: StartUp, agreement: float | None = None) -> dict[str, Figure]:
    facts = facts_of(Recorded(StartUps(launches)))
    if agreement is not None:
        facts.know(Agreement({StartKind.cold: agreement}))
    return {figure.id: figure for figure in start_figures(facts)}


def cold(at: int, displayed: float, am: float | None = None, **more: object) -> StartUp:
    total = displayed if am is None else am
    return StartUp(at, StartKind.cold, displayed_ms=displayed, am_total_ms=total, proved=True, **more)  # type: ignore[arg-type]


def test_each_source_and_stage_is_a_figure_of_its_own() -> None:
    found = figures(
        *(cold(i, 600 + i, stable_ms=700.0, fully_drawn_ms=2000.0, screens=(SPLASH, HOME)) for i in range(7))
    )
    assert {id: figure.value for id, figure in found.items()} == {
        "start.cold": 603,
        "start.cold.displayed": 603,
        "start.cold.am": 603,
        "start.cold.stable": 700,
        "start.cold.full": 2000,
        "start.cold.useful": 1600,
        "start.cold.instant": 100,
    }
    assert (found["start.cold"].samples, found["start.cold"].low, found["start.cold"].high) == (7, 601.5, 604.5)
    assert found["start.cold.useful"].note and found["start.cold.useful"].note.en == "by way of: splash"


def test_outliers_and_launches_that_count_for_nothing_are_told() -> None:
    odd = StartUp(9, StartKind.cold, displayed_ms=80, proved=False, proof="not proved: process 7 was still there")
    found = figures(*(cold(i, 600 + i) for i in range(6)), cold(7, 4000), odd)["start.cold"]
    assert found.note and "outliers: 4000 ms" in found.note.en
    assert "1 launches left out, their state before was not proved (not proved: process 7" in found.note.en


def test_a_contradicted_start_has_no_value_and_says_why_within_the_limit_of_the_policy() -> None:
    launches = [cold(i, 600, am=1242) for i in range(3)]
    found = figures(*launches)
    assert found["start.cold"].value is None and found["start.cold"].inconclusive
    assert "am start -W TotalTime 1242 ms" in found["start.cold"].inconclusive.en
    assert found["start.cold.displayed"].value == 600 and "start.cold.instant" not in found
    assert figures(*launches, agreement=0.6)["start.cold"].value == 600
