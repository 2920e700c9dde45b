"""The package allows requests in clear text, or trusts certificates that users install.

Read from the network security configuration, and from usesCleartextTraffic where there is none (Android's default is no
from target 28 on). `debug-overrides` count for debuggable builds alone and are left out. `allowed_domains` may stay in
clear. cleartext-traffic tells which requests were really sent so.

Not seen: libraries that do not ask Android whether clear text is allowed, and code that trusts every certificate.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.model.record import Text
from patrol.model.scan import DomainRule, Scan
from patrol.model.verdict import Evidence, Status, Verdict

ANDROID_9 = 28


@check(
    title_pass=Text("网络安全配置严格", "The network security configuration is strict"),
    title_fail=Text("网络安全配置过于宽松", "The network security configuration is too lax"),
    why=Text(
        "允许明文或信任用户证书后，一个写错的地址或一张误装的证书就足以泄露通信。",
        "Once clear text or user certificates are allowed, one wrong address or one certificate too many tells all.",
    ),
    advice=Text(
        'base-config设cleartextTrafficPermitted="false"且只信任system；抓包需要的放进debug-overrides。',
        'Set cleartextTrafficPermitted="false" and trust only system; what debugging needs goes to debug-overrides.',
    ),
)
def network_security_config(scan: Scan, *, allowed_domains: tuple[str, ...] = ()) -> Iterator[Verdict]:
    config = scan.network
    if config is not None and config.note:
        text = Text(f"{config.file}：{config.note}", f"{config.file} {config.note}")
        yield Verdict(Status.inconclusive, text)
        return
    rules = [rule for rule in config.rules if not rule.debug] if config else []
    base = next((rule for rule in rules if not rule.domains), DomainRule())
    clear = base.cleartext
    if clear is None:
        # With a configuration usesCleartextTraffic is not looked at (Android 7 and up).
        default = scan.target_sdk < ANDROID_9
        clear = default if config else scan.cleartext if scan.cleartext is not None else default
    if clear:
        text = Text("允许访问任何域名的明文请求", "requests in clear text are allowed to every domain")
        yield Verdict(Status.fail, text, subject="cleartext", evidence=_shown(scan))
    for rule in rules:
        domains = [name for name in rule.domains if name.removeprefix("*.") not in allowed_domains]
        if rule.cleartext and domains:
            names = ", ".join(domains)
            text = Text(f"允许明文访问{names}", f"requests in clear text are allowed to {names}")
            yield Verdict(Status.fail, text, subject=f"cleartext {names}", evidence=_shown(scan))
        if "user" in rule.trusts:
            where = ", ".join(rule.domains) or "*"
            text = Text(f"信任用户安装的证书（{where}）", f"certificates that users install are trusted ({where})")
            yield Verdict(Status.fail, text, subject=f"user-certificates {where}", evidence=_shown(scan))


def _shown(scan: Scan) -> tuple[Evidence, ...]:
    columns = [("来源", "source"), ("域名", "domains"), ("明文", "clear text"), ("信任", "trusts")]
    if scan.network is None:
        return (table(columns, [("usesCleartextTraffic", "*", scan.cleartext, "system")]),)
    rows = [
        (scan.network.file, ", ".join(rule.domains) or "*", rule.cleartext, ", ".join(rule.trusts) or "—")
        for rule in scan.network.rules
    ]
    return (table(columns, rows[:20]),)
