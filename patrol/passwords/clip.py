"""Tries to paste into a password field, and to copy out of it."""

from __future__ import annotations

from patrol.device.driver import HasClipboard, SeesAllWindows
from patrol.errors import DeviceError
from patrol.model.passwords import Outcome
from patrol.model.screen import Node
from patrol.passwords.keys import Hand
from patrol.passwords.notes import Came, Place, protected, untried
from patrol.passwords.reading import field_now
from patrol.passwords.taps import plain

PASTES = ("粘贴", "貼上", "粘帖", "Paste", "PASTE")
COPIES = ("复制", "複製", "Copy", "COPY", "剪切", "Cut", "CUT")
CLIP = "4711"
"""What patrol puts into the clipboard: digits, for a PIN field takes no letters."""
CHOSEN = ("copied", "refused", "clipboard-not-told")


def tried_clipboard(place: Place, hand: Hand, field: Node | None) -> tuple[Came, Came]:
    """(paste, copy). One character stands in the field meanwhile, so that there is something to copy."""
    driver = plain(place.session.driver)
    if field is None:
        return protected("no-field"), protected("no-field")
    if not isinstance(driver, HasClipboard):
        return untried("no-clipboard"), untried("no-clipboard")
    try:
        driver.set_clipboard(CLIP)
        held = driver.clipboard()
    except DeviceError as error:
        return untried("no-clipboard", why=error.message[:200]), untried("no-clipboard")
    try:
        return _Clip(place, hand, field, readable=held == CLIP).tried()
    finally:
        driver.set_clipboard("")


class _Clip:
    """Both attempts on one field."""

    def __init__(self, place: Place, hand: Hand, field: Node, *, readable: bool) -> None:
        self._place, self._hand, self._field = place, hand, field
        self._driver = place.session.driver
        self._readable = readable

    def tried(self) -> tuple[Came, Came]:
        before = self._length()
        if before is None:
            return untried("field-not-told"), untried("field-not-told")
        offers = self._offers()
        copy = self._copied(offers)
        if copy.reason in CHOSEN:
            offers = self._offers()  # the menu went away with the choice
        paste = self._pasted_by_menu(before, offers) or self._pasted_by_key(before)
        return paste or protected("refused"), copy

    def _length(self) -> int | None:
        """Characters in the field, dots counted; None when the tree does not tell the field."""
        node = field_now(self._driver.screen(), self._field)
        return None if node is None else 0 if node.text == node.hint else len(node.text)

    def _offers(self) -> dict[str, Node]:
        """Label → entry of the menu that a long press brings up, in whichever window it stands."""
        self._driver.long_press(*self._field.bounds.centre)
        self._place.session.clock.sleep_ms(300)
        able = plain(self._driver)
        roots = able.all_windows() if isinstance(able, SeesAllWindows) else self._driver.screen().roots
        nodes = [node for root in roots for node in root.walk() if node.visible]
        found = {node.text or node.description: node for node in nodes if node.clickable and not node.password}
        texts = {n.text or n.description: n for n in nodes if not n.password}
        wanted = (*PASTES, *COPIES)
        return {label: (found.get(label) or texts[label]) for label in wanted if label in texts}

    def _close(self) -> None:
        """Put a menu away that is still open: Back, only when the field is not in front."""
        if field_now(self._driver.screen(), self._field) is None:
            self._driver.press("back")

    def _copied(self, offers: dict[str, Node]) -> Came:
        driver, clipboard = self._driver, plain(self._driver)
        if not self._hand.can or not isinstance(clipboard, HasClipboard):
            return untried("no-keys")
        entry = next((offers[label] for label in COPIES if label in offers), None)
        if entry is None:
            return protected("not-offered")
        picture, tree = self._place.keep(driver.screen())
        driver.tap(*entry.bounds.centre)
        held = clipboard.clipboard() if self._readable else None
        clipboard.set_clipboard(CLIP)
        if held is None:
            return Came(Outcome.untried, "clipboard-not-told", after=picture, tree=tree)
        if held and held != CLIP:
            return Came(Outcome.exposed, "copied", {"by": "menu"}, after=picture, tree=tree)
        return protected("refused")

    def _pasted_by_menu(self, before: int, offers: dict[str, Node]) -> Came | None:
        entry = next((offers[label] for label in PASTES if label in offers), None)
        if entry is None:
            self._close()
            return None
        menu, _ = self._place.keep(self._driver.screen())
        self._driver.tap(*entry.bounds.centre)
        return self._grown(before, "menu", menu)

    def _pasted_by_key(self, before: int) -> Came | None:
        """KEYCODE_PASTE, as a keyboard or a connected computer sends it."""
        self._driver.press("paste")
        return self._grown(before, "key", "")

    def _grown(self, before: int, by: str, menu: str) -> Came | None:
        self._place.session.clock.sleep_ms(200)
        after = self._length()
        if after is None or after <= before:
            return None
        picture, tree = self._place.keep(self._driver.screen())
        self._driver.press("move_end")
        self._hand.delete(after - before)
        facts = {"by": by, "characters": str(after - before)}
        return Came(Outcome.exposed, "pasted", facts, before=menu, after=picture, tree=tree)
