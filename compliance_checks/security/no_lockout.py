"""The app goes on asking after many wrong passwords.

Tried only where app.yaml allows it (`passwords: lockout:`), because it locks accounts: `tries` wrong passwords and one
more, after which the app must have locked the field, counted down, or asked to wait (JR/T 0092 5.1.3 asks for a limit;
five is patrol's advice and app.yaml's to change).

Not seen: fields that app.yaml does not name, and a lock that only the server keeps without telling.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.password_words import TO_DO
from patrol.derive.passwords import PasswordControl, finding, open_question
from patrol.model.passwords import Outcome, ProbeKind
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("多次输错密码后会锁定", "Wrong passwords lead to a lock"),
    title_fail=Text("多次输错密码也不锁定", "Wrong passwords never lead to a lock"),
    why=Text("没有次数限制，六位密码可以被逐个试出。", "Without a limit, six digits can be tried one after another."),
    advice=Text(
        "连续输错达到上限后锁定账户或要求其他方式验证，并提示剩余次数。",
        "Lock the account, or ask for another factor, after a number of wrong passwords, and tell how many are left.",
    ),
)
def no_lockout(control: PasswordControl) -> Iterator[Verdict]:
    tried = [(field, probe) for field in control.fields if (probe := field.probe(ProbeKind.lockout)) is not None]
    if not control.fields:
        yield Verdict(Status.not_applicable, Text("没有遇到密码输入框", "no password field was met"))
    elif not tried:
        do = TO_DO[ProbeKind.lockout]
        zh = f"app.yaml 没有允许试错（passwords: lockout:）。{do.zh}"
        yield Verdict(Status.manual, Text(zh, f"app.yaml allows no wrong tries (passwords: lockout:). {do.en}"))
    for field, probe in tried:
        if probe.outcome is Outcome.exposed:
            yield finding(field, probe)
        elif probe.outcome is Outcome.untried:
            yield open_question(field, probe, Status.manual)
