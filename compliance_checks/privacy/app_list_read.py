"""The list of installed applications is read, or so many names are tried that it comes to the same.

A query for all packages or for everything that can be launched counts at once; looking up single other packages counts
from `packages` different ones on. Judged in use, and left out where app.yaml names it as needed or the app's basic
function consists in it (virus scanner, app store).

Not seen: apps that are found by files, ports or content providers of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.catalogue.app_types import app_types, necessary
from patrol.derive.calls import AttributedCalls, SeenCall
from patrol.derive.findings import found, in_use, name_of, needed, told, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Verdict

LISTS = re.compile(
    r"\.(getInstalled(Packages|Applications)\w*|queryIntentActivities\w*|getPackagesHoldingPermissions|getActivityList)$"
)
SHELL = re.compile(r"pm list|cmd package list|dumpsys package")
LOOKS_UP = re.compile(r"\.(getPackageInfo|getApplicationInfo|getPackageUid|getLaunchIntentForPackage)$")
PACKAGE = re.compile(r"^[a-zA-Z]\w*(\.[a-zA-Z]\w*)+$")


@check(
    title_pass=Text("不读取已安装应用列表", "The list of apps is not read"),
    title_fail=Text("读取了已安装应用列表", "The list of installed apps is read"),
    why=Text(
        "装了哪些应用能看出病情、收入、信仰和借贷情况；银行业务并不需要它。",
        "Installed apps tell of illness, income, faith and debts; a bank needs none of it.",
    ),
    advice=Text(
        "查某个应用是否可用时用 <queries> 声明具体包名；删除SDK的应用列表采集开关。",
        "To find out whether one app is there, declare its package under <queries>; switch off the SDK's app list.",
    ),
)
def app_list_read(
    calls: AttributedCalls, privacy: DeclaredPrivacy | None, sight: HookSight, *, packages: int = 10
) -> Iterator[Verdict]:
    types = tuple(app_types()[id] for id in (privacy.app_types if privacy else ()) if id in app_types())

    def counts(seen: SeenCall) -> bool:
        return in_use(seen) and not needed(seen, privacy) and not necessary("installed_apps", types)

    apps = calls.of("installed_apps")
    for subject, group in found(apps, lambda seen: counts(seen) and _lists(seen)).items():
        yield verdict(subject, group, told(group))
    for subject, group in found(apps, lambda s: counts(s) and bool(LOOKS_UP.search(s.call.call))).items():
        names = {name for seen in group.calls if (name := _package(seen)) and name != calls.package}
        if len(names) >= packages:
            who = name_of(group.first.who)
            zh = f"{who.zh} 逐个查询了 {len(names)} 个其他应用是否安装"
            yield verdict(subject, group, Text(zh, f"{who.en} looked up {len(names)} other apps one by one"))
    yield from sight.undecided()


def _lists(seen: SeenCall) -> bool:
    return bool(LISTS.search(seen.call.call)) or any(SHELL.search(argument) for argument in seen.call.arguments)


def _package(seen: SeenCall) -> str:
    return next((argument for argument in seen.call.arguments if PACKAGE.match(argument)), "")
