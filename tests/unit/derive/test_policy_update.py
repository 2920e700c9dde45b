"""The policy of an older build beside this one's."""

from __future__ import annotations

from patrol.derive.policy_seen import Document, PolicySeen
from patrol.derive.policy_update import PolicyUpdate, policy_update, told
from patrol.derive.said import Said, Words
from patrol.model.artifacts import AppInfo, GatherFailure
from patrol.model.build import Build, BuildHead, PageLook, Thing, ThingKind
from patrol.model.graph import Page, PageGraph
from patrol.model.privacy import TextKind
from patrol.model.record import Text
from patrol.model.screen import Rect

HEADING, PHONE = "隐私政策", "一、我们收集手机号，用于登录。"
PLACE, CONTACTS = "二、我们使用位置，用于查找网点。", "二、我们读取通讯录，用于转账。"
CAMERA = Thing(ThingKind.permission, "android.permission.CAMERA", Text("CAMERA", "CAMERA"))


def base(*texts: str, **more: object) -> Build:
    graph = PageGraph(pages=(Page("policy", "隐私政策"), Page("settings", "隐私政策设置")))
    looks = (PageLook("policy", texts=texts), PageLook("settings", texts=("与政策无关的一行文字",)))
    return Build(1, BuildHead("com.bank", "run-1", "", "1.0", 10), graph, looks, (CAMERA,), **more)  # type: ignore[arg-type]


def updated(then: Build, *texts: str, version: int = 11) -> PolicyUpdate | GatherFailure:
    link = Words("policy", "另见第三方SDK共享目录", True, False, False, Rect(), 0, "")
    words = (link, *(Words("policy", text, False, False, False, Rect(), 0, "") for text in texts))
    document = Document(TextKind.policy, ("policy",) if texts else (), "", "", "", None)
    app = AppInfo("com.bank", "1.0", version, permissions=(CAMERA.id, "android.permission.READ_CONTACTS"))
    seen = PolicySeen(document, document, looked_over=True)
    return policy_update(then, seen, Said({"policy": words}, 1), app, None)


def test_lines_that_differ_stand_side_by_side_and_blanks_are_no_difference() -> None:
    found = updated(
        base(HEADING, PHONE, PLACE), HEADING, PHONE.replace("，", "，　"), CONTACTS, "三、本节新增，说明保存期限。"
    )
    assert isinstance(found, PolicyUpdate) and found.read and not found.partly
    assert found.lines == ((PLACE, CONTACTS), ("", "三、本节新增，说明保存期限。"))
    assert [name for _, name in found.came] == ["READ_CONTACTS"]
    assert told(found).zh.startswith("隐私政策与 1.0 版有 2 处不同，新增 READ_CONTACTS。请安装 1.0 版并同意")


def test_the_same_policy_with_a_new_permission_is_said_to_be_the_same() -> None:
    found = updated(base(HEADING, PHONE), HEADING, PHONE)
    assert isinstance(found, PolicyUpdate) and found.lines == ()
    assert told(found).en.startswith("the policy reads as that of 1.0; new: READ_CONTACTS. Install 1.0 and agree")


def test_what_one_run_could_not_see_is_no_difference() -> None:
    unread = updated(base(HEADING, PHONE, unseen=(ThingKind.permission,)))
    assert isinstance(unread, PolicyUpdate) and not unread.read and unread.lines == unread.came == ()
    assert told(unread).en.startswith("the policies of this build and 1.0 were not both read. ")


def test_a_run_against_its_own_build_updates_nothing() -> None:
    assert isinstance(updated(base(HEADING, PHONE), HEADING, PHONE, version=10), GatherFailure)
