"""A privacy part with one of everything, for the sample that the renderings are tried on."""

from __future__ import annotations

from patrol.model.compliance import (
    CallTold,
    Collected,
    Collector,
    Compliance,
    DataCategory,
    FlowTold,
    PasswordAnswer,
    PasswordTold,
    PhaseSpan,
    Tick,
    Unseen,
)
from patrol.model.consent import ConsentPhase
from patrol.model.record import Text
from patrol.model.screen import Rect

STACK = (
    "cn.jpush.android.data.DeviceReader.imei(DeviceReader.java:41)",
    "cn.jpush.android.service.PushService.onCreate(PushService.java:88)",
    "com.harbourbank.mobile.HarbourApplication.onCreate(HarbourApplication.java:25)",
)


def compliance(told: str = "") -> Compliance:
    """`told`: a text in every place where an app, a phone or a server can put one."""
    word = told or "com.datapulse"
    return Compliance(
        collectors=(
            Collector(
                "SDK-jpush", Text("极光推送", "JPush"), "sdk", "极光", Text("推送", "push"), "CN", False, "app.yaml",
                True, ("cn.jpush.android",), 14, 6, ("s.jpush.cn",), 3,
            ),
            Collector("app", Text("App 自身", "the app itself"), "app", calls=9, before_consent=1),
            Collector(f"unknown {word}", Text(f"未知的包 {word}", f"the unknown package {word}"), "unknown", calls=2,
                      traces=(word,), obfuscated=True),
            Collector("SDK-bugly", Text("Bugly", "Bugly"), "sdk", "腾讯", declared=True, present=True),
        ),
        categories=(
            DataCategory("imei", Text("IMEI", "IMEI")),
            DataCategory("android_id", Text("Android ID", "Android ID")),
            DataCategory("location", Text("位置", "Location")),
        ),
        collected=(
            Collected("SDK-jpush", "imei", ConsentPhase.before_notice, 4, 900),
            Collected("SDK-jpush", "imei", ConsentPhase.foreground, 6, 9_000),
            Collected("SDK-jpush", "location", ConsentPhase.asked, 2, 2_400),
            Collected("SDK-jpush", "location", ConsentPhase.background, 2, 90_000),
            Collected("app", "android_id", ConsentPhase.before_notice, 1, 700),
            Collected("app", "location", ConsentPhase.foreground, 8, 20_000),
            Collected(f"unknown {word}", "android_id", ConsentPhase.foreground, 2, 31_000),
        ),
        calls=(
            CallTold("app", "android_id", "android.provider.Settings$Secure.getString", ConsentPhase.before_notice,
                     "p0", "crawl/1", 700, 700, 1, ("android_id",), "9f***1c", stack=(word, *STACK[2:])),
            CallTold("SDK-jpush", "imei", "android.telephony.TelephonyManager.getImei", ConsentPhase.before_notice,
                     "p0", "crawl/1", 900, 1_900, 4, ("0",), "", "SecurityException", STACK),
            CallTold("SDK-jpush", "location", "android.location.LocationManager.getLastKnownLocation",
                     ConsentPhase.background, "p1", "", 90_000, 110_000, 2, (word,), stack=STACK[:1]),
        ),
        calls_left_out=7,
        calls_seen=25,
        ticks=(
            Tick(600, "app", 1), Tick(600, "SDK-jpush", 4), Tick(2_400, "SDK-jpush", 2), Tick(9_000, "SDK-jpush", 6),
            Tick(20_000, "app", 8), Tick(31_200, f"unknown {word}", 2), Tick(90_000, "SDK-jpush", 2),
        ),
        spans=(
            PhaseSpan(ConsentPhase.before_notice, 0, 2_000, "crawl", "p0", "pictures/0.png", calls=5),
            PhaseSpan(ConsentPhase.asked, 2_000, 5_000, "crawl/1", "p1", "pictures/1.png", calls=2),
            PhaseSpan(ConsentPhase.foreground, 5_000, 80_000, word, "p2", calls=16),
            PhaseSpan(ConsentPhase.background, 80_000, 123_000, "quiet", calls=2),
        ),
        flows=(
            FlowTold(Text("银行卡号", "Bank card"), "C2", "6222***92", "body", "s.jpush.cn", "p3", word, "sdk",
                     "SDK-jpush", "CN", "hashed", ("md5", "hex"), encrypted=False,
                     calls=("java.security.MessageDigest.digest",),
                     phase=ConsentPhase.foreground, at_ms=40_000, count=3, page="p3", where="f1", field="card",
                     excerpt=f"card=6222***92&{word}"),
            FlowTold(Text("登录密码", "Sign-in password"), "C3", "***", "log", "TransferRepository", "p4", "pin",
                     "phone", at_ms=44_000, phase=ConsentPhase.foreground, excerpt="pin=***"),
            FlowTold(Text("手机号", "Phone number"), "C2", "138***00", "body", "api.harbourbank.example", "p4", "phone",
                     "own", encrypted=True, at_ms=45_000),
            FlowTold(Text("IMEI", "IMEI"), "", "86***1", "preferences", word, party="phone", stored=True, at_ms=46_000),
        ),
        flows_left_out=2,
        passwords=(
            PasswordTold(
                "p4", "pin", word, "pictures/4.png", bounds=Rect(40, 900, 1040, 1000), at_ms=50_000,
                answers=(
                    PasswordAnswer("keyboard", "exposed", 50_100, Text("系统键盘", "the system's keyboard")),
                    PasswordAnswer("paste", "protected", 50_200, picture="pictures/5.png"),
                    PasswordAnswer("memory", "untried", 50_300, Text(word, word)),
                ),
            ),
        ),
        unseen=(
            Unseen(Text("到 pin.example 的 2 个连接", "2 connections to pin.example"), Text("证书固定", "pinned")),
            Unseen(Text("应用文件", "Files of the app"), Text(word, word), Text("用调试版", "Use a debug build")),
        ),
        hooks=Text("Frida spawn", "Frida spawn"),
        apis=650,
        lists=("policy.txt",),
        requests=120,
    )  # fmt: skip
