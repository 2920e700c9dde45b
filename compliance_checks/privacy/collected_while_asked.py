"""Personal information is collected while the privacy window stands and nothing is agreed yet.

By whom, the verdict says: the app, an SDK, or unknown code.

Not seen: what is read between two looks at the screen right when the window comes or goes counts for the phase that was
seen last.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls
from patrol.derive.consent import Consent
from patrol.derive.findings import found, not_seen, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.consent import ConsentPhase
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("弹窗显示期间不收集个人信息", "Nothing is collected while the window asks"),
    title_fail=Text("用户尚未选择时已在收集个人信息", "Collection goes on while the window asks"),
    why=Text(
        "弹窗只是摆设：用户还在阅读，信息已经被读走。",
        "The window is for show: while the user reads, the information is taken.",
    ),
    advice=Text(
        "在“同意”按钮的回调里才开始初始化与读取；弹窗所在页面不要预加载会收集信息的模块。",
        "Begin in the callback of the button that agrees; let the window's page load nothing that collects.",
    ),
)
def collected_while_asked(calls: AttributedCalls, consent: Consent, sight: HookSight) -> Iterator[Verdict]:
    phase = ConsentPhase.asked
    early = found(
        calls.collecting,
        lambda seen: seen.when.phase is phase,
    )
    for subject, group in early.items():
        yield verdict(subject, group)
    yield from not_seen(sight, consent, phase)
