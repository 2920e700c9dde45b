"""When the user agreed, and under which consent the app was at any moment."""

from __future__ import annotations

from patrol.derive.consent import consent
from patrol.derive.pages import Pages
from patrol.model.artifacts import Crawl, CrawlStep, Journeys, Screens, Visit
from patrol.model.consent import Button, ConsentEvent, ConsentPhase, ConsentTrials, Moment, MomentKind
from patrol.model.graph import Action, ActionKind, Page, PageGraph
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.locator import Locator
from patrol.model.resources import Quiet, QuietSpan
from patrol.model.screen import Rect

PAGES = Pages(PageGraph(pages=(Page("window", "window", wall="consent"), Page("home", "home"))), {}, {})


def tapped(index: int, at_ms: int, text: str, note: str = "", source: str = "window") -> CrawlStep:
    return CrawlStep(index, at_ms, source, Action(ActionKind.tap, Locator(text=text)), note=note)


def launched(index: int, at_ms: int, note: str = "") -> CrawlStep:
    return CrawlStep(index, at_ms, "", Action(ActionKind.launch), note=note)


def test_marks_of_journeys_and_taps_of_the_crawl_in_order() -> None:
    traces = (JourneyTrace("first", "", Outcome.passed, 0, 9, consent=((50, "given"),)),)
    steps = tuple(
        tapped(i, at, text) for i, (at, text) in enumerate([(10, "不同意"), (20, "转账"), (30, "同意并继续")])
    )
    found = consent(Journeys(traces), Crawl(steps=steps))
    assert found.moments == ((10, "refused", "crawl"), (30, "given", "crawl"), (50, "given", "first"))
    assert found.first_given_ms == 30
    assert consent(None, None).first_given_ms is None


def test_nothing_is_known_of_a_run_that_recorded_nothing() -> None:
    assert consent(None, None).phase(100) is ConsentPhase.unknown
    assert consent(None, None).phase(None) is ConsentPhase.unknown


def test_a_crawl_goes_from_the_first_start_over_the_window_to_agreement() -> None:
    screens = Screens((Visit(100, "splash", "splash"), Visit(200, "window", "window"), Visit(400, "home", "home")))
    steps = (launched(0, 50), tapped(1, 300, "同意并继续", "consent given"))
    found = consent(None, Crawl(steps=steps), screens, pages=PAGES)
    assert [found.phase(at) for at in (60, 150, 250, 299, 300, 500)] == [
        ConsentPhase.before_notice,
        ConsentPhase.before_notice,
        ConsentPhase.asked,
        ConsentPhase.asked,
        ConsentPhase.foreground,
        ConsentPhase.foreground,
    ]
    assert found.agreed_ms(299) is None
    assert found.agreed_ms(500) == 300


def test_cleared_data_begin_anew() -> None:
    steps = (
        launched(0, 50),
        tapped(1, 300, "同意", "consent given"),
        launched(2, 600, "after clearing the app's data"),
        tapped(3, 700, "不同意", "consent refused"),
    )
    found = consent(None, Crawl(steps=steps), pages=PAGES)
    assert [found.phase(at) for at in (599, 600, 700)] == [
        ConsentPhase.foreground,
        ConsentPhase.before_notice,
        ConsentPhase.refused,
    ]
    assert found.agreed_ms(650) is None
    assert found.span(650).installation == 2


def test_a_word_on_another_page_agrees_to_nothing() -> None:
    found = consent(None, Crawl(steps=(launched(0, 50), tapped(1, 300, "同意", source="home"))), pages=PAGES)
    assert found.phase(400) is ConsentPhase.before_notice


def test_a_window_seen_after_agreement_does_not_take_it_back() -> None:
    steps = (launched(0, 50), tapped(1, 300, "同意", "consent given"))
    screens = Screens((Visit(400, "window", "window!dialog:协议"),))
    assert consent(None, Crawl(steps=steps), screens, pages=PAGES).phase(450) is ConsentPhase.foreground


