"""Camera or microphone is opened although the user began nothing that needs it.

Where app.yaml names pages for `camera` or `microphone` under `privacy: needed:`, opening it anywhere else is a finding.
On those pages, and in an app that names none, a touch within `asked_ms` before counts as the user's wish.

Not seen: what is done with the picture or the sound, and what is opened while patrol tries passwords.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls, SeenCall
from patrol.derive.deeds import Deeds
from patrol.derive.findings import found, in_use, needed, told, verdict, where
from patrol.derive.hook_sight import HookSight
from patrol.derive.pages import Pages
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Verdict

CATEGORIES = ("camera", "microphone")


@check(
    title_pass=Text("相机和麦克风只在用户使用时打开", "Camera and microphone open only when the user wants"),
    title_fail=Text("用户没有使用就打开相机或麦克风", "Camera or microphone opens unasked"),
    why=Text(
        "偷拍偷录是用户最怕的事；2026年征求意见稿要求仅在用户主动使用时调用。",
        "Nobody wants to be watched or heard unawares; only the user's own act may open them.",
    ),
    advice=Text(
        "由拍照、扫码、视频按钮触发打开，离开页面立即释放；SDK的语音与图像能力按需启用。",
        "Open them from the button that takes, scans or calls, and release them on leaving the page.",
    ),
)
def camera_or_microphone_unasked(
    calls: AttributedCalls,
    deeds: Deeds,
    privacy: DeclaredPrivacy | None,
    pages: Pages,
    sight: HookSight,
    *,
    asked_ms: int = 8000,
) -> Iterator[Verdict]:
    limited = {category for one in (privacy.needed if privacy else ()) for category in one.categories}

    def unasked(seen: SeenCall) -> bool:
        if not seen.collecting or not in_use(seen) or not deeds.knows(seen.at_ms):
            return False
        allowed = needed(seen, privacy) or seen.category not in limited
        return not allowed or not any(deeds.before(seen.at_ms, asked_ms))

    for subject, group in found(calls.of(*CATEGORIES), unasked).items():
        said, at = told(group), where(group, pages)
        yield verdict(subject, group, Text(f"{said.zh}；页面：{at.zh}", f"{said.en}; on: {at.en}"))
    yield from sight.undecided()
