"""Timers are told from users, and stays on pages from looks."""

from __future__ import annotations

import pytest

from patrol.catalogue.sdks import known_sdks
from patrol.derive.callers import caller
from patrol.derive.calls import CallGroup, Moment, SeenCall
from patrol.derive.rhythm import apart, stays, steady_ms
from patrol.derive.timeline import Timeline
from patrol.model.calls import HookedCall
from patrol.model.consent import ConsentPhase

WHO = caller((), (), known_sdks())


def group(*times: int) -> CallGroup:
    when = Moment("home", "", ConsentPhase.foreground)
    return CallGroup(
        tuple(SeenCall(HookedCall(at, (), "x", 1), WHO, when, (), None, at, WHO.key, "", True) for at in times)
    )


@pytest.mark.parametrize(
    ("times", "period"),
    [
        ((0, 5000, 10_000, 15_000, 20_000, 25_000), 5000),
        ((0, 4600, 10_100, 15_000, 20_300, 25_000, 29_900), 4900),
        ((0, 5000, 10_000), None),
        ((0, 900, 9000, 9500, 20_000, 47_000), None),
        ((7, 7, 7, 7, 7, 7), None),
    ],
)
def test_a_timer_is_steady_and_a_user_is_not(times: tuple[int, ...], period: float | None) -> None:
    assert steady_ms(group(*times), 6) == period


def test_calls_of_one_burst_count_once() -> None:
    assert [seen.at_ms for seen in apart(group(0, 10, 290, 310, 900), 300).calls] == [0, 310, 900]


def test_a_stay_lasts_from_coming_to_leaving() -> None:
    line = Timeline((0, 100, 200, 300), ("home", "home", "loans", "home"), (), (), 400, acted_at=(50, 150, 260))
    found = stays(line)
    assert found.at(50) == found.at(150) != found.at(250) != found.at(350)
    assert (found.touches(0, 160), found.touches(150, 160)) == (2, 0)