def test_left_alone_and_behind_the_launcher() -> None:
    steps = (launched(0, 50), tapped(1, 300, "同意", "consent given"))
    screens = Screens((Visit(400, "home", "home"), Visit(500, "outside:launcher", "o"), Visit(600, "home", "home")))
    quiet = Quiet((QuietSpan(700, 800, background=False), QuietSpan(900, 1000, background=True)))
    found = consent(None, Crawl(steps=steps), screens, quiet, pages=PAGES)
    assert [found.phase(at) for at in (450, 550, 650, 750, 850, 950)] == [
        ConsentPhase.foreground,
        ConsentPhase.background,
        ConsentPhase.foreground,
        ConsentPhase.idle,
        ConsentPhase.foreground,
        ConsentPhase.background,
    ]


def test_from_a_launch_on_the_app_is_in_front() -> None:
    steps = (launched(0, 50), tapped(1, 300, "同意", "consent given"), launched(2, 600))
    screens = Screens((Visit(500, "outside:launcher", "o"), Visit(900, "home", "home")))
    found = consent(None, Crawl(steps=steps), screens, pages=PAGES)
    assert [found.phase(at) for at in (550, 650)] == [ConsentPhase.background, ConsentPhase.foreground]


def test_a_refused_permission_counts_until_its_page_is_left() -> None:
    steps = (
        launched(0, 50),
        tapped(1, 300, "同意", "consent given"),
        tapped(2, 400, "不允许", "permission CAMERA denied"),
    )
    screens = Screens((Visit(350, "scan", "scan"), Visit(500, "home", "home")))
    found = consent(None, Crawl(steps=steps), screens, pages=PAGES)
    assert found.phase(450) is ConsentPhase.permission_refused
    assert found.phase(550) is ConsentPhase.foreground
    assert found.refused_permissions(550) == {"CAMERA"}
    assert found.refused_permissions(399) == frozenset()


def test_trials_tell_their_phases_themselves() -> None:
    events = (
        ConsentEvent(0, ConsentPhase.before_notice, "trial refuse"),
        ConsentEvent(100, ConsentPhase.asked, "trial refuse", page="window"),
        ConsentEvent(200, ConsentPhase.refused, "trial refuse"),
        ConsentEvent(300, ConsentPhase.before_notice, "trial withdraw"),
        ConsentEvent(400, ConsentPhase.foreground, "trial withdraw"),
        ConsentEvent(500, ConsentPhase.idle, "trial withdraw"),
        ConsentEvent(700, ConsentPhase.withdrawn, "trial withdraw"),
    )
    moments = (Moment(500, MomentKind.idle, "withdraw", until_ms=600),)
    found = consent(None, None, trials=ConsentTrials(events=events, moments=moments))
    assert [found.phase(at) for at in (50, 150, 250, 350, 450, 550, 650, 750)] == [
        ConsentPhase.before_notice,
        ConsentPhase.asked,
        ConsentPhase.refused,
        ConsentPhase.before_notice,
        ConsentPhase.foreground,
        ConsentPhase.idle,
        ConsentPhase.foreground,
        ConsentPhase.withdrawn,
    ]
    assert found.withdrawn_ms == 700
    assert found.agreed_ms(250) is None


def test_a_window_that_says_got_it_is_answered_by_that_word_and_only_there() -> None:
    buttons = (Button("agree", "知道了", Rect()), Button("refuse", "退出", Rect()))
    moment = Moment(900, MomentKind.window, "accept", page="window", buttons=buttons)
    steps = (launched(0, 50), tapped(1, 300, "知道了"), tapped(2, 400, "退出", source="home"))
    found = consent(None, Crawl(steps=steps), trials=ConsentTrials(moments=(moment,)), pages=PAGES)
    assert [found.phase(at) for at in (299, 300, 500)] == [
        ConsentPhase.before_notice,
        ConsentPhase.foreground,
        ConsentPhase.foreground,
    ]
