"""Each window of the system: whether it came by itself, and whether anything told what for."""

from __future__ import annotations

from patrol.derive.consent import consent
from patrol.derive.permissions_asked import permissions_asked, purpose
from patrol.derive.said import Said, Words
from patrol.model.artifacts import Crawl, CrawlStep
from patrol.model.consent import ConsentTrials, Moment, MomentKind
from patrol.model.graph import Action, ActionKind
from patrol.model.locator import Locator
from patrol.model.screen import Rect


def step(index: int, text: str, note: str = "", source: str = "scan", kind: str = "tap") -> CrawlStep:
    action = Action(ActionKind(kind), Locator(text=text) if text else None)
    return CrawlStep(index, index * 100, source, action, note=note)


def said(**pages: str) -> Said:
    known = {page: (Words(page, text, False, False, False, Rect(), 0, ""),) for page, text in pages.items()}
    return Said(known, len(known))


def of_crawl(*steps: CrawlStep, **pages: str) -> list[tuple[str, bool, str, str]]:
    crawl = Crawl(steps=steps)
    found = permissions_asked(crawl, None, consent(None, crawl), said(**pages)).asked
    return [(one.permission, one.at_start, one.trigger, one.told) for one in found]


def test_what_was_touched_tells_what_for() -> None:
    found = of_crawl(step(1, "扫一扫", source="home"), step(2, "允许", "permission CAMERA allowed"))
    assert found == [("CAMERA", False, "扫一扫", "扫一扫")]


def test_so_does_the_page() -> None:
    found = of_crawl(step(1, "开始", source="home"), step(2, "允许", "permission CAMERA allowed"), home="用于人脸识别")
    assert found == [("CAMERA", False, "开始", "用于人脸识别")]


def test_nothing_told_is_told_as_nothing() -> None:
    found = of_crawl(step(1, "开始", source="home"), step(2, "允许", "permission READ_CONTACTS denied"), home="转账")
    assert found == [("READ_CONTACTS", False, "开始", "")]


def test_what_comes_after_a_launch_or_the_consent_came_by_itself() -> None:
    launch = step(1, "", kind="launch")
    asked = step(2, "允许", "permission CAMERA allowed")
    assert of_crawl(launch, asked, scan="扫码") == [("CAMERA", True, "", "")]
    agreed = step(1, "同意", "consent given", source="consent")
    assert of_crawl(agreed, asked)[0][1]


def test_trials_tell_a_row_of_windows_and_the_next_start() -> None:
    def asked(at: int, note: str, together: int = 0) -> Moment:
        return Moment(at, MomentKind.permission, "accept", "home", subject="CAMERA", note=note, together=together)

    moments = (
        Moment(50, MomentKind.window, "accept", texts=("相机权限只在使用时询问",)),
        asked(100, "at the start, without a touch"),
        asked(200, "at the next start after refusing", 1),
        Moment(250, MomentKind.purpose, "accept", texts=("为了扫码，需要使用相机",)),
        asked(300, "at the start, without a touch"),
    )
    found = permissions_asked(None, ConsentTrials(moments=moments), consent(None, None), None).asked
    assert [(one.at_start, one.again, one.together, bool(one.told)) for one in found] == [
        (True, False, 0, False),
        (True, True, 1, False),
        (True, False, 0, True),
    ]


def test_an_unknown_permission_has_no_purpose() -> None:
    assert purpose("unknown", ["相机"]) == ""
