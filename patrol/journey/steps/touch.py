"""Steps that touch the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from patrol.journey import arguments as read
from patrol.journey import keyboard
from patrol.journey.arguments import Element
from patrol.journey.find import find_field
from patrol.journey.steps.base import Step, StepFailed
from patrol.model.locator import Locator
from patrol.model.screen import Node, Rect

if TYPE_CHECKING:
    from patrol.journey.play import Player

DIRECTIONS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
"""Where the finger goes."""
REACH = 0.35
"""Half of a swipe's way as a share of the element: long enough to scroll, short enough to stay off the edges, where
Android takes swipes for itself."""


def spot(node: Node, element: Element) -> tuple[int, int]:
    """The pixel to touch."""
    if element.at is None:
        return node.bounds.centre
    x, y = element.at
    return round(node.bounds.left + node.bounds.width * x / 100), round(node.bounds.top + node.bounds.height * y / 100)


class _OnElement(Step):
    main = "element"
    keys = ("index",)

    def check(self) -> None:
        self.element()
        read.number(self.arguments, "index", 0)

    def element(self) -> Element:
        value = self.argument
        if "index" in self.arguments:
            named = value if isinstance(value, dict) else {"xpath" if str(value).startswith("//") else "text": value}
            value = {**named, "index": self.arguments["index"]}
        return read.element(value, "element")

    def said(self) -> str:
        return str(self.element())

    def find(self, player: Player) -> Node:
        return player.locate(self.element(), self.within_ms)


class Tap(_OnElement):
    kind = "tap"

    def run(self, player: Player) -> None:
        node = self.find(player)
        player.touch()
        player.driver.tap(*spot(node, self.element()))
        player.settle(answered=node.checkable)


class LongTap(_OnElement):
    kind = "long tap"

    def run(self, player: Player) -> None:
        node = self.find(player)
        player.touch()
        player.driver.long_press(*spot(node, self.element()))
        player.settle()


class Type(Step):
    kind = "type"
    main = "text"
    keys = ("into", "clear", "keyboard")

    def check(self) -> None:
        read.text(self.arguments, "text")
        read.flag(self.arguments, "clear", True)
        read.choice(self.arguments, "keyboard", ("app", "phone", "any"), "any")
        if "into" in self.arguments:
            read.locator(self.arguments["into"], "into")

    def said(self) -> str:
        into = f" into {read.locator(self.arguments['into'])}" if "into" in self.arguments else ""
        return f"{self.argument}{into}"

    def run(self, player: Player) -> None:
        text, field = player.value(str(self.argument)), None
        if "into" in self.arguments:
            field = self._focus(player, read.locator(self.arguments["into"]))
        player.session.typing(player, field, text)
        player.session.typed(player.sight().page, field, text)
        which = self.arguments.get("keyboard", "any")
        own_keys = which != "phone" and keyboard.has_keys(player.sight().screen, text)
        if own_keys:
            player.touch()
            keyboard.type_keys(player, text)
        elif which == "app":
            raise StepFailed(f"the screen shows no keys for the text; {player.seen()}")
        else:
            player.touch()
            player.driver.type_text(text, clear=self.arguments.get("clear", True))
        player.settle(answered=not own_keys)  # the last key of a PIN opens the next page

    def _focus(self, player: Player, locator: Locator) -> Node:
        field = player.locate_by(lambda sight: find_field(sight.screen, locator), f"no field {locator}", self.within_ms)
        if not field.focused or field.password:
            player.driver.tap(*field.bounds.centre)
            player.settle()
        return field


class Swipe(Step):
    kind = "swipe"
    main = "direction"
    main_default = "up"
    keys = ("on", "times", "from", "to")

    def check(self) -> None:
        read.choice(self.arguments, "direction", tuple(DIRECTIONS), "up")
        read.number(self.arguments, "times", 1, 1, 100)
        read.point(self.arguments, "from")
        read.point(self.arguments, "to")
        if ("from" in self.arguments) != ("to" in self.arguments):
            raise read.Wrong("`from` and `to` belong together", "from" if "from" in self.arguments else "to")
        if "on" in self.arguments:
            read.locator(self.arguments["on"], "on")

    def said(self) -> str:
        on = f" on {read.locator(self.arguments['on'])}" if "on" in self.arguments else ""
        way = f"from {self.arguments['from']} to {self.arguments['to']}" if "from" in self.arguments else self.argument
        return f"{way}{on}"

    def run(self, player: Player) -> None:
        element = Element(read.locator(self.arguments["on"])) if "on" in self.arguments else Element()
        bounds = player.locate(element, self.within_ms).bounds
        start, end = read.point(self.arguments, "from"), read.point(self.arguments, "to")
        way = _between(bounds, start, end) if start and end else stroke(bounds, str(self.argument))
        for _ in range(int(self.arguments.get("times", 1))):
            player.touch()
            player.driver.swipe(*way)
            player.settle(scrolled=True)


def stroke(bounds: Rect, direction: str) -> tuple[int, int, int, int]:
    """From where to where a finger goes for a swipe inside `bounds`."""
    dx, dy = DIRECTIONS[direction]
    (x, y), across, down = bounds.centre, round(bounds.width * REACH * dx), round(bounds.height * REACH * dy)
    return x - across, y - down, x + across, y + down


def _between(bounds: Rect, start: tuple[float, float], end: tuple[float, float]) -> tuple[int, int, int, int]:
    def pixel(point: tuple[float, float]) -> tuple[int, int]:
        return round(bounds.left + bounds.width * point[0] / 100), round(bounds.top + bounds.height * point[1] / 100)

    return (*pixel(start), *pixel(end))


class ScrollTo(Step):
    kind = "scroll to"
    main = "element"
    keys = ("in", "direction", "at most")

    def check(self) -> None:
        read.element(self.argument, "element")
        read.choice(self.arguments, "direction", tuple(DIRECTIONS), "down")
        read.number(self.arguments, "at most", 10, 1, 200)
        if "in" in self.arguments:
            read.locator(self.arguments["in"], "in")

    def said(self) -> str:
        return str(read.element(self.argument))

    def run(self, player: Player) -> None:
        wanted = read.element(self.argument)
        finger = {"down": "up", "up": "down", "left": "right", "right": "left"}[self.arguments.get("direction", "down")]
        for _ in range(int(self.arguments.get("at most", 10)) + 1):
            if player.find(wanted):
                return
            before = player.sight()
            player.touch()
            player.driver.swipe(*stroke(self._area(player), finger))
            player.settle(scrolled=True)
            if player.sight().screen.roots == before.screen.roots:
                break
        if not player.find(wanted):
            raise StepFailed(f"{wanted} was not reached by scrolling; {player.seen()}")

    def _area(self, player: Player) -> Rect:
        """Where to swipe: the element named, else the largest scrolling container (a swipe over a keyboard types)."""
        if "in" in self.arguments:
            return player.locate(Element(read.locator(self.arguments["in"])), self.within_ms).bounds
        containers = [node.bounds for node in player.sight().screen.nodes() if node.scrollable and node.visible]
        if not containers:
            return player.locate(Element(), self.within_ms).bounds
        return max(containers, key=lambda bounds: bounds.width * bounds.height)


class _Key(Step):
    key = ""

    def run(self, player: Player) -> None:
        player.touch()
        player.driver.press(self.key)
        player.settle()


class Back(_Key):
    kind = "back"
    key = "back"


class Home(_Key):
    kind = "home"
    key = "home"


class Press(Step):
    kind = "press"
    main = "key"

    def check(self) -> None:
        read.text(self.arguments, "key")

    def run(self, player: Player) -> None:
        player.touch()
        player.driver.press(str(self.argument).strip().lower())
        player.settle()


CHOICES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "allow": (
        (
            "permission_allow_foreground_only_button",
            "permission_allow_button",
            "permission_allow_always_button",
            "permission_allow_all_button",
        ),
        (
            "仅在使用中允许",
            "使用应用时允许",
            "使用期间允许",
            "始终允许",
            "允许",
            "全部允许",
            "While using the app",
            "Allow",
            "Allow all",
            "ALLOW",
        ),
    ),
    "allow once": (("permission_allow_one_time_button",), ("仅限这一次", "本次使用允许", "Only this time")),
    "deny": (
        ("permission_deny_button", "permission_deny_and_dont_ask_again_button"),
        ("不允许", "拒绝", "禁止", "Don’t allow", "Don't allow", "Deny", "DENY"),
    ),
    "ok": (("button1",), ("确定", "确认", "好", "好的", "知道了", "我知道了", "OK", "Ok")),
    "cancel": (("button2",), ("取消", "暂不", "稍后", "以后再说", "Cancel", "CANCEL")),
}
"""What to choose → ids and texts of the buttons that mean it; ids of AOSP's permission windows since Android 6."""


def choice_on(screen_find: Any, what: str) -> Node | None:
    """The button that means `what`; `screen_find` finds an Element."""
    ids, texts = CHOICES.get(what, ((), (what,)))
    locators = [Locator(id=name) for name in ids] + [Locator(text=text) for text in texts]
    for locator in locators:
        found: Node | None = screen_find(Element(locator))
        if found is not None:
            return found
    return None


class Choose(Step):
    kind = "choose"
    main = "button"

    def check(self) -> None:
        read.text(self.arguments, "button")

    def run(self, player: Player) -> None:
        what = str(self.argument).strip()
        button = player.locate_by(
            lambda _sight: choice_on(player.find, what), f"no button for “{what}”", self.within_ms
        )
        player.touch()
        player.driver.tap(*button.bounds.centre)
        player.settle()
