"""A third-party SDK is already at work before the user agreed: its code is on a stack, or its hosts are contacted.

Any hooked call counts, also one that collects nothing by itself. SDKs that an app needs to show anything at all
(networking, web views: `ignored_kinds`) are left out.

Not seen: an SDK that starts without calling anything that patrol watches and without talking to a host of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.catalogue.sdks import Sdk, known_sdks
from patrol.derive.calls import AttributedCalls, SeenCall
from patrol.derive.consent import Consent
from patrol.derive.evidence import request
from patrol.derive.findings import found, not_seen, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.consent import ConsentPhase
from patrol.model.record import Text
from patrol.model.traffic import Flow, Traffic
from patrol.model.verdict import Status, Verdict

EARLY = (ConsentPhase.before_notice, ConsentPhase.asked, ConsentPhase.refused)


@check(
    title_pass=Text("同意前没有启动第三方SDK", "No SDK is at work before consent"),
    title_fail=Text("同意前已启动第三方SDK", "SDKs are at work before consent"),
    why=Text(
        "SDK 一旦初始化，App 就管不住它何时收集；工信部要求同意后再初始化。",
        "Once initialised, an SDK collects when it likes; regulators want it started after consent.",
    ),
    advice=Text(
        "从 Application.onCreate、ContentProvider 自动初始化和 startup 库里移走这些 SDK，放到同意回调中。",
        "Move them from Application.onCreate, auto-init providers and the startup library into the consent callback.",
    ),
)
def sdk_started_before_consent(
    calls: AttributedCalls,
    consent: Consent,
    sight: HookSight,
    traffic: Traffic | None,
    *,
    ignored_kinds: tuple[str, ...] = ("cloud_network", "webview_miniprogram"),
) -> Iterator[Verdict]:
    def early(seen: SeenCall) -> bool:
        sdk = seen.who.sdk
        return seen.when.phase in EARLY and sdk is not None and sdk.category not in ignored_kinds

    started = found(calls.seen, early, lambda seen: seen.key)
    for subject, group in started.items():
        name = group.first.who.sdk.name if group.first.who.sdk else Text("", "")
        zh = f"{name.zh} 在用户同意前已运行（{group.count} 次调用）"
        yield verdict(subject, group, Text(zh, f"{name.en} ran before consent ({group.count} calls)"))
    for sdk, flow in _talked(consent, traffic, ignored_kinds).values():
        if sdk.id not in started:
            zh, en = (
                f"用户同意前已联系 {sdk.name.zh} 的服务器",
                f"{sdk.name.en}'s servers were contacted before consent",
            )
            yield Verdict(Status.fail, Text(zh, en), subject=sdk.id, evidence=(request(flow),))
    yield from not_seen(sight, consent, *EARLY)


def _talked(consent: Consent, traffic: Traffic | None, ignored: tuple[str, ...]) -> dict[str, tuple[Sdk, Flow]]:
    """SDK id → the first request to its hosts before consent."""
    found_first: dict[str, tuple[Sdk, Flow]] = {}
    for flow in traffic.flows if traffic else ():
        sdk = known_sdks().of_host(flow.host)
        if sdk is not None and sdk.category not in ignored and consent.phase(flow.at_ms) in EARLY:
            found_first.setdefault(sdk.id, (sdk, flow))
    return found_first
