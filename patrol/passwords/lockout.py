"""Types wrong passwords where app.yaml allows it, and looks whether the app stops asking."""

from __future__ import annotations

import re
from collections.abc import Callable

from patrol.errors import DeviceError
from patrol.journey.arguments import Element
from patrol.journey.find import find, find_all, texts_on
from patrol.journey.keyboard import has_keys, type_keys
from patrol.journey.play import Player
from patrol.journey.steps.base import StepFailed
from patrol.model.passwords import Outcome
from patrol.model.scenario import LockoutTry
from patrol.model.screen import Node, Screen
from patrol.passwords.notes import Came, Place, untried

LOCKED = re.compile(
    r"锁定|冻结|次数|上限|(还可|还能|剩余|还有)[^。]{0,8}次|稍后再试|小时后|分钟后"
    r"|locked|too many|attempts?|tries|try again (later|in)",
    re.I,
)
"""What apps say when they stop asking, or when they count down to it."""
MOST_TEXTS = 60
TOAST_MS = 1200
"""Toasts are asked for once a second."""

Heard = Callable[[int], tuple[str, ...]]
"""Texts of the toasts since a moment."""


def wrong(text: str) -> str:
    """A password of the same kind and length that is not it."""
    return "".join(chr((ord(c) - 48 + 1) % 10 + 48) if c.isdigit() else "z" if c != "z" else "y" for c in text)


def tried_lockout(place: Place, player: Player, field: Node | None, text: str, plan: LockoutTry, heard: Heard) -> Came:
    """Type a wrong password `plan.tries` times and once more. Raises DeviceLost."""
    began, usual = place.now(), frozenset(texts_on(player.sight().screen, MOST_TEXTS))
    for number in range(1, plan.tries + 2):
        try:
            _enter(player, field, wrong(text))
            _submit(player, plan)
        except (StepFailed, DeviceError) as trouble:
            # Keys that are gone after some tries are a lock, too; at the first try nothing was tried at all.
            said = _said(place, heard, began, usual)
            if number > 1 and said:
                return _locked(place, number - 1, said)
            return untried("no-way-to-type", why=str(trouble)[:200], tries=str(number - 1))
        if said := _said(place, heard, began, usual):
            return _locked(place, number, said)
    place.session.clock.sleep_ms(TOAST_MS)
    if said := _said(place, heard, began, usual):
        return _locked(place, plan.tries + 1, said)
    picture, tree = place.keep(player.look().screen)
    return Came(Outcome.exposed, "never-locked", {"tries": str(plan.tries + 1)}, after=picture, tree=tree)


def _enter(player: Player, field: Node | None, text: str) -> None:
    if field is not None:
        player.driver.tap(*field.bounds.centre)
        player.settle()
    if has_keys(player.look().screen, text):
        type_keys(player, text)
    else:
        player.driver.type_text(text)
    player.settle()


def _submit(player: Player, plan: LockoutTry) -> None:
    for locator in plan.submit:
        node = find(player.look().screen, Element(locator))
        if node is None:
            raise StepFailed(f"no element {locator}")
        if not (node.checkable and node.checked):
            player.driver.tap(*node.bounds.centre)
            player.settle(answered=node.checkable)


def _said(place: Place, heard: Heard, since_ms: int, usual: frozenset[str]) -> str:
    """What on the screen, or in a toast, tells of a lock; `usual` stood there before."""
    screen = place.session.driver.screen()
    texts = [text for text in texts_on(screen, MOST_TEXTS) if text not in usual]
    read: Callable[[], str | None] | None = getattr(place.session.driver, "last_toast", None)
    toast = read() if read is not None else None
    told = [*texts, *([toast] if toast else []), *heard(since_ms)]
    return next((text for text in told if LOCKED.search(text)), "")


def _locked(place: Place, tries: int, said: str) -> Came:
    screen = place.session.driver.screen()
    picture, tree = place.keep(screen)
    facts = {"tries": str(tries), "said": said[:80]}
    return Came(Outcome.protected, "locked", facts, after=picture, tree=tree)


def planned(screen: Screen, page: str, name: str, plans: tuple[LockoutTry, ...]) -> LockoutTry | None:
    """The try that app.yaml allows for this field."""
    for plan in plans:
        if plan.page in ("", page) and any(
            node.resource_id.rpartition("/")[2] == name for node in find_all(screen, plan.field)
        ):
            return plan
    return None
