"""Does one action on the phone, journaled before and after, and sees what came of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

import msgspec

from patrol.crawl.atlas import Atlas
from patrol.crawl.keys import BACK
from patrol.crawl.limits import Budget
from patrol.crawl.seeds import is_component
from patrol.crawl.settle import Pace
from patrol.crawl.sight import Sight
from patrol.crawl.typist import Typist
from patrol.crawl.walls import close_button
from patrol.errors import AppError, DeviceError, DeviceLost
from patrol.journey import keyboard
from patrol.journey.crash import crash_in
from patrol.journey.session import Session
from patrol.journey.steps.base import StepFailed
from patrol.journey.steps.touch import stroke
from patrol.model.artifacts import CrawlStep, Found
from patrol.model.graph import Action, ActionKind, Provenance, State, WallStatus
from patrol.model.screen import Node

LAUNCH = Pace(limit=15_000, loading=8_000)
SPLASH_MS = 2500
"""A start page that shows for this long at most is waited for: splash screens last one to two seconds."""
SPLASH_POLL_MS = 150
BUTTON_MS = 1500
"""A button often asks a server before anything is to be seen; one second is the usual animation with it."""
KEPT_STEPS = 2500
"""Steps that are kept at least, twice as many at most: the recorder has them all, and memory stays flat."""
MOST_DIALOGS = 3
"""Crash dialogs of other apps in a row."""
BOOT_ID = "/proc/sys/kernel/random/boot_id"
"""Another one after each start of the kernel (random(4)): an app that is gone after that has not crashed."""
FINGER = {"down": "up", "up": "down", "left": "right", "right": "left"}
"""To see what is further down, the finger goes up."""


class Hands:
    """The only part of the crawl that touches the phone."""

    def __init__(self, session: Session, atlas: Atlas, budget: Budget) -> None:
        self._session = session
        self._driver = session.driver
        self._atlas = atlas
        self._budget = budget
        self.filled: set[tuple[str, str]] = set()
        """(page, mark of a field) that was filled in during this visit of the page."""
        self.steps: list[CrawlStep] = []
        self.crashed = False
        """The last action ended the app."""
        self.offset = 0
        """Scrolls by which the present page is further down than when it opened."""
        self.source = ""
        """State in which the last action was done."""
        self._stayed: set[str] = set()
        """States that stayed for SPLASH_MS after a launch."""
        self._boot = ""
        """Which start of the phone the crawl is on; "" where nobody can tell."""

    @property
    def sight(self) -> Sight:
        """What was settled last."""
        eyes = self._session.eyes
        return eyes.now if eyes.now is not None else eyes.settle()

    def act(
        self, action: Action, node: Node | None, typed: tuple[Action, ...], note: str = "", *, proves: bool = True
    ) -> str:
        """Do it and learn where it led: the state, or what was outside. What does not prove anything, such as a form
        that was filled with nonsense, says nothing of where the action leads."""
        before = self.sight
        self.begin(before.state, action)
        known = {page.key for page in self._session.eyes.book.pages} if action.kind is ActionKind.deep_link else set()
        self._send(action, node)
        pace = _pace(action, node)
        scrolled = action.kind is ActionKind.scroll
        told = action if proves else None
        sight = self._own(self._session.eyes.settle(before, scrolled=scrolled, pace=pace, action=told))
        self.crashed = self._has_crashed(sight)
        if self.crashed:
            note = f"crashed: {self._crash()}"
        elif sight.outside:
            left = f"left the app to {sight.page.partition(':')[2]}"
            note = f"{note}; {left}" if note else left
        elif sight.state == before.state and sight.screen.roots == before.screen.roots:
            note = note or "no effect"
        if proves:
            self._atlas.observe(before.state, action, sight.state, crashed=self.crashed, typed=typed)
        else:
            self._atlas.moved(before.state, sight.state)
        if sight.page != before.page:
            self.filled.clear()
            self.offset = 0
        elif scrolled and sight.screen.roots != before.screen.roots:
            self.offset = max(0, self.offset + (-1 if action.value == "up" else 1))
        if action.kind is ActionKind.deep_link and sight.page not in known and not sight.outside:
            self._from_outside(sight.page)
        self.end(sight, note)
        return sight.state

    def launch(self, *, clear: bool = False) -> None:
        """End the app's process and start it, and wait until what it shows first has passed; `clear` its data before,
        which counts as one action with the launch."""
        action = Action(ActionKind.launch, value=self._session.component)
        eyes = self._session.eyes
        self.begin(eyes.now.state if eyes.now is not None else "", action)
        over = eyes.now if eyes.now is not None and eyes.now.overlay == "crash" else None
        if over is not None and (button := close_button(over.screen)):
            self._driver.tap(*button.bounds.centre)  # it would lie over the app that is launched
        if clear:
            self._session.clear_data("crawl")
        self._driver.launch(self._session.component, stop_first=True)
        self._same_boot()
        sight = self._past_splash(self._own(eyes.settle(pace=LAUNCH, action=action)))
        self.crashed = self._has_crashed(sight)
        self.filled.clear()
        self.offset = 0
        if not sight.outside and not self.crashed:
            self._atlas.observe("", action, sight.state)
        note = "after clearing the app's data" if clear else ""
        self.end(sight, f"crashed: {self._crash()}" if self.crashed else note)

    def scroll(self, node: Node, action: Action, direction: str) -> None:
        """Scroll back to something seen before."""
        self.act(msgspec.structs.replace(action, value=direction), node, ())

    def close_keyboard(self) -> None:
        """Close what was opened for typing."""
        self.act(BACK, None, ())

    def wall(self, page: str, kind: str, status: WallStatus, note: str) -> None:
        """Something stands in the way on a page; said once, and again when it is got past after all."""
        if kind == "sign-in":
            self._atlas.gates.stands(page)
            if status is WallStatus.passed:
                self._atlas.signed_in(page)
        book = self._session.eyes.book
        known = book.page(page)
        if known is None or (known.wall == kind and known.wall_status is status):
            return
        if known.wall and known.wall != kind and known.wall_status is WallStatus.blocked:
            return  # what could not be passed matters more than what could
        walled = msgspec.structs.replace(
            known, wall=kind, wall_status=status, wall_note=self._session.values.mask(note)
        )
        book.update(walled)
        self._session.recorder.found(Found(walled, State(key=page, page=page)))

    def _from_outside(self, page: str) -> None:
        """The page was first seen through a way in that the manifest or pages.yaml names."""
        book = self._session.eyes.book
        found = book.page(page)
        if found is not None and Provenance.manifest not in found.provenance:
            entered = msgspec.structs.replace(found, provenance=(*found.provenance, Provenance.manifest))
            book.update(entered)
            self._session.recorder.found(Found(entered, State(key=page, page=page)))

    def restore(self, steps: Iterable[CrawlStep]) -> None:
        """Go on counting after the steps of an earlier part of the run."""
        self.steps = list(steps)
        self._budget.spent = len(self.steps)

    def _send(self, action: Action, node: Node | None) -> None:
        driver = self._driver
        if action.kind is ActionKind.back:
            driver.press("back")
        elif action.kind is ActionKind.deep_link:
            self._open_link(action.value)
        elif action.kind is ActionKind.type:
            self._type_keys(action.value)
        elif node is None:
            raise ValueError(f"{action} needs a node")
        elif action.kind is ActionKind.scroll:
            driver.swipe(*stroke(node.bounds, FINGER[action.value]))
        elif action.kind is ActionKind.long_tap:
            driver.long_press(*node.bounds.centre)
        else:
            driver.tap(*node.bounds.centre)

    def _open_link(self, link: str) -> None:
        with contextlib.suppress(AppError):  # nothing takes the link: seen by what is shown afterwards
            if is_component(link):
                self._driver.launch(link)
            else:
                self._driver.open_link(link, self._session.package)

    def _type_keys(self, text: str) -> None:
        with contextlib.suppress(KeyError, StepFailed):  # no value, or a key is missing: nothing happens, as is seen
            keyboard.type_keys(Typist(self._session), self._session.values.resolve(text))

    def _past_splash(self, sight: Sight) -> Sight:
        """The first page that stays: the known start at once, and what has stayed before; anything else when it has
        stayed for a while."""
        clock, eyes = self._session.clock, self._session.eyes
        if self._stays(sight):
            return sight
        deadline = clock.now_ms() + SPLASH_MS
        while clock.now_ms() < deadline:
            clock.sleep_ms(SPLASH_POLL_MS)
            if eyes.look().state != sight.state:
                sight = eyes.settle(pace=LAUNCH, action=self.steps[-1].action)
                if self._stays(sight):
                    return sight
        self._stayed.add(sight.state)
        return sight

    def _stays(self, sight: Sight) -> bool:
        return sight.state == self._atlas.start or sight.state in self._stayed

    def _own(self, sight: Sight) -> Sight:
        """What the app itself shows: the crash dialog of another app that lies over it is closed."""
        for _ in range(MOST_DIALOGS):
            culprit = sight.sighting.overlay_title
            if sight.overlay != "crash" or not culprit or culprit.startswith(self._session.package):
                break
            button = close_button(sight.screen)
            if button is None:
                break
            self._driver.tap(*button.bounds.centre)
            sight = self._session.eyes.settle(sight)
        return sight

    def _has_crashed(self, sight: Sight) -> bool:
        if sight.overlay == "crash":
            return True
        gone = sight.outside and not self._driver.processes(self._session.package)
        if gone:
            self._same_boot()
        return gone

    def expect_restart(self) -> None:
        """The phone was gone: whether it restarted meanwhile needs no further telling."""
        self._boot = ""

    def _same_boot(self) -> None:
        """A restart may be over before anything failed for long. Raises DeviceLost, once for each."""
        boot, self._boot = self._boot, self._boot_id() or self._boot
        if boot and self._boot != boot:
            raise DeviceLost(f"phone {self._driver.info().serial} has restarted.", advice="Look why in its log.")

    def _boot_id(self) -> str:
        try:
            told = self._driver.shell(f"cat {BOOT_ID}")
            return "" if told.exit_code else told.output.strip()
        except DeviceLost:
            raise
        except DeviceError:
            return ""

    def _crash(self) -> str:
        lines = self._session.recorder.log_since(self.steps[-1].at_ms)
        return crash_in(lines, self._session.package) or "the app's process is gone"

    def begin(self, state: str, action: Action) -> None:
        """Journal what is about to be sent. Raises Over at the crawl's limits."""
        self._budget.check()
        index = self.steps[-1].index + 1 if self.steps else 0
        self.source = state
        step = CrawlStep(index=index, at_ms=self._session.clock.now_ms(), source=state, action=action)
        self.steps.append(step)
        if len(self.steps) > 2 * KEPT_STEPS:
            del self.steps[:KEPT_STEPS]
        self._session.recorder.begin(step)
        self._budget.spent += 1

    def end(self, sight: Sight, note: str) -> None:
        """Journal what came of it."""
        now = self._session.clock.now_ms()
        step = msgspec.structs.replace(self.steps[-1], ended_ms=now, target=sight.state, note=note)
        self.steps[-1] = step
        self._session.recorder.end(step)
        self._budget.tell(sight)


def _pace(action: Action, node: Node | None) -> Pace | None:
    """How long an unchanged screen may still change."""
    if node is not None and node.checkable:
        return Pace(answered=True)
    if node is not None and node.class_name.endswith("Button"):
        return Pace(patience=BUTTON_MS, more=True)
    return Pace(patience=BUTTON_MS) if action.kind is ActionKind.deep_link else None
