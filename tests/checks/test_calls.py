"""Each check on sensitive calls fires on what it is for, and stays silent on its like."""

from __future__ import annotations

from typing import Any

import pytest

from patrol.model.artifacts import AppInfo, Component, Environment, Journeys, PhoneInfo, Screens, Visit
from patrol.model.calls import Calls, HookedCall, HookedProcess, HookGap, HookWay
from patrol.model.consent import ConsentEvent, ConsentPhase, ConsentTrials
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.privacy import DeclaredPrivacy, Needed, PolicyText, TextKind
from patrol.model.record import Record
from patrol.model.resources import Quiet, QuietSpan
from patrol.model.scenario import Declared, DeclaredPage
from patrol.model.traffic import Traffic
from patrol.model.verdict import Call, Status

APP = "com.bank"
OWN = f"{APP}.core.Device.read(Device.java:9)"
PUSH = "cn.jpush.android.api.JPushInterface.init(JPushInterface.java:1)"
PULSE = "com.datapulse.core.Tracker.start(Tracker.java:1)"
PHASES = (
    *((0, ConsentPhase.before_notice), (1000, ConsentPhase.asked), (2000, ConsentPhase.refused)),
    *((3000, ConsentPhase.foreground), (60_000, ConsentPhase.idle), (70_000, ConsentPhase.background)),
    (80_000, ConsentPhase.withdrawn),
)
ASKED = {
    "imei": ("API-IMEI-002", "android.telephony.TelephonyManager.getImei"),
    "mac": ("API-MAC-001", "android.net.wifi.WifiInfo.getMacAddress"),
    "android_id": ("API-ANDROID-ID-006", "android.provider.Settings$Secure.getString"),
    "general": ("API-ANDROID-ID-001", "android.provider.Settings$Secure.getString"),
    "location": ("API-LOCATION-002", "android.location.LocationManager.requestLocationUpdates"),
    "apps": ("API-INSTALLED-APPS-001", "android.app.ApplicationPackageManager.getInstalledPackages"),
    "one app": ("API-INSTALLED-APPS-013", "android.app.ApplicationPackageManager.getPackageInfo"),
    "clip": ("API-CLIPBOARD-001", "android.content.ClipboardManager.getPrimaryClip"),
    "put clip": ("API-CLIPBOARD-006", "android.content.ClipboardManager.setPrimaryClip"),
    "sensor": ("API-SENSORS-001", "android.hardware.SensorManager.registerListener"),
    "sensors": ("API-SENSORS-002", "android.hardware.SensorManager.getSensorList"),
    "camera": ("API-CAMERA-005", "android.hardware.camera2.CameraManager.openCamera"),
    "contacts": ("API-CONTACTS-001", "android.content.ContentResolver.query"),
    "screen": ("API-SCREEN-CAPTURE-002", "android.media.projection.MediaProjectionManager.getMediaProjection"),
    "secure": ("API-SCREEN-CAPTURE-009", "android.view.Window.addFlags"),
    "su": ("API-SECURITY-ENVIRONMENT-006", "java.io.File.exists"),
    "service": ("API-AUTOSTART-001", "android.app.ContextImpl.startService"),
    "alarm": ("API-AUTOSTART-008", "android.app.AlarmManager.setExactAndAllowWhileIdle"),
    "job": ("API-AUTOSTART-010", "android.app.job.JobScheduler.schedule"),
    "dex": ("API-REFLECTION-DYNAMIC-006", "dalvik.system.DexClassLoader.$init"),
}
BANK = DeclaredPrivacy(("NPI-24",), texts=(PolicyText(TextKind.sdk_list, "list", "极光推送\nDataPulse统计"),))


def call(what: str, at_ms: int, *stack: str, arguments: tuple[str, ...] = (), pid: int = 7) -> HookedCall:
    id, method = ASKED[what]
    return HookedCall(at_ms, (id,), method, pid, arguments, stack=stack or (OWN,))


