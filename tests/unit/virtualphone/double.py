"""The smallest phone that the adb, shell and uiautomator2 servers can serve: one window, no apps."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime

from patrol.model.screen import Node, Rect
from patrol.virtualphone.adb.faults import Faults
from patrol.virtualphone.adb.phone import Names
from patrol.virtualphone.contracts import PortHandler, Window
from patrol.virtualphone.shell.command import Process, Reader, Writer
from patrol.virtualphone.shell.files import FileSystem
from patrol.virtualphone.shell.interpreter import run_line
from patrol.virtualphone.shell.pipe import Buffer, Bytes

PACKAGE = "com.example.demo"


def node(class_name: str, bounds: tuple[int, int, int, int], *children: Node, **more: object) -> Node:
    return Node(
        class_name=f"android.{class_name}",
        bounds=Rect(*bounds),
        package=PACKAGE,
        children=tuple(children),
        **more,  # type: ignore[arg-type]
    )


def list_page(first: int = 0, field_text: str = "", focused: bool = False) -> Node:
    """A title, a field, a list that shows five of twenty rows from `first` on."""
    rows = [
        node(
            "widget.LinearLayout",
            (0, 400 + 200 * i, 1080, 600 + 200 * i),
            node(
                "widget.TextView",
                (0, 400 + 200 * i, 800, 600 + 200 * i),
                text=f"Row {first + i}",
                resource_id=f"{PACKAGE}:id/title",
            ),
            node(
                "widget.CheckBox",
                (800, 400 + 200 * i, 1080, 600 + 200 * i),
                checkable=True,
                clickable=True,
                checked=i == 1,
                description=f"pick {first + i}",
            ),
            clickable=True,
        )
        for i in range(5)
    ]
    return node(
        "widget.FrameLayout",
        (0, 0, 1080, 2400),
        node("widget.TextView", (0, 0, 1080, 200), text="Accounts & <cards>", resource_id=f"{PACKAGE}:id/head"),
        node(
            "widget.EditText",
            (0, 200, 1080, 400),
            text=field_text,
            focused=focused,
            clickable=True,
            long_clickable=True,
            hint="Search",
            resource_id=f"{PACKAGE}:id/field",
        ),
        node(
            "widget.ListView",
            (0, 400, 1080, 1400),
            *rows,
            scrollable=True,
            resource_id=f"{PACKAGE}:id/list",
        ),
        node("view.View", (0, 1400, 1080, 1500), text="hidden", visible=False),
    )


@dataclass
class TinyPhone:
    serial: str = "TINY0001"
    names: Names = field(default_factory=lambda: Names("tiny", "Tiny_Phone", "tiny64"))
    sdk: int = 34
    root: bool = False
    rootable: bool = False
    faults: Faults = field(default_factory=Faults)
    ports: dict[int, PortHandler] = field(default_factory=dict)
    sockets: dict[str, PortHandler] = field(default_factory=dict)
    size: tuple[int, int] = (1080, 2400)
    density_dpi: int = 480
    product: str = "tiny"
    rotation: int = 0
    screen_on: bool = True
    first: int = 0
    text: str = ""
    focused: bool = False
    events: list[tuple[object, ...]] = field(default_factory=list)
    toast: str | None = None
    clip: str | None = None
    kills: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.files = files = FileSystem()
        for folder in ("/data/local/tmp", "/storage/emulated/0", "/system/bin", "/proc"):
            files.mkdir(folder, parents=True)
        files.chown("/data/local/tmp", 2000, 2000)
        files.chmod("/data/local/tmp", 0o771)
        files.chown("/storage/emulated/0", 10100, 1015)
        files.chmod("/storage/emulated/0", 0o770)
        files.symlink("/sdcard", "/storage/emulated/0")
        files.set_read_only("/system")
        files.fill_when(lambda: self.faults.disk_full)
        self.redraw()

    def redraw(self) -> None:
        root = list_page(self.first, self.text, self.focused)
        self.window = Window(PACKAGE, f"{PACKAGE}.Main", "activity", f"{PACKAGE}/{PACKAGE}.Main", root)

    # -- shell -----------------------------------------------------------------------------------------------------

    def property(self, name: str) -> str:
        return {"ro.serialno": self.serial, "ro.build.version.sdk": str(self.sdk)}.get(name, "")

    def processes(self) -> tuple[Process, ...]:
        return (
            Process(1, "init", "root", 0, 2084, 57912),
            Process(4711, PACKAGE, "u0_a101", 600, 180_000, 5_000_000, cpu_ticks=(120, 30)),
            Process(4800, "sh", "shell", 4711),
        )

    def kill(self, pid: int, signal: int) -> bool:
        self.kills.append((pid, signal))
        return True

    def now(self) -> datetime:
        return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def uptime_ms(self) -> float:
        return 123_456.0

    async def run_shell(self, line: str, stdin: Reader, out: Writer, err: Writer) -> int:
        return await run_line(self, line, stdin, out, err)

    # -- adb -------------------------------------------------------------------------------------------------------

    def become_root(self, wanted: bool) -> bool:
        if self.rootable:
            self.root = wanted
        return self.rootable

    def pixels(self) -> tuple[int, int, bytes]:
        return 2, 1, bytes([255, 0, 0, 255, 0, 0, 255, 255])

    def debuggable(self) -> tuple[int, ...]:
        return (4711,)

    # -- screen ----------------------------------------------------------------------------------------------------

    def focused_window(self) -> Window | None:
        return self.window

    def rotate(self, rotation: int | None) -> None:
        self.rotation = rotation or 0

    def wake(self) -> None:
        self.screen_on = True

    def sleep(self) -> None:
        self.screen_on = False

    def screenshot(self) -> bytes:
        from PIL import Image

        out = io.BytesIO()
        Image.new("RGB", (108, 240), "white").save(out, "PNG")
        return out.getvalue()

    def tap(self, x: int, y: int) -> None:
        self.events.append(("tap", x, y))
        if 200 <= y < 400:
            self.focused = True
            self.redraw()

    def long_press(self, x: int, y: int, duration_ms: float) -> None:
        self.events.append(("long", x, y))

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: float) -> None:
        self.events.append(("swipe", x1, y1, x2, y2))
        if 400 <= y1 < 1400 and abs(y2 - y1) > 100:
            self.first = min(15, max(0, self.first + (4 if y2 < y1 else -4)))
            self.redraw()

    def key(self, code: int, meta: int = 0) -> bool:
        self.events.append(("key", code, meta))
        return True

    def type_text(self, text: str, *, replace: bool) -> bool:
        if not self.focused:
            return False
        self.text = text if replace else self.text + text
        self.redraw()
        return True

    def open_notifications(self) -> bool:
        self.events.append(("notifications",))
        return True

    def open_quick_settings(self) -> bool:
        self.events.append(("quick settings",))
        return True

    def last_toast(self) -> str | None:
        return self.toast

    def clear_toast(self) -> None:
        self.toast = None

    def show_toast(self, text: str, duration_ms: float) -> None:
        self.toast = text

    def clipboard(self) -> str | None:
        return self.clip

    def set_clipboard(self, text: str) -> None:
        self.clip = text


async def sh(phone: TinyPhone, line: str, stdin: bytes = b"") -> tuple[int, str, str]:
    """Exit code, stdout, stderr of one shell line."""
    out, err = Buffer(), Buffer()
    code = await run_line(phone, line, Bytes(stdin), out, err)
    return code, out.data.decode(), err.data.decode()


def small_jar(dexes: int = 1) -> bytes:
    """A jar that app_process can read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as jar:
        for number in range(dexes):
            jar.writestr(f"classes{number + 1 if number else ''}.dex", b"dex\n035\0")
    return out.getvalue()


__all__ = ["PACKAGE", "TinyPhone", "list_page", "node", "sh", "small_jar"]
