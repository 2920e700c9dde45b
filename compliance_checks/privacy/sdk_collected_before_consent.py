"""A third-party SDK collects personal information before the privacy window is shown.

The stack tells who called: the longest package prefix of the catalogue of SDKs wins, helping libraries are passed over.
Code that belongs to no known SDK and not to the app counts here too, and is named by its package.

Not seen: SDKs whose code was merged into the app's own packages without a mapping file.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls
from patrol.derive.consent import Consent
from patrol.derive.findings import by_others, found, not_seen, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.consent import ConsentPhase
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("弹窗前第三方SDK不收集个人信息", "No SDK collects before the app asks"),
    title_fail=Text("隐私弹窗出现前有第三方SDK收集个人信息", "An SDK collects before the app has asked"),
    why=Text(
        "SDK 的收集由 App 运营者负责；工信部通报中，同意前由 SDK 读取设备标识是最常见的问题之一。",
        "The app answers for its SDKs; reading identifiers before consent is what regulators find most.",
    ),
    advice=Text(
        "把 SDK 的初始化放到同意之后；需要尽早初始化的用厂商提供的预初始化接口（不采集信息）。",
        "Initialise the SDK after consent, or use the pre-initialisation its vendor offers, which collects nothing.",
    ),
)
def sdk_collected_before_consent(calls: AttributedCalls, consent: Consent, sight: HookSight) -> Iterator[Verdict]:
    phase = ConsentPhase.before_notice
    early = found(calls.collecting, lambda seen: seen.when.phase is phase and by_others(seen))
    for subject, group in early.items():
        yield verdict(subject, group)
    yield from not_seen(sight, consent, phase)
