"""How the keys lay each time a keyboard was opened, and opening it once more."""

from __future__ import annotations

from patrol.journey.session import Session
from patrol.model.screen import Node
from patrol.passwords.keys import drawn_order, keyboard_of, order_of
from patrol.passwords.notes import Came, exposed, protected, untried
from patrol.passwords.taps import Tapped

Field = tuple[str, str]
"""Page and name."""


class Openings:
    """Orders of keys by field, over the whole run."""

    def __init__(self) -> None:
        self._orders: dict[Field, list[str]] = {}

    def opened(self, field: Field, order: str) -> None:
        if order:
            self._orders.setdefault(field, []).append(order)

    def of(self, field: Field) -> tuple[str, ...]:
        return tuple(self._orders.get(field, ()))

    def came(self, field: Field) -> Came:
        """Whether the keys lie elsewhere at another opening."""
        orders = self.of(field)
        if not orders:
            return untried("keys-not-seen")
        if len(orders) < 2:
            return untried("opened-once", orders=orders[0])
        shown = " ".join(orders[:6])
        return protected("shuffled", orders=shown) if len(set(orders)) > 1 else exposed("same-order", orders=shown)


def opened_again(session: Session, field: Node | None, way: Tapped | None, *, drawn: bool) -> str:
    """Close the keyboard with Back and open it again; the order of its keys, "" when it did not come back. `way`: the
    tap that opened a keypad, which is repeated only from the screen on which it was done."""
    driver = session.driver
    driver.press("back")
    sight = session.eyes.settle()
    if field is not None and any(node.bounds == field.bounds for node in sight.screen.nodes()):
        driver.tap(*field.bounds.centre)
    elif way is not None and way.state == sight.state:
        driver.tap(way.x, way.y)
    else:
        return ""
    screen = session.eyes.settle().screen
    if drawn:
        return drawn_order(driver.screenshot(), field.bounds) if field is not None else ""
    return order_of(screen) if keyboard_of(driver, screen).kind == "app" else ""
