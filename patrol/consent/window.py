"""Recognises the window that asks for consent, and what in it can be chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.journey.find import visible
from patrol.model.consent import Button
from patrol.model.scenario import Consent
from patrol.model.screen import Node, Screen

LONGEST = 16
"""A button says little; a sentence that begins with 同意 is no button."""
PRIVACY = re.compile(
    r"隐私|个人信息|用户协议|服务协议|privacy|personal (?:data|information)|user agreement",
    re.IGNORECASE,
)
COLLECTS = re.compile(r"收集|采集|collect", re.IGNORECASE)
"""Asks for consent, too, where one can agree and refuse in so many words: such a window need not speak of privacy."""
AGREE = re.compile(
    r"^(?:我)?(?:已阅读并|已知晓并|阅读并)?同意|^(?:接受|允许并继续)|^(?:i )?(?:agree|accept)|^allow and continue",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"^(?:我)?(?:知道了|好的?|确定|进入|开始使用|立即体验|继续|ok|got it|continue|start|next)$",
    re.IGNORECASE,
)
"""Passes the window without saying that it means agreement."""
REFUSE = re.compile(
    r"不同意|^(?:拒绝|暂不|不了|退出|放弃|仅浏览|先逛逛|以后再说)|基本功能模式"
    r"|disagree|^(?:decline|refuse|reject|no,? thanks|not now|quit|exit|just browse|leave)",
    re.IGNORECASE,
)
STAY = re.compile(r"再想想|再看看|返回|取消|think again|back|cancel", re.IGNORECASE)
BOX = re.compile(r"同意|协议|隐私|agree|accept|privacy|terms", re.IGNORECASE)
POLICY = re.compile(
    r"隐私(?:政策|协议|声明|权政策|条款)|个人信息(?:保护)?(?:政策|规则)|privacy (?:policy|notice|statement)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ConsentWindow:
    """What a screen offers to who is asked for consent; None for what it does not offer."""

    agree: Node | None
    refuse: Node | None
    policies: tuple[Node, ...] = ()
    boxes: tuple[Node, ...] = ()
    vague: bool = False
    """What passes it does not say that it means agreement."""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """As a moment keeps them."""
        roles = [("agree", self.agree), ("refuse", self.refuse), *(("policy", node) for node in self.policies)]
        found = [_button(role, node) for role, node in roles if node is not None]
        return (*found, *(_button("box", node) for node in self.boxes))


def window_on(screen: Screen, words: Consent) -> ConsentWindow | None:
    """The consent window that a screen shows; None for any other screen. The words of app.yaml count before what is
    usual; one that cannot be refused is a window all the same."""
    nodes = [seen.node for seen in visible(screen) if seen.touchable]
    said = " ".join(seen.node.text or seen.node.description for seen in visible(screen))
    refuse = _named(nodes, words.refuse) or _like(nodes, REFUSE)
    agree = _named(nodes, words.agree) or _like([node for node in nodes if node is not refuse], AGREE)
    if not (PRIVACY.search(said) or (agree and refuse and COLLECTS.search(said))):
        return None
    boxes, policies = tuple(_boxes(screen)), tuple(_policies(screen))
    vague = agree is None and bool(policies or refuse)
    if vague:
        agree = _like(nodes, VAGUE)
    if agree is None or not (refuse or policies):
        return None
    return ConsentWindow(agree, refuse, policies, boxes, vague)


def refusals(screen: Screen, words: Consent) -> tuple[Node, ...]:
    """Buttons that refuse, wherever they stand: also in the question whether one is sure."""
    nodes = [seen.node for seen in visible(screen) if seen.touchable]
    named = _named(nodes, words.refuse)
    like = [node for node in nodes if _says(node, REFUSE)]
    return tuple(dict.fromkeys([*([named] if named else []), *like]))


def dismissal(screen: Screen) -> Node | None:
    """The button that closes a message which cannot be answered otherwise."""
    nodes = [seen.node for seen in visible(screen) if seen.touchable]
    return _like(nodes, VAGUE) or _like(nodes, STAY)


def _named(nodes: list[Node], words: tuple[str, ...]) -> Node | None:
    return next((node for word in words for node in nodes if node.label.strip() == word), None)


def _like(nodes: list[Node], pattern: re.Pattern[str]) -> Node | None:
    return next((node for node in nodes if _says(node, pattern)), None)


def _says(node: Node, pattern: re.Pattern[str]) -> bool:
    label = node.label.strip()
    return 0 < len(label) <= LONGEST and not node.checkable and bool(pattern.search(label)) and "《" not in label


def _policies(screen: Screen) -> Iterator[Node]:
    for seen in visible(screen):
        label = seen.node.label
        if seen.touchable and not seen.node.checkable and len(label) <= 2 * LONGEST and POLICY.search(label):
            yield seen.node


def _boxes(screen: Screen) -> Iterator[Node]:
    """Checkboxes with words of agreement in them or beside them in the same row."""
    texts = [seen.node for seen in visible(screen) if seen.node.text]
    for seen in visible(screen):
        node = seen.node
        if not node.checkable or node.class_name.endswith(("Switch", "RadioButton")):
            continue
        row = [t.text for t in texts if t.bounds.top < node.bounds.bottom and node.bounds.top < t.bounds.bottom]
        if BOX.search(" ".join([node.label, *row])):
            yield node


def _button(role: str, node: Node) -> Button:
    return Button(role, node.label.strip()[: 2 * LONGEST], node.bounds, node.checked)