def run(*calls: HookedCall, declared: DeclaredPrivacy | None = BANK, **fields: Any) -> tuple[Record, ...]:
    """A run that went through every phase, hooked from its first line."""
    processes = fields.get("processes", (HookedProcess(0, 7, APP, HookWay.spawn, 500),))
    return (
        Calls(calls, processes, fields.get("gaps", ())),
        Environment("r", "demo", APP, "0.1", "3.11", PhoneInfo("x"), "2026-01-01T00:00:00Z"),
        Screens(tuple(Visit(at, page, page) for at, page in fields.get("visits", ((0, "consent"), (3000, "home"))))),
        ConsentTrials(tuple(ConsentEvent(at, phase) for at, phase in fields.get("phases", PHASES))),
        *((declared,) if declared else ()),
        *(fields.get("more") or (touched(),)),
    )


def touched(*moments: tuple[int, str]) -> Record:
    """Somebody walked a journey and touched the phone."""
    done = Outcome.passed
    steps = tuple(StepTrace(str(at), "tap", text, done, at, at + 100, touched_ms=at) for at, text in moments)
    return Journeys((JourneyTrace("way", "路", done, 0, 90_000, steps),))


def failed(result: Any) -> list[str]:
    return [verdict.subject for verdict in result.verdicts if verdict.status is Status.fail]


@pytest.mark.parametrize(
    ("check", "at_ms", "stack", "subject"),
    [
        ("collected-before-consent", 500, OWN, "app/imei"),
        ("sdk-collected-before-consent", 500, PUSH, "SDK-jpush/imei"),
        ("sdk-collected-before-consent", 500, PULSE, "unknown com.datapulse/imei"),
        ("collected-while-asked", 1500, PUSH, "SDK-jpush/imei"),
        ("collected-after-refusal", 2500, OWN, "app/imei"),
        ("collected-after-withdrawal", 80_500, OWN, "app/imei"),
        ("collected-in-background", 70_500, PUSH, "SDK-jpush/imei"),
    ],
)
def test_collection_counts_under_its_consent(judged: Any, check: str, at_ms: int, stack: str, subject: str) -> None:
    result = judged(check, *run(call("imei", at_ms, stack)))
    assert failed(result) == [subject]
    shown = result.verdicts[0].evidence[0]
    assert isinstance(shown, Call) and shown.stack == (stack,) and shown.at_ms == at_ms
    assert result.clauses


@pytest.mark.parametrize(
    "check",
    [
        "collected-before-consent",
        "sdk-collected-before-consent",
        "collected-while-asked",
        "collected-after-refusal",
        "collected-after-withdrawal",
        "collected-in-background",
        "collected-while-idle",
    ],
)
def test_collection_after_consent_and_harmless_calls_before_it_are_silent(judged: Any, check: str) -> None:
    early = [call(what, at, stack) for at in (500, 1500, 2500) for what in ("general", "secure") for stack in (OWN,)]
    used = [call("imei", 5000, PUSH), call("imei", 5000), call("put clip", 500)]
    system = [call("imei", 500, "android.app.ActivityThread.main(ActivityThread.java:7)")]
    assert judged(check, *run(*early, *used, *system)).status is Status.passed


def test_what_the_hooks_missed_is_undecided_and_never_a_pass(judged: Any) -> None:
    gap = HookGap(0, 900, "Frida was gone")
    result = judged("collected-before-consent", *run(gaps=(gap,)))
    assert result.status is Status.inconclusive and "Frida was gone" in result.verdicts[0].message.en
    assert judged("collected-after-refusal", *run(gaps=(gap,))).status is Status.passed
    late = HookedProcess(800, 7, APP, HookWay.attach, 500)
    assert judged("collected-before-consent", *run(processes=(late,))).status is Status.inconclusive


def test_a_phase_that_the_run_never_had_is_undecided(judged: Any) -> None:
    assert judged("collected-after-refusal", *run(phases=((0, ConsentPhase.foreground),))).status is Status.inconclusive


def test_idle_reads_fire_from_the_second_on(judged: Any) -> None:
    reads = [call("location", at) for at in (61_000, 63_000)]
    assert failed(judged("collected-while-idle", *run(*reads))) == ["app/location"]
    assert judged("collected-while-idle", *run(reads[0])).status is Status.passed
    needed = DeclaredPrivacy(needed=(Needed(("location",), "导航"),))
    assert judged("collected-while-idle", *run(*reads, declared=needed)).status is Status.passed


