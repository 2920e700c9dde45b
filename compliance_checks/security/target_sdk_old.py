"""The package targets an old Android, so that newer protections are off for it.

Google Play asks new apps and updates for API 35 since 31 August 2025; Chinese stores ask for 30 and up. Set `least` to
what your stores ask for.

Not seen: which of the newer protections the app would have.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.model.record import Text
from patrol.model.scan import Scan
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("目标API级别够新", "The target API level is recent"),
    title_fail=Text("目标API级别过旧", "The target API level is old"),
    why=Text(
        "系统按目标级别启用保护：级别越旧，后台定位、应用可见性、明文默认值等限制越少。",
        "Android switches protections on by target level: an old one keeps background, visibility and clear text lax.",
    ),
    advice=Text(
        "升级targetSdkVersion，逐级按行为变更文档验证。",
        "Raise targetSdkVersion and walk through the behaviour changes.",
    ),
)
def target_sdk_old(scan: Scan, *, least: int = 35) -> Iterator[Verdict]:
    if not scan.target_sdk:
        yield Verdict(Status.inconclusive, Text("清单里读不到targetSdkVersion", "the manifest names no target level"))
    elif scan.target_sdk < least:
        text = Text(f"targetSdk {scan.target_sdk}，要求 {least}", f"targetSdk {scan.target_sdk}, {least} is asked for")
        shown = table([("targetSdk", "targetSdk"), ("minSdk", "minSdk")], [(scan.target_sdk, scan.min_sdk)])
        yield Verdict(Status.fail, text, subject="targetSdk", evidence=(shown,))
