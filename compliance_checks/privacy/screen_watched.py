"""The app records the screen, reads other apps' windows as an accessibility service, or listens to notifications.

Any phase counts after consent, the background above all. Reasons (a remote counter that shares the screen) stand in
app.yaml under `privacy: needed:`.

Not seen: services that run in a process of their own that was not hooked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls, SeenCall
from patrol.derive.findings import found, needed, told, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Verdict

WATCHES = re.compile(
    r"MediaProjection\w*\.(createScreenCaptureIntent|getMediaProjection|createVirtualDisplay)$"
    r"|AccessibilityService\.(onAccessibilityEvent|getRootInActiveWindow|takeScreenshot|dispatchGesture|performGlobal\w+)$"
    r"|NotificationListenerService\.(onNotificationPosted|getActiveNotifications)$"
)
RECORDS = re.compile(r"\bscreen(cap|record)\b")
MAY_WATCH = re.compile(rf"{WATCHES.pattern}|\b(exec\w*|popen|system|posix_spawn|ProcessBuilder\.start)$")


@check(
    title_pass=Text("不录屏、不滥用无障碍与通知监听", "The screen and other apps are left unwatched"),
    title_fail=Text("录屏，或用无障碍、通知监听窥看", "The app watches the screen or other apps"),
    why=Text(
        "一次授权就能看到验证码、聊天和别家银行的余额，也是木马最爱用的能力。",
        "One grant shows codes, talks and other banks' balances; it is what trojans like best.",
    ),
    advice=Text(
        "删除这些能力；远程协助用一次性会话并全程显示提示。",
        "Drop them; for remote help use a single session with a notice that stays in sight.",
    ),
)
def screen_watched(calls: AttributedCalls, privacy: DeclaredPrivacy | None, sight: HookSight) -> Iterator[Verdict]:
    def watches(seen: SeenCall) -> bool:
        asked = any(RECORDS.search(argument) for argument in seen.call.arguments)
        return not needed(seen, privacy) and (asked or bool(WATCHES.search(seen.call.call)))

    for subject, group in found(calls.matching(MAY_WATCH), watches).items():
        yield verdict(subject, group, told(group))
    yield from sight.undecided()