def test_sdk_started_before_consent_sees_stacks_and_hosts(judged: Any, make: Any) -> None:
    assert failed(judged("sdk-started-before-consent", *run(call("secure", 500, PUSH)))) == ["SDK-jpush"]
    early = make.traffic(make.flow("https://stats.jpush.cn/v1", at=1500))
    assert failed(judged("sdk-started-before-consent", *run(more=(early,)))) == ["SDK-jpush"]
    late = make.traffic(make.flow("https://stats.jpush.cn/v1", at=5000))
    assert judged("sdk-started-before-consent", *run(call("imei", 5000, PUSH), more=(late,))).status is Status.passed


def test_undeclared_sdk_collects_fires_on_who_is_in_no_list(judged: Any) -> None:
    nobody = DeclaredPrivacy(texts=(PolicyText(TextKind.sdk_list, "list", "本App不接入推送"),))
    calls = (call("imei", 5000, PUSH), call("imei", 5000, PULSE), call("general", 5000, "com.umeng.message.A.b(A:1)"))
    result = judged("undeclared-sdk-collects", *run(*calls, declared=nobody))
    assert failed(result) == ["SDK-jpush", "unknown com.datapulse"]
    assert judged("undeclared-sdk-collects", *run(*calls)).status is Status.passed


@pytest.mark.parametrize(
    "declared",
    [
        DeclaredPrivacy(),
        DeclaredPrivacy(texts=(PolicyText(TextKind.policy, "https://bank/p", error="timed out"),)),
        DeclaredPrivacy(texts=(PolicyText(TextKind.policy, "page sdks", page="sdks"),)),
    ],
)
def test_a_list_that_was_not_read_leaves_it_undecided(judged: Any, declared: DeclaredPrivacy) -> None:
    result = judged("undeclared-sdk-collects", *run(call("imei", 5000, PUSH), declared=declared))
    assert result.status is Status.inconclusive
    assert judged("undeclared-sdk", *run(declared=declared)).status is Status.inconclusive


def test_undeclared_sdk_fires_on_what_is_in_the_app(judged: Any, make: Any) -> None:
    app = AppInfo(APP, components=(Component("service", "com.umeng.message.UmengService"),))
    talk = make.traffic(make.flow("https://ulogs.umeng.com/x"))
    assert failed(judged("undeclared-sdk", *run(more=(app,)))) == ["SDK-umeng-push"]
    assert len(failed(judged("undeclared-sdk", *run(more=(talk,))))) == 1
    mine = AppInfo(
        APP, components=(Component("service", "com.bank.push.S"), Component("service", "cn.jpush.android.S"))
    )
    assert judged("undeclared-sdk", *run(more=(mine, Traffic()))).status is Status.passed


@pytest.mark.parametrize(
    ("check", "what", "subject"),
    [
        ("more-than-necessary", "android_id", "app/android_id"),
        ("immutable-identifier-read", "mac", "app/mac"),
        ("location-unneeded", "location", "app/location"),
        ("app-list-read", "apps", "app/installed_apps"),
        ("sensor-read", "sensor", "app/sensors"),
        ("private-records-read", "contacts", "app/contacts"),
        ("screen-watched", "screen", "app/screen_capture"),
        ("camera-or-microphone-unasked", "camera", "app/camera"),
    ],
)
def test_what_nothing_needs_fires_unless_app_yaml_says_why(judged: Any, check: str, what: str, subject: str) -> None:
    assert failed(judged(check, *run(call(what, 5000)))) == [subject]
    category = subject.partition("/")[2]
    here = DeclaredPrivacy(("NPI-24",), needed=(Needed((category,), "用于交易安全", ("home",)),))
    asked = touched((4500, "扫一扫"))
    assert judged(check, *run(call(what, 5000), declared=here, more=(asked,))).status is Status.passed
    elsewhere = DeclaredPrivacy(("NPI-24",), needed=(Needed((category,), "用于交易安全", ("loans",)),))
    assert failed(judged(check, *run(call(what, 5000), declared=elsewhere))) == [subject]
    sdk = DeclaredPrivacy(("NPI-24",), needed=(Needed((category,), "推送", sdks=("cn.jpush",)),))
    assert judged(check, *run(call(what, 5000, PUSH), declared=sdk, more=(asked,))).status is Status.passed


