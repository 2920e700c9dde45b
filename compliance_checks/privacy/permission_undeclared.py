"""Code that can be reached calls an API whose permission the manifest does not ask for.

The call fails, or was left over from a build that asked; it shows what the code wants to read. Only calls for which the
catalogue names one permission, or some of which one is enough; helping libraries that ask first are left out.

Not seen: calls of native code, and whether the code looks before it calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.derive.package_sight import hidden_code
from patrol.derive.statistics import often
from patrol.model.record import Text
from patrol.model.scan import Scan
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("代码用到的权限都已声明", "Every permission that code needs is asked for"),
    title_fail=Text("代码用到了没有声明的权限", "Code needs permissions that are not asked for"),
    why=Text(
        "代码想读取的信息超出了向用户说明的范围；哪天清单合并进该权限，读取就会悄悄生效。",
        "The code wants more than the user is told; once a merge brings the permission in, it silently gets it.",
    ),
    advice=Text(
        "删除这段调用，或关闭SDK的对应采集开关；确有需要再声明并写入隐私政策。",
        "Delete the call or switch the SDK's collection off; declare it and tell the policy only where it is needed.",
    ),
)
def permission_undeclared(scan: Scan) -> Iterator[Verdict]:
    if not scan.missing_permissions:
        hidden = hidden_code(scan)
        yield from (hidden,) if hidden else ()
    for name, group in groupby(sorted(scan.missing_permissions), key=lambda one: one[0]):
        rows = [(call, who, _owner(owner)) for _, call, who, owner in group]
        short = name.rpartition(".")[2]
        zh, en = (
            f"{short}：{len(rows)} 处调用，清单未声明",
            f"{short}: called {often(len(rows))}, and the manifest is silent",
        )
        shown = table([("调用", "call"), ("位置", "where"), ("归属", "owner")], rows[:20])
        yield Verdict(Status.fail, Text(zh, en), subject=name, evidence=(shown,))


def _owner(owner: str) -> Text:
    """Whose code it is; SDKs and unknown packages keep their id."""
    return Text("App 自身", "the app itself") if owner == "app" else Text(owner, owner)
