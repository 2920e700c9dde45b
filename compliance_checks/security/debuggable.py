"""The build is debuggable.

Not seen: whether a debugger is noticed at run time, and native anti-debugging.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.model.artifacts import AppInfo
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("构建不可调试", "The build cannot be debugged"),
    title_fail=Text("构建可调试", "The build can be debugged"),
    why=Text(
        "拿到手机的人可以附加调试器，读取内存和私有数据。",
        "Whoever holds the phone can attach a debugger and read memory and private files.",
    ),
    advice=Text(
        "确认发布的是 release 构建：清单里不写 android:debuggable，由构建类型决定。",
        "Ship a release build: leave android:debuggable out of the manifest, the build type sets it.",
    ),
)
def debuggable(app: AppInfo) -> Iterator[Verdict]:
    if app.debuggable is None:
        zh, en = "包管理器没有给出 debuggable 标志", "the package manager does not tell whether it is debuggable"
        yield Verdict(Status.inconclusive, Text(zh, en))
    elif app.debuggable:
        shown = table([("标志", "flag"), ("值", "value")], [("DEBUGGABLE", "true")])
        text = Text(f"{app.package} {app.version_name} 可调试", f"{app.package} {app.version_name} is debuggable")
        yield Verdict(Status.fail, text, subject=app.package, evidence=(shown,))