@pytest.mark.parametrize("check", ["more-than-necessary", "location-unneeded"])
def test_without_the_apps_type_nobody_can_say_what_it_needs(judged: Any, check: str) -> None:
    calls = (call("android_id", 5000), call("location", 5000))
    assert judged(check, *run(*calls, declared=None)).status is Status.inconclusive
    assert judged(check, *run(declared=None)).status is Status.passed


def test_a_map_may_read_the_location_and_a_virus_scanner_the_apps(judged: Any) -> None:
    kinds = DeclaredPrivacy(("NPI-01", "NPI-34"))
    calls = (call("location", 5000), call("apps", 5000), call("sensor", 5000))
    for check in ("location-unneeded", "app-list-read", "sensor-read"):
        assert judged(check, *run(*calls, declared=kinds)).status is Status.passed


def test_a_location_may_be_finer_than_the_page_needs(judged: Any) -> None:
    rough = DeclaredPrivacy(("NPI-24",), needed=(Needed(("location",), "城市", ("home",), precise=False),))
    gps = call("location", 5000, arguments=("gps", "0", "0.0"))
    assert failed(judged("location-unneeded", *run(gps, declared=rough))) == ["app/precise/home"]
    network = call("location", 5000, arguments=("network", "0", "0.0"))
    assert judged("location-unneeded", *run(network, declared=rough)).status is Status.passed


@pytest.mark.parametrize(
    ("check", "what"), [("location-unneeded", "location"), ("camera-or-microphone-unasked", "camera")]
)
def test_the_pages_of_calls_are_told_by_their_names(judged: Any, check: str, what: str) -> None:
    named = Declared((DeclaredPage("home", "首页", name_en="Home"),))
    (verdict,) = judged(check, *run(call(what, 5000), more=(touched(), named))).verdicts
    assert verdict.message.zh.endswith("；页面：首页") and verdict.message.en.endswith("; on: Home")


def test_apps_looked_up_one_by_one_are_a_list_too(judged: Any) -> None:
    many = [call("one app", 5000 + i, arguments=(f"com.shop.app{i}", "0")) for i in range(12)]
    assert failed(judged("app-list-read", *run(*many))) == ["app/installed_apps"]
    assert judged("app-list-read", *run(*many[:3], *(call("one app", 1, arguments=(APP, "0")),) * 20)).status is (
        Status.passed
    )


def test_the_clipboard_may_be_read_when_the_user_pastes(judged: Any) -> None:
    result = judged("clipboard-read-unasked", *run(call("clip", 4000), visits=((3000, "home"),)))
    assert failed(result) == ["app/clipboard"] and "came to the front" in result.verdicts[0].message.en
    pasted = run(call("clip", 4000), more=(touched((3900, "粘贴卡号")),))
    assert judged("clipboard-read-unasked", *pasted).status is Status.passed
    menu = call("clip", 4000, "android.widget.TextView.onTextContextMenuItem(TextView.java:1)", OWN)
    assert judged("clipboard-read-unasked", *run(menu, call("put clip", 5000))).status is Status.passed


def test_looking_for_a_sensor_is_no_listening(judged: Any) -> None:
    assert judged("sensor-read", *run(call("sensors", 5000))).status is Status.passed


def test_a_camera_that_nobody_touched_for_is_unasked_even_where_it_may_open(judged: Any) -> None:
    scan = DeclaredPrivacy(needed=(Needed(("camera",), "扫码", ("home",)),))
    assert failed(judged("camera-or-microphone-unasked", *run(call("camera", 50_000), declared=scan))) == ["app/camera"]


