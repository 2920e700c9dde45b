"""What a baseline sees of a screen: the events it could send, and the two keys by which DroidBot tells states apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from patrol.device.driver import Driver
from patrol.model.screen import Node, Screen

TEXT = "HelloWorld"
"""What DroidBot types, always."""
LONGEST = 50
"""Texts longer than this have no part in DroidBot's key."""
DIRECTIONS = ("up", "down", "left", "right")
SETTLE_MS = 5500
"""Simulated wait after each event: longer than any page of a generated app takes. No baseline looks too early."""

Signature = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One input event: touch, scroll, type or back. `key` names its view among those of the same look."""

    kind: str
    key: tuple[Signature, int] = ((), 0)
    direction: str = ""


BACK = Event("back")


@dataclass(frozen=True, slots=True)
class Seen:
    """A screen as a baseline sees it: its state, and events with the views they go to, in the order of the tree."""

    state: tuple[str, frozenset[Signature]]
    events: dict[Event, Node]
    inside: bool


def see(screen: Screen, package: str, *, texts: bool) -> Seen:
    """`texts`: the full key (class, id, text, enabled, checked, selected of all views), else the structural key (class
    and id). System windows belong to the app for as long as they ask something of it."""
    signatures: set[Signature] = set()
    events: dict[Event, Node] = {}
    numbers: Counter[Signature] = Counter()
    for node in screen.nodes():
        signature = _full(node) if texts else (node.class_name, node.resource_id)
        signatures.add(signature)
        if node.clickable or node.checkable or node.scrollable:
            named = (signature, *(_full(child) if texts else () for child in node.children))
            key = tuple("\n".join(part) for part in named)
            number = numbers[key]
            numbers[key] += 1
            for event in _events(node, (key, number)):
                events[event] = node
    where = f"{screen.package}/{screen.activity}"
    inside = screen.package == package or bool(screen.window)
    return Seen((where, frozenset(signatures)), events, inside)


def _full(node: Node) -> Signature:
    text = node.text if len(node.text) <= LONGEST else ""
    marks = (f"{node.enabled:d}{node.checked:d}{node.selected:d}",)
    return (node.class_name, node.resource_id, text, *marks)


def _events(node: Node, key: tuple[Signature, int]) -> list[Event]:
    if node.class_name.endswith("EditText"):
        return [Event("type", key)]
    found = [Event("touch", key)] if node.clickable or node.checkable else []
    if node.scrollable:
        found += [Event("scroll", key, direction) for direction in DIRECTIONS]
    return found


def send(driver: Driver, event: Event, node: Node | None, text: str = TEXT) -> None:
    """Do it, and wait for what comes of it."""
    if event.kind == "back" or node is None:
        driver.press("back")
    elif event.kind == "type":
        driver.tap(*node.bounds.centre)
        if any(each.focused for each in driver.screen().nodes()):  # a lost tap leaves nothing to type into
            driver.type_text(text)
    elif event.kind == "scroll":
        x, y = node.bounds.centre
        dx, dy = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}[event.direction]
        driver.swipe(x, y, x - dx * node.bounds.width // 3, y - dy * node.bounds.height // 3)
    else:
        driver.tap(*node.bounds.centre)
    driver.clock.sleep_ms(SETTLE_MS)
