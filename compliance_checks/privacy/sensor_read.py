"""Motion and other sensors are listened to where no function needs them.

Accelerometer and gyroscope tell how a person walks, which keys he types, and let an advertisement jump at a shake.
Needed are they for apps of some types (maps, games, sports), and where app.yaml says so under `privacy: needed:`.

Not seen: how fast the values come, and what is done with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.catalogue.app_types import app_types, necessary
from patrol.derive.calls import AttributedCalls
from patrol.derive.findings import found, in_use, needed, told, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Verdict

LISTENS = re.compile(r"\.(registerListener|requestTriggerSensor|createDirectChannel)$|enableSensor|registerSensor")


@check(
    title_pass=Text("不无故监听传感器", "Sensors are listened to only where needed"),
    title_fail=Text("无故监听传感器", "Sensors are listened to without need"),
    why=Text(
        "加速度与陀螺仪能推断步态和按键，也常被用来做“摇一摇”误触跳转；26号文第4条限制高灵敏触发。",
        "They betray gait and keystrokes, and make advertisements jump at a shake.",
    ),
    advice=Text(
        "业务不用就不注册；用完在 onPause 里注销；广告SDK关闭“摇一摇”。",
        "Do not register without a use; unregister in onPause; switch off shaking in the advertising SDK.",
    ),
)
def sensor_read(calls: AttributedCalls, privacy: DeclaredPrivacy | None, sight: HookSight) -> Iterator[Verdict]:
    types = tuple(app_types()[id] for id in (privacy.app_types if privacy else ()) if id in app_types())
    heard = found(
        calls.matching(LISTENS),
        lambda seen: (
            seen.category == "sensors"
            and seen.collecting
            and in_use(seen)
            and not needed(seen, privacy)
            and not necessary("sensors", types)
        ),
    )
    for subject, group in heard.items():
        yield verdict(subject, group, told(group))
    yield from sight.undecided()
