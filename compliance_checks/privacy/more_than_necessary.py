"""The app reads what its type does not need for its basic function, and nobody said what for.

The type is `privacy: app_type` in app.yaml, one of the 39 of the provisions on necessary personal information, or
several of them. What the app needs beyond that, say device information against fraud, stands with its reason and pages
under `needed`, and users must be told. `categories` are those judged here; location, identifiers that nobody can
change, the list of apps, the clipboard, sensors, camera and microphone, and private records have checks of their own.

Not seen: what the user types in himself; see the values that the run followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.catalogue.app_types import app_types, necessary
from patrol.derive.calls import AttributedCalls
from patrol.derive.findings import found, in_use, needed, told, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("只收集该类App所必需的信息", "Only what this type of app needs is collected"),
    title_fail=Text("收集了该类App不必需的信息", "More is collected than this type of app needs"),
    why=Text(
        "《常见类型App必要个人信息范围规定》：缺了它基本功能仍能实现的，就不是必要信息。",
        "What the basic function works without is not necessary, and may not be asked of everybody.",
    ),
    advice=Text(
        "去掉这项读取；确有其他合理目的（如交易风控）的，单独告知、可拒绝，并写进 app.yaml 的 privacy: needed。",
        "Drop the read; where another purpose is sound (fraud), tell users apart, let them refuse, and name it in "
        "app.yaml under privacy: needed.",
    ),
)
def more_than_necessary(
    calls: AttributedCalls,
    privacy: DeclaredPrivacy | None,
    sight: HookSight,
    *,
    categories: tuple[str, ...] = (
        *("android_id", "oaid", "gaid", "phone_number", "wifi", "bluetooth", "cell", "running_tasks", "accounts"),
        *("storage_media", "biometric", "health_other"),
    ),
) -> Iterator[Verdict]:
    types = tuple(app_types()[id] for id in (privacy.app_types if privacy else ()) if id in app_types())
    beyond = found(
        calls.collecting,
        lambda seen: (
            seen.category in categories
            and in_use(seen)
            and not needed(seen, privacy)
            and not necessary(seen.category, types)
        ),
    )
    if beyond and not types:
        zh, en = "app.yaml 没有写 privacy: app_type，不知道哪些是必要信息", "app.yaml names no privacy: app_type"
        yield Verdict(Status.inconclusive, Text(zh, en))
        return
    for subject, group in beyond.items():
        said, of = told(group), "、".join(one.name.zh for one in types)
        need = "、".join(dict.fromkeys(item for one in types for item in one.items)) or "无"
        zh = f"{said.zh}，不在{of}的必要信息之内（{need}）"
        en = f"{said.en}; {', '.join(one.name.en for one in types)} needs it for no basic function"
        yield verdict(subject, group, Text(zh, en))
    yield from sight.undecided()
