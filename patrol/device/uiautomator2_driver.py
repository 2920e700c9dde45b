"""The default driver: uiautomator2's server on the phone looks, touches and types; adb does the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from patrol.clock import Clock
from patrol.device.adb.device import AdbDevice
from patrol.device.adb_driver import AdbDriver
from patrol.device.keys import key_code
from patrol.device.parse.hierarchy import hierarchy
from patrol.device.seen_trees import SeenTree, SeenTrees
from patrol.device.settings_journal import SettingsJournal
from patrol.device.text_entry import TextEntry
from patrol.device.uiautomator import RpcError, UiAutomatorServer
from patrol.model.screen import Node, Screen

MAX_DEPTH = 50
"""What uiautomator2's own client asks for."""
QUICK_DUMP_MS = 20
STEP_MS = 5
"""UiAutomator injects one step of a swipe each 5 ms (UiDevice.swipe)."""


class UiAutomator2Driver(AdbDriver):
    """Coordinates in pixels, times in milliseconds. `server.restarts` and `server.lost_ms` tell what deaths cost."""

    name = "uiautomator2"

    def __init__(self, device: AdbDevice, clock: Clock, *, journal: SettingsJournal | None = None) -> None:
        super().__init__(device, clock)
        self.server = UiAutomatorServer(device, clock)
        self._text = TextEntry(device, self.server, journal)
        self._dump_ms = QUICK_DUMP_MS + 1
        self._acted = False
        self._trees = SeenTrees()
        self._seen: SeenTree | None = None

    def start(self) -> None:
        """Raises DeviceError when the server cannot run on this phone."""
        self.server.start()

    def screen(self) -> Screen:
        """One look: the tree of the focused window and its component."""
        at_ms = self.clock.now_ms()
        # On a real phone a dump takes 50 to 300 ms, and the question for the focus beside it costs nothing. Where dumps
        # are quick, it is asked afterwards, and only when the tree does not tell it.
        beside = self._dump_ms > QUICK_DUMP_MS
        if beside:
            self._focus.ask()
        before, seen = self._seen, self._tree()
        self._dump_ms = self.clock.now_ms() - at_ms
        focus = None
        if not beside:
            unchanged = seen is before and not self._acted and seen.tree.roots
            focus = seen.focus if unchanged else seen.known(self._area())
        self._acted = False
        if focus is None:
            focus = self._focus.result()
            seen.learn(focus)
        return self._screen(at_ms, seen.tree, focus)

    def _tree(self) -> SeenTree:
        # Of the active window only: without the third parameter, the status bar and the keyboard are roots too.
        xml = self.server.call("dumpWindowHierarchy", False, MAX_DEPTH, True)
        self._seen = self._trees.read(xml if isinstance(xml, str) else "")
        return self._seen

    def _area(self) -> int:
        info = self.info()
        return info.width * info.height

    def tap(self, x: int, y: int) -> None:
        self._acted = True
        self.server.call("click", x, y)

    def long_press(self, x: int, y: int, duration_ms: int = 800) -> None:
        self._acted = True
        self.server.call("click", x, y, duration_ms, timeout_s=20 + duration_ms / 1000)

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: int = 300) -> None:
        self._acted = True
        steps = max(2, round(duration_ms / STEP_MS))
        self.server.call("swipe", x1, y1, x2, y2, steps, timeout_s=20 + duration_ms / 500)

    def type_text(self, text: str, *, clear: bool = True) -> None:
        """Into the focused field, any Unicode; `clear` empties it first."""
        self._text.enter(text, clear=clear)

    def press(self, key: str) -> None:
        self._acted = True
        self.server.call("pressKeyCode", key_code(key))

    def clipboard(self) -> str | None:
        """What the clipboard holds; None when the phone does not let the server read it, as newer ones do."""
        try:
            text = self.server.call("getClipboard")
        except RpcError:
            return None
        return text if isinstance(text, str) else None

    def set_clipboard(self, text: str) -> None:
        self.server.call("setClipboard", "patrol", text)

    def all_windows(self) -> tuple[Node, ...]:
        """Roots of all windows: menus over a selection and the keyboard among them."""
        xml = self.server.call("dumpWindowHierarchy", False, MAX_DEPTH)
        return hierarchy(xml if isinstance(xml, str) else "").roots

    @contextmanager
    def accessibility_events(self) -> Iterator[Iterator[bytes]]:
        """Lines of `uiautomator events`. Android has one client of UI automation at a time: the server rests."""
        with self.server.resting(), super().accessibility_events() as lines:
            self._acted = True
            yield lines

    def last_toast(self) -> str | None:
        """The text of the last toast since the last call; None when there was none."""
        text = self.server.call("getLastToast")
        if text:
            self.server.call("clearLastToast")
        return text if isinstance(text, str) and text else None

    def close(self) -> None:
        super().close()
        self.server.stop()
