"""Personal information is collected after the user withdrew his consent or closed his account.

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
    title_pass=Text("撤回同意后不再收集个人信息", "After consent is withdrawn nothing is collected"),
    title_fail=Text("撤回同意后仍在收集个人信息", "Consent was withdrawn, and collection goes on"),
    why=Text(
        "撤回同意之后没有任何收集的依据；撤回只是个摆设。",
        "Nothing allows it any more: withdrawing is for show.",
    ),
    advice=Text(
        "撤回时停止各SDK（多数提供关闭接口）、清除标识缓存，并回到未同意状态。",
        "Stop the SDKs (most offer a switch), clear cached identifiers, and go back to the state before consent.",
    ),
)
def collected_after_withdrawal(calls: AttributedCalls, consent: Consent, sight: HookSight) -> Iterator[Verdict]:
    phase = ConsentPhase.withdrawn
    late = found(
        calls.collecting,
        lambda seen: seen.when.phase is phase,
    )
    for subject, group in late.items():
        yield verdict(subject, group)
    yield from not_seen(sight, consent, phase)
