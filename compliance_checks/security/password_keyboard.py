"""A password field opens the phone's input method and not a keyboard of the app's own.

An input method of a third party sees, learns and may send each key (JR/T 0092 5.1.2.1 prefers a soft keyboard of the
app's own). Told by `dumpsys input_method` while the field has the focus.

Not seen: whether keys that the app draws are encrypted one by one, and keyboards of web pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.passwords import PasswordControl, verdicts
from patrol.model.passwords import ProbeKind
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("密码框使用应用自己的安全键盘", "Password fields bring their own keyboard"),
    title_fail=Text("密码框使用系统输入法", "A password field opens the phone's input method"),
    why=Text(
        "第三方输入法能看到并上传每一次按键。", "An input method of a third party sees each key and may send it away."
    ),
    advice=Text(
        "关闭该输入框的系统输入法（setShowSoftInputOnFocus(false)），改用应用内的安全键盘。",
        "Keep the input method closed (setShowSoftInputOnFocus(false)) and show the app's own secure keyboard.",
    ),
)
def password_keyboard(control: PasswordControl) -> Iterator[Verdict]:
    yield from verdicts(control, ProbeKind.keyboard)
