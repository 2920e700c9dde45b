from __future__ import annotations

import msgspec

from patrol.crawl.explorer import CrawlLimits, explore
from patrol.device.driver import ShellResult
from patrol.errors import DeviceError, DeviceLost
from patrol.model.artifacts import StopReason
from patrol.model.events import AnyEvent, Notice
from patrol.model.screen import Node, Rect, Screen
from tests.unit.crawl.paper import LIMITS, PACKAGE, Paper, PaperPhone, Widget, session_of
from tests.unit.crawl.test_explorer import bank, names


class Rebooting(PaperPhone):
    """Is gone for a while after so many touches, and starts without apps."""

    gone_ms = 30_000
    gone_at = 9
    back_ms = 0

    def _check(self) -> None:
        if not self.back_ms and len(self.done) >= self.gone_at:
            self.back_ms = self.clock.now_ms() + self.gone_ms
            self.running, self.stack = False, []
        if self.clock.now_ms() < self.back_ms:
            raise DeviceLost("paper phone is gone.")


def test_a_phone_that_reboots_is_waited_for_and_the_crawl_goes_on() -> None:
    told: list[AnyEvent] = []
    session = session_of(Rebooting(bank()))
    session.notify = told.append
    crawl = explore(session, LIMITS)
    assert crawl.stop is StopReason.complete
    assert names(crawl) == {paper.title for paper in bank().values() if not paper.dialog}
    assert any("gone for 3" in why for _, why in crawl.skipped)
    assert any(isinstance(event, Notice) and "went on from a fresh launch" in event.message for event in told)


def test_a_phone_that_stays_away_ends_the_crawl() -> None:
    phone = Rebooting(bank())
    phone.gone_ms = 200_000
    crawl = explore(session_of(phone), CrawlLimits(minutes=60, absence_s=60))
    assert crawl.stop is StopReason.device_lost
    assert len(crawl.graph.pages) > 1


class Quick(PaperPhone):
    """Restarts within one action: the driver waited for it, and nobody was told."""

    boots = 0

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        return ShellResult(f"boot-{self.boots}\n", 0)

    def tap(self, x: int, y: int) -> None:
        super().tap(x, y)
        if len(self.done) >= 7 and not self.boots:
            self.boots, self.running, self.stack = 1, False, []


def test_an_app_that_is_gone_because_the_phone_restarted_has_not_crashed() -> None:
    crawl = explore(session_of(Quick(bank())), LIMITS)
    assert not any(step.note.startswith("crashed") for step in crawl.steps)
    assert any("has restarted" in why for _, why in crawl.skipped)
    assert names(crawl) == {paper.title for paper in bank().values() if not paper.dialog}


class Refusing(Quick):
    """Restarts within one action, which fails; the next one finds the phone there again."""

    def tap(self, x: int, y: int) -> None:
        before = self.boots
        super().tap(x, y)
        if self.boots != before:
            raise DeviceError("paper phone closed the stream.")


def test_a_restart_that_was_over_after_one_failed_action_is_told() -> None:
    crawl = explore(session_of(Refusing(bank())), LIMITS)
    assert "the phone was gone for" in crawl.stop_note
    assert sum("has restarted" in why for _, why in crawl.skipped) == 1
    assert names(crawl) == {paper.title for paper in bank().values() if not paper.dialog}


class Crowded(PaperPhone):
    """Another app's crash dialog lies over everything from time to time."""

    shows = False
    closed = 0

    def screen(self) -> Screen:
        seen = super().screen()
        if not self.shows:
            return seen
        bounds = Rect(60, 500, 660, 800)
        button = Node("android.widget.Button", "android:id/aerr_close", "关闭应用", bounds=bounds, clickable=True)
        root = Node("android.widget.FrameLayout", bounds=bounds, children=(button,))
        window = "Application Error: com.other.app"
        return msgspec.structs.replace(seen, package="android", activity="", window=window, roots=(root,))

    def tap(self, x: int, y: int) -> None:
        if self.shows:
            self.shows, self.closed = False, self.closed + 1
            return
        super().tap(x, y)
        self.shows = len(self.done) % 4 == 0


def test_the_crash_dialog_of_another_app_is_closed_and_is_no_crash_of_ours() -> None:
    phone = Crowded(bank())
    crawl = explore(session_of(phone), LIMITS)
    assert phone.closed > 2
    assert not any(step.note.startswith("crashed") for step in crawl.steps)
    assert {"确认转账", "产品详情", "关于我们"} <= names(crawl)


class Repeating(Crowded):
    """“Keeps stopping”: the dialog of the app's own crash stays, over a new launch too, until it is closed."""

    def screen(self) -> Screen:
        seen = super().screen()
        return msgspec.structs.replace(seen, window=f"Application Error: {PACKAGE}") if self.shows else seen

    def tap(self, x: int, y: int) -> None:
        shown = self.shows
        super().tap(x, y)
        self.shows = not shown and self.crashed
        self.crashed = False


def test_the_dialog_of_its_own_crash_is_closed_before_the_app_is_launched_again() -> None:
    pages = bank() | {"about": Paper("关于我们", [Widget("项甲", "crash")])}
    phone = Repeating(pages)
    crawl = explore(session_of(phone), LIMITS)
    assert phone.closed >= 1 and crawl.stop is StopReason.complete
    assert {"确认转账", "产品详情", "关于我们"} <= names(crawl)


class Haunted(Crowded):
    """The dialog of the app's own crash stays over it until somebody closes it, whatever is started."""

    def screen(self) -> Screen:
        seen = super().screen()
        return msgspec.structs.replace(seen, window=f"Application Error: {PACKAGE}") if self.shows else seen

    def tap(self, x: int, y: int) -> None:
        if self.shows:
            self.shows, self.closed = False, self.closed + 1
            return
        PaperPhone.tap(self, x, y)
        self.shows = len(self.done) > 5 and not self.closed


def test_a_crash_dialog_that_outlives_its_process_is_closed_before_the_app_is_launched() -> None:
    phone = Haunted(bank())
    crawl = explore(session_of(phone), LIMITS)
    assert phone.closed == 1
    assert crawl.stop is StopReason.complete
    assert sum(step.note.startswith("crashed") for step in crawl.steps) == 1


def test_a_page_on_which_the_app_crashed_three_times_is_left_alone() -> None:
    pages = bank() | {"about": Paper("关于我们", [Widget(f"项{n}", "crash") for n in "甲乙丙丁戊己庚"])}
    crawl = explore(session_of(PaperPhone(pages)), LIMITS)
    assert sum(step.note.startswith("crashed") for step in crawl.steps) == 3
    assert ("page 关于我们", "the app crashed there 3 times: it is left alone") in crawl.skipped
    assert crawl.stop is StopReason.complete


def test_other_apps_are_left_by_back_or_a_fresh_launch() -> None:
    browser = Paper("网页", [Widget("搜索")], package="com.android.chrome")
    pages = bank() | {"about": Paper("关于我们", [Widget("官网", "browser")]), "browser": browser}
    crawl = explore(session_of(PaperPhone(pages)), LIMITS)
    left = next(step for step in crawl.steps if step.note == "left the app to com.android.chrome/MainActivity")
    assert crawl.steps[left.index + 1].action.kind.value == "back"
    assert "网页" not in names(crawl) and PACKAGE not in names(crawl)
