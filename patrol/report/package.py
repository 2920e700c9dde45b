"""What an app's package holds, part by part, in both languages: what `patrol scan` tells beside its findings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from patrol.catalogue.apis import catalogue
from patrol.catalogue.sdks import known_sdks
from patrol.derive import oddity_words
from patrol.derive.signature_words import fault
from patrol.model.artifacts import Component
from patrol.model.record import Text
from patrol.model.scan import CallSite, Certificate, DomainRule, NativeLibrary, Reach, Reading, Scan, Signing

REACH = {
    Reach.yes: Text("可达", "reachable"),
    Reach.named: Text("仅经反射", "by reflection only"),
    Reach.no: Text("不可达", "not reachable"),
    Reach.unknown: Text("未知", "unknown"),
}
READ = {Reading.whole: Text("完整读出", "read whole"), Reading.partly: Text("部分读出", "read in part")}
UNREAD = Text("无法读出", "could not be read")
COMPONENTS = {
    "activity": Text("页面", "activity"),
    "service": Text("服务", "service"),
    "receiver": Text("广播接收器", "receiver"),
    "provider": Text("内容提供者", "provider"),
}
PROTECTIONS = {
    "nx": Text("栈不可执行", "NX"),
    "relro": Text("RELRO", "RELRO"),
    "canary": Text("栈保护", "stack protector"),
    "fortified": Text("FORTIFY", "fortified"),
    "stripped": Text("已去符号", "stripped"),
    "aligned_16k": Text("16 KB页", "16 KB pages"),
}
YES, NO, SILENT = Text("是", "yes"), Text("否", "no"), Text("清单未写", "the manifest is silent")


class Part(NamedTuple):
    """A title and its lines, the most telling first."""

    title: Text
    rows: list[Text]


def head(scan: Scan) -> Text:
    """The package in one line."""
    version = f"{scan.package or scan.file} {scan.version_name} ({scan.version_code})"
    levels = f"minSdk {scan.min_sdk}, targetSdk {scan.target_sdk}"
    size = f"{scan.format or '?'}, {scan.bytes / 1e6:.1f} MB"
    how = READ.get(scan.reading, UNREAD)
    return Text(f"{version}, {levels}, {size}, {how.zh}", f"{version}, {levels}, {size}, {how.en}")


def parts(scan: Scan) -> Iterator[Part]:
    """All parts that have something to tell."""
    told = (
        Part(Text("异常", "Oddities"), list(_oddities(scan))),
        Part(Text("加固", "Packed by"), [_same(f"{one.name}: {', '.join(one.found_by)}") for one in scan.packers]),
        Part(Text("签名", "Signatures"), list(_signing(scan.signing))),
        Part(Text("清单标志", "Flags of the manifest"), list(_flags(scan)) if scan.package else []),
        Part(Text("网络安全配置", "Network security configuration"), list(_network(scan))),
        Part(Text("权限", "Permissions"), list(_permissions(scan))),
        Part(Text("用到而未声明的权限", "Permissions used and not asked for"), list(_missing(scan))),
        Part(Text("组件", "Components"), list(_components(scan))),
        Part(Text("第三方SDK", "Third-party SDKs"), list(_sdks(scan))),
        Part(Text("归属不明的包", "Packages without a known owner"), list(_unknown(scan))),
        Part(Text("隐私API调用点", "Call sites of privacy APIs"), list(_calls(scan.calls))),
        Part(
            Text("硬编码密钥", "Hard-coded keys"),
            [_same(f"{one.kind}: {one.masked} · {one.where}") for one in scan.secrets],
        ),
        Part(Text("明文地址", "Clear-text addresses"), [_same(f"{one.url} · {one.where}") for one in scan.urls]),
        Part(Text("原生库", "Native libraries"), [_library(one) for one in scan.libraries]),
        Part(
            Text("内置隐私政策", "Privacy policies inside"),
            [_same(f"{one.where} {one.title}".rstrip()) for one in scan.policies],
        ),
        Part(Text("代码文件", "Files of code"), list(_code(scan))),
    )
    return (part for part in told if part.rows)


def _same(text: str) -> Text:
    return Text(text, text)


def _oddities(scan: Scan) -> Iterator[Text]:
    for one in scan.oddities:
        said = oddity_words.said(one.kind)
        more = " · ".join(filter(None, (one.where, one.detail)))
        yield Text(f"{said.zh} · {more}", f"{said.en} · {more}") if more else said


def _signing(signing: Signing) -> Iterator[Text]:
    broken = {scheme for scheme, _ in signing.broken}
    if not signing.schemes:
        yield Text("没有签名", "not signed")
    for scheme in signing.schemes:
        if scheme in broken:
            how = Text("不成立", "does not hold")
        elif scheme == "v4":
            how = Text("文件在旁边，未验证", "file beside it, not verified")
        elif scheme in signing.unchecked:
            how = Text("未验证完", "not verified to its end")
        else:
            how = Text("成立", "holds")
        yield Text(f"{scheme}{how.zh}", f"{scheme} {how.en}")
    for scheme, why in signing.broken:
        said = fault(why)
        yield Text(f"{scheme}：{said.zh}", f"{scheme}: {said.en}")
    yield from map(_certificate, signing.certificates)


def _certificate(one: Certificate) -> Text:
    what = f"{', '.join(sorted(one.schemes))}: {one.subject} · {one.key} {one.key_bits}, {one.digest}"
    until = one.not_after[:10]
    of = f"SHA-256 {one.sha256}"
    return Text(f"{what}，有效期至{until} · {of}", f"{what}, valid until {until} · {of}")


def _flags(scan: Scan) -> Iterator[Text]:
    flags = {"debuggable": scan.debuggable, "allowBackup": scan.allow_backup, "testOnly": scan.test_only}
    flags["usesCleartextTraffic"] = scan.cleartext
    for name, value in flags.items():
        said = SILENT if value is None else YES if value else NO
        yield Text(f"{name}：{said.zh}", f"{name}: {said.en}")


def _network(scan: Scan) -> Iterator[Text]:
    if scan.network is None:
        return
    if scan.network.note:
        yield Text(f"{scan.network.file} 读不出", f"{scan.network.file} {scan.network.note}")
    yield from map(_rule, scan.network.rules)


def _rule(one: DomainRule) -> Text:
    zh, en = [", ".join(one.domains) or "所有域名"], [", ".join(one.domains) or "all domains"]
    if one.debug:
        zh, en = ["仅调试版"], ["debuggable builds alone"]
    if one.cleartext is not None:
        zh.append("允许明文" if one.cleartext else "不允许明文")
        en.append("clear text allowed" if one.cleartext else "no clear text")
    if one.trusts:
        zh.append(f"信任 {', '.join(one.trusts)}")
        en.append(f"trusts {', '.join(one.trusts)}")
    if one.pins:
        until = f" ({one.pins_expire})" if one.pins_expire else ""
        zh.append(f"{one.pins} 个证书固定{until}")
        en.append(f"{one.pins} pins{until}")
    return Text(" · ".join(zh), " · ".join(en))


def _permissions(scan: Scan) -> Iterator[Text]:
    used = {name: (what, who) for name, what, who in scan.used_permissions}
    for one in scan.permissions:
        if one.name in used:
            yield _same(f"{one.name} ← {used[one.name][0]} · {used[one.name][1]}")
        elif one.name in scan.judgeable_permissions:
            yield Text(f"{one.name} · 代码里没有用到", f"{one.name} · no use in the code")
        else:
            yield _same(one.name)


def _missing(scan: Scan) -> Iterator[Text]:
    yield from (
        _same(f"{name} ← {call} · {caller} · {owner}") for name, call, caller, owner in scan.missing_permissions
    )


def _components(scan: Scan) -> Iterator[Text]:
    """How many there are, and those that other apps can start."""
    if not scan.components:
        return
    counts = {kind: sum(one.kind == kind for one in scan.components) for kind in COMPONENTS}
    zh = "、".join(f"{counts[kind]} 个{name.zh}" for kind, name in COMPONENTS.items() if counts[kind])
    en = ", ".join(f"{kind} {counts[kind]}" for kind in COMPONENTS if counts[kind])
    exported = [one for one in scan.components if one.exported is not False]
    exported.sort(key=lambda one: bool(one.permission or one.launcher or one.links))
    told = Text(f"，其中导出 {len(exported)} 个：", f"; exported are {len(exported)}:") if exported else Text("", "")
    yield Text(f"清单共有 {zh}{told.zh}", f"in the manifest: {en}{told.en}")
    yield from map(_component, exported)


def _component(one: Component) -> Text:
    kind = COMPONENTS.get(one.kind, _same(one.kind))
    if one.permission:
        guard = Text(f"需要权限 {one.permission}", f"asks for {one.permission}")
    elif one.launcher:
        guard = Text("桌面入口", "launcher")
    elif one.links:
        guard = Text("可由链接打开", "opened by links")
    elif one.exported is None:
        guard = Text("由资源决定是否导出", "a resource decides")
    else:
        guard = Text("任何应用都能用", "open to every app")
    return Text(f"{kind.zh} {one.name} · {guard.zh}", f"{kind.en} {one.name} · {guard.en}")


def _sdks(scan: Scan) -> Iterator[Text]:
    names = {sdk.id: sdk.name for sdk in known_sdks().table.sdks}
    for one in scan.sdks:
        traces = ", ".join(f"{trace.kind} {trace.what}" for trace in one.traces[:3])
        name = names.get(one.id, _same(one.id))
        zh = f"隐私API调用 {one.calls} 处，可达 {one.reachable} 处"
        en = f"{one.calls} call sites of privacy APIs, {one.reachable} reachable"
        yield Text(f"{name.zh} · {zh} · {traces}", f"{name.en} · {en} · {traces}")


def _unknown(scan: Scan) -> Iterator[Text]:
    for one in scan.unknown_packages:
        zh, en = (" · 已混淆", " · obfuscated") if one.obfuscated else ("", "")
        yield Text(f"{one.name} · {one.classes} 个类{zh}", f"{one.name} · {one.classes} classes{en}")


def _calls(calls: tuple[CallSite, ...]) -> Iterator[Text]:
    entries = {api.id: api.category for api in catalogue().entries}
    names = {one.id: Text(one.zh, one.en) for one in catalogue().categories}
    sdks = {sdk.id: sdk.name for sdk in known_sdks().table.sdks}
    for (_, owner, call, reach), group in groupby(sorted(calls, key=_kind), key=_kind):
        sites = list(group)
        id = entries.get(sites[0].apis[0], "")
        what, how = names.get(id, _same(id)), REACH[reach]
        who = Text("应用自身", "the app") if owner == "app" else sdks.get(owner, _same(owner))
        zh, en = (f"等 {len(sites)} 处", f" and {len(sites) - 1} more") if len(sites) > 1 else ("", "")
        where = sites[0].caller
        yield Text(
            f"{who.zh} · {what.zh} · {call} · {where}{zh} · {how.zh}",
            f"{who.en} · {what.en} · {call} · {where}{en} · {how.en}",
        )


def _kind(one: CallSite) -> tuple[bool, str, str, Reach]:
    return one.owner != "app", one.owner, one.call, one.reach


def _library(one: NativeLibrary) -> Text:
    if one.note:
        return _same(f"{one.path} · {one.note}")
    said = {name: _value(getattr(one, name)) for name in PROTECTIONS}
    zh = ", ".join(f"{PROTECTIONS[name].zh} {value.zh}" for name, value in said.items())
    en = ", ".join(f"{PROTECTIONS[name].en} {value.en}" for name, value in said.items())
    return Text(f"{one.path} · {zh}", f"{one.path} · {en}")


def _value(value: str | bool | None) -> Text:
    if value is None or value == "":
        return Text("未知", "unknown")
    return _same(value) if isinstance(value, str) else YES if value else NO


def _code(scan: Scan) -> Iterator[Text]:
    for one in scan.dexes:
        zh, en = f"{one.classes} 个类，{one.methods} 个方法", f"{one.classes} classes, {one.methods} methods with code"
        note = f" · {one.note}" if one.note else ""
        yield Text(f"{one.name} · {zh}{note}", f"{one.name} · {en}{note}")
