"""Recognises pages that stand in the way and are not passed by touching a button: sign-in, captcha, real name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.journey.find import editable
from patrol.model.screen import Node, Screen

LONGEST = 30
"""A sentence that mentions a captcha is none."""
CAPTCHA = re.compile(
    r"滑动验证|拖动.{0,6}滑块|(?:向右|按住).{0,4}滑[块动]|图形验证码|图片验证码|人机验证|行为验证|点[击选].{0,8}(?:文字|汉字|图案)|依次点[击选]|完成.{0,4}拼图"
    r"|\bcaptcha\b|slide to (?:verify|unlock|complete)|drag the slider|not a robot|verify (?:that )?you are human"
    r"|select all images|(?:tap|click) the characters",
    re.IGNORECASE,
)
CAPTCHA_TASK = re.compile(
    r"拖动.{0,6}滑块|(?:向右|按住).{0,4}滑[块动]|完成.{0,4}拼图|依次点[击选]"
    r"|slide to (?:verify|complete)|drag the slider",
    re.IGNORECASE,
)
"""What no entry of a menu says: a slider that can be touched is the captcha itself."""
CAPTCHA_IDS = re.compile(r"captcha|geetest|yidun|slide_?verify|slider_?(?:verify|puzzle)|puzzle_?verify|nc_1_")
REAL_NAME = re.compile(
    r"实名认证|实名验证|人脸识别|人脸验证|人脸核身|刷脸|活体检测|身份认证|身份验证|上传.{0,4}身份证|拍摄.{0,4}身份证"
    r"|real[- ]name|face (?:recognition|verification|check)|verify your identity|identity verification"
    r"|liveness|scan your id",
    re.IGNORECASE,
)
BEGIN = re.compile(
    r"^(?:开始|去|立即|马上|下一步|上传|拍摄|拍照|同意并|start|begin|verify|upload|continue|next|scan|take)",
    re.IGNORECASE,
)
IDENTITY_FIELD = re.compile(r"身份证|证件号|id[ _]?card|id number|identity", re.IGNORECASE)
SIGN_IN = re.compile(r"登录|登陆|\b(?:log|sign)[ -]?in\b", re.IGNORECASE)
NOT_SIGN_IN = re.compile(
    r"注册|修改|重置|设置.{0,4}密码|新密码|注销|sign[ -]?up|register|reset|change password", re.IGNORECASE
)

HELP = {
    "captcha": "patrol solves none: a test build or a test account without it, or a journey with `way_in: true` that "
    "gets past it, opens what lies behind",
    "real-name": "a test account whose identity is confirmed already opens what lies behind",
    "sign-in": "a journey with `way_in: true` and a test account opens what lies behind",
}


@dataclass(frozen=True, slots=True)
class Barrier:
    """What stands in the way on a page, and by what it was recognised."""

    kind: str
    """sign-in, captcha or real-name."""
    seen: str

    @property
    def note(self) -> str:
        """Why it blocks, and what would help."""
        return f"“{self.seen}” is asked for; {HELP[self.kind]}"


def barrier_on(screen: Screen) -> Barrier | None:
    """The barrier that a screen is; a page that merely leads to one, such as an entry of a menu, is none."""
    said = [(node, text, inside) for node, text, inside in _said(screen) if len(text) <= LONGEST]
    for node, text, inside in said:
        if CAPTCHA_TASK.search(text) or (not inside and CAPTCHA.search(text)):
            return Barrier("captcha", text)
        if CAPTCHA_IDS.search(node.resource_id.rpartition("/")[2].lower()):
            return Barrier("captcha", text or node.resource_id.rpartition("/")[2])
    if real := next((text for _, text, inside in said if not inside and REAL_NAME.search(text)), ""):
        fields = any(editable(n) and IDENTITY_FIELD.search(f"{n.hint} {n.text} {n.resource_id}") for n, *_ in said)
        if fields or any(inside and BEGIN.search(text) for _, text, inside in said):
            return Barrier("real-name", real)
    if any(node.password for node, *_ in said) and not any(NOT_SIGN_IN.search(text) for _, text, _ in said):
        if found := next((text for _, text, inside in said if inside and SIGN_IN.search(text)), ""):
            return Barrier("sign-in", found)
    return None


def _said(screen: Screen) -> Iterator[tuple[Node, str, bool]]:
    """(node, what it says, whether it is something to be touched or inside such) of all that can be seen."""
    stack = [(root, False) for root in reversed(screen.roots)]
    while stack:
        node, inside = stack.pop()
        if not node.visible:
            continue
        inside = inside or (node.clickable and not editable(node))
        yield node, (node.text or node.description or node.hint).strip(), inside
        stack.extend((child, inside) for child in reversed(node.children))
