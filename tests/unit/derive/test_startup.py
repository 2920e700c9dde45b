"""Which source a start-up time comes from, and when the sources contradict each other."""

from __future__ import annotations

import pytest
from msgspec import structs

from patrol.derive.startup import Agreement, contradiction, disagree, first_useful, start_statistics, useful_ms
from patrol.model.startup import LaunchScreen, StartKind, StartRole, StartUp, StartUps


def test_displayed_is_preferred_and_the_others_are_kept() -> None:
    launches = tuple(
        StartUp(i, StartKind.cold, displayed_ms=600.0 + i, am_total_ms=605.0, fully_drawn_ms=900.0) for i in range(3)
    )
    cold = start_statistics(StartUps((*launches, StartUp(9, StartKind.hot, am_total_ms=90.0)))).by_kind[StartKind.cold]
    assert cold.source == "displayed" and cold.spread and cold.spread.median == 601
    assert cold.all_sources["am"].median == 605 and cold.fully_drawn and cold.fully_drawn.median == 900
    assert start_statistics(StartUps()).by_kind == {}


def test_the_source_that_measured_most_launches_is_taken() -> None:
    launches = (
        StartUp(0, StartKind.cold, displayed_ms=500.0, am_total_ms=510.0),
        StartUp(1, StartKind.cold, am_total_ms=520.0),
    )
    cold = start_statistics(StartUps(launches)).by_kind[StartKind.cold]
    assert cold.source == "am" and [value for _, value in cold.values] == [510.0, 520.0]


def test_a_launch_that_nobody_measured_is_counted() -> None:
    cold = start_statistics(StartUps((StartUp(0, StartKind.cold, status="timeout"),))).by_kind[StartKind.cold]
    assert (cold.source, cold.spread, cold.failed) == ("", None, 1)


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [(600, 640, False), (600, 2600, True), (100, 190, False), (3000, 3700, False), (None, 500, False)],
)
def test_only_large_differences_contradict(one: float | None, other: float | None, contradict: bool) -> None:
    assert disagree(one, other) is contradict


def launch(at: int = 0, **more: object) -> StartUp:
    return StartUp(at, StartKind.cold, **{"displayed_ms": 600.0, "am_total_ms": 605.0, "proved": True, **more})  # type: ignore[arg-type]


def screens(*shown: LaunchScreen) -> StartUp:
    return launch(screens=shown)


SPLASH = LaunchScreen(after_ms=600, settled_ms=650, activity=".Splash", left=True)
AD = LaunchScreen(after_ms=1500, settled_ms=1600, activity=".Ad", skip="跳过 5", left=True)
HOME = LaunchScreen(after_ms=6600, settled_ms=6900, activity=".Main", page="home")


def test_splash_and_advertisement_are_not_the_first_useful_page() -> None:
    assert first_useful(screens(SPLASH, AD, HOME)) is HOME
    assert useful_ms(screens(SPLASH, AD, HOME)) == 6900
    assert first_useful(screens(SPLASH, AD)) is None and useful_ms(launch()) is None


def test_a_page_that_never_stood_still_is_there_from_its_first_look() -> None:
    assert useful_ms(screens(structs.replace(HOME, settled_ms=None))) == 6600


def test_what_app_yaml_calls_useful_or_passing_is_so() -> None:
    login = LaunchScreen(after_ms=900, activity=".Login", page="login", role=StartRole.useful)
    assert first_useful(screens(structs.replace(login, left=True), HOME)).page == "login"  # type: ignore[union-attr]
    guide = LaunchScreen(after_ms=900, activity=".Guide", page="guide", role=StartRole.passing)
    assert first_useful(screens(guide, HOME)) is HOME


def test_launches_whose_state_was_not_proved_count_for_nothing() -> None:
    odd = launch(1, displayed_ms=90.0, proved=False, proof="not proved: process 7 was still there")
    old = StartUp(2, StartKind.cold, displayed_ms=95.0, proof="not proved: the process did not stay")
    cold = start_statistics(StartUps((launch(0), odd, old))).by_kind[StartKind.cold]
    assert [value for _, value in cold.values] == [600.0] and cold.unproved == (odd, old)


@pytest.mark.parametrize(
    ("figures", "sources"),
    [
        ({"displayed_ms": 600.0, "am_total_ms": 1242.0}, ("displayed", "am")),  # am stopped at a trampoline
        ({"displayed_ms": 2600.0, "am_total_ms": 2600.0, "stable_ms": 800.0}, ("displayed", "stable")),
        ({"displayed_ms": 2600.0, "am_total_ms": 2600.0, "fully_drawn_ms": 900.0}, ("displayed", "fully")),
        ({"stable_ms": 4000.0, "fully_drawn_ms": 3000.0}, None),
    ],
)
def test_sources_that_cannot_both_be_right(figures: dict[str, float], sources: tuple[str, str] | None) -> None:
    assert contradiction(launch(**figures)) == sources


def test_a_figure_is_undecided_when_most_launches_contradict_themselves_by_more_than_the_policy_allows() -> None:
    odd = [launch(i, am_total_ms=1000.0) for i in range(2)]
    launches = StartUps((*odd, launch(3)))
    cold = start_statistics(launches).by_kind[StartKind.cold]
    assert "2 of 3 launches contradict each other, e.g. Displayed (logcat) 600 ms" in cold.undecided()[1]
    assert cold.undecided(0.5) == ("", "")
    lenient = start_statistics(launches, Agreement({StartKind.cold: 0.5})).by_kind[StartKind.cold]
    assert lenient.undecided() == ("", "") and lenient.disagreements == ()


def test_the_share_that_opens_within_a_second_and_the_pages_that_passed_by() -> None:
    launches = (launch(0, screens=(SPLASH, AD, HOME)), launch(1, displayed_ms=1400.0, screens=(SPLASH, HOME)))
    cold = start_statistics(StartUps(launches)).by_kind[StartKind.cold]
    assert cold.within(1000) == 0.5
    assert [page.activity for page in cold.passing()] == [".Splash", ".Ad"]
    assert cold.measures["useful"].spread.samples == 2
