"""Times of the wall clock, whatever happens to it."""

from __future__ import annotations

import pytest

from patrol.clock import SimulatedClock
from patrol.gather.wall_time import WallTime

HOUR = 3_600_000
BEGAN = 1_800_000_000_000


class Wall:
    """A wall clock that can be set."""

    def __init__(self) -> None:
        self.clock = SimulatedClock()
        self.ahead = 0.0

    def __call__(self) -> float:
        return BEGAN + self.ahead + self.clock.now_ms()


def test_without_a_jump_it_is_a_difference() -> None:
    wall = Wall()
    times = WallTime(BEGAN, wall.clock, wall)
    wall.clock.sleep_ms(10_000)
    assert times.at_ms(BEGAN + 4_000) == 4_000


@pytest.mark.parametrize("jump", [HOUR, -HOUR, 24 * HOUR, -20 * 365 * 24 * HOUR])
def test_a_clock_that_is_set_moves_nothing(jump: float) -> None:
    wall = Wall()
    times = WallTime(BEGAN, wall.clock, wall)
    wall.clock.sleep_ms(10_000)
    before = wall()
    wall.ahead = jump
    wall.clock.sleep_ms(5_000)
    assert times.at_ms(wall()) == 15_000
    assert times.at_ms(before) == 10_000  # stamped before the jump, read after it
    wall.ahead = 0
    wall.clock.sleep_ms(5_000)
    assert times.at_ms(wall() - 1_000) == 19_000


def test_what_fits_no_clock_stays_a_difference() -> None:
    wall = Wall()
    wall.clock.sleep_ms(1_000)
    assert WallTime(BEGAN, wall.clock, wall).at_ms(BEGAN - 60_000) == -60_000
