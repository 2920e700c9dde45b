"""An SDK is in the app, or talks to its servers, and neither the privacy policy nor the list of SDKs names it.

Found in the manifest, in the APK where it was scanned, by its hosts, or by calls that collect nothing; SDKs that were
seen collecting are undeclared-sdk-collects'. Plumbing without a maker's interest in data (`ignored_kinds`) is left out.

Not seen: SDKs that are neither in the catalogue nor named by a package of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request, table
from patrol.derive.findings import call
from patrol.derive.sdk_views import SdkView, SdkViews
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Status, Verdict

SHOWN = 10


@check(
    title_pass=Text("App里的SDK都已公示", "Every SDK in the app is declared"),
    title_fail=Text("App里有未公示的SDK", "The app holds SDKs that it does not declare"),
    why=Text(
        "没有公示的第三方代码随时可能开始收集；双清单与《第三方SDK目录》应与实际一致。",
        "Code that nobody was told of may begin to collect any day; the published list should match the app.",
    ),
    advice=Text("补进《第三方SDK目录》，或从依赖里移除。", "Add it to the list of SDKs, or drop the dependency."),
)
def undeclared_sdk(
    views: SdkViews, *, ignored_kinds: tuple[str, ...] = ("cloud_network", "webview_miniprogram")
) -> Iterator[Verdict]:
    if not views.declaration.whole:
        missing = "；".join(f"{source}：{why}" for source, why in views.declaration.missing) or "privacy: sdk_list"
        yield Verdict(Status.inconclusive, Text(f"公示文本没有读到：{missing}", f"not read: {missing}"))
        return
    for view in views.sdks:
        if view.sdk is None or view.declared or view.sdk.category in ignored_kinds:
            continue
        if view.calls and any(seen.collecting for seen in view.calls.calls):
            continue
        zh, en = f"{view.name.zh} 没有写进公示文本", f"{view.name.en} is not declared"
        yield Verdict(Status.fail, Text(zh, en), subject=view.key, evidence=tuple(_shown(view)))


def _shown(view: SdkView) -> Iterator[Evidence]:
    if view.present:
        yield table([("在App里的痕迹", "found in the app")], [(trace,) for trace in view.present[:SHOWN]])
    if view.calls:
        yield call(view.calls.first)
    yield from (request(flow) for flow in view.flows[:2])
