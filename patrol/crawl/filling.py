"""Fills the form on the present screen before its button is pressed."""

from __future__ import annotations

from patrol.crawl.candidates import ScreenActions
from patrol.crawl.forms import field_locator, fill_value, is_empty
from patrol.crawl.hands import Hands
from patrol.crawl.settle import Pace
from patrol.crawl.typist import Typist
from patrol.errors import DeviceError, DeviceLost
from patrol.journey import keyboard
from patrol.journey.session import Session
from patrol.journey.steps.base import StepFailed
from patrol.model.graph import Action, ActionKind
from patrol.model.screen import Node

MOST_FIELDS = 8


class Filler:
    """Types and ticks, each field once a visit of its page."""

    def __init__(self, session: Session, hands: Hands) -> None:
        self._session = session
        self._driver = session.driver
        self._hands = hands

    def fill(self, seen: ScreenActions, told: tuple[Action, ...] = ()) -> tuple[Action, ...]:
        """Type into the empty fields of the present screen and tick its boxes; what was typed. `told`: what to type
        where it names the field; what fits is found for all others."""
        page, done = self._hands.sight.page, []
        for field in seen.fields[:MOST_FIELDS]:
            if self._once(field) and is_empty(field):
                done.append(self._type(field, told))
        for candidate in seen.candidates.values():
            if self._hands.sight.page == page and candidate.node in seen.boxes and self._once(candidate.node):
                self._hands.act(candidate.action, candidate.node, ())
        return tuple(done)

    def _once(self, node: Node) -> bool:
        mark = (self._hands.sight.page, f"{node.resource_id}{node.hint}{node.label}{node.bounds.left}")
        if mark in self._hands.filled:
            return False
        self._hands.filled.add(mark)
        return True

    def _type(self, field: Node, told: tuple[Action, ...]) -> Action:
        before, eyes = self._hands.sight, self._session.eyes
        locator = field_locator(before.screen, field)
        known = next((each.value for each in told if each.locator == locator), "")
        text = known or fill_value(before.screen, field, self._session.scenario.data)
        action = Action(ActionKind.type, locator, text)
        self._hands.begin(before.state, action)
        self._driver.tap(*field.bounds.centre)
        sight = eyes.settle(before)
        note = ""
        try:
            value = self._session.values.resolve(text)
            if keyboard.has_keys(sight.screen, value):
                keyboard.type_keys(Typist(self._session), value)
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
        self._hands.end(eyes.settle(self._hands.sight, pace=Pace(answered=True)), note)
        return action
