"""The driver that needs nothing on the phone: `uiautomator dump`, `input`, `screencap`. Slow; back to Android 4.4."""

from __future__ import annotations

import re
import shlex

from patrol.device.adb_driver import AdbDriver
from patrol.device.keys import key_code
from patrol.device.parse.hierarchy import Hierarchy, hierarchy
from patrol.errors import DeviceError
from patrol.model.screen import Screen

DUMP_FILE = "/data/local/tmp/patrol-window.xml"
DUMP_S = 30.0
"""`uiautomator dump` waits up to 10 s for a screen that does not come to rest."""
FIELD_LENGTH = 200
"""How many characters are deleted at most to empty a field."""


class ShellDriver(AdbDriver):
    """Every touch starts a program on the phone (0.5 to 1 s on old ones); a look takes 2 to 3 s."""

    name = "shell"

    def screen(self) -> Screen:
        at_ms = self.clock.now_ms()
        self._focus.ask()
        tree = self._tree()
        return self._screen(at_ms, tree, self._focus.result())

    def _tree(self) -> Hierarchy:
        # A file from before would be taken for the answer when the dump fails, as it does while the screen moves.
        command = f"rm -f {DUMP_FILE}; uiautomator dump {DUMP_FILE} >/dev/null 2>&1; cat {DUMP_FILE} 2>/dev/null"
        return hierarchy(self.device.exec_out(command, timeout_s=DUMP_S))

    def tap(self, x: int, y: int) -> None:
        self._input(f"tap {x} {y}")

    def long_press(self, x: int, y: int, duration_ms: int = 800) -> None:
        self._input(f"swipe {x} {y} {x} {y} {duration_ms}")

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: int = 300) -> None:
        self._input(f"swipe {x1} {y1} {x2} {y2} {duration_ms}")

    def press(self, key: str) -> None:
        self._input(f"keyevent {key_code(key)}")

    def type_text(self, text: str, *, clear: bool = True) -> None:
        """ASCII only: Android's `input text` knows no more. Raises DeviceError for anything else."""
        if not re.fullmatch(r"[\x20-\x7e]*", text):
            raise DeviceError(
                "the shell driver types ASCII characters only, and the text holds others.",
                advice="Use the uiautomator2 driver (Android 5 or later), or type what the keyboard's own keys give.",
            )
        if clear:
            self._empty_field()
        for part in text_arguments(text):
            self._input(f"text {shlex.quote(part)}")

    def _empty_field(self) -> None:
        field = next((node for node in self.screen().nodes() if node.focused and "Edit" in node.class_name), None)
        length = FIELD_LENGTH if field is None or field.password else min(len(field.text), FIELD_LENGTH)
        if length:
            self._input(f"keyevent {key_code('move_end')}")
            self._input("keyevent " + " ".join([str(key_code("del"))] * length))

    def _input(self, arguments: str) -> None:
        result = self.device.shell(f"input {arguments}", timeout_s=30)
        said = (result.output + result.errors).strip()
        if result.exit_code or "Exception" in said or said.startswith(("Error", "Usage")):
            advice = ""
            if "INJECT_EVENTS" in said:
                advice = "Switch “USB debugging (security settings)” (USB 调试（安全设置）) on under developer options."
            what = arguments.partition(" ")[0]  # not the text: it may be a secret
            raise DeviceError(f"`input {what}` failed on {self.device.serial}: {said[:300]}", advice=advice)

    def close(self) -> None:
        super().close()
        self.device.shell(f"rm -f {DUMP_FILE}")


def text_arguments(text: str) -> list[str]:
    """Arguments for `input text`, which takes %s for a space and knows no way to say a per cent sign before an s."""
    parts = re.split(r"(?<=%)(?=s)", text)
    return [part.replace(" ", "%s") for part in parts if part]
