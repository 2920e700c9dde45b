"""The window that asks the user for a permission, as each Android version shows it.

Ids and wording: AOSP's PackageInstaller (9), PermissionController (10 and up), grant_permissions.xml and strings.xml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from patrol.virtualphone.contracts import Window
from patrol.virtualphone.system.manifest import Installed
from patrol.virtualphone.system.spec import PhoneSpec
from patrol.virtualphone.system.views import Line, card, hit, owned

_GROUPS: tuple[tuple[str, str, str, str], ...] = (
    ("CAMERA", "CAMERA", "拍摄照片和录制视频", "take pictures and record video"),
    ("MICROPHONE", "RECORD_AUDIO", "录制音频", "record audio"),
    (
        "LOCATION",
        "ACCESS_FINE_LOCATION ACCESS_COARSE_LOCATION",
        "获取此设备的位置信息",
        "access this device’s location",
    ),
    (
        "LOCATION_ALWAYS",
        "ACCESS_BACKGROUND_LOCATION",
        "始终获取此设备的位置信息",
        "access this device’s location all the time",
    ),
    ("CONTACTS", "READ_CONTACTS WRITE_CONTACTS GET_ACCOUNTS", "访问您的通讯录", "access your contacts"),
    (
        "PHONE",
        "READ_PHONE_STATE READ_PHONE_NUMBERS CALL_PHONE ANSWER_PHONE_CALLS USE_SIP ADD_VOICEMAIL",
        "拨打电话和管理通话",
        "make and manage phone calls",
    ),
    (
        "CALL_LOG",
        "READ_CALL_LOG WRITE_CALL_LOG PROCESS_OUTGOING_CALLS",
        "访问您的手机通话记录",
        "access your phone call logs",
    ),
    (
        "SMS",
        "SEND_SMS READ_SMS RECEIVE_SMS RECEIVE_MMS RECEIVE_WAP_PUSH",
        "发送和查看短信",
        "send and view SMS messages",
    ),
    (
        "STORAGE",
        "READ_EXTERNAL_STORAGE WRITE_EXTERNAL_STORAGE ACCESS_MEDIA_LOCATION",
        "访问您设备上的照片、媒体内容和文件",
        "access photos and media on your device",
    ),
    (
        "VISUAL",
        "READ_MEDIA_IMAGES READ_MEDIA_VIDEO",
        "访问此设备上的照片和视频",
        "access photos and videos on this device",
    ),
    ("AURAL", "READ_MEDIA_AUDIO", "访问此设备上的音乐和音频", "access music and audio on this device"),
    ("CALENDAR", "READ_CALENDAR WRITE_CALENDAR", "访问您的日历", "access your calendar"),
    ("NOTIFICATIONS", "POST_NOTIFICATIONS", "向您发送通知", "send you notifications"),
    ("ACTIVITY", "ACTIVITY_RECOGNITION", "访问您的身体活动信息", "access your physical activity"),
    ("SENSORS", "BODY_SENSORS", "访问与您的生命体征相关的传感器数据", "access sensor data about your vital signs"),
    (
        "NEARBY",
        "BLUETOOTH_SCAN BLUETOOTH_CONNECT BLUETOOTH_ADVERTISE UWB_RANGING NEARBY_WIFI_DEVICES",
        "查找、连接附近的设备以及确定附近设备的相对位置",
        "find, connect to, and determine the relative position of nearby devices",
    ),
)

_ONE_TIME = {"CAMERA", "MICROPHONE", "LOCATION"}
"""Groups that Android 11 and up offer for this time only."""


def groups_of(permissions: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """(group, its permissions among those given, what it lets an app do in Chinese, in English), in asking order."""
    for group, names, zh, en in _GROUPS:
        members = tuple(p for p in permissions if p.removeprefix("android.permission.") in names.split())
        if members:
            yield group, members, zh, en


@dataclass(slots=True)
class PermissionWindow:
    """Asks for the groups one after another; `done` hears when the last is answered."""

    spec: PhoneSpec
    installed: Installed
    pages: list[tuple[str, tuple[str, ...], str, str]]
    done: Callable[[], None]
    changed: Callable[[], None]
    checked: bool = False
    position: int = 0
    title: str = field(init=False)
    window: Window = field(init=False)

    def __post_init__(self) -> None:
        self._draw()

    @property
    def package(self) -> str:
        return "com.android.packageinstaller" if self.spec.sdk < 29 else "com.android.permissioncontroller"

    @property
    def activity(self) -> str:
        home = "com.android.packageinstaller" if self.spec.sdk < 30 else "com.android.permissioncontroller"
        return f"{home}.permission.ui.GrantPermissionsActivity"

    def _say(self, zh: str, en: str) -> str:
        return zh if self.spec.chinese else en

    def _refused_before(self) -> bool:
        return any(self.installed.asked.get(p) for p in self.pages[self.position][1])

    def _lines(self) -> Iterator[Line]:
        group, _, zh, en = self.pages[self.position]
        label = self.installed.manifest.label
        if not self.spec.chinese:
            label = self.installed.manifest.label_en or label
        if len(self.pages) > 1 and self.spec.sdk < 31:
            number = self._say(f"第 {self.position + 1} 项权限（共 {len(self.pages)} 项）", "")
            yield Line("current_page_text", number or f"{self.position + 1} of {len(self.pages)}")
        yield Line("permission_message", self._say(f"要允许“{label}”{zh}吗？", f"Allow {label} to {en}?"))
        yield from _BUTTONS[28 if self.spec.sdk < 29 else 29 if self.spec.sdk < 30 else 30](self, group)

    def _buttons_9(self, group: str) -> Iterator[Line]:
        if self._refused_before():
            text = self._say("不再询问", "Don’t ask again")
            yield Line("do_not_ask_checkbox", text, checkable=True, checked=self.checked)
        yield Line("permission_deny_button", self._say("拒绝", "DENY"), button=True)
        yield Line("permission_allow_button", self._say("允许", "ALLOW"), button=True)

    def _buttons_10(self, group: str) -> Iterator[Line]:
        if group.startswith("LOCATION"):
            yield Line("permission_allow_always_button", self._say("始终允许", "Allow all the time"), button=True)
            text = self._say("仅在使用该应用时允许", "Allow only while using the app")
            yield Line("permission_allow_foreground_only_button", text, button=True)
        else:
            yield Line("permission_allow_button", self._say("允许", "Allow"), button=True)
        yield from self._deny("拒绝", "Deny", "拒绝，且不再询问", "Deny & don’t ask again")

    def _buttons_11(self, group: str) -> Iterator[Line]:
        if group in _ONE_TIME:
            text = self._say("仅在使用该应用时允许", "While using the app")
            yield Line("permission_allow_foreground_only_button", text, button=True)
            yield Line("permission_allow_one_time_button", self._say("仅限这一次", "Only this time"), button=True)
        elif group == "VISUAL" and self.spec.sdk >= 34:
            text = self._say("选择照片和视频", "Select photos and videos")
            yield Line("permission_allow_selected_button", text, button=True)
            yield Line("permission_allow_all_button", self._say("全部允许", "Allow all"), button=True)
        else:
            yield Line("permission_allow_button", self._say("允许", "Allow"), button=True)
        if self.spec.sdk >= 31:
            yield from self._deny("不允许", "Don’t allow", "不允许", "Don’t allow")
        else:
            yield from self._deny("拒绝", "Deny", "拒绝，且不再询问", "Deny & don’t ask again")

    def _deny(self, zh: str, en: str, zh_again: str, en_again: str) -> Iterator[Line]:
        if self._refused_before():
            text = self._say(zh_again, en_again)
            yield Line("permission_deny_and_dont_ask_again_button", text, button=True)
        else:
            yield Line("permission_deny_button", self._say(zh, en), button=True)

    def _draw(self) -> None:
        prefix = f"{self.package}:id/"
        lines = [Line(prefix + line.id, line.text, line.button, line.checkable, line.checked) for line in self._lines()]
        root = card(
            self.spec,
            lines,
            bottom=self.spec.sdk < 31,
            panel_id=prefix + ("dialog_container" if self.spec.sdk < 29 else "grant_dialog"),
            kind="Button",
        )
        title = f"{self.package}/{self.activity}"
        self.window = Window(self.package, self.activity, "permission", title, owned(root, self.package))

    def tap(self, x: int, y: int) -> None:
        node = hit(self.window.root, x, y)
        if node is not None:
            self._press(node.resource_id.rpartition("/")[2])

    def _press(self, button: str) -> None:
        if button == "do_not_ask_checkbox":
            self.checked = not self.checked
            self._draw()
            self.changed()
            return
        members = self.pages[self.position][1]
        for permission in members:
            self.installed.granted[permission] = "allow" in button
            if "deny" in button:
                final = self.checked or "dont_ask" in button
                self.installed.asked[permission] = 2 if final else self.installed.asked.get(permission, 0) + 1
        self._next()

    def dismiss(self) -> None:
        """Back: refused, without counting as an answer."""
        self._next()

    def _next(self) -> None:
        self.position += 1
        self.checked = False
        if self.position < len(self.pages):
            self._draw()
            self.changed()
        else:
            self.done()


_BUTTONS = {28: PermissionWindow._buttons_9, 29: PermissionWindow._buttons_10, 30: PermissionWindow._buttons_11}


def pages_to_ask(
    spec: PhoneSpec, installed: Installed, wanted: tuple[str, ...]
) -> list[tuple[str, tuple[str, ...], str, str]]:
    """The groups a user must be asked about: not granted, declared, and not refused for good."""
    open_ones = tuple(
        p for p in wanted if p in installed.granted and not installed.granted[p] and installed.asked.get(p, 0) < 2
    )
    return list(groups_of(open_ones))
