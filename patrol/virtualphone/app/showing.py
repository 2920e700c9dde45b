"""The windows that a running app shows now, laid out only when something has changed."""

from __future__ import annotations

from patrol.model.screen import Rect
from patrol.virtualphone.app.core import Core
from patrol.virtualphone.app.layout.arrange import arrange
from patrol.virtualphone.app.layout.box import Box, Touch
from patrol.virtualphone.app.layout.build import Builder
from patrol.virtualphone.app.layout.page import CONTENT, Shown, dialog_box, keyboard_box, page_box
from patrol.virtualphone.app.layout.view import ELDER_SCALE, KEYBOARD_DP, Metrics, is_dark
from patrol.virtualphone.app.model import Page
from patrol.virtualphone.app.open_page import OpenDialog, OpenPage
from patrol.virtualphone.app.windows import DrawnWindow, drawn

DEFAULT_KEYBOARD = "com.android.inputmethod.latin"


class Showing:
    """`keyboard_package` is "" while an input method without a window (such as adb's) is chosen."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._cache: tuple[object, tuple[DrawnWindow, ...]] = (None, ())
        self.keyboard_package = DEFAULT_KEYBOARD

    def windows(self) -> tuple[DrawnWindow, ...]:
        """From the bottom to the top; none when no page is open."""
        core = self._core
        top = core.top
        if top is None or not core.alive:
            return ()
        starting = core.now < core.shown_from_ms
        second = int(core.now // 1000) if top.page.lively else 0
        pulses = tuple(int((core.now - top.opened_ms) // period) for period in top.page.pulses)
        key = (core.version, starting, second, pulses, self.keyboard_package)
        if self._cache[0] != key:
            self._cache = (key, (self._starting(top),) if starting else self._made(top))
        return self._cache[1]

    def _metrics(self, page: Page) -> Metrics:
        width, height = self._core.host.size
        elder = bool(self._core.names.get("elder")) and page.elder == "follows"
        return Metrics(width, height, self._core.host.density_dpi, ELDER_SCALE if elder else 1)

    def _builder(self, top: OpenPage, dialog: OpenDialog | None = None) -> Builder:
        view = dialog.view if dialog else top.view
        view.elapsed_ms = self._core.now - top.opened_ms
        view.now_ms = self._core.now
        view.opened_ms = view.opened_ms or self._core.now
        scope = self._core.scope(dialog.locals if dialog else {}, dialog.nonce if dialog else top.nonce)
        return Builder(scope, self._core.model.theme, self._metrics(top.page), view, not top.page.weak)

    def _starting(self, top: OpenPage) -> DrawnWindow:
        """The system's starting window: the app's colour and mark, nothing to touch."""
        metrics = self._metrics(top.page)
        root = Box("android.widget.FrameLayout", paint="starting", height=-1)
        root.look.background, root.look.colour = "#FFFFFF", self._core.model.theme.primary
        arrange(root, Rect(0, 0, metrics.width, metrics.height), {})
        title = f"Splash Screen {self._core.model.package}"
        return drawn(root, package=self._core.model.package, activity=top.page.activity, kind="activity", title=title)

    def _made(self, top: OpenPage) -> tuple[DrawnWindow, ...]:
        keyboard = self.keyboard_kind
        found = [self._page_window(top, bool(keyboard))]
        for dialog in top.dialogs:
            found.append(self._dialog_window(top, dialog))
        if keyboard:
            box = keyboard_box(self._builder(top), keyboard)
            package = self.keyboard_package
            found.append(
                drawn(box, package=package, activity="", kind="keyboard", title="InputMethod", focusable=False)
            )
        return tuple(found)

    def _page_window(self, top: OpenPage, keyboard: bool) -> DrawnWindow:
        core, page = self._core, top.page
        make = self._builder(top)
        shown = Shown(
            page,
            root=len(core.pages) == 1,
            loading=not top.loaded,
            navigation=core.model.navigation.get(page.navigation, ()),
            keyboard_px=make.px(KEYBOARD_DP) + make.metrics.navigation_bar if keyboard else 0,
            secure_field=top.view.keypad,
        )
        box = page_box(make, shown)
        return drawn(
            box,
            package=core.model.package,
            activity=page.activity,
            kind="activity",
            secure=page.secure,
            hides_overlays=page.hides_overlays,
            dark_status=is_dark(str(box.extra)),
        )

    def _dialog_window(self, top: OpenPage, opened: OpenDialog) -> DrawnWindow:
        dialog = opened.dialog
        box = dialog_box(self._builder(top, opened), dialog)
        kind = "popup" if dialog.kind in ("menu", "popup") else "dialog"
        return drawn(
            box,
            package=self._core.model.package,
            activity=top.page.activity,
            kind=kind,
            secure=dialog.secure or top.page.secure,
            hides_overlays=top.page.hides_overlays,
            dims=dialog.kind != "menu",
            cancelable=dialog.cancelable,
        )

    # Fields

    def focused(self) -> Touch | None:
        """The touch that gave the focus, while its field is still shown in the top window."""
        top = self._core.top
        if top is None or top.top_view.focus is None:
            return None
        windows = [window for window in self.windows() if window.kind != "keyboard"]
        root = windows[-1].box if windows else None
        shown = root is not None and any(box.focused for box in root.walk())
        return top.top_view.focus if shown else None

    @property
    def keyboard_kind(self) -> str:
        """The type of the focused field when the system's keyboard is up for it, else ""."""
        top = self._core.top
        touch = top.top_view.focus if top else None
        field = touch.widget if touch else None
        if field is None or not self.keyboard_package or field.get("keyboard", "system") != "system":
            return ""
        return str(field.get("type", "text"))

    # Scrolling

    def scroll_to(self, target: str) -> None:
        """Bring a widget of the page to the top of its scrolling content, or scroll to the `top`."""
        top = self._core.top
        if top is None:
            return
        offset = 0
        if target != "top":
            offset = self._offset_of(target, top)
        top.view.offsets[CONTENT] = offset
        self._core.animate(300)
        self._core.changed()

    def _offset_of(self, target: str, top: OpenPage) -> int:
        windows = self.windows()
        root = windows[0].box if windows else None
        for scroller in root.walk() if root is not None else ():
            if scroller.scrolls != CONTENT:
                continue
            now = min(top.view.offsets.get(CONTENT, 0), scroller.scroll_range)
            for box in scroller.walk():
                if box.id == target:
                    return max(0, min(scroller.scroll_range, now + box.y - scroller.y))
        return top.view.offsets.get(CONTENT, 0)
