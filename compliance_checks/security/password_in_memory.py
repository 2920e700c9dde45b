"""A password still lies in the app's memory when its page was left.

A heap dump, or the raw memory on a rooted phone, is searched for the password that the journey typed, after the
journey has gone on and a garbage collection was asked for (JR/T 0092 5.1.2.3; OWASP MASTG-TEST-0011). Only whole
strings, and values set off by signs inside longer texts, count: six digits turn up by chance in any memory.

Not seen: native memory in a heap dump, and apps that may not be debugged on phones that are not rooted.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.passwords import PasswordControl, verdicts
from patrol.model.passwords import ProbeKind
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("离开页面后内存里没有密码", "No password stays in memory"),
    title_fail=Text("离开页面后密码仍在内存里", "A password stays in memory after its page was left"),
    why=Text(
        "root 过的手机和崩溃转储会泄露内存里的密码。", "Rooted phones and crash dumps give away what lies in memory."
    ),
    advice=Text(
        "密码用 char[] 或 byte[] 保存并在用后立即清零，不要放进 String、ViewModel 或静态字段。",
        "Hold passwords in char[] or byte[], wipe them after use, and keep them out of String, ViewModel and statics.",
    ),
)
def password_in_memory(control: PasswordControl) -> Iterator[Verdict]:
    yield from verdicts(control, ProbeKind.memory, ask=Status.manual)
