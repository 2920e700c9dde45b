"""Who has the focus: asked beside the dump of the tree, on a stream of its own, so that it costs no time of its own."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

from patrol.device.adb.device import AdbDevice
from patrol.device.parse.focus import Focus, keyboard_shown, resumed_activity, window_focus
from patrol.device.parse.keyboard import keyboard_bounds
from patrol.model.screen import Node, Rect

_WINDOW_COMMANDS = ("dumpsys window displays", "dumpsys window windows", "dumpsys window")
ANSWER_S = 10.0
_EDITABLE = ("EditText", "AutoCompleteTextView", "SearchAutoComplete", "WebView")


class FocusReader:
    """Reads the focused window with the cheapest command that this phone answers."""

    def __init__(self, device: AdbDevice) -> None:
        self._device = device
        self._pool: ThreadPoolExecutor | None = None
        self._pending: Future[Focus] | None = None
        self._command = ""
        self._lock = threading.Lock()
        self._keyboard: tuple[tuple[str, Rect] | None, Rect] = (None, Rect())

    def ask(self) -> None:
        """Start reading; `result` waits for it."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="focus")
        self._pending = self._pool.submit(self.read)

    def result(self) -> Focus:
        """What `ask` found, or else the focus now; an empty Focus when the phone does not tell."""
        pending, self._pending = self._pending, None
        return pending.result() if pending else self.read()

    def read(self) -> Focus:
        """The focus now."""
        with self._lock:
            if self._command and (found := window_focus(self._say(self._command))):
                return found
            # Until Android 9 the focus stands under `windows`, since 10 under `displays`; vendors differ.
            first = 0 if self._device.sdk >= 29 else 1
            for command in (_WINDOW_COMMANDS[first], _WINDOW_COMMANDS[1 - first], _WINDOW_COMMANDS[2]):
                if command != self._command and (found := window_focus(self._say(command))):
                    self._command = command
                    return found
            return resumed_activity(self._say("dumpsys activity activities")) or Focus()

    def keyboard(self, roots: tuple[Node, ...]) -> bool:
        """Whether a soft keyboard is shown; asked only when a field has the focus, since without there is none."""
        return _field(roots) is not None and bool(keyboard_shown(self._say("dumpsys input_method")))

    def keyboard_box(self, roots: tuple[Node, ...]) -> Rect:
        """Where the keyboard is that is shown for the focused field; empty when the phone does not tell. Asked once a
        field: another field may have another keyboard, the same has the same."""
        node = _field(roots)
        field = (node.resource_id, node.bounds) if node else None
        if field is None or field != self._keyboard[0]:
            command = "dumpsys window displays" if self._device.sdk >= 30 else "dumpsys window InputMethod"
            self._keyboard = field, keyboard_bounds(self._say(command)) or Rect()
        return self._keyboard[1]

    def _say(self, command: str) -> str:
        if self._device.sdk >= 21:
            return self._device.exec_out(command, timeout_s=ANSWER_S).decode(errors="replace")
        return self._device.shell(command, timeout_s=ANSWER_S).output

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _field(roots: tuple[Node, ...]) -> Node | None:
    """The field that has the focus."""
    nodes = (node for root in roots for node in root.walk())
    return next((node for node in nodes if node.focused and node.class_name.endswith(_EDITABLE)), None)
