"""The location is read where no function needs it, or more precisely than the function needs.

Needed is it for apps whose type says so (maps, taxis, shared bicycles), and on the pages that app.yaml names under
`privacy: needed:` with a reason; with `precise: false` there, the approximate location is enough, and a reading by GPS
or at high accuracy is too fine. Judged in use; before consent, idle and in the background are other checks'.

Not seen: location guessed from the IP address, and by Wi-Fi names that were read for another purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.catalogue.app_types import app_types, necessary
from patrol.derive.calls import AttributedCalls, SeenCall
from patrol.derive.findings import found, in_use, needed, told, verdict, where
from patrol.derive.hook_sight import HookSight
from patrol.derive.pages import Pages
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

CATEGORIES = ("location", "cell")
FINE = re.compile(r"\bgps\b|HIGH_ACCURACY|Hight_Accuracy|PRIORITY_HIGH|ACCURACY_FINE", re.IGNORECASE)
"""LocationManager.GPS_PROVIDER, and the names by which map SDKs call their precise mode."""


@check(
    title_pass=Text("只在需要时读取位置", "The location is read only where it is needed"),
    title_fail=Text("在不需要的地方读取位置，或读得过细", "The location is read without need, or too finely"),
    why=Text(
        "位置能看出住处、单位和行踪；非地图类App只应在用到它的页面读取，够用即可。",
        "A location tells home, work and ways; read it where it is used, and no finer than it must be.",
    ),
    advice=Text(
        "只在网点、地图等页面由用户触发定位一次；只需城市的申请 ACCESS_COARSE_LOCATION。",
        "Locate once, when the user asks for it on the page that shows it; for a city ask ACCESS_COARSE_LOCATION.",
    ),
)
def location_unneeded(
    calls: AttributedCalls, privacy: DeclaredPrivacy | None, pages: Pages, sight: HookSight
) -> Iterator[Verdict]:
    types = tuple(app_types()[id] for id in (privacy.app_types if privacy else ()) if id in app_types())

    here = calls.of(*CATEGORIES)

    def read(seen: SeenCall) -> bool:
        return seen.collecting and in_use(seen)

    without = found(here, lambda s: read(s) and not needed(s, privacy) and not necessary(s.category, types))
    if without and not types:
        zh, en = "app.yaml 没有写 privacy: app_type，不知道是否需要位置", "app.yaml names no privacy: app_type"
        yield Verdict(Status.inconclusive, Text(zh, en))
        without = {}
    for subject, group in without.items():
        said, at = told(group), where(group, pages)
        yield verdict(subject, group, Text(f"{said.zh}；页面：{at.zh}", f"{said.en}; on: {at.en}"))
    fine = found(here, lambda s: read(s) and _too_fine(s, privacy), lambda s: f"{s.key}/precise/{s.when.page}")
    for subject, group in fine.items():
        said = told(group)
        yield verdict(subject, group, Text(f"{said.zh}：这里只需大致位置", f"{said.en}: approximate would do here"))
    yield from sight.undecided()


def _too_fine(seen: SeenCall, privacy: DeclaredPrivacy | None) -> bool:
    coarse = [one for one in (privacy.needed if privacy else ()) if not one.precise and seen.category in one.categories]
    here = any(not one.pages or seen.when.page in one.pages for one in coarse)
    return here and any(FINE.search(argument) for argument in seen.call.arguments)
