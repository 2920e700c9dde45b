"""A password field is offered to the phone's autofill service.

The service may be anybody's: it reads the page's fields and keeps what was typed (JR/T 0092 5.1.2.1). Told by `dumpsys
autofill` while the field has the focus and a service is chosen.

Not seen: phones on which no autofill service is chosen; there a person must try.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.passwords import PasswordControl, verdicts
from patrol.model.passwords import ProbeKind
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("密码框不参与自动填充", "Password fields take no part in autofill"),
    title_fail=Text("密码框参与系统自动填充", "A password field is offered to autofill"),
    why=Text("自动填充服务会读取并保存银行密码。", "An autofill service reads and keeps the bank's password."),
    advice=Text(
        '对密码框设置 android:importantForAutofill="no"，必要时对整页设置 noExcludeDescendants。',
        "Set android:importantForAutofill to no on the field, or noExcludeDescendants on the whole page.",
    ),
)
def password_autofill(control: PasswordControl) -> Iterator[Verdict]:
    yield from verdicts(control, ProbeKind.autofill, ask=Status.manual)
