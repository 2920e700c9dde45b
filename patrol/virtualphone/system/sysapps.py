"""The phone's own apps, as far as an inspected app can lead there: the launcher, and one plain screen each for dialer,
messages, browser, settings and store, so that leaving the app looks as on a phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from patrol.model.screen import Node, Rect
from patrol.virtualphone.contracts import Frame, Held, Launched, ThreadTime, Window
from patrol.virtualphone.system.spec import PhoneSpec
from patrol.virtualphone.system.views import hit, owned, view

HANDLES = 90
"""Open file descriptors of an app that does nothing."""


class SystemApp:
    """An App (see contracts) of one window whose tree is made by `_build`."""

    kind = "activity"

    def __init__(self, spec: PhoneSpec, package: str, activity: str, pid: int) -> None:
        self.spec = spec
        self.package = package
        self.activity = activity
        self.pid = pid
        self._window: Window | None = None

    def _build(self) -> Node:
        raise NotImplementedError

    def redraw(self) -> None:
        """What is shown has changed."""
        self._window = None

    def launch(self, activity: str, link: str, cold: bool) -> Launched:
        del activity, link
        return Launched(self.activity, "COLD" if cold else "HOT", 420.0 if cold else 90.0)

    def windows(self) -> tuple[Window, ...]:
        if self._window is None:
            root = owned(self._build(), self.package)
            title = f"{self.package}/{self.activity}"
            self._window = Window(self.package, self.activity, self.kind, title, root)
        return (self._window,)

    def _tapped(self, node: Node) -> None:
        """A clickable node was hit."""

    def tap(self, x: int, y: int) -> None:
        node = hit(self.windows()[0].root, x, y)
        if node is not None:
            self._tapped(node)

    def long_press(self, x: int, y: int) -> None:
        del x, y

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: float) -> None:
        del x1, y1, x2, y2, duration_ms

    def type_text(self, text: str, *, replace: bool) -> bool:
        del text, replace
        return False

    def key(self, code: int) -> bool:
        del code
        return False

    def begin_behind(self) -> None: ...

    def to_background(self) -> None: ...

    def to_foreground(self) -> None: ...

    def end(self) -> None: ...

    def frames(self) -> tuple[Frame, ...]:
        return ()

    def memory_kb(self) -> Mapping[str, int]:
        parts = {"java": 21_000, "native": 26_000, "graphics": 12_000, "code": 18_000, "stack": 1_800, "system": 9_000}
        return {**parts, "total": sum(parts.values())}

    def cpu_ticks(self) -> tuple[int, int]:
        return 120, 40

    def held(self) -> Held:
        threads = (
            ThreadTime(self.package[-15:], *self.cpu_ticks()),
            *(ThreadTime(f"pool-1-thread-{i}") for i in range(1, 24)),
        )
        return Held(threads, handles=HANDLES)


class Launcher(SystemApp):
    """The home screen: one icon for each app with a launcher activity."""

    kind = "launcher"

    def __init__(self, spec: PhoneSpec, pid: int, apps: Callable[[], list[tuple[str, str]]]) -> None:
        name = "com.android.launcher3"
        activity = f"{name}.uioverrides.QuickstepLauncher" if spec.sdk >= 30 else f"{name}.Launcher"
        super().__init__(spec, name, activity, pid)
        self._apps = apps
        self.open: Callable[[str], None] = lambda package: None

    def _build(self) -> Node:
        width, height, dp = self.spec.width, self.spec.height, self.spec.dp
        screen = Rect(0, 0, width, height)
        cell_width, cell_height, top = (width - dp(16)) // 4, dp(96), dp(48)
        icons = []
        for index, (package, label) in enumerate(self._apps()):
            left, y = dp(8) + index % 4 * cell_width, top + index // 4 * cell_height
            bounds = Rect(left, y, left + cell_width, y + cell_height)
            icons.append(
                view(
                    "TextView",
                    bounds,
                    text=label,
                    description=label,
                    clickable=True,
                    focusable=True,
                    long_clickable=True,
                    hint=package,
                )
            )
        workspace = view(
            "ScrollView",
            screen,
            view("android.view.ViewGroup", Rect(0, top, width, height - dp(120)), *icons),
            resource_id=f"{self.package}:id/workspace",
        )
        hotseat = view(
            "android.view.ViewGroup", Rect(0, height - dp(120), width, height), resource_id=f"{self.package}:id/hotseat"
        )
        drag = view("FrameLayout", screen, workspace, hotseat, resource_id=f"{self.package}:id/drag_layer")
        launcher = view("FrameLayout", screen, drag, resource_id=f"{self.package}:id/launcher")
        return view("FrameLayout", screen, view("FrameLayout", screen, launcher, resource_id="android:id/content"))

    def _tapped(self, node: Node) -> None:
        self.open(node.hint)

    def key(self, code: int) -> bool:
        return code == 4  # Back does nothing at home.


_FOREIGN: Mapping[str, tuple[str, str, str, str]] = {
    "tel": ("com.android.dialer", "com.android.dialer.main.impl.MainActivity", "电话", "Phone"),
    "sms": ("com.android.messaging", "com.android.messaging.ui.conversation.ConversationActivity", "信息", "Messages"),
    "smsto": (
        "com.android.messaging",
        "com.android.messaging.ui.conversation.ConversationActivity",
        "信息",
        "Messages",
    ),
    "http": ("com.android.browser", "com.android.browser.BrowserActivity", "浏览器", "Browser"),
    "https": ("com.android.browser", "com.android.browser.BrowserActivity", "浏览器", "Browser"),
    "mailto": ("com.android.email", "com.android.email.activity.ComposeActivityEmail", "邮件", "Email"),
    "market": ("com.android.market", "com.android.market.DetailActivity", "应用商店", "Store"),
    "settings": ("com.android.settings", "com.android.settings.Settings", "设置", "Settings"),
    "app-info": (
        "com.android.settings",
        "com.android.settings.applications.InstalledAppDetails",
        "应用信息",
        "App info",
    ),
    "share": ("android", "com.android.internal.app.ChooserActivity", "分享到", "Share"),
    "camera": ("com.android.camera2", "com.android.camera.CaptureActivity", "相机", "Camera"),
}
"""Scheme → package, activity, title in Chinese and English."""


ACTIONS: Mapping[str, str] = {
    "android.intent.action.SEND": "share",
    "android.intent.action.CHOOSER": "share",
    "android.media.action.IMAGE_CAPTURE": "camera",
    "android.media.action.STILL_IMAGE_CAMERA": "camera",
    "android.media.action.VIDEO_CAPTURE": "camera",
}
"""Action of an implicit intent → the scheme of the phone's own app that answers it."""


