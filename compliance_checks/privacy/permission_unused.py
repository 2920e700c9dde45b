"""The manifest asks for a permission that no code of the package uses.

Only permissions that the user is asked for, or that are rarely justified, and whose use can be told from code: the
catalogue knows their calls, content URIs and intents. 191号 4.1 counts a permission without a function as excessive.

Not seen: use by native code, by code that is loaded later, and by calls that reflection makes up at run time.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.catalogue.permissions import group_names, known_permissions
from patrol.derive.evidence import table
from patrol.derive.package_sight import hidden_code
from patrol.model.record import Text
from patrol.model.scan import Scan
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("声明的权限代码里都有使用", "Every permission that is asked for is used"),
    title_fail=Text("声明了代码没有使用的权限", "Permissions are asked for that no code uses"),
    why=Text(
        "没有功能使用的权限属于过度索权；之后加入的代码也可以不经告知直接使用它。",
        "A permission that no function uses is excessive, and code that comes later can use it without a word.",
    ),
    advice=Text(
        '从清单中删除；若由依赖库合并进来，用 tools:node="remove" 去掉。',
        'Delete it from the manifest; take one that a library merges in out with tools:node="remove".',
    ),
)
def permission_unused(scan: Scan, *, allowed: tuple[str, ...] = ()) -> Iterator[Verdict]:
    used = {name for name, _, _ in scan.used_permissions}
    hidden = hidden_code(scan)
    for one in scan.permissions:
        known = known_permissions().get(one.name)
        if known is None or not known.matters or one.name not in scan.judgeable_permissions:
            continue
        if one.name in used or one.name in allowed or (one.max_sdk and one.max_sdk < scan.min_sdk):
            continue
        if hidden is not None:
            yield hidden
            return
        group, short = group_names()[known.group], one.name.rpartition(".")[2]
        text = Text(f"{short}（{group.zh}）没有代码使用", f"{short} ({group.en}) is used by no code")
        shown = table([("权限", "permission"), ("用途", "use")], [(one.name, "—")])
        yield Verdict(Status.fail, text, subject=one.name, evidence=(shown,))
