"""Fills the form on the present screen before its button is pressed: types, ticks, chooses, has codes sent."""

from __future__ import annotations

from collections.abc import Callable

from patrol.crawl.candidates import LEAVE_CHANCE, Candidate, ScreenActions, read_actions
from patrol.crawl.forms import ACCEPT, asks_for_choice, asks_for_code, field_locator, fill_value, is_empty, sends_code
from patrol.crawl.hands import Hands
from patrol.crawl.keys import FILLING
from patrol.crawl.settle import Pace
from patrol.crawl.typist import Typist
from patrol.errors import DeviceError, DeviceLost
from patrol.journey import keyboard
from patrol.journey.session import Session
from patrol.journey.steps.base import StepFailed
from patrol.model.graph import Action, ActionKind
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Screen

MOST_FIELDS = 8
MOST_CHOICES = 6

FOCUS = Pace(patience=100, answered=True)
"""With the keyboard up already, a tap on a field moves the cursor and nothing else: one look shows it."""

Value = Callable[[Screen, Node], str]


class Filler:
    """Types, ticks and chooses, each field once a visit of its page."""

    def __init__(self, session: Session, hands: Hands) -> None:
        self._session = session
        self._driver = session.driver
        self._hands = hands

    @property
    def _scenario(self) -> Scenario:
        return self._session.scenario

    def fill(
        self, seen: ScreenActions, told: tuple[Action, ...] = (), value: Value | None = None
    ) -> tuple[Action, ...]:
        """Fill what the present screen shows of a form; what was typed, ticked and chosen. `told`: what to type where
        it names the field; `value` says what fits all others, the scenario's data where nobody says otherwise."""
        page, done = self._hands.sight.page, []
        value = value or (lambda screen, field: fill_value(screen, field, self._scenario.data))
        for field in seen.fields[:MOST_FIELDS]:
            if self._once(field) and is_empty(field):
                done += self._code_sent(seen, field)
                done.append(self._type(field, told, self._usual))
        for candidate in [c for c in seen.candidates.values() if asks_for_choice(c.node)][:MOST_CHOICES]:
            if self._hands.sight.page == page and self._once(candidate.node):
                done += self._choose(candidate)
        for candidate in seen.candidates.values():
            if self._hands.sight.page == page and candidate.node in seen.boxes and self._once(candidate.node):
                done.append(self._touch(candidate))
        return tuple(done)

    def _usual(self, screen: Screen, field: Node) -> str:
        return fill_value(screen, field, self._scenario.data)

    def again(self, value: Value) -> tuple[Action, ...]:
        """Type other values into the fields that are shown, whatever stands in them."""
        seen = self._seen()
        return tuple(self._type(field, (), value) for field in seen.fields[:MOST_FIELDS])

    def put(self, field: Node, text: str) -> Action:
        """Type exactly this into a field, whatever stands in it. It is nobody's data: nobody looks where it goes."""
        return self._type(field, (), lambda screen, node: text, followed=False)

    # --- parts of a form ----------------------------------------------------------------------------------------------

    def _code_sent(self, seen: ScreenActions, field: Node) -> list[Action]:
        """Have the code sent that a field asks for; apps take none that they did not send."""
        if not asks_for_code(self._hands.sight.screen, field):
            return []
        button = next((c for c in self._seen().candidates.values() if sends_code(c.node) and c.row is None), None)
        return [self._touch(button)] if button is not None and self._once(button.node) else []

    def _choose(self, picker: Candidate) -> list[Action]:
        """Open a picker and take its first choice, or what it shows when it only wants to be accepted."""
        page, plain = self._hands.sight.page, self._hands.sight.state
        done = [self._touch(picker)]
        for _ in range(2):
            sight = self._hands.sight
            if sight.page != page or sight.state == plain or not sight.overlay:
                break
            options = [c for c in self._seen().candidates.values() if _is_choice(c)]
            accept = next((c for c in options if ACCEPT.match(c.node.label.strip())), None)
            choices = [c for c in options if not ACCEPT.match(c.node.label.strip()) and not c.node.checked]
            first = choices[0] if choices and len(done) == 1 else accept
            if first is None:
                break
            done.append(self._touch(first))
        return done

    def _touch(self, candidate: Candidate) -> Action:
        self._hands.act(candidate.action, candidate.node, (), note=FILLING)
        return candidate.action

    def _seen(self) -> ScreenActions:
        return read_actions(self._hands.sight.screen, self._scenario)

    def _once(self, node: Node) -> bool:
        mark = (self._hands.sight.page, f"{node.resource_id}{node.hint}{node.label}{node.bounds.left}")
        if mark in self._hands.filled:
            return False
        self._hands.filled.add(mark)
        return True

    def _type(self, field: Node, told: tuple[Action, ...], value: Value, *, followed: bool = True) -> Action:
        before, eyes = self._hands.sight, self._session.eyes
        locator = field_locator(before.screen, field)
        known = next((each.value for each in told if each.kind is ActionKind.type and each.locator == locator), "")
        text = known or value(before.screen, field)
        action = Action(ActionKind.type, locator, text)
        self._hands.begin(before.state, action)
        self._driver.tap(*field.bounds.centre)
        sight = eyes.settle(before, pace=None if followed or not before.screen.keyboard else FOCUS)
        note = ""
        try:
            plain = self._session.values.resolve(text)
            if followed:
                self._session.typed(before.page, field, plain)
            if plain and keyboard.has_keys(sight.screen, plain):
                keyboard.type_keys(Typist(self._session), plain)
            else:
                self._driver.type_text(plain)
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


def _is_choice(candidate: Candidate) -> bool:
    return candidate.action.kind is ActionKind.tap and candidate.chance > LEAVE_CHANCE and not candidate.destructive
