"""Whether a form was refused: what the app says then, in the tree; toasts are in no tree."""

from __future__ import annotations

import re

from patrol.crawl.sight import Sight
from patrol.model.screen import Node, Screen

LONGEST = 60
ERROR = re.compile(
    r"请(?:先|重新|再次)?(?:输入|填写|选择|勾选|阅读|检查|核对|确认|上传)|不能为空|不可为空|不正确|错误|有误|无效|格式|不足|不符|不一致|不支持"
    r"|[低高大小少多]于|至少|至多|最[低高少多大小]|不[得能可]|超[过出]|必[填须选]|应[在为]|失败|已被|过期|未通过"
    r"|\b(?:invalid|incorrect|wrong|error|required|must|failed|mismatch|expired)\b"
    r"|\bnot (?:valid|enough|match\w*|allowed)\b"
    r"|\b(?:below|above|exceeds?|less than|more than)\b"
    r"|\bat (?:least|most)\b|\btoo (?:short|long|small|large|low|high|many|few)\b|\bbetween\b.+\band\b"
    r"|\bplease (?:enter|check|select|choose|fill|agree|accept|provide)",
    re.IGNORECASE,
)


def refused(before: Sight, after: Sight) -> str:
    """What the app says against what was typed; "" when it went on, or says nothing that reads as a refusal."""
    if after.page != before.page or after.outside or after.overlay in ("permission", "crash", "menu"):
        return ""
    known = {text for _, text in _said(before.screen)}
    for node, text in _said(after.screen):
        if text not in known and len(text) <= LONGEST and not node.clickable and ERROR.search(text):
            return text
    return ""


def _said(screen: Screen) -> list[tuple[Node, str]]:
    """Texts that are no field's own."""
    nodes = (node for node in screen.nodes() if node.visible and not node.class_name.endswith("EditText"))
    return [(node, text) for node in nodes if (text := (node.text or node.description).strip())]
