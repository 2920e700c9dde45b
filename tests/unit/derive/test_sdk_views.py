"""SDKs declared, present and active, side by side."""

from __future__ import annotations

from patrol.derive.calls import attributed_calls
from patrol.derive.consent import Consent
from patrol.derive.sdk_views import SdkViews, sdk_views
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import AppInfo, Component, Environment, PhoneInfo, Screens, Visit
from patrol.model.calls import Calls, HookedCall
from patrol.model.privacy import DeclaredPrivacy, PolicyText, TextKind
from patrol.model.recorded import Recorded
from patrol.model.scan import Package, PresentSdk, Scan, SdkTrace
from patrol.model.screen import Node, Rect, Screen
from patrol.model.traffic import Flow, Traffic

APP = "com.bank.mobile"
ENVIRONMENT = Environment("r", "demo", APP, "0.1", "3.11", PhoneInfo("x"), "2026-01-01T00:00:00Z")
PUSH = "cn.jpush.android.api.JPushInterface.init(JPushInterface.java:1)"
PULSE = "com.datapulse.core.Tracker.start(Tracker.java:1)"
BOX = Rect(0, 0, 10, 10)


def flow(host: str) -> Flow:
    return Flow(id=host, at_ms=5, method="GET", scheme="https", host=host, port=443, path="/", status=200)


def views(
    *texts: PolicyText,
    stacks: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
    app: AppInfo | None = None,
    scan: Scan | None = None,
    page: Screen | None = None,
) -> SdkViews:
    calls = Calls(tuple(HookedCall(at, ("API-IMEI-002",), "x.Y.z", 1, stack=(one,)) for at, one in enumerate(stacks)))
    declared = DeclaredPrivacy(texts=texts)
    seen = attributed_calls(calls, ENVIRONMENT, Timeline((), (), (), (), 0), Consent((), ()), declared)
    screens = Screens((Visit(1, "sdks", "sdks!", tree="trees/1"),)) if page else None
    files = Recorded(trees={"trees/1": page} if page else {})
    return sdk_views(ENVIRONMENT, declared, seen, Traffic(tuple(map(flow, hosts))), app, scan, screens, files)


def listed(text: str) -> PolicyText:
    return PolicyText(TextKind.sdk_list, "list", text)


def test_each_sdk_has_its_three_views() -> None:
    app = AppInfo(APP, components=(Component("service", "cn.jpush.android.service.PushService"),))
    found = views(listed("极光推送：设备标识\n神策分析"), stacks=(PUSH,), hosts=("stats.jpush.cn",), app=app).by_key
    push = found["SDK-jpush"]
    assert push.declared is not None and push.declared.line == "极光推送：设备标识"
    assert push.present == ["service cn.jpush.android.service.PushService"]
    assert push.calls is not None and push.calls.count == 1 and len(push.flows) == 1
    only_declared = next(view for key, view in found.items() if key != "SDK-jpush")
    assert only_declared.declared and not only_declared.present and not only_declared.active


def test_unknown_code_is_a_view_too_with_its_requests() -> None:
    found = views(listed("DataPulse统计"), stacks=(PULSE,), hosts=("collect.datapulse.example", "api.bank.example"))
    (pulse,) = found.sdks
    assert (pulse.key, pulse.sdk, len(pulse.flows)) == ("unknown com.datapulse", None, 1)
    assert pulse.declared is not None


def test_what_the_apk_holds_is_present() -> None:
    scan = Scan(
        sdks=(PresentSdk("SDK-jpush", (SdkTrace("library", "libjcore.so"), SdkTrace("package", "cn.jpush"))),),
        unknown_packages=(Package("com.datapulse.net", 4), Package("a.b", 9, obfuscated=True)),
    )
    found = views(listed("无"), scan=scan).by_key
    assert found["SDK-jpush"].present == ["library libjcore.so", "package cn.jpush"]
    assert set(found) == {"SDK-jpush", "unknown com.datapulse", "obfuscated a.b"}
    assert found["SDK-jpush"].declared is None


def test_a_page_of_the_app_may_be_the_list() -> None:
    nodes = (Node("android.widget.TextView", bounds=BOX, text="推送服务（cn.jpush.android）：设备标识"),)
    page = Screen(roots=nodes)
    found = views(PolicyText(TextKind.sdk_list, "page sdks", page="sdks"), stacks=(PUSH,), page=page)
    assert found.declaration.whole and found.by_key["SDK-jpush"].declared is not None


def test_texts_that_were_not_read_are_told() -> None:
    url = PolicyText(TextKind.policy, "https://bank/policy", error="timed out")
    page = PolicyText(TextKind.sdk_list, "page sdks", page="sdks")
    told = views(url, page, listed("极光推送")).declaration
    assert told.missing == (("https://bank/policy", "timed out"), ("page sdks", "the run did not come to this page"))
    assert told.read and not told.whole
    assert not views().declaration.read


def test_the_apps_own_components_are_no_sdk() -> None:
    app = AppInfo("cn.jpush.android.demo", components=(Component("service", "com.bank.mobile.push.S"),))
    assert views(listed("无"), app=app).sdks == ()
