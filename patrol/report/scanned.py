"""What an APK holds, beside the findings: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import msgspec

from patrol.catalogue.apis import catalogue
from patrol.catalogue.sdks import known_sdks
from patrol.derive.signature_words import fault
from patrol.model.record import Text
from patrol.model.result import InspectionResult
from patrol.model.scan import CallSite, Certificate, NativeLibrary, Reach, Scan, Signing
from patrol.model.verdict import Status
from patrol.report.plain import cut, one_line
from patrol.report.words import OVERALL, SEVERITY, SYMBOL

SHOWN = 12
PROTECTIONS = ("nx", "relro", "canary", "fortified", "stripped", "aligned_16k")
REACH = {
    Reach.yes: Text("可达", "reachable"),
    Reach.named: Text("仅经反射", "by reflection only"),
    Reach.no: Text("不可达", "not reachable"),
    Reach.unknown: Text("未知", "unknown"),
}
Section = tuple[Text, list[str]]


def as_json(scan: Scan, result: InspectionResult) -> str:
    """Both records, for programs."""
    return msgspec.json.format(msgspec.json.encode({"scan": scan, "result": result}), indent=1).decode() + "\n"


def facts(scan: Scan, lang: str) -> str:
    """A short overview for a terminal."""
    lines = [_head(scan, lang)]
    for title, rows in sections(scan, lang):
        if rows:
            lines += ["", f"{title.of(lang)} ({len(rows)})", *(f"  {cut(one_line(row), 200)}" for row in rows[:SHOWN])]
            if len(rows) > SHOWN:
                more = len(rows) - SHOWN
                lines.append(f"  … 另有 {more} 项" if lang == "zh" else f"  … and {more} more")
    return "\n".join(lines) + "\n"


def markdown(scan: Scan, result: InspectionResult, lang: str) -> str:
    """Findings first, then all that the package holds."""
    lines = [f"# {_plain(scan.label or scan.package or scan.file)}", "", _plain(_head(scan, lang)), ""]
    lines += [f"**{OVERALL[result.overall].of(lang)}**  {_plain(result.summary.of(lang))}", ""]
    for check in result.checks:
        if check.status not in (Status.fail, Status.error, Status.inconclusive):
            continue
        severity = SEVERITY[check.severity].of(lang)
        lines.append(f"## {SYMBOL[check.status]} {_plain(check.title.of(lang))} (`{check.id}`, {severity})")
        lines += [f"- {_plain(one.message.of(lang))}" for one in check.verdicts if one.status is check.status]
        lines += [f"- § {clause.id}" for clause in check.clauses] + [""]
    for title, rows in sections(scan, lang):
        if rows:
            lines += [f"## {title.of(lang)} ({len(rows)})", "", *(f"- {_plain(row)}" for row in rows), ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """A line of Markdown that is text alone."""
    return one_line(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "'")


def _head(scan: Scan, lang: str) -> str:
    version = f"{scan.version_name} ({scan.version_code})"
    levels = f"minSdk {scan.min_sdk}, targetSdk {scan.target_sdk}"
    read = {"whole": Text("完整读出", "read whole"), "partly": Text("部分读出", "read in part")}
    how = read.get(scan.reading.value, Text("无法读出", "could not be read")).of(lang)
    size = f"{scan.bytes / 1e6:.1f} MB" if scan.bytes >= 1e6 else f"{scan.bytes / 1e3:.0f} kB"
    return f"{scan.package or scan.file} {version}, {levels}, {scan.format or '?'}, {size}, {how}"


def sections(scan: Scan, lang: str) -> Iterator[Section]:
    """Title and lines of each part."""
    yield Text("异常", "Oddities"), [f"{one.kind}: {one.where} {one.detail}".rstrip() for one in scan.oddities]
    yield Text("加固", "Packed by"), [f"{one.name}: {', '.join(one.found_by)}" for one in scan.packers]
    yield Text("签名", "Signatures"), list(_signing(scan.signing, lang))
    yield Text("权限", "Permissions"), list(_permissions(scan, lang))
    yield Text("第三方SDK", "Third-party SDKs"), list(_sdks(scan, lang))
    unknown = [f"{one.name} ({one.classes})" for one in scan.unknown_packages]
    yield Text("归属不明的包", "Packages without a known owner"), unknown
    yield Text("隐私API调用点", "Call sites of privacy APIs"), list(_calls(scan.calls, lang))
    found = [f"{one.kind}: {one.masked}  {one.where}" for one in scan.secrets]
    yield Text("硬编码密钥", "Hard-coded keys"), found
    yield Text("明文地址", "Clear-text addresses"), [f"{one.url}  {one.where}" for one in scan.urls]
    yield Text("原生库", "Native libraries"), [_library(one) for one in scan.libraries]
    yield (
        Text("内置隐私政策", "Privacy policies inside"),
        [f"{one.where} {one.title}".rstrip() for one in scan.policies],
    )


def _signing(signing: Signing, lang: str) -> Iterator[str]:
    broken = {scheme for scheme, _ in signing.broken}
    for scheme in signing.schemes:
        holds = (
            Text("成立", "holds") if scheme not in signing.unchecked else Text("未验证完", "not verified to its end")
        )
        yield f"{scheme}  {(Text('不成立', 'does not hold') if scheme in broken else holds).of(lang)}"
    yield from (f"{scheme}: {fault(why).of(lang)}" for scheme, why in signing.broken)
    yield from (_certificate(one, lang) for one in signing.certificates)


def _certificate(one: Certificate, lang: str) -> str:
    until = Text(f"有效期至 {one.not_after[:10]}", f"valid until {one.not_after[:10]}").of(lang)
    of = ", ".join(one.schemes)
    return f"{of}: {one.subject}  {one.key} {one.key_bits}, {one.digest}, {until}, SHA-256 {one.sha256[:16]}…"


def _permissions(scan: Scan, lang: str) -> Iterator[str]:
    used = {name: (what, who) for name, what, who in scan.used_permissions}
    unused = Text("代码里没有用到", "no use in the code").of(lang)
    for one in scan.permissions:
        if one.name in used:
            yield f"{one.name}  ← {used[one.name][0]}  {used[one.name][1]}"
        else:
            yield f"{one.name}  {unused if one.name in scan.judgeable_permissions else ''}".rstrip()


def _sdks(scan: Scan, lang: str) -> Iterator[str]:
    names = {sdk.id: sdk.name for sdk in known_sdks().table.sdks}
    for one in scan.sdks:
        traces = ", ".join(f"{trace.kind} {trace.what}" for trace in one.traces[:3])
        name = names.get(one.id, Text(one.id, one.id)).of(lang)
        yield f"{name}  {traces}  {one.calls} / {one.reachable}"


def _calls(calls: tuple[CallSite, ...], lang: str) -> Iterator[str]:
    categories = {api.id: api.category for api in catalogue().entries}
    for (owner, call, reach), group in groupby(sorted(calls, key=_kind), key=_kind):
        sites = list(group)
        kind = categories.get(sites[0].apis[0], "")
        more = f" +{len(sites) - 1}" if len(sites) > 1 else ""
        yield f"{owner}  {call}  [{kind}]  {sites[0].caller}{more}  {REACH[reach].of(lang)}"


def _kind(one: CallSite) -> tuple[str, str, Reach]:
    return one.owner, one.call, one.reach


def _library(one: NativeLibrary) -> str:
    told = (f"{name} {_said(getattr(one, name))}" for name in PROTECTIONS)
    return f"{one.path}  {', '.join(told)}"


def _said(value: str | bool | None) -> str:
    if value is None or value == "":
        return "?"
    return value if isinstance(value, str) else "yes" if value else "no"
