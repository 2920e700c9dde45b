"""A native library lacks a protection that its compiler gives for the asking.

NX (no executable stack), RELRO, a stack protector; a program file must also be position-independent (MASTG-TEST-0222,
0223). A library without a stack protector may have no function that needs one: `canary` switches that part off. With
`page_16k` a 64-bit library that does not load on 16 KB pages (Google Play, November 2025) counts too.

Not seen: libraries that are loaded from elsewhere, and whether the code itself is sound.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.model.record import Text
from patrol.model.scan import NativeLibrary, Scan
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("原生库的编译保护齐全", "Native libraries are protected"),
    title_fail=Text("原生库缺少编译保护", "Native libraries lack protections"),
    why=Text(
        "缺少这些保护时，一个内存错误更容易变成代码执行。",
        "Without them a memory error turns into code execution more easily.",
    ),
    advice=Text(
        "用新版NDK重新编译，保留-fstack-protector-strong与-Wl,-z,relro,-z,now,-z,noexecstack。",
        "Build with a current NDK and keep -fstack-protector-strong and -Wl,-z,relro,-z,now,-z,noexecstack.",
    ),
)
def unprotected_library(
    scan: Scan, *, canary: bool = True, full_relro: bool = False, page_16k: bool = False
) -> Iterator[Verdict]:
    for one in scan.libraries:
        if one.note:
            text = Text(f"{one.path}：{one.note}", f"{one.path}: {one.note}")
            yield Verdict(Status.inconclusive, text, subject=one.path)
            continue
        missing = list(_missing(one, canary=canary, full_relro=full_relro, page_16k=page_16k))
        if missing:
            names = ", ".join(missing)
            columns = [("库", "library"), ("NX", "NX"), ("RELRO", "RELRO"), ("栈保护", "canary"), ("16 KB", "16 KB")]
            shown = table(columns, [(one.path, one.nx, one.relro, one.canary, one.aligned_16k)])
            text = Text(f"{one.path} 缺少 {names}", f"{one.path} lacks {names}")
            yield Verdict(Status.fail, text, subject=one.path, evidence=(shown,))


def _missing(one: NativeLibrary, *, canary: bool, full_relro: bool, page_16k: bool) -> Iterator[str]:
    if one.nx is False:
        yield "NX"
    if one.relro == "none" or (full_relro and one.relro == "partial"):
        yield "RELRO"
    if canary and one.canary is False:
        yield "stack canary"
    if one.pie is False:
        yield "PIE"
    if page_16k and one.aligned_16k is False:
        yield "16 KB"
