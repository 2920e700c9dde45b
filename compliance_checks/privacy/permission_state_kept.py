"""For a person: whether permissions stay as the user set them, also after an update.

Item 3.5 of the 2019 measures. Needs two versions of the app: install the older one, refuse permissions, update, and
look at the system's settings. The permissions that the system asked for in this run are laid out.

Not seen: updates, and what the app does when a permission was taken back in the system's settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.derive.pages import Pages
from patrol.derive.permissions_asked import Asked, PermissionsAsked
from patrol.model.record import Text
from patrol.model.verdict import ColumnKind, Status, Verdict


@check(
    title_pass=Text("不擅自更改用户设置的权限", "Permissions stay as the user set them"),
    title_fail=Text("擅自更改用户设置的权限", "Permissions are changed without the user"),
    why=Text(
        "用户关掉的权限被悄悄恢复，等于没有让用户选择。",
        "A permission that comes back by itself was never the user's to refuse.",
    ),
    advice=Text(
        "升级时保留用户的权限和隐私设置，不恢复为默认值。",
        "Keep the user's permissions and privacy settings over updates; never fall back to defaults.",
    ),
)
def permission_state_kept(asked: PermissionsAsked, pages: Pages) -> Iterator[Verdict]:
    first: dict[str, Asked] = {}
    for one in asked.asked:
        first.setdefault(one.permission, one)
    columns = [("权限", "permission"), ("首次申请", "asked first", ColumnKind.moment), ("页面", "page")]
    rows = [(one.permission, one.at_ms, pages.name(one.page)) for one in first.values()]
    shown = (table(columns, rows),) if rows else ()
    text = Text(
        "请核对：装旧版并拒绝权限，升级后在系统设置里看权限是否被恢复",
        "Look: install the old version, refuse, update: are the permissions still refused in the system's settings?",
    )
    yield Verdict(Status.manual, text, "permission-state-kept", shown)
