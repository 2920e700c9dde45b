"""Types on a keyboard that the app itself draws, as banks do for passwords: by the labels of its keys, which may be
shuffled. Letters, digits and symbols may lie on different faces of it, reached by keys such as ⇧, 123, ABC."""

from __future__ import annotations

from typing import Protocol

from patrol.crawl.sight import Sight
from patrol.device.driver import Driver
from patrol.model.screen import Node, Screen

SHIFTS = ("⇧", "⇪", "shift", "Shift", "大写", "大小写", "切换大小写")
FACES = ("123", "?123", "数字", "ABC", "abc", "字母", "#+=", "符号", "!@#", "=\\<")
FEWEST_KEYS = 10
"""Fewer single-character labels are no keyboard but text that happens to be short."""


class Typist(Protocol):
    """Whoever types: a journey or the crawl."""

    @property
    def driver(self) -> Driver: ...

    def sight(self) -> Sight: ...

    def look(self) -> Sight: ...

    def settle(self) -> None: ...

    def seen(self) -> str: ...


def keys_of(screen: Screen) -> dict[str, Node]:
    """Label → key, for everything that can be touched and carries one character."""
    found: dict[str, Node] = {}
    for root in screen.roots:
        for node in root.walk():
            label = (node.text or node.description).strip()
            if len(label) == 1 and node.visible and node.enabled and (node.clickable or node.long_clickable):
                found.setdefault(label, node)
    return found


def has_keys(screen: Screen, text: str) -> bool:
    """Whether the app shows a keyboard for this text."""
    keys = keys_of(screen)
    return (bool(text) and len(keys) >= FEWEST_KEYS and any(key.lower() == text[0].lower() for key in keys)) or (
        len(keys) >= FEWEST_KEYS and _face_keys(screen) != []
    )


def type_keys(player: Typist, text: str) -> None:
    """Tap the keys of `text`. Raises StepFailed naming how far it came, never the text."""
    from patrol.journey.steps.base import StepFailed

    for position, character in enumerate(text, start=1):
        key = _reach(player, character)
        if key is None:
            raise StepFailed(f"no key for character {position} of {len(text)} on the app's keyboard; {player.seen()}")
        player.driver.tap(*key.bounds.centre)


def _reach(player: Typist, character: str) -> Node | None:
    """The key of a character, after changing the keyboard's face where needed."""
    for look_again in (False, True):
        screen = player.look().screen if look_again else player.sight().screen
        if key := keys_of(screen).get(character):
            return key
    if character.isalpha() and keys_of(screen).get(character.swapcase()):
        return _after(player, _labelled(screen, SHIFTS), character)
    for face in _face_keys(screen):
        if key := _after(player, face, character):
            return key
        if character.isalpha() and keys_of(player.sight().screen).get(character.swapcase()):
            return _after(player, _labelled(player.sight().screen, SHIFTS), character)
    return None


def _after(player: Typist, switch: Node | None, character: str) -> Node | None:
    if switch is None:
        return None
    player.driver.tap(*switch.bounds.centre)
    player.settle()
    return keys_of(player.sight().screen).get(character)


def _face_keys(screen: Screen) -> list[Node]:
    return [node for label in FACES if (node := _labelled(screen, (label,))) is not None]


def _labelled(screen: Screen, labels: tuple[str, ...]) -> Node | None:
    for node in screen.nodes():
        if node.visible and node.clickable and (node.text.strip() in labels or node.description.strip() in labels):
            return node
    return None
