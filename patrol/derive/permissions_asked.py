"""Each time the system asked for a permission: when, on which page, by what, and whether anything told what for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from patrol.derive.consent import Consent
from patrol.derive.said import Said
from patrol.model.artifacts import Crawl, CrawlStep
from patrol.model.consent import ConsentPhase, ConsentTrials, Moment, MomentKind
from patrol.model.graph import ActionKind

PURPOSES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "CAMERA": r"相机|拍照|拍摄|扫码|扫一扫|扫描|识别|人脸|视频|摄像|camera|photo|scan|face|video|recogni",
        "RECORD_AUDIO": r"麦克风|语音|录音|通话|视频|microphone|voice|audio|call|video",
        "ACCESS_FINE_LOCATION": r"位置|定位|附近|网点|地图|周边|location|nearby|place|branch|map|near you",
        "READ_CONTACTS": r"通讯录|联系人|contact",
        "READ_PHONE_STATE": r"设备(?:信息|标识)|电话|通话|来电|phone|device",
        "READ_EXTERNAL_STORAGE": r"相册|照片|图片|文件|头像|上传|保存|存储|photo|picture|image|file|album|upload|save",
        "READ_SMS": r"短信|验证码|sms|message|code",
        "READ_CALENDAR": r"日历|日程|提醒|calendar|remind",
        "POST_NOTIFICATIONS": r"通知|推送|提醒|消息|notif|remind|message",
        "BODY_SENSORS": r"健康|心率|health|heart",
        "ACTIVITY_RECOGNITION": r"运动|步数|健身|step|activity",
        "BLUETOOTH_CONNECT": r"蓝牙|设备|bluetooth|device",
    }.items()
}
"""Permission → words that tell on a screen, or on what is touched, what it is wanted for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One window of the system."""

    at_ms: int
    permission: str
    """Last part of its name: CAMERA …; `unknown` for words that patrol does not know."""
    page: str
    trigger: str
    """What was touched before; "" when nothing was: at a start."""
    phase: ConsentPhase
    at_start: bool
    """Came up by itself at a start."""
    together: int
    """How many windows came right before it."""
    again: bool
    """At the next start after it was refused."""
    told: str
    """What on the screen before says what it is for; "" for nothing."""
    by: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class PermissionsAsked:
    asked: tuple[Asked, ...]

    def at_start(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.at_start and not one.again)


def permissions_asked(
    crawl: Crawl | None, trials: ConsentTrials | None, consent: Consent, said: Said | None
) -> PermissionsAsked:
    found = [*_of_trials(trials, consent), *_of_crawl(crawl, consent, said)]
    return PermissionsAsked(tuple(sorted(found, key=lambda one: one.at_ms)))


def purpose(permission: str, texts: Iterable[str]) -> str:
    """The first text that tells what the permission is for; "" for none."""
    pattern = PURPOSES.get(permission)
    return next((text for text in texts if pattern and pattern.search(text)), "")


def _of_trials(trials: ConsentTrials | None, consent: Consent) -> Iterator[Asked]:
    before: tuple[str, ...] = ()
    for moment in trials.moments if trials else ():
        if moment.kind is MomentKind.permission:
            yield _trial_asked(moment, consent, before)
        elif moment.texts:
            before = (
                () if moment.kind is MomentKind.window else moment.texts
            )  # what all is for is told there, not what one
        elif moment.kind in (MomentKind.launched, MomentKind.fresh):
            before = ()


def _trial_asked(moment: Moment, consent: Consent, before: tuple[str, ...]) -> Asked:
    start = "start" in moment.note or "window" in moment.note
    texts = (moment.value,) if moment.value else before
    return Asked(
        at_ms=moment.at_ms,
        permission=moment.subject,
        page=moment.page,
        trigger=moment.value,
        phase=consent.phase(moment.at_ms - 1),
        at_start=start,
        together=moment.together,
        again=start and "next start" in moment.note,
        told=purpose(moment.subject, texts),
        by=f"trial {moment.trial}",
        picture=moment.picture,
    )


def _of_crawl(crawl: Crawl | None, consent: Consent, said: Said | None) -> Iterator[Asked]:
    """The crawl notes its answers; what was done before it tells what brought the window up."""
    before: CrawlStep | None = None
    together = 0
    for step in crawl.steps if crawl else ():
        if not step.note.startswith("permission "):
            before, together = step, 0
            continue
        name = step.note.removeprefix("permission ").rpartition(" ")[0]
        page = step.source.partition("!")[0]
        start = before is None or before.action.kind is ActionKind.launch or before.note.startswith("consent ")
        trigger = "" if start else _trigger(before)
        texts = [trigger]
        if said is not None and before is not None and not start:
            for seen in (page, before.source.partition("!")[0]):
                texts.extend(words.text for words in said.of(seen) if "!permission" not in words.state)
        yield Asked(
            at_ms=step.at_ms,
            permission=name,
            page=page,
            trigger=trigger,
            phase=consent.phase(step.at_ms - 1),
            at_start=start,
            together=together,
            again=False,
            told=purpose(name, texts),
            by=f"crawl/{step.index}",
        )
        together += 1


def _trigger(step: CrawlStep | None) -> str:
    if step is None or step.action.locator is None:
        return ""
    return step.action.locator.text or step.action.locator.description or step.action.locator.id
