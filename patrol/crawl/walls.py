"""What stands in the way of a crawl and is passed by a rule: consent, permission windows, crash dialogs, sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from patrol.crawl.barriers import Barrier, barrier_on
from patrol.crawl.sight import Sight
from patrol.journey.arguments import Element
from patrol.journey.find import find, has_text
from patrol.journey.load import way_in_of
from patrol.journey.steps.touch import choice_on
from patrol.model.graph import WallStatus
from patrol.model.journey import Journey
from patrol.model.locator import Locator
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Screen

PERMISSIONS: Mapping[str, tuple[str, ...]] = {
    "CAMERA": ("相机", "拍摄", "拍照", "录像", "camera", "pictures"),
    "RECORD_AUDIO": ("麦克风", "录音", "录制音频", "audio", "microphone"),
    "ACCESS_FINE_LOCATION": ("位置", "定位", "location"),
    "READ_CONTACTS": ("通讯录", "联系人", "contacts"),
    "READ_PHONE_STATE": ("电话", "通话状态", "手机状态", "phone"),
    "READ_EXTERNAL_STORAGE": ("照片", "媒体", "文件", "存储", "相册", "photos", "media", "files", "storage"),
    "READ_SMS": ("短信", "SMS"),
    "READ_CALENDAR": ("日历", "calendar"),
    "POST_NOTIFICATIONS": ("通知", "notifications"),
    "BODY_SENSORS": ("身体传感器", "sensor"),
    "ACTIVITY_RECOGNITION": ("身体活动", "健身", "physical activity"),
    "BLUETOOTH_CONNECT": ("附近的设备", "蓝牙", "nearby devices"),
}
"""Permission → words of the system's window that asks for its group, in Chinese and English Android."""

CLOSE_IDS = ("android:id/aerr_close", "android:id/aerr_wait", "android:id/button1")
"""Buttons of the system's crash and not-responding dialogs, the first that is there."""

POLICY_WORDS = ("隐私", "个人信息", "用户协议", "Privacy", "privacy", "personal information")
MOST_FAILED_SIGN_INS = 3
MOST_SIGN_INS = 12
"""An app that signs out again and again must not hold up a crawl with signing in."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A wall, and the button that passes it; without one it must be passed otherwise."""

    kind: str
    """consent, permission, crash."""
    button: Node
    locator: Locator
    note: str
    status: WallStatus = WallStatus.passed


def permission_asked(screen: Screen) -> str:
    """The permission that a system window asks for, by its words; "" when they are unknown."""
    words = " ".join(node.text for node in screen.nodes())
    return next((name for name, known in PERMISSIONS.items() if any(word in words for word in known)), "")


class Walls:
    """Answers by the scenario's policies; remembers what it has answered already."""

    def __init__(self, scenario: Scenario, journeys: Mapping[str, Journey]) -> None:
        self._scenario = scenario
        self._asked: dict[str, int] = {}
        self._open: set[str] = set()
        """States in which no consent was asked for: not searched for it again."""
        self._standing: dict[str, Barrier | None] = {}
        """State → the barrier that its screen is, for states that were searched for one."""
        self._refusing = False
        self.way_in = way_in_of(scenario, journeys)
        self.sign_ins = 0
        self.failed_sign_ins = 0

    @property
    def agreed(self) -> bool:
        """Consent was asked for and given: what who refuses it sees was not seen yet."""
        return bool(self._asked.get("consent")) and self._scenario.consent.policy == "agree"

    def refuse_once(self) -> None:
        """Answer the next request for consent with no, whatever the scenario says."""
        self._refusing = True
        self._forget()

    def as_told(self) -> None:
        """Answer by the scenario again."""
        self._refusing = False
        self._forget()

    def _forget(self) -> None:
        self._asked.pop("consent", None)
        self._open.clear()

    def standing(self, sight: Sight) -> Barrier | None:
        """The sign-in, captcha or real-name page that is shown; None where nothing of the kind stands."""
        if sight.state not in self._standing:
            self._standing[sight.state] = barrier_on(sight.screen)
        return self._standing[sight.state]

    def answer(self, sight: Sight) -> Answer | None:
        """How to pass what stands in the way now; None when nothing does."""
        if sight.overlay == "permission":
            return self._permission(sight)
        if sight.overlay == "crash":
            return None
        if sight.state in self._open:
            return None
        answer = self._consent(sight.screen)
        if answer is None:
            self._open.add(sight.state)
        return answer

    def sign_in(self, sight: Sight) -> bool:
        """Whether this is the sign-in page and there is a way in that has not failed too often."""
        way = self.way_in
        if way is None or sight.outside or sight.overlay:
            return False
        if self.sign_ins >= MOST_SIGN_INS or self.failed_sign_ins >= MOST_FAILED_SIGN_INS:
            return False
        if way.covers:
            return sight.page == way.covers[0]
        return any(node.password for node in sight.screen.nodes())

    def _permission(self, sight: Sight) -> Answer | None:
        name = permission_asked(sight.screen)
        policy = self._scenario.permission_policy(name)
        times = self._asked[name] = self._asked.get(name, 0) + 1
        what = policy if policy != "ask" else ("deny" if times == 1 else "allow")
        button = choice_on(lambda element: find(sight.screen, element), what)
        if button is None:
            return None
        said = "allowed" if what == "allow" else "denied"
        status = WallStatus.passed if what == "allow" else WallStatus.blocked
        return Answer("permission", button, _locator(button), f"permission {name or 'unknown'} {said}", status)

    def _consent(self, screen: Screen) -> Answer | None:
        consent = self._scenario.consent
        agree, refuse = _first(screen, consent.agree), _first(screen, consent.refuse)
        if agree is None or refuse is None or not any(has_text(screen, word, part=True) for word in POLICY_WORDS):
            return None
        agrees = consent.policy == "agree" and not self._refusing
        if not agrees and self._asked.get("consent", 0):
            return None
        self._asked["consent"] = self._asked.get("consent", 0) + 1
        chosen = agree if agrees else refuse
        return Answer("consent", chosen, _locator(chosen), f"consent {'given' if agrees else 'refused'}")


def close_button(screen: Screen) -> Node | None:
    """What closes the system's dialog about an app that crashed or hangs."""
    nodes = [node for node in screen.nodes() if node.clickable and node.visible]
    found = (node for id in CLOSE_IDS for node in nodes if node.resource_id == id)
    return next(found, next(iter(nodes), None))


def _first(screen: Screen, texts: tuple[str, ...]) -> Node | None:
    for text in texts:
        if node := find(screen, Element(Locator(text=text))):
            return node
    return None


def _locator(node: Node) -> Locator:
    name = node.label.strip()
    return Locator(text=name) if name else Locator(id=node.resource_id.rpartition("/")[2])
