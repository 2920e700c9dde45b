"""The notification shade: what apps posted, and the panel that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from patrol.model.screen import Node, Rect
from patrol.virtualphone.contracts import Window
from patrol.virtualphone.system.spec import PhoneSpec
from patrol.virtualphone.system.views import hit, owned, view


@dataclass(frozen=True, slots=True)
class Notification:
    number: int
    package: str
    title: str
    text: str
    link: str
    posted_ms: float


class Shade:
    """`open_link(package, link)` is called when a notification is tapped."""

    def __init__(self, spec: PhoneSpec, clock: Callable[[], float], open_link: Callable[[str, str], None]) -> None:
        self._spec = spec
        self._clock = clock
        self._open_link = open_link
        self._next = 1
        self._window: Window | None = None
        self.notifications: list[Notification] = []
        self.shown = False
        self.quick_settings = False

    def post(self, package: str, title: str, text: str, link: str) -> None:
        self.notifications.insert(0, Notification(self._next, package, title, text, link, self._clock()))
        self._next += 1
        self._window = None

    def remove_of(self, package: str) -> None:
        self.notifications = [n for n in self.notifications if n.package != package]
        self._window = None

    def open(self, *, quick_settings: bool = False) -> None:
        self.shown, self.quick_settings, self._window = True, quick_settings, None

    def close(self) -> None:
        self.shown = False

    def window(self) -> Window | None:
        if not self.shown:
            return None
        if self._window is None:
            title = "StatusBar" if self._spec.sdk < 30 else "NotificationShade"
            root = owned(self._build(), "com.android.systemui")
            self._window = Window("com.android.systemui", "", "popup", title, root)
        return self._window

    def tap(self, x: int, y: int) -> None:
        window = self.window()
        node = hit(window.root, x, y) if window else None
        if node is None:
            self.close()
        elif node.resource_id.endswith("dismiss_text"):
            self.notifications.clear()
            self.close()
        elif node.hint:
            found = next(n for n in self.notifications if n.number == int(node.hint))
            self.notifications.remove(found)
            self.close()
            self._open_link(found.package, found.link)
        self._window = None

    def _build(self) -> Node:
        dp, width, height = self._spec.dp, self._spec.width, self._spec.height
        panel = "com.android.systemui:id/"
        rows: list[Node] = []
        if self.quick_settings:
            names = ("WLAN", "蓝牙", "飞行模式") if self._spec.chinese else ("Wi-Fi", "Bluetooth", "Airplane mode")
            for i, name in enumerate(names):
                bounds = Rect(dp(16) + i * dp(110), dp(60), dp(120) + i * dp(110), dp(120))
                rows.append(view("Switch", bounds, description=name, resource_id=f"{panel}tile"))
        top = dp(140)
        for n in self.notifications:
            bounds = Rect(dp(8), top, width - dp(8), top + dp(84))
            title = view(
                "TextView",
                Rect(dp(24), top + dp(8), width - dp(24), top + dp(36)),
                text=n.title,
                resource_id="android:id/title",
            )
            text = view(
                "TextView",
                Rect(dp(24), top + dp(40), width - dp(24), top + dp(76)),
                text=n.text,
                resource_id="android:id/text",
            )
            rows.append(
                view(
                    "FrameLayout",
                    bounds,
                    title,
                    text,
                    clickable=True,
                    focusable=True,
                    resource_id=f"{panel}expandableNotificationRow",
                    hint=str(n.number),
                )
            )
            top += dp(92)
        if self.notifications:
            clear = "全部清除" if self._spec.chinese else "Clear all"
            bounds = Rect(width - dp(140), top, width - dp(16), top + dp(48))
            rows.append(view("Button", bounds, text=clear, clickable=True, resource_id=f"{panel}dismiss_text"))
        screen = Rect(0, 0, width, height)
        scroller = view("ScrollView", screen, *rows, resource_id=f"{panel}notification_stack_scroller")
        return view("FrameLayout", screen, scroller, resource_id=f"{panel}notification_panel")
