"""What a screen turned out to be, how one came to it, and what turned out to be one page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from patrol.crawl.sketch import Sketch
from patrol.model.artifacts import Found
from patrol.model.screen import Screen

BACK = "back"
CLOSING = frozenset(
    "关闭,取消,知道了,我知道了,稍后,稍后再说,以后再说,下次再说,暂不,跳过,"
    "close,cancel,dismiss,later,skip,got it,not now".split(",")
)
"""Labels of buttons that only close what they stand on."""
OUTSIDE = "outside:"
"""Begins the key of what is not the app: the launcher, a browser."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a screen turned out to be."""

    page: str
    state: str
    features: tuple[str, ...]
    known_page: bool
    known_state: bool
    overlay: str = ""
    overlay_title: str = ""
    loading: bool = False
    nodes: int = 0

    @property
    def outside(self) -> bool:
        return self.page.startswith(OUTSIDE)


@dataclass(frozen=True, slots=True)
class Came:
    """From where and by what one came to a screen; empty when nobody knows."""

    state: str = ""
    """State in which the action was done; "" for a launch."""
    action: str = ""
    """Key of the action (patrol.crawl.keys); "" when it says nothing. Back is no evidence of where an action leads, but
    closes what lies over a page."""
    screen: Screen | None = None
    """What was shown when it was done."""

    @property
    def launched(self) -> bool:
        return self.action.startswith("launch")

    @property
    def proves(self) -> bool:
        """Whether this is evidence of where an action leads."""
        return bool(self.action) and not self.went_back and (self.screen is not None or self.launched)

    @property
    def went_back(self) -> bool:
        return self.action == BACK

    @property
    def dismissed(self) -> bool:
        """What was done only closes a dialog: it leads nowhere by itself."""
        return self.went_back or self.action.partition("“")[2].rstrip("”").lower() in CLOSING


@dataclass(frozen=True, slots=True)
class Merge:
    """A page turned out to be another."""

    old: str
    new: str
    found: Found
    """The old page with `same_as`, for the recorder."""


def sighting_of(
    drawn: Sketch, page: str, state: str, features: tuple[str, ...], *, known_page: bool, known_state: bool
) -> Sighting:
    return Sighting(
        page=page,
        state=state,
        features=features,
        known_page=known_page,
        known_state=known_state,
        overlay=drawn.overlay,
        overlay_title=drawn.overlay_title,
        loading=drawn.loading,
        nodes=drawn.nodes,
    )


def digest(parts: Sequence[str]) -> str:
    """The key of a page, from what it is known by."""
    return "p-" + hashlib.sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()[:10]
