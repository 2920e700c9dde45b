"""One thing that a crawl has chosen to do."""

from __future__ import annotations

from dataclasses import dataclass

from patrol.crawl.keys import Hop


@dataclass(frozen=True, slots=True)
class Plan:
    """Go along `route`, then do `key` (a candidate of the state at its end); "" means to look there."""

    route: tuple[Hop, ...]
    state: str
    key: str
    deep: bool = False
    """Done for the page's own sake."""
