"""Personal information is collected although the user refused the privacy policy.

Not seen: what happens later than the run stays in this phase.
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
    title_pass=Text("拒绝后不收集个人信息", "After a refusal nothing is collected"),
    title_fail=Text("用户不同意后仍收集个人信息", "The user refused, and collection goes on"),
    why=Text(
        "用户已明确说“不”，继续读取就是违背其意愿；191号文第三条第2项。",
        "The user said no; to go on reading is against his plain will.",
    ),
    advice=Text(
        "浏览模式下不初始化任何会收集信息的SDK，读取前统一判断同意状态。",
        "In limited mode initialise nothing that collects; ask one place for the state of consent before each read.",
    ),
)
def collected_after_refusal(calls: AttributedCalls, consent: Consent, sight: HookSight) -> Iterator[Verdict]:
    phase = ConsentPhase.refused
    late = found(
        calls.collecting,
        lambda seen: seen.when.phase is phase,
    )
    for subject, group in late.items():
        yield verdict(subject, group)
    yield from not_seen(sight, consent, phase)
