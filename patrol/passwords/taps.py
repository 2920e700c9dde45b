"""A driver that remembers the last tap, and what was shown when it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from patrol.device.driver import Driver


@dataclass(frozen=True, slots=True)
class Tapped:
    x: int
    y: int
    state: str
    """Key of the state that was shown."""


class Remembering:
    """The driver, with `last` the last tap. `state` gives the state that is shown now."""

    def __init__(self, driver: Driver, state: Callable[[], str]) -> None:
        self._driver = driver
        self._state = state
        self.last: Tapped | None = None

    def tap(self, x: int, y: int) -> None:
        self.last = Tapped(x, y, self._state())
        self._driver.tap(x, y)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)

    @property
    def plain(self) -> Driver:
        """The driver below: what it can do beside Driver is told by its own class, which isinstance looks at."""
        return self._driver

    @property
    def driver(self) -> Driver:
        """Itself: whatever is not remembered goes through."""
        return cast(Driver, self)


def plain(driver: object) -> object:
    """The driver without its memory."""
    return driver.plain if isinstance(driver, Remembering) else driver
