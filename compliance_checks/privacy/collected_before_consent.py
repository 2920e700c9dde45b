"""The app itself collects personal information before the privacy window is shown.

What an SDK does there is sdk-collected-before-consent's, what happens while the window stands is
collected-while-asked's. Calls count whose entry of the catalogue reads about a person or the phone (severity high or
medium); general functions count when their argument tells what they read.

Not seen: what the app reads by direct system calls, and what it reads in a process that was not hooked.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls
from patrol.derive.consent import Consent
from patrol.derive.findings import by_app, found, not_seen, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.consent import ConsentPhase
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("弹窗前App自身不收集个人信息", "The app collects nothing before it asks"),
    title_fail=Text("隐私弹窗出现前App已收集个人信息", "The app collects before it has asked"),
    why=Text(
        "用户还没有看到任何说明，信息就已被读走；191号文第三条第1项把它列为未经同意收集。",
        "The user has been told nothing yet, and the information is gone: collection without consent.",
    ),
    advice=Text(
        "把设备标识、位置等读取移到用户同意之后，Application.onCreate 里只做不涉及个人信息的初始化。",
        "Move such reads behind the user's consent; Application.onCreate should do nothing that touches them.",
    ),
)
def collected_before_consent(calls: AttributedCalls, consent: Consent, sight: HookSight) -> Iterator[Verdict]:
    phase = ConsentPhase.before_notice
    early = found(calls.collecting, lambda seen: seen.when.phase is phase and by_app(seen))
    for subject, group in early.items():
        yield verdict(subject, group)
    yield from not_seen(sight, consent, phase)
