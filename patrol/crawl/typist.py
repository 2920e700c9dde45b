"""The crawl's hands at a keyboard that the app itself draws."""

from __future__ import annotations

from patrol.crawl.sight import Sight
from patrol.journey.session import Session


class Typist:
    """What patrol.journey.keyboard asks of whoever types."""

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
