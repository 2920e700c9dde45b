"""Does one action on the phone, journaled before and after, and sees what came of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable

import msgspec

from patrol.crawl.atlas import Atlas
from patrol.crawl.candidates import ScreenActions
from patrol.crawl.forms import field_locator, fill_value, is_empty
from patrol.crawl.keys import BACK
from patrol.crawl.settle import Pace
from patrol.crawl.sight import Sight
from patrol.errors import AppError, DeviceError, DeviceLost
from patrol.journey import keyboard
from patrol.journey.crash import crash_in
from patrol.journey.session import Session
from patrol.journey.steps.base import StepFailed
from patrol.journey.steps.touch import stroke
from patrol.model.artifacts import CrawlStep, Found
from patrol.model.graph import Action, ActionKind, State
from patrol.model.screen import Node

LAUNCH = Pace(limit=15_000, loading=8_000)
SPLASH_MS = 2500
"""A start page that shows for this long at most is waited for: splash screens last one to two seconds."""
SPLASH_POLL_MS = 150
BUTTON_MS = 1500
"""A button often asks a server before anything is to be seen; one second is the usual animation with it."""
MOST_FIELDS = 8
FINGER = {"down": "up", "up": "down", "left": "right", "right": "left"}
"""To see what is further down, the finger goes up."""


class Hands:
    """The only part of the crawl that touches the phone."""

    def __init__(self, session: Session, atlas: Atlas, done: Callable[[], None]) -> None:
        self._session = session
        self._driver = session.driver
        self._atlas = atlas
        self._done = done
        self._filled: set[tuple[str, str]] = set()
        self.steps: list[CrawlStep] = []
        self.crashed = False
        """The last action ended the app."""
        self.source = ""
        """State in which the last action was done."""

    @property
    def count(self) -> int:
        """Actions done so far, those of earlier parts of the run included."""
        return len(self.steps)

    @property
    def sight(self) -> Sight:
        """What was settled last."""
        eyes = self._session.eyes
        return eyes.now if eyes.now is not None else eyes.settle()

    def act(self, action: Action, node: Node | None, typed: tuple[Action, ...], note: str = "") -> str:
        """Do it and learn where it led: the state, or what was outside."""
        before = self.sight
        self._begin(before.state, action)
        self._send(action, node)
        slow = action.kind is ActionKind.deep_link or (node is not None and node.class_name.endswith("Button"))
        pace = Pace(patience=BUTTON_MS) if slow else None
        sight = self._session.eyes.settle(before, scrolled=action.kind is ActionKind.scroll, pace=pace)
        self.crashed = self._has_crashed(sight)
        if self.crashed:
            note = f"crashed: {self._crash()}"
        elif sight.outside:
            left = f"left the app to {sight.page.partition(':')[2]}"
            note = f"{note}; {left}" if note else left
        elif sight.state == before.state and sight.screen.roots == before.screen.roots:
            note = note or "no effect"
        self._atlas.observe(before.state, action, sight.state, crashed=self.crashed, typed=typed)
        if sight.page != before.page:
            self._filled.clear()
        self._end(sight, note)
        return sight.state

    def launch(self) -> None:
        """End the app's process and start it, and wait until what it shows first has passed."""
        action = Action(ActionKind.launch, value=self._session.component)
        eyes = self._session.eyes
        self._begin(eyes.now.state if eyes.now is not None else "", action)
        self._driver.launch(self._session.component, stop_first=True)
        sight = self._past_splash(eyes.settle(pace=LAUNCH))
        self.crashed = self._has_crashed(sight)
        self._filled.clear()
        if not sight.outside and not self.crashed:
            self._atlas.observe("", action, sight.state)
        self._end(sight, f"crashed: {self._crash()}" if self.crashed else "")

    def scroll(self, node: Node, action: Action, direction: str) -> None:
        """Scroll back to something seen before."""
        self.act(msgspec.structs.replace(action, value=direction), node, ())

    def fill(self, seen: ScreenActions) -> tuple[Action, ...]:
        """Type into the empty fields of the present screen and tick its boxes, once a visit; what was typed."""
        page, done = self.sight.page, []
        for field in seen.fields[:MOST_FIELDS]:
            if self._once(field) and is_empty(field):
                done.append(self._type(field))
        for candidate in seen.candidates.values():
            if self.sight.page == page and candidate.node in seen.boxes and self._once(candidate.node):
                self.act(candidate.action, candidate.node, ())
        return tuple(done)

    def close_keyboard(self) -> None:
        """Close what was opened for typing."""
        self.act(BACK, None, ())

    def wall(self, page: str, kind: str) -> None:
        """The page could not be got past."""
        book = self._session.eyes.book
        known = book.page(page)
        if known is None:
            return
        blocked = msgspec.structs.replace(known, wall=kind)
        book.update(blocked)
        self._session.recorder.found(Found(blocked, State(key=page, page=page)))

    def restore(self, steps: Iterable[CrawlStep]) -> None:
        self.steps = list(steps)

    def _once(self, node: Node) -> bool:
        mark = (self.sight.page, f"{node.resource_id}{node.hint}{node.label}{node.bounds.left}")
        if mark in self._filled:
            return False
        self._filled.add(mark)
        return True

    def _type(self, field: Node) -> Action:
        before = self.sight
        text = fill_value(before.screen, field, self._session.scenario.data)
        action = Action(ActionKind.type, field_locator(before.screen, field), text)
        self._begin(before.state, action)
        self._driver.tap(*field.bounds.centre)
        sight = self._session.eyes.settle(before)
        note = ""
        try:
            value = self._session.values.resolve(text)
            if keyboard.has_keys(sight.screen, value):
                keyboard.type_keys(_Typist(self._session), value)
            else:
                self._driver.type_text(value)
        except KeyError as missing:
            note = f"nothing says what ${{{missing.args[0]}}} is; the field stays empty"
        except StepFailed as failed:
            note = failed.message
        except DeviceLost:
            raise
        except DeviceError as refused:  # a script that the driver cannot type, a field that takes no text
            note = f"the field stays empty: {refused.message}"
        self._end(self._session.eyes.settle(self.sight, pace=Pace(answered=True)), note)
        return action

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
            self._driver.open_link(link, self._session.package)

    def _type_keys(self, text: str) -> None:
        with contextlib.suppress(KeyError, StepFailed):  # no value, or a key is missing: nothing happens, as is seen
            keyboard.type_keys(_Typist(self._session), self._session.values.resolve(text))

    def _past_splash(self, sight: Sight) -> Sight:
        """The first page that stays: the known start at once, anything else when it has stayed for a while."""
        clock, eyes = self._session.clock, self._session.eyes
        if sight.state == self._atlas.start:
            return sight
        deadline = clock.now_ms() + SPLASH_MS
        while clock.now_ms() < deadline:
            clock.sleep_ms(SPLASH_POLL_MS)
            if eyes.look().state != sight.state:
                sight = eyes.settle(pace=LAUNCH)
                if sight.state == self._atlas.start:
                    break
        return sight

    def _has_crashed(self, sight: Sight) -> bool:
        if sight.overlay == "crash":
            return True
        return sight.outside and not self._driver.processes(self._session.package)

    def _crash(self) -> str:
        lines = self._session.recorder.log_since(self.steps[-1].at_ms)
        return crash_in(lines, self._session.package) or "the app's process is gone"

    def _begin(self, state: str, action: Action) -> None:
        index = self.steps[-1].index + 1 if self.steps else 0
        self.source = state
        step = CrawlStep(index=index, at_ms=self._session.clock.now_ms(), source=state, action=action)
        self.steps.append(step)
        self._session.recorder.begin(step)

    def _end(self, sight: Sight, note: str) -> None:
        now = self._session.clock.now_ms()
        step = msgspec.structs.replace(self.steps[-1], ended_ms=now, target=sight.state, note=note)
        self.steps[-1] = step
        self._session.recorder.end(step)
        self._done()


class _Typist:
    """The crawl's hands at the app's own keyboard."""

    def __init__(self, session: Session) -> None:
        self._eyes = session.eyes
        self.driver = session.driver

    def sight(self) -> Sight:
        return self._eyes.now or self._eyes.settle()

    def look(self) -> Sight:
        return self._eyes.look()

    def settle(self) -> None:
        self._eyes.settle(self._eyes.now)

    def seen(self) -> str:
        return f"seen: page {self.sight().page}"
