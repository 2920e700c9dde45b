"""What a launch shows: pages that give way by themselves, advertisements that can be skipped, the page that stays."""

from __future__ import annotations

import pytest

from patrol.clock import SimulatedClock
from patrol.gather.launch_watch import STAYS_MS, WAITING_LOOK_MS, LaunchWatch, alike
from patrol.model.scenario import DeclaredPage, Recogniser, Scenario, StartPlan
from patrol.model.screen import Node, Rect, Screen
from patrol.model.startup import StartRole
from tests.unit.gather.double import PACKAGE

LOOK_MS = 100


def screen(activity: str, *texts: str, package: str = PACKAGE) -> Screen:
    children = tuple(Node("TextView", text=t, bounds=Rect(0, n, 9, n + 1)) for n, t in enumerate(texts))
    return Screen(package=package, activity=activity, roots=(Node("FrameLayout", children=children),))


class Shown:
    """Shows one screen after the other, each until its time; a look takes 100 ms."""

    def __init__(self, clock: SimulatedClock, *screens: tuple[int, Screen]) -> None:
        self.clock, self.screens, self.began = clock, screens, clock.now_ms()

    def screen(self) -> Screen:
        now = self.clock.now_ms() - self.began
        self.clock.sleep_ms(LOOK_MS)
        return next((one for until, one in self.screens if now < until), self.screens[-1][1])


SPLASH, HOME = screen(".Splash", "Bank"), screen(".Main", "Accounts", "Transfer", "Me")


def watching(*screens: tuple[int, Screen], scenario: Scenario | None = None, patient: bool = True):  # type: ignore[no-untyped-def]
    clock = SimulatedClock()
    driver = Shown(clock, *screens)
    return LaunchWatch(driver, clock, PACKAGE, scenario, patient), driver, clock  # type: ignore[arg-type]


def test_a_splash_gives_way_by_itself_and_the_next_page_stays() -> None:
    watch, _, clock = watching((900, SPLASH), (99_999, HOME))
    seen = watch.watch(0)
    splash, home = seen.screens
    assert (splash.activity, splash.after_ms, splash.settled_ms, splash.left) == (".Splash", 0, 0, True)
    assert (home.activity, home.left, home.known) == (".Main", False, False)
    assert 900 <= home.after_ms <= 900 + LOOK_MS + WAITING_LOOK_MS and home.settled_ms == home.after_ms
    assert seen.stable_ms == 0
    assert clock.now_ms() >= 900 + STAYS_MS
    assert seen.looks * LOOK_MS == seen.looking_ms < clock.now_ms()


def test_the_next_launch_knows_which_page_stays_and_does_not_wait() -> None:
    watch, driver, clock = watching((900, SPLASH), (99_999, HOME))
    watch.watch(0)
    began = driver.began = clock.now_ms()
    seen = watch.watch(began)
    assert [one.known for one in seen.screens] == [False, True]
    assert clock.now_ms() - began < 1300


@pytest.mark.parametrize("words", ["跳过", "跳过 3", "3 跳过", "跳过广告", "Skip", "Skip ad 3s", "点击跳过 | 5"])
def test_an_advertisement_is_waited_out_however_long_it_stands(words: str) -> None:
    advertisement = screen(".Splash", "Spring wealth festival", words)
    watch, *_ = watching((5000, advertisement), (99_999, HOME))
    ad, home = watch.watch(0).screens
    assert (ad.skip, ad.left) == (words, True)
    assert 5000 <= home.after_ms <= 5000 + LOOK_MS + WAITING_LOOK_MS


@pytest.mark.parametrize("words", ["跳过登录先看看产品介绍吧", "Skip the queue: book online", "Accounts"])
def test_other_words_are_no_offer_to_skip(words: str) -> None:
    watch, *_ = watching((99_999, screen(".Main", words)))
    assert watch.watch(0).screens[0].skip == ""


def test_a_page_that_goes_on_loading_is_one_page() -> None:
    loading, loaded = screen(".Main", "Accounts"), screen(".Main", "Accounts", "¥ 12,000", "Transfer")
    watch, *_ = watching((700, SPLASH), (1500, loading), (99_999, loaded))
    _, home = watch.watch(0).screens
    assert home.activity == ".Main" and home.settled_ms == home.after_ms < 1000


def test_declared_pages_say_what_they_are() -> None:
    pages = (
        DeclaredPage("splash", "启动页", recognise=Recogniser(activity=".Splash")),
        DeclaredPage("home", "首页", recognise=Recogniser(activity=".Main", texts=("Transfer",))),
    )
    scenario = Scenario(PACKAGE, pages=pages, start=StartPlan(useful=("home",), passing=("splash",)))
    watch, _, clock = watching((4000, SPLASH), (99_999, HOME), scenario=scenario)
    splash, home = watch.watch(0).screens
    assert (splash.page, splash.role, home.page, home.role) == ("splash", StartRole.passing, "home", StartRole.useful)
    assert clock.now_ms() < 4000 + STAYS_MS


def test_another_app_in_front_ends_the_wait() -> None:
    watch, _, clock = watching((500, HOME), (99_999, screen(".Grant", "Allow?", package="com.android.permission")))
    assert [one.activity for one in watch.watch(0).screens] == [".Main"]
    assert clock.now_ms() < 500 + STAYS_MS + 500


def test_without_patience_nobody_says_which_page_stays() -> None:
    watch, _, clock = watching((900, SPLASH), (99_999, HOME), patient=False)
    seen = watch.watch(0)
    assert (seen.stable_ms, seen.screens) == (0, ())
    assert clock.now_ms() <= 300


def test_two_looks_are_alike_by_half_of_what_the_smaller_shows() -> None:
    assert alike(frozenset("ab"), frozenset("bcdef")) and not alike(frozenset("ab"), frozenset("cd"))
    assert alike(frozenset(), frozenset()) and not alike(frozenset(), frozenset("a"))
