"""Other apps may start a component of the app, or read its data, without any permission.

Read from the binary manifest of the installed APK, for the package manager's dump does not tell what is exported. The
launcher's entry and activities that answer links of browsers are open on purpose and not counted; a provider needs a
permission for reading and for writing. `allowed` holds patterns of class names that are meant to be open.

Not seen: how a custom permission is guarded, and what the component does with a stranger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.model.artifacts import AppInfo, Component
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Status, Verdict

KINDS = {
    "activity": Text("页面（activity）", "activity"),
    "service": Text("服务（service）", "service"),
    "receiver": Text("广播接收器（receiver）", "receiver"),
    "provider": Text("内容提供者（provider）", "provider"),
}


@check(
    title_pass=Text("导出组件都有权限保护", "What is exported asks for a permission"),
    title_fail=Text("有导出组件没有权限保护", "Some exported components ask for no permission"),
    why=Text(
        "手机上任何一个应用都能直接启动它、向它发数据或读取它的内容，可被用来绕过登录、伪造页面或偷数据。",
        "Any app on the phone can start it, feed it or read it: to get around the sign-in, forge a page or steal data.",
    ),
    advice=Text(
        '不需要给外部用的组件设 android:exported="false"；确需开放的加 signature 级 android:permission，'
        "并校验调用方与传入的 Intent。",
        'Set android:exported="false" where no other app needs it; else guard it with an android:permission of '
        "protection level signature, and check the caller and the intent.",
    ),
)
def exported_component(app: AppInfo, *, allowed: tuple[str, ...] = ()) -> Iterator[Verdict]:
    if not app.components:
        zh, en = "手机没有给出安装包里的清单", "the phone did not give out the manifest of the installed APK"
        yield Verdict(Status.inconclusive, Text(zh, f"{en}: {app.components_note}"))
    for one in app.components:
        if one.exported is False or not one.enabled or any(re.search(pattern, one.name) for pattern in allowed):
            continue
        kind, name = KINDS[one.kind], one.name.removeprefix(app.package)
        if one.exported is None:
            zh, en = f"{name}：是否导出由资源决定，看不出", f"{name}: a resource decides whether it is exported"
            yield Verdict(Status.inconclusive, Text(zh, en), subject=one.name)
        elif not (one.permission or one.launcher or one.links):
            text = Text(f"{kind.zh} {name} 对所有应用开放", f"{kind.en} {name} is open to every app")
            yield Verdict(Status.fail, text, subject=one.name, evidence=(_shown(one),))


def _shown(one: Component) -> Evidence:
    columns = [("组件", "component"), ("类型", "kind"), ("exported", "exported"), ("权限", "permission")]
    return table([*columns, ("intent-filter", "intent filters")], [(one.name, one.kind, "true", "—", one.filters)])
