"""What is typed into a password field can be read: in the UI tree, in accessibility events, or as an echo.

patrol types two digits of its own and looks after each (JR/T 0092 5.1.2.1: input is replaced at once; 5.1.2.3).
Taps on keys that carry their digit as text send accessibility events that tell it; without them blind people could not
type, so they are told and fail only with `keys: true`.

Not seen: text that only a picture shows, and events of fields that send none.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.passwords import PasswordControl, finding, open_question, verdicts
from patrol.model.passwords import Outcome, ProbeKind
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

KEYS = "keys-in-events"


@check(
    title_pass=Text("输入的密码读不出来", "Typed passwords cannot be read"),
    title_fail=Text("输入的密码可以被读出", "Typed passwords can be read"),
    why=Text(
        "无障碍木马和旁观者会读到正在输入的密码。",
        "Accessibility malware and bystanders read the password as it is typed.",
    ),
    advice=Text(
        "输入框用 textPassword 或 numberPassword 类型，立即以掩码替换，不回显最后一个字符。",
        "Use the type textPassword or numberPassword, mask at once, and echo no character, the last one neither.",
    ),
)
def password_readable(control: PasswordControl, *, keys: bool = False) -> Iterator[Verdict]:
    told: set[str] = set()
    for verdict in verdicts(control, ProbeKind.tree, ProbeKind.echo):
        if verdict.status is not Status.fail or verdict.subject not in told:
            yield verdict
        told.add(verdict.subject)
    for field in control.fields:
        probe = field.probe(ProbeKind.events)
        if probe is None or probe.outcome is Outcome.protected:
            continue
        if probe.outcome is Outcome.untried:
            yield open_question(field, probe, Status.inconclusive)
        elif probe.reason != KEYS:
            if field.subject not in told:
                yield finding(field, probe)
        else:
            yield finding(field, probe, Status.fail if keys else Status.informative)