def test_reads_too_often_within_one_stay_fire_with_count_and_period(judged: Any) -> None:
    reads = [call("android_id", 5000 + 2000 * i) for i in range(5)]
    result = judged("collected-too-often", *run(*reads))
    assert failed(result) == ["app/android_id/home"] and "every 2.0 s" in result.verdicts[0].message.en
    taps = touched(*((5000 + 2000 * i, "刷新") for i in range(5)))
    assert judged("collected-too-often", *run(*reads, more=(taps,))).status is Status.passed
    bursts = [call("android_id", 5000 + 10 * i) for i in range(9)]
    assert judged("collected-too-often", *run(*bursts)).status is Status.passed
    restarts = [call("android_id", 5000 + 2000 * i, pid=100 + i) for i in range(9)]
    assert judged("collected-too-often", *run(*restarts)).status is Status.passed


def test_a_timer_is_found_over_all_pages(judged: Any) -> None:
    visits = ((0, "consent"), *((3000 + 4000 * i, f"page{i}") for i in range(12)))
    ticks = [call("location", 5000 + 5000 * i, PUSH) for i in range(8)]
    result = judged("collected-too-often", *run(*ticks, visits=visits))
    assert failed(result) == ["SDK-jpush/location"] and "every 5.0 s" in result.verdicts[0].message.en
    now_and_then = [call("location", at, PUSH) for at in (5000, 9000, 23_000, 24_500, 41_000, 55_000)]
    assert judged("collected-too-often", *run(*now_and_then, visits=visits)).status is Status.passed


OTHER = ("Intent { act=wake cmp=com.shop.app/.WakeService }",)


def test_linked_start_fires_on_other_apps_that_nobody_touched_for(judged: Any) -> None:
    start = call("service", 20_000, PUSH, arguments=OTHER)
    assert failed(judged("linked-start", *run(start))) == ["SDK-jpush/com.shop.app"]
    behind = call("service", 71_000, arguments=OTHER)
    assert failed(judged("linked-start", *run(behind, more=(touched((70_900, "回家")),)))) == ["app/com.shop.app"]
    own = call("service", 20_000, arguments=("Intent { cmp=com.bank/.push.PushService }",))
    phone = call("service", 20_000, arguments=("Intent { cmp=com.android.settings/.Main }",))
    oaid = call("service", 20_000, arguments=("Intent { act=com.uodis.opendevice.OPENIDS cmp=com.huawei.hwid/.A }",))
    asked = run(own, phone, oaid, start, more=(touched((19_000, "打开商城")),))
    assert judged("linked-start", *asked).status is Status.passed


def test_self_start_fires_on_alarms_and_on_processes_of_the_background(judged: Any) -> None:
    assert failed(judged("self-start", *run(call("alarm", 5000, PUSH)))) == ["SDK-jpush/autostart"]
    hooked = (HookedProcess(0, 7, APP, HookWay.spawn, 500), HookedProcess(72_000, 8, f"{APP}:push", HookWay.spawn, 500))
    alone = Quiet((QuietSpan(71_000, 76_000, background=True),))
    assert failed(judged("self-start", *run(processes=hooked, more=(alone,)))) == [f"{APP}:push"]
    assert judged("self-start", *run(processes=hooked)).status is Status.passed
    assert judged("self-start", *run(call("job", 5000))).status is Status.passed


def test_environment_probed_and_unknown_caller_inform(judged: Any) -> None:
    probed = judged("environment-probed", *run(call("su", 500, arguments=("/system/bin/su",))))
    assert probed.status is Status.informative and probed.verdicts[0].subject == "app/security_environment"
    unknown = judged("unknown-caller", *run(call("imei", 5000, PULSE), call("imei", 5000, "a.b.c.d(SourceFile:1)")))
    assert [verdict.subject for verdict in unknown.verdicts] == ["unknown com.datapulse", "obfuscated a.b"]
    for check in ("environment-probed", "unknown-caller"):
        assert judged(check, *run(call("imei", 5000))).status is Status.passed


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sdcard/plugin/pay.dex", Status.fail),
        ("/data/user/0/com.bank/files/hotfix/patch.dex", Status.manual),
        ("/data/app/com.bank-1/base.apk", Status.passed),
    ],
)
def test_code_from_outside(judged: Any, path: str, status: Status) -> None:
    result = judged("code-loaded-from-outside", *run(call("dex", 5000, arguments=(path, "/data/cache"))))
    assert result.status is status
