"""The phone that a test gets: the steps of journeys as methods, each waiting by evidence and kept in the run's report.

    def test_statement(phone):
        phone.launch()
        phone.tap("账户")
        phone.expect("本月没有交易")
        assert phone.page == "statement"

An element is a text as people see it, or said by keywords: `phone.tap(id="btn_next")`, also text, contains,
description, xpath, index. A condition likewise: `phone.expect(page="home")`, `not_text="…"`, `request="POST /api/pay",
status=200`.
Values from the environment are written "${NAME}" and masked in everything that is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from patrol.errors import Place, ScenarioError
from patrol.journey.load import read_step
from patrol.journey.needed import lacks
from patrol.journey.values import Values
from patrol.model.journey import Outcome, StepTrace
from patrol.testing.telling import decisive, lines

if TYPE_CHECKING:
    from patrol.device.driver import Driver
    from patrol.journey.stepwise import Stepwise
    from patrol.model.devicelog import LogLine
    from patrol.model.screen import Screen
    from patrol.model.traffic import Flow
    from patrol.testing.rig import Rig

HERE = Path(__file__).parent
__tracebackhide__ = True
"""A failed step is shown at the line of the test."""


class StepDidNotHold(AssertionError):
    """The app did not do what the step expects; the message says what was seen instead and where the picture is."""


class StepNotPossible(RuntimeError):
    """The phone or patrol could not do the step; says nothing of the app."""


class Phone:
    """A phone with the app under test. Every step raises StepDidNotHold, or StepNotPossible."""

    def __init__(self, rig: Rig, player: Stepwise) -> None:
        self._rig = rig
        self._player = player

    # --- steps --------------------------------------------------------------------------------------------------------

    def launch(self, how: str = "") -> None:
        """Start the app; `how` is cold, warm or hot."""
        self._do("launch", how or None)

    def stop(self) -> None:
        self._do("stop")

    def tap(self, element: Any = None, **by: Any) -> None:
        self._do("tap", _named(element, by), **_common(by))

    def long_tap(self, element: Any = None, **by: Any) -> None:
        self._do("long tap", _named(element, by), **_common(by))

    def type(self, text: str, into: Any = None, *, clear: bool = True, **more: Any) -> None:
        """Into the field that `into` names (its label, hint, description or id), else into the focused one."""
        into = {} if into is None else {"into": into}
        self._do("type", text, **into, clear=clear, **more)

    def swipe(self, direction: str = "up", **more: Any) -> None:
        """`direction` is where the finger goes; `on`, `times`, `from_`, `to` as in journeys."""
        self._do("swipe", direction, **more)

    def scroll_to(self, element: Any = None, **by: Any) -> None:
        self._do("scroll to", _named(element, by), **_common(by))

    def back(self) -> None:
        self._do("back")

    def home(self) -> None:
        self._do("home")

    def press(self, key: str) -> None:
        """A key by its Android name: enter, menu, power …"""
        self._do("press", key)

    def choose(self, button: str) -> None:
        """A button of a system window: allow, allow once, deny, ok, cancel, or its text."""
        self._do("choose", button)

    def open_link(self, url: str) -> None:
        self._do("open link", url)

    def expect(self, text: str | None = None, **condition: Any) -> None:
        """What must hold, within 5 seconds unless `within` says otherwise."""
        self._do("expect", _named(text, condition), **_common(condition))

    def wait_for(self, text: str | None = None, **condition: Any) -> None:
        self._do("wait for", _named(text, condition), **_common(condition))

    def play(self, journey: str, **values: str) -> None:
        """All steps of a journey of the app, such as its sign-in."""
        self._do("use", journey, **({"values": values} if values else {}))

    def network(self, profile: str = "", **figures: Any) -> None:
        """Play a network from now on, as in journeys; none named: the network as it is."""
        self._do("network", profile or None, **figures)

    def note(self, text: str) -> None:
        """A line of the report."""
        self._do("note", text)

    def step(self, item: Any) -> None:
        """Any step as journeys write it: `phone.step({"repeat": {"times": 3}, "steps": ["back"]})`."""
        self._play(item)

    # --- looks --------------------------------------------------------------------------------------------------------

    def sees(self, text: str | None = None, **condition: Any) -> bool:
        """Whether it holds right now; nothing is kept of it."""
        from patrol.journey.arguments import Wrong
        from patrol.journey.conditions import Condition

        try:
            wanted = Condition.of(_named(text, condition))
        except Wrong as wrong:
            raise TypeError(f"sees: {wrong.message}") from None
        return not wanted.missing(self._player.look(), self._player)

    @property
    def page(self) -> str:
        """Key of the page that is shown: the id of a page of pages.yaml, else its fingerprint."""
        return self._player.look().page

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be read on the screen."""
        from patrol.journey.find import texts_on

        return tuple(texts_on(self._player.look().screen))

    @property
    def screen(self) -> Screen:
        """The UI tree that is shown."""
        return self._player.look().screen

    @property
    def driver(self) -> Driver:
        """For what no step does: shell, push, pull, screenshot. It is not kept in the report."""
        return self._player.driver

    def screenshot(self) -> bytes:
        """PNG."""
        return self.driver.screenshot()

    def requests(self) -> tuple[Flow, ...]:
        """Requests of the app since the test began. Raises DeviceError when they are not recorded."""
        return tuple(self._player.requests())

    def log(self) -> tuple[LogLine, ...]:
        """Lines of the device log since the test began."""
        return self._player.session.recorder.log_since(self._player.began_ms)

    # --- how ----------------------------------------------------------------------------------------------------------

    def _do(self, kind: str, value: Any = None, **more: Any) -> None:
        self._play({kind: value, **{_key(name): each for name, each in more.items()}})

    def _play(self, item: Any) -> None:
        place = _caller(self._rig.root)
        try:
            spec = read_step(item, place, self._rig.scenario, self._rig.journeys)
        except ScenarioError as error:
            raise TypeError(str(error)) from None
        journey = self._player.alone(spec)
        if why := lacks(journey, Values(self._rig.plan.environ), self._rig.journeys):
            self._rig.lacking(why)
        traces = self._player.do(spec)
        if traces[0].outcome in (Outcome.failed, Outcome.broken):
            _fail(self._rig, traces)


def _fail(rig: Rig, traces: tuple[StepTrace, ...]) -> None:
    step = decisive(traces, traces[0].outcome) or traces[0]
    text = "\n".join(lines(step, rig, None, f"step {step.index}"))
    raise (StepDidNotHold if step.outcome is Outcome.failed else StepNotPossible)(text)


COMMON = ("within", "optional")


def _named(value: Any, by: dict[str, Any]) -> Any:
    """An element or a condition: the plain text, or what the keywords say."""
    said = {_key(name): each for name, each in by.items() if name not in COMMON}
    if value is None:
        return said
    return {"text": value, **said} if said else value


def _common(by: dict[str, Any]) -> dict[str, Any]:
    return {name: by[name] for name in COMMON if name in by}


def _key(name: str) -> str:
    """`not_text` → `not text`, `class_` → `class`."""
    return name.rstrip("_").replace("_", " ")


def _caller(root: Path) -> Place:
    """The line of the test."""
    frame = sys._getframe(1)
    while frame.f_back is not None and Path(frame.f_code.co_filename).parent == HERE:
        frame = frame.f_back
    file = Path(frame.f_code.co_filename)
    return Place(str(file.relative_to(root)) if file.is_relative_to(root) else str(file), frame.f_lineno)
