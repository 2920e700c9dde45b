"""The clipboard is read although the user did not paste.

A paste is a touch on what says so (粘贴, paste, 口令, 识别) within `asked_ms` before, or a call that comes through
Android's own paste menu. Reading right after the app comes to the front is the usual case: it looks for passwords of
other apps' offers, and finds whatever the user copied last.

Not seen: a read through a web view's own clipboard API, and reads while patrol tries passwords.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls, SeenCall
from patrol.derive.deeds import Deeds
from patrol.derive.findings import found, in_use, name_of, needed, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Verdict

PASTE = re.compile(r"粘贴|paste|口令|识别|clipboard", re.IGNORECASE)
MENU = re.compile(r"onTextContextMenuItem|TextView\.paste|Editor\$.*paste", re.IGNORECASE)


@check(
    title_pass=Text("用户没有粘贴时不读剪贴板", "The clipboard is read only when the user pastes"),
    title_fail=Text("用户没有粘贴就读取剪贴板", "The clipboard is read unasked"),
    why=Text(
        "剪贴板里常有密码、验证码、卡号和聊天内容。",
        "Clipboards hold passwords, codes, card numbers and parts of talks.",
    ),
    advice=Text(
        "只在用户点“粘贴”时读取；想提示可粘贴的内容，用 getPrimaryClipDescription 判断类型，不取内容。",
        "Read when the user touches Paste; to offer it, look at getPrimaryClipDescription, not at the content.",
    ),
)
def clipboard_read_unasked(
    calls: AttributedCalls,
    deeds: Deeds,
    privacy: DeclaredPrivacy | None,
    sight: HookSight,
    *,
    asked_ms: int = 3000,
    start_ms: int = 3000,
) -> Iterator[Verdict]:
    def unasked(seen: SeenCall) -> bool:
        if not seen.collecting or not in_use(seen) or not deeds.knows(seen.at_ms) or needed(seen, privacy):
            return False
        pasted = any(PASTE.search(deed.text) for deed in deeds.before(seen.at_ms, asked_ms))
        return not pasted and not any(MENU.search(frame) for frame in seen.stack)

    for subject, group in found(calls.of("clipboard"), unasked).items():
        who = name_of(group.first.who)
        early = any(0 <= seen.at_ms - came <= start_ms for seen in group.calls for came in deeds.came_to_front)
        zh, en = ("，刚回到前台就读取", ", right after it came to the front") if early else ("", "")
        text = f"{who.zh} 未经用户粘贴读取剪贴板 {group.count} 次{zh}"
        yield verdict(subject, group, Text(text, f"{who.en} read the clipboard {group.often} unasked{en}"))
    yield from sight.undecided()
