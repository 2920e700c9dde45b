"""Everything that is tried on one field, in the order in which it disturbs least."""

from __future__ import annotations

from collections.abc import Callable

from patrol.errors import DeviceError, DeviceLost
from patrol.journey.session import Session
from patrol.model.passwords import Outcome, ProbeKind
from patrol.model.screen import Node, Screen
from patrol.passwords import clip, reading, windows
from patrol.passwords.keys import TEST, Hand, Keyboard, drawn_order, keyboard_of
from patrol.passwords.notes import Came, Place, untried
from patrol.passwords.openings import Openings, opened_again
from patrol.passwords.taps import Tapped

HIDES = "android.permission.HIDE_OVERLAY_WINDOWS"


class Probe:
    """One field with its keyboard open. `way`: the tap that brought it up; `hides`: whether the manifest asks for the
    permission to keep overlays off."""

    def __init__(self, place: Place, openings: Openings, way: Tapped | None, *, hides: bool) -> None:
        self._place = place
        self._session: Session = place.session
        self._driver = place.session.driver
        self._openings = openings
        self._way = way
        self._hides = hides
        self._key = (place.page, place.secret.name)

    def run(self) -> None:
        """Raises DeviceLost; any other trouble is the probe's own and told as untried."""
        screen = self._driver.screen()
        field = reading.field_now(screen, self._place.secret.node)
        picture, tree = self._place.keep(screen)
        self._place.met(screen, picture, tree)
        keyboard = keyboard_of(self._driver, screen)
        self._own_keyboard(keyboard, picture, tree)
        self._outside(keyboard)
        hand = Hand(self._driver, screen, keyboard)
        self._typed(hand, field, screen)
        self._try(ProbeKind.events, lambda: reading.told_events(self._place, hand))
        self._clipboard(hand, field)
        if keyboard.kind != "system":
            self._try(ProbeKind.shuffle, lambda: self._shuffled(keyboard, field))

    def _try(self, kind: ProbeKind, probe: Callable[[], Came]) -> None:
        began = self._place.now()
        try:
            came = probe()
        except DeviceLost:
            raise
        except DeviceError as error:
            came = untried("phone", why=error.message[:200])
        self._place.tell(kind, came, began)

    def _own_keyboard(self, keyboard: Keyboard, picture: str, tree: str) -> None:
        system = keyboard.kind == "system"
        own = keyboard.method.partition("/")[0] == self._session.package
        exposed = system and not own
        came = Came(
            Outcome.exposed if exposed else Outcome.protected,
            "system-keyboard" if exposed else "own-input-method" if system else f"{keyboard.kind}-keys",
            {"method": keyboard.method} if system else {},
            after=picture,
            tree=tree,
        )
        self._place.tell(ProbeKind.keyboard, came, self._place.now())

    def _outside(self, keyboard: Keyboard) -> None:
        driver, package, sdk = self._driver, self._session.package, self._driver.info().sdk
        shown = windows.windows_of(driver)
        self._try(
            ProbeKind.screenshot,
            lambda: windows.pictures_refused(shown, package, keyboard, self._black()),
        )
        self._try(ProbeKind.overlay, lambda: windows.overlays_kept_off(shown, package, sdk, self._hides))
        self._try(ProbeKind.autofill, lambda: windows.kept_from_autofill(driver, package, sdk))

    def _black(self) -> bool | None:
        """Whether a picture of the screen comes out black; None when none was taken."""
        from patrol.crawl.eyes import black

        picture = self._session.eyes.picture()
        return None if picture is None else black(picture)

    def _typed(self, hand: Hand, field: Node | None, before: Screen) -> None:
        began = self._place.now()
        try:
            tree, echo = reading.typed_text(self._place, hand, field, before)
            if hand.can:
                hand.delete(len(TEST))
        except DeviceLost:
            raise
        except DeviceError as error:
            tree = echo = untried("phone", why=error.message[:200])
        self._place.tell(ProbeKind.tree, tree, began)
        self._place.tell(ProbeKind.echo, echo, began)

    def _clipboard(self, hand: Hand, field: Node | None) -> None:
        began = self._place.now()
        try:
            if hand.can and field is not None:
                hand.type(TEST[0])
            paste, copy = clip.tried_clipboard(self._place, hand, field)
            if hand.can and field is not None:
                hand.delete()
        except DeviceLost:
            raise
        except DeviceError as error:
            paste = copy = untried("phone", why=error.message[:200])
        self._place.tell(ProbeKind.paste, paste, began)
        self._place.tell(ProbeKind.copy, copy, began)

    def _shuffled(self, keyboard: Keyboard, field: Node | None) -> Came:
        drawn = keyboard.kind == "drawn"
        order = keyboard.order
        if drawn and field is not None:
            order = drawn_order(self._driver.screenshot(), field.bounds)
        self._openings.opened(self._key, order)
        if order and len(set(self._openings.of(self._key))) < 2:
            self._openings.opened(self._key, opened_again(self._session, field, self._way, drawn=drawn))
        return self._openings.came(self._key)
