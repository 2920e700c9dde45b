"""Personal information is read again and again while the app is in front and nobody touches the phone.

The run leaves the app alone on a page for some seconds at its end, and in the consent trials. One read may follow from
what the user did before, so `reads` of one caller and category make a finding. What app.yaml names under
`privacy: needed:` (navigation, a running video call) is left out.

Not seen: reads that come more seldom than the quiet time is long.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls
from patrol.derive.consent import Consent
from patrol.derive.findings import found, needed, not_seen, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.consent import ConsentPhase
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("静置时不读取个人信息", "Nothing is read while nobody touches the phone"),
    title_fail=Text("无人操作时仍在读取个人信息", "The app reads on while nobody touches the phone"),
    why=Text(
        "没有操作就没有业务需要；164号文点名静默状态下超范围、超频次收集。",
        "Where nothing is asked of the app, nothing needs the information.",
    ),
    advice=Text(
        "读取只由用户操作触发；去掉定时采集，需要的结果缓存起来。",
        "Let reads follow what the user does; drop timers that collect, and keep the result.",
    ),
)
def collected_while_idle(
    calls: AttributedCalls, consent: Consent, sight: HookSight, privacy: DeclaredPrivacy | None, *, reads: int = 2
) -> Iterator[Verdict]:
    phase = ConsentPhase.idle
    quiet = found(
        calls.collecting,
        lambda seen: seen.when.phase is phase and not needed(seen, privacy),
    )
    for subject, group in quiet.items():
        if group.count >= reads:
            yield verdict(subject, group)
    yield from not_seen(sight, consent, phase)
