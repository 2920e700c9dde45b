"""A bank's app driven in-process, with the few shell commands that the password control asks of a phone."""

from __future__ import annotations

import queue
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from patrol.device.driver import ShellResult
from patrol.journey.load import parse_journey
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.journey import Journey
from patrol.model.record import Record
from patrol.model.scenario import Scenario
from patrol.model.screen import Node
from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.load import load_app
from patrol.virtualphone.system.heap import hprof

PACKAGE = "com.example.pay"
MODEL = """\
package: {package}
name: {{zh: 付, en: Pay}}
activities: {{.Main: {{launcher: true}}, .Pay: {{}}}}
start: {{cold_ms: 10, warm_ms: 10, hot_ms: 10, spread: 0}}
variables: {{pin: "", wrong: 0, name: ""}}
open: home
pages:
  home:
    activity: .Main
    title: {{zh: 首页, en: Home}}
    content:
      - {{button: {{zh: 付款, en: Pay}}, id: go, on_tap: {{go: pay}}}}
      - {{text: {{zh: 余额, en: Balance}}}}
  pay:
    activity: .Pay
    title: {{zh: 付款, en: Pay}}
    secure: {secure}
    content:
      - {{text: {{zh: 请输入支付密码, en: Enter your PIN}}}}
      - {widget}
      - {{button: {{zh: 确认, en: OK}}, id: ok, on_tap: [{{set: {{wrong: "= wrong + 1"}}}}, {lock}]}}
    on_leave: {{set: {{pin: ""}}}}
    dialogs: {{locked: {{title: {{zh: 已锁定, en: Locked}}, content: [{{text: {{zh: 明天见, en: Tomorrow}}}}]}}}}
"""
FIELD = "{{field: {{zh: 密码, en: PIN}}, id: pin, label: {{zh: 支付密码, en: PIN}}, type: password, var: pin, {more}}}"
KEYPAD = "{{keypad: , id: pad, var: pin, length: 6, {more}}}"


class BankPhone(InProcessDriver):
    """Debuggable, with an autofill service; `held` is the clipboard. `answers` go before what the shell says."""

    def __init__(self, build: Path) -> None:
        super().__init__(load_app(build), size=(360, 720), density_dpi=160)
        self.answers: dict[str, str] = {}

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        for start, said in self.answers.items():
            if command.startswith(start):
                return ShellResult(said, 0)
        if touched := re.fullmatch(r"input tap (\d+) (\d+)", command):
            self.tap(int(touched[1]), int(touched[2]))
        elif command.startswith("input text "):
            self.type_text(command.removeprefix("input text "), clear=False)
        elif command == "input keyevent 67":
            self.press("del")
        elif command == "dumpsys input_method":
            shown = str(self.screen().keyboard).lower()
            return ShellResult(f"  mCurMethodId=com.keys/.Ime\n  mInputShown={shown}\n", 0)
        elif command == "dumpsys window windows":
            return ShellResult(self._windows(), 0)
        elif command == "settings get secure autofill_service":
            return ShellResult("com.fill/.Service\n", 0)
        elif command == "dumpsys autofill":
            return ShellResult(self._autofill(), 0)
        elif command.startswith("am dumpheap"):
            assert self.host.app is not None
            self.push(hprof(self.host.app.heap(), 0), command.split()[-1])
        elif command.startswith("stat -c %s "):
            data = self.host.seen.files.get(command.split()[-1])
            return ShellResult(f"{len(data)}\n" if data else "", 0)
        return ShellResult("", 0)

    def _windows(self) -> str:
        lines = []
        for number, window in enumerate(reversed(self.host.windows())):
            kind = "INPUT_METHOD" if window.kind == "keyboard" else "BASE_APPLICATION"
            flags = " ".join(["LAYOUT_IN_SCREEN", *(["SECURE"] if window.secure else [])])
            flags += "" if window.focusable else " NOT_FOCUSABLE"
            lines += [
                f"  Window #{number} Window{{1 u0 {window.title}}}:",
                f"    mOwnerUid=1 package={window.package}",
                f"    mAttrs={{ ty={kind}\n      fl={flags}}}",
            ]
        return "\n".join(lines) + "\n"

    def _autofill(self) -> str:
        assert self.host.app is not None
        view = self.host.app.autofill_field
        session = f"    #1:\n      mComponentName: ComponentInfo{{{PACKAGE}/.Pay}}\n      mCurrentViewId: {view}\n"
        return session if view else "  No sessions\n"

    def press(self, key: str) -> None:
        if key == "paste" and self.host.app is not None:
            self.host.app.paste(self.host.seen.clipboard)
        super().press(key)

    # --- what a driver may offer beside -------------------------------------------------------------------------------

    def clipboard(self) -> str | None:
        return self.host.seen.clipboard

    def set_clipboard(self, text: str) -> None:
        self.host.seen.clipboard = text

    def all_windows(self) -> tuple[Node, ...]:
        return tuple(window.root for window in self.host.windows())

    @contextmanager
    def accessibility_events(self) -> Iterator[Iterator[bytes]]:
        assert self.host.app is not None
        lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        stop = self.host.app.listen(lambda event: lines.put(event.line("01-01 00:00:00.000", 1).encode()))
        yield iter(lines.get, None)
        stop()
        lines.put(None)


def bank(
    folder: Path, more: str = "", *, keypad: bool = False, secure: bool = True, lock: str = "hide_keyboard"
) -> Any:
    """A phone with an app whose payment page asks for a PIN in such a field."""
    widget = (KEYPAD if keypad else FIELD).format(more=more or "max_length: 6")
    build = folder / "build.yaml"
    text = MODEL.format(package=PACKAGE, secure=str(secure).lower(), widget=widget, lock=lock)
    build.write_text(text, encoding="utf-8")
    return BankPhone(build)


def session_of(phone: BankPhone, **plans: Any) -> Session:
    scenario = Scenario(PACKAGE, activity=f"{PACKAGE}.Main", **plans)
    return Session(phone, phone.clock, scenario, MemoryRecorder())


def paying(text: str = "258036", *, keypad: bool = False) -> dict[str, Journey]:
    """The journey that types it and goes on."""
    into = "" if keypad else "\n    into: 支付密码"
    back = "- back" if keypad else "- back\n  - back"  # the first one puts the keyboard away
    steps = f"- launch: cold\n  - tap: 付款\n  - type: '{text}'{into}\n  {back}\n  - expect: 余额"
    return {"pay": parse_journey(f"name: 付款\nfresh: false\nsteps:\n  {steps}\n", "pay.yaml", Scenario(PACKAGE), ())}


class Written:
    """What was written down, by stream."""

    def __init__(self) -> None:
        self.records: list[tuple[str, Record]] = []

    def append(self, name: str, record: Record) -> None:
        self.records.append((name, record))

    def of(self, kind: type[Any]) -> list[Any]:
        return [record for _, record in self.records if isinstance(record, kind)]
