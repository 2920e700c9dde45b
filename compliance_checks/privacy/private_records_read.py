"""Contacts, call log, messages or calendar are read.

No type of the provisions on necessary information needs them, and they hold what other people never agreed to. Reasons
(picking a payee from the contacts) stand in app.yaml under `privacy: needed:`; a picker of the system, which gives the
app one entry that the user chose, is no reading.

Not seen: which of the rows that came back were kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls
from patrol.derive.findings import found, in_use, needed, told, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Verdict

CATEGORIES = ("contacts", "call_log", "sms", "calendar")


@check(
    title_pass=Text("不读取通讯录、通话记录、短信和日历", "Contacts, calls, messages and calendar are left alone"),
    title_fail=Text("读取了通讯录、通话记录、短信或日历", "Contacts, calls, messages or calendar are read"),
    why=Text(
        "里面有别人的号码和私事，他们从未同意过；暴力催收多由此而来。",
        "They hold other people's numbers and affairs, and these never agreed.",
    ),
    advice=Text(
        "选联系人用系统选择器（ACTION_PICK），短信验证码用 SMS Retriever；写日程用 Intent。",
        "Pick a contact with ACTION_PICK, read codes with SMS Retriever, add events by an intent.",
    ),
)
def private_records_read(
    calls: AttributedCalls, privacy: DeclaredPrivacy | None, sight: HookSight
) -> Iterator[Verdict]:
    read = found(
        calls.of(*CATEGORIES),
        lambda seen: seen.collecting and in_use(seen) and not needed(seen, privacy),
    )
    for subject, group in read.items():
        yield verdict(subject, group, told(group))
    yield from sight.undecided()