def foreign_target(scheme: str) -> tuple[str, str] | None:
    """(package, activity) of the phone's own app for links of this scheme."""
    found = _FOREIGN.get(scheme)
    return found[:2] if found else None


class ForeignApp(SystemApp):
    """A phone app that shows its name and what it was opened with."""

    def __init__(self, spec: PhoneSpec, scheme: str, pid: int) -> None:
        package, activity, zh, en = _FOREIGN[scheme]
        super().__init__(spec, package, activity, pid)
        self._title = zh if spec.chinese else en
        self._subject = ""

    def launch(self, activity: str, link: str, cold: bool) -> Launched:
        if activity:
            self.activity = activity
        self._subject = link.partition(":")[2].lstrip("/")
        self.redraw()
        return super().launch(activity, link, cold)

    def _build(self) -> Node:
        width, height, dp = self.spec.width, self.spec.height, self.spec.dp
        title = view(
            "TextView", Rect(dp(16), dp(40), width, dp(80)), text=self._title, resource_id=f"{self.package}:id/title"
        )
        subject = view(
            "TextView",
            Rect(dp(16), dp(120), width - dp(16), dp(160)),
            text=self._subject,
            resource_id=f"{self.package}:id/digits"
            if self.package.endswith("dialer")
            else f"{self.package}:id/subject",
        )
        screen = Rect(0, 0, width, height)
        return view("FrameLayout", screen, view("LinearLayout", screen, title, subject))


class Recents(SystemApp):
    """The overview of recent apps: a card for each task."""

    kind = "launcher"

    def __init__(self, spec: PhoneSpec, pid: int, tasks: Callable[[], list[tuple[int, str]]]) -> None:
        super().__init__(spec, "com.android.launcher3", "com.android.quickstep.RecentsActivity", pid)
        self._tasks = tasks
        self.open: Callable[[int], None] = lambda task: None

    def _build(self) -> Node:
        width, height, dp = self.spec.width, self.spec.height, self.spec.dp
        cards = []
        for index, (task, label) in enumerate(self._tasks()):
            top = dp(80) + index * dp(140)
            cards.append(
                view(
                    "FrameLayout",
                    Rect(dp(48), top, width - dp(48), top + dp(128)),
                    description=label,
                    clickable=True,
                    focusable=True,
                    resource_id=f"{self.package}:id/task",
                    hint=str(task),
                )
            )
        screen = Rect(0, 0, width, height)
        panel = view("FrameLayout", screen, *cards, resource_id=f"{self.package}:id/overview_panel")
        return view("FrameLayout", screen, panel)

    def _tapped(self, node: Node) -> None:
        self.open(int(node.hint))
