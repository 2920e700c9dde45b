"""A finance app asks for a permission that functions of finance apps rarely need, and its owner gave no reason.

The catalogue calls 15 permissions rarely justified for finance apps: call log, messages, contacts, all files, usage of
other apps … `privacy: needed:` of app.yaml takes a reason for one. What no code uses is permission-unused's.

Not seen: whether the reason that is given is a good one; a person must judge that.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.catalogue.permissions import group_names, known_permissions
from patrol.derive.evidence import table
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.scan import Scan
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("没有金融类App少有正当理由的权限", "No permission that finance apps rarely need"),
    title_fail=Text("申请了金融类App少有正当理由的权限", "Permissions that finance apps rarely need"),
    why=Text(
        "与金融服务无关的权限是监管通报最常见的问题之一，用户也难以理解为何索取。",
        "Permissions without a link to finance are what regulators name most, and users cannot see why they are asked.",
    ),
    advice=Text(
        "改用不需要权限的方式（系统选择器、意图）；确有功能需要，在app.yaml的privacy: needed里写明理由。",
        "Use a way without a permission (pickers, intents); where a function needs it, say why under privacy: needed.",
    ),
)
def permission_excessive(
    scan: Scan,
    privacy: DeclaredPrivacy | None,
    *,
    finance_types: tuple[str, ...] = ("NPI-05", "NPI-12", "NPI-23", "NPI-24"),
) -> Iterator[Verdict]:
    types = privacy.app_types if privacy else ()
    if types and not set(types) & set(finance_types):
        text = Text("不是金融类App", "the app is no finance app")
        yield Verdict(Status.not_applicable, text)
        return
    reasons = {name for one in privacy.needed for name in one.categories} if privacy else set()
    used = {name: (what, who) for name, what, who in scan.used_permissions}
    for one in scan.permissions:
        known = known_permissions().get(one.name)
        if known is None or known.finance != "rare" or one.name in reasons:
            continue
        if one.name in scan.judgeable_permissions and one.name not in used:
            continue
        group, short = group_names()[known.group], one.name.rpartition(".")[2]
        what, who = used.get(one.name, ("—", "—"))
        shown = table([("权限", "permission"), ("用途", "use"), ("位置", "where")], [(one.name, what, who)])
        text = Text(f"{short}（{group.zh}）没有写明理由", f"{short} ({group.en}) without a reason")
        yield Verdict(Status.fail, text, subject=one.name, evidence=(shown,))
