from __future__ import annotations

from collections.abc import Callable

import msgspec

from patrol.clock import SimulatedClock
from patrol.crawl.identity import Sighting
from patrol.crawl.settle import PATIENCE_MS, Pace, Settler
from patrol.crawl.sight import Sight
from patrol.model.screen import Node, Rect, Screen

SENDING = Pace(patience=1500, more=True)


def sight(page: str, *, nodes: int = 10, loading: bool = False, top: int = 0) -> Sight:
    root = Node("android.view.View", text=page, bounds=Rect(0, top, 9, 9), resource_id=page)
    sighting = Sighting(page, page, (), True, True, loading=loading, nodes=nodes)
    return Sight(Screen(package="a", activity="b", roots=(root,)), sighting)


class Film:
    """Shows one sight after the other, each from its time on."""

    def __init__(self, clock: SimulatedClock, *scenes: tuple[float, Sight]) -> None:
        self.clock, self.scenes, self.looks = clock, scenes, 0

    def __call__(self) -> Sight:
        self.looks += 1
        return [shown for since, shown in self.scenes if since <= self.clock.now_ms()][-1]


def settle(
    film: Callable[[], Sight], clock: SimulatedClock, before: Sight | None, settler: Settler | None = None
) -> Sight:
    return (settler or Settler(clock)).settle(film, before, Pace())


def test_a_page_that_was_settled_before_is_taken_at_first_sight() -> None:
    clock = SimulatedClock()
    settler, film = Settler(clock), Film(clock, (0, sight("b")))
    settle(film, clock, sight("a"), settler)
    film.looks = 0
    settle(film, clock, sight("a"), settler)
    assert film.looks == 1


def test_a_known_page_that_is_half_loaded_is_not() -> None:
    clock = SimulatedClock()
    settler = Settler(clock)
    settle(Film(clock, (0, sight("b", nodes=50))), clock, sight("a"), settler)
    film = Film(clock, (0, sight("b", nodes=5)), (5, sight("b", nodes=50, top=1)))
    assert settle(film, clock, sight("a"), settler).nodes == 50


def test_the_old_page_dumped_again_after_a_tap_does_not_count() -> None:
    clock = SimulatedClock()
    film = Film(clock, (0, sight("a")), (250, sight("b")))
    assert settle(film, clock, sight("a")).page == "b"


def test_the_old_tree_in_a_window_that_has_just_come_is_looked_at_again() -> None:
    clock = SimulatedClock()
    before = sight("a")
    window = msgspec.structs.replace(before.screen, window="Application Error: com.bank")
    torn = Sight(window, sight("a!crash").sighting)
    film = Film(clock, (0, torn), (20, sight("crash")))
    assert settle(film, clock, before).page == "crash"


def test_a_keyboard_that_goes_away_is_no_answer_to_the_button_that_was_pressed() -> None:
    keys = tuple(Node("android.widget.TextView", text=key, bounds=Rect(0, 0, 9, 9)) for key in "123")
    form = sight("form").screen.roots[0]
    typed = Screen(package="a", activity="b", roots=(msgspec.structs.replace(form, children=keys),), keyboard=True)
    refusal = Screen(package="a", activity="b", roots=(form, Node("android.widget.TextView", text="余额不足")))

    def pressed(*scenes: tuple[float, Sight]) -> tuple[Sight, int]:
        clock = SimulatedClock()
        settler = Settler(clock)
        for known in (sight("form"), sight("done"), Sight(refusal, sight("form").sighting)):
            settle(lambda known=known: known, clock, None, settler)  # type: ignore[misc]
        began = clock.now_ms()
        before = Sight(typed, sight("form").sighting)
        settled = settler.settle(Film(clock, *((began + ms, each) for ms, each in scenes)), before, SENDING)
        return settled, clock.now_ms() - began

    settled, waited = pressed((0, sight("form")), (200, sight("done")))
    assert settled.page == "done" and waited < 400
    settled, waited = pressed((0, sight("form")), (200, Sight(refusal, sight("form").sighting)))
    assert settled.screen == refusal and waited < 400
    settled, waited = pressed((0, sight("form")))
    assert settled.page == "form" and SENDING.patience <= waited < SENDING.patience + 200


def test_what_does_not_change_is_given_up_after_the_patience() -> None:
    clock = SimulatedClock()
    assert settle(Film(clock, (0, sight("a"))), clock, sight("a")).page == "a"
    assert PATIENCE_MS <= clock.now_ms() < PATIENCE_MS + 100


def test_a_progress_wheel_is_waited_for() -> None:
    clock = SimulatedClock()
    film = Film(clock, (0, sight("b", loading=True)), (1500, sight("b")))
    assert not settle(film, clock, sight("a")).loading


def test_an_animation_without_end_does_not_hold_up_the_run() -> None:
    clock = SimulatedClock()
    moving = Film(clock, *((ms, sight("b", top=ms)) for ms in range(0, 20_000, 5)))
    settle(moving, clock, sight("a"))
    assert clock.now_ms() <= 5_100


def test_a_ticked_box_is_answer_enough_where_one_was_ticked() -> None:
    clock = SimulatedClock()
    box = Node("android.widget.CheckBox", checkable=True, bounds=Rect(0, 0, 9, 9))
    before, after = sight("a"), sight("a")
    before = Sight(msgspec.structs.replace(before.screen, roots=(box,)), before.sighting)
    after = Sight(
        msgspec.structs.replace(after.screen, roots=(msgspec.structs.replace(box, checked=True),)), after.sighting
    )
    settler = Settler(clock)
    settler.settle(lambda: before, None, Pace())
    began = clock.now_ms()
    assert settler.settle(lambda: after, before, Pace(answered=True)) is after
    assert clock.now_ms() == began
    settler.settle(lambda: after, before, Pace())
    assert clock.now_ms() >= began + PATIENCE_MS
