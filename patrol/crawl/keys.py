"""Names of actions inside the crawl."""

from __future__ import annotations

from dataclasses import dataclass

from patrol.model.graph import Action, ActionKind


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way: an action that is expected to lead to `target`."""

    key: str
    action: Action
    target: str


BACK = Action(ActionKind.back)
BACK_KEY = str(BACK)
FILLING = "fills the form"
"""Note of steps that are no way of their own: they belong to the button that is pressed next."""


def key_of(action: Action) -> str:
    """The same for the same action, whatever the run: for nodes that only their place tells apart, place included."""
    path = action.locator.path if action.locator else ()
    return f"{action} @{'/'.join(map(str, path))}" if path else str(action)
