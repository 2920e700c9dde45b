"""Personal information is read while the app is behind the launcher or another app.

The run leaves the app in the background for some seconds at its end, and in the consent trials. `reads` of one caller
and category make a finding: in the background a single one needs a reason. What app.yaml names under
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
    title_pass=Text("在后台不读取个人信息", "Nothing is read in the background"),
    title_fail=Text("在后台仍读取个人信息", "The app reads on in the background"),
    why=Text(
        "用户以为已经离开，App还在读取；164号文点名后台运行时超范围、超频次收集。",
        "The user believes to have left, and the app goes on reading.",
    ),
    advice=Text(
        "在 ProcessLifecycleOwner 的 onStop 里停止采集与监听；确有后台业务的在 app.yaml 里写明并告知用户。",
        "Stop collecting in ProcessLifecycleOwner onStop; name what must go on in app.yaml, and tell users.",
    ),
)
def collected_in_background(
    calls: AttributedCalls, consent: Consent, sight: HookSight, privacy: DeclaredPrivacy | None, *, reads: int = 1
) -> Iterator[Verdict]:
    phase = ConsentPhase.background
    behind = found(
        calls.collecting,
        lambda seen: seen.when.phase is phase and not needed(seen, privacy),
    )
    for subject, group in behind.items():
        if group.count >= reads:
            yield verdict(subject, group)
    yield from not_seen(sight, consent, phase)
