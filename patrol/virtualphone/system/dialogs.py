"""The system's words when an app has died or hangs: crash and ANR dialogs of AOSP's AppErrorDialog and
AppNotRespondingDialog, the same from Android 7 to 15."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from patrol.virtualphone.contracts import Window
from patrol.virtualphone.system.spec import PhoneSpec
from patrol.virtualphone.system.views import Line, card, hit, owned

_TEXTS = {
    "crash": ("{app}已停止运行", "{app} has stopped"),
    "crash-again": ("{app}屡次停止运行", "{app} keeps stopping"),
    "anr": ("{app}没有响应", "{app} isn't responding"),
}
_BUTTONS = {
    "aerr_restart": ("重新打开应用", "Open app again"),
    "aerr_app_info": ("应用信息", "App info"),
    "aerr_close": ("关闭应用", "Close app"),
    "aerr_wait": ("等待", "Wait"),
}


@dataclass(slots=True)
class ErrorDialog:
    """`kind` is crash, crash-again or anr; `chosen` hears the button: aerr_close, aerr_wait, aerr_app_info …"""

    spec: PhoneSpec
    kind: str
    package: str
    label: str
    chosen: Callable[[str], None]
    window: Window = field(init=False)

    def __post_init__(self) -> None:
        lang = 0 if self.spec.chinese else 1
        buttons = ("aerr_close", "aerr_wait") if self.kind == "anr" else ("aerr_app_info", "aerr_close")
        lines = [Line("android:id/alertTitle", _TEXTS[self.kind][lang].format(app=self.label))]
        lines += [Line(f"android:id/{button}", _BUTTONS[button][lang], button=True) for button in buttons]
        root = card(self.spec, lines, bottom=False, panel_id="android:id/parentPanel", kind="Button")
        what = "Application Not Responding" if self.kind == "anr" else "Application Error"
        kind = "anr-dialog" if self.kind == "anr" else "crash-dialog"
        self.window = Window("android", "", kind, f"{what}: {self.package}", owned(root, "android"))

    def tap(self, x: int, y: int) -> None:
        node = hit(self.window.root, x, y)
        if node is not None:
            self.chosen(node.resource_id.rpartition("/")[2])
