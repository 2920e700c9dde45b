"""Text can be pasted into a password field, or its content copied out of it.

Whatever lies in the clipboard can be read by the keyboard, by the app in front and, before Android 10, by every app
(JR/T 0092 5.1.2.1, 5.5.5). patrol puts four digits of its own into the clipboard, presses long, chooses “paste”, and
sends the paste key.

Not seen: menus that are neither Chinese nor English.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.passwords import PasswordControl, verdicts
from patrol.model.passwords import ProbeKind
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("密码框禁止复制粘贴", "Password fields refuse copy and paste"),
    title_fail=Text("密码框可以复制或粘贴", "A password field allows copy or paste"),
    why=Text(
        "剪贴板里的密码会被其他应用和云端同步读走。",
        "Other apps and cloud clipboards read a password in the clipboard.",
    ),
    advice=Text(
        "关闭长按菜单（setLongClickable(false)、自定义 ActionMode.Callback），并拦截 onTextContextMenuItem。",
        "Switch the menu off (setLongClickable(false), an ActionMode.Callback of your own) and refuse "
        "onTextContextMenuItem.",
    ),
)
def password_clipboard(control: PasswordControl) -> Iterator[Verdict]:
    yield from verdicts(control, ProbeKind.paste, ProbeKind.copy)
