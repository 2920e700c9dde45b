"""An app that never stands still, and other apps that it opens over itself."""

from __future__ import annotations

import msgspec

from patrol.crawl.explorer import explore
from patrol.crawl.settle import LIMIT_MS
from patrol.model.artifacts import StopReason
from patrol.model.screen import Node, Rect, Screen
from tests.unit.crawl.paper import LIMITS, Paper, PaperPhone, Widget, session_of
from tests.unit.crawl.test_explorer import bank, names


class Restless(PaperPhone):
    """A banner moves on every page: no two looks are equal."""

    looks = 0

    def screen(self) -> Screen:
        seen = super().screen()
        self.looks += 1
        place = self.looks * 7 % 600
        banner = Node("android.view.View", "com.example.paper:id/snow", bounds=Rect(place, 1100, place + 40, 1140))
        root = msgspec.structs.replace(seen.roots[0], children=(*seen.roots[0].children, banner))
        return msgspec.structs.replace(seen, roots=(root,))


def test_an_animation_without_end_costs_the_settling_of_each_state_once() -> None:
    phone = Restless(bank())
    crawl = explore(session_of(phone), LIMITS)
    assert names(crawl) == {paper.title for paper in bank().values() if not paper.dialog}
    assert crawl.stop is StopReason.complete
    still = explore(session_of(PaperPhone(bank())), LIMITS)
    assert len(crawl.steps) <= 1.2 * len(still.steps)
    assert phone.clock.now_ms() < (len(crawl.graph.states) + 2) * LIMIT_MS + 2000 * len(crawl.steps)


def test_share_sheet_and_camera_are_left_by_back_and_not_explored() -> None:
    """Android shows both as windows of other packages."""
    apps = [Widget("微信", "chat"), Widget("短信", "chat"), Widget("更多", "chat")]
    pages = {
        "home": Paper("首页", [Widget("分享", "share"), Widget("扫一扫", "camera"), Widget("设置", "settings")]),
        "settings": Paper("设置", [Widget("头像", "camera")]),
        "share": Paper("分享到", apps, "com.android.internal.app.ChooserActivity", package="android"),
        "chat": Paper("聊天", [Widget("发送")], "LauncherUI", package="com.tencent.mm"),
        "camera": Paper("", [Widget("拍照", description="Shutter")], "CaptureActivity", package="com.android.camera2"),
    }
    phone = PaperPhone(pages)
    crawl = explore(session_of(phone), LIMITS)
    assert names(crawl) == {"首页", "设置"}
    assert not {"tap 微信", "tap 发送", "tap 拍照"} & set(phone.done)
    left = [step for step in crawl.steps if step.note.startswith("left the app to")]
    assert {step.note.split()[-1].partition("/")[0] for step in left} >= {"android", "com.android.camera2"}
    for step in left:
        if step.action.kind == "tap":
            assert crawl.steps[step.index + 1].action.kind == "back"
