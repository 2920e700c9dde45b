"""Pages and dialogs that are open: the model's part and what they remember while they are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from patrol.virtualphone.app.layout.view import ViewState
from patrol.virtualphone.app.model import Dialog, Page


@dataclass(slots=True, eq=False)
class OpenDialog:
    """`locals` are those of the row that opened it."""

    dialog: Dialog
    locals: Mapping[str, Any]
    nonce: int
    view: ViewState = field(default_factory=ViewState)


@dataclass(slots=True, eq=False)
class OpenPage:
    """One opening of a page. `loads` counts how often its content was (re)loaded."""

    page: Page
    nonce: int
    opened_ms: float
    loaded: bool = True
    alive: bool = True
    view: ViewState = field(default_factory=ViewState)
    dialogs: list[OpenDialog] = field(default_factory=list)
    timers: list[Callable[[], None]] = field(default_factory=list)
    """What cancels each running timer."""

    @property
    def top_view(self) -> ViewState:
        """Of the top dialog, or of the page."""
        return self.dialogs[-1].view if self.dialogs else self.view

    def stop_timers(self) -> None:
        for cancel in self.timers:
            cancel()
        self.timers.clear()
