"""What began though nobody launched it: whose it was, what counts, and what was not watched."""

from __future__ import annotations

from typing import Any

import pytest

from patrol.model.artifacts import AppInfo, Component, Environment, PhoneInfo
from patrol.model.privacy import DeclaredPrivacy, Needed
from patrol.model.record import Record, Text
from patrol.model.selfstart import Occasion, OtherStart, ProcessStart, SelfStarts, StartWatch
from patrol.model.verdict import LogLines, Status, Table
from tests.checks.test_calls import failed

APP = "com.bank"
JOB = Component("service", f"{APP}.NightJob", permission="android.permission.BIND_JOB_SERVICE")
BOOT = ("android.intent.action.BOOT_COMPLETED",)
WAITS = Component("receiver", "cn.jpush.android.service.AlarmReceiver", actions=BOOT)
OFF = Component("receiver", f"{APP}.Off", enabled=False, actions=BOOT)
HOLDS = AppInfo(APP, permissions=("android.permission.RECEIVE_BOOT_COMPLETED",), components=(JOB, WAITS, OFF))
WATCHED = tuple(
    StartWatch(each, at, at + 9000, quiet_ms=5000) for each, at in zip(Occasion, (1000, 20_000), strict=True)
)
LINE = "1795359411.618 1325 1325 I am_proc_start: [0,9547,10130,com.bank,broadcast,{com.bank/cn.jpush.android.A}]"


def began(
    component: str, reason: str = "broadcast", occasion: Occasion = Occasion.rebooted, **more: Any
) -> ProcessStart:
    at_ms = 22_000 if occasion is Occasion.rebooted else 2000
    more = {"lines": (LINE,), "after_ms": 2000, **more}
    return ProcessStart(at_ms, occasion, APP, 9547, 10130, reason, f"{APP}/{component}" if component else "", **more)


def recorded(
    *starts: ProcessStart, app: AppInfo = HOLDS, needed: Needed | None = None, **more: Any
) -> tuple[Record, ...]:
    return (
        Environment("r", "demo", APP, "0.1", "3.11", PhoneInfo("x"), "2026-01-01T00:00:00Z"),
        SelfStarts(**{"watches": WATCHED, "starts": starts, **more}),
        app,
        *((DeclaredPrivacy(needed=(needed,)),) if needed else ()),
    )


@pytest.mark.parametrize(
    ("start", "subject"),
    [
        (began("cn.jpush.android.service.AlarmReceiver"), "SDK-jpush/after-reboot"),
        (began(f"{APP}.push.BootReceiver"), "app/after-reboot"),
        (began("com.datapulse.core.Keeper", "service", Occasion.ended), "unknown com.datapulse/after-its-end"),
        (began("androidx.core.content.FileProvider", "content provider", Occasion.ended), "app/after-its-end"),
        (began(f"{APP}.Main", "next-top-activity"), "app/after-reboot"),
    ],
)
def test_a_process_that_nobody_launched_is_told_with_its_owner(judged: Any, start: ProcessStart, subject: str) -> None:
    result = judged("started-unasked", *recorded(start))
    assert result.status is Status.fail and failed(result) == [subject]
    verdict = result.verdicts[0]
    assert isinstance(verdict.evidence[0], LogLines) and verdict.evidence[0].lines == (LINE,)
    assert start.component.partition("/")[2] in verdict.message.zh and "2.0 秒" in verdict.message.zh
    assert {clause.id for clause in result.clauses} >= {"CN-MIIT-164/2.2"}


@pytest.mark.parametrize(
    "start",
    [
        began("androidx.work.impl.background.systemjob.SystemJobService", "service", Occasion.ended),
        began(JOB.name, "service", Occasion.ended),
        began("com.google.firebase.iid.FirebaseInstanceIdReceiver", occasion=Occasion.ended),
        began("", "backup"),
    ],
)
def test_androids_own_ways_count_for_nothing(judged: Any, start: ProcessStart) -> None:
    assert judged("started-unasked", *recorded(start)).status is Status.passed


def test_a_reason_in_app_yaml_counts_for_whom_it_names(judged: Any) -> None:
    reason = Needed(("autostart",), "动账提醒", sdks=("app",))
    own, push = began(f"{APP}.push.BootReceiver"), began("cn.jpush.android.service.AlarmReceiver")
    assert failed(judged("started-unasked", *recorded(own, push, needed=reason))) == ["SDK-jpush/after-reboot"]


def test_what_was_not_watched_is_not_passed(judged: Any) -> None:
    ended, rebooted = WATCHED
    why = Text("真机不重启", "no reboot here")
    silent = recorded(watches=(ended,), not_rebooted=why)
    result = judged("started-unasked", *silent)
    assert result.status is Status.inconclusive and "no reboot here" in result.verdicts[0].message.en
    # Who waits for the boot is told all the same.
    (told,) = result.verdicts[0].evidence
    assert isinstance(told, Table) and [row[0] for row in told.rows] == [WAITS.name]
    # An app that may not hear of the boot needs no restart to be judged.
    assert (
        judged("started-unasked", *recorded(app=AppInfo(APP), watches=(ended,), not_rebooted=why)).status
        is Status.passed
    )
    cut = judged("started-unasked", *recorded(watches=(rebooted,)))
    assert cut.status is Status.inconclusive and "not watched to the end" in cut.verdicts[0].message.en
    deaf = StartWatch(Occasion.ended, 0, 9, seen=False, note=Text("没有结束", "did not end"))
    assert "did not end" in judged("started-unasked", *recorded(watches=(deaf, rebooted))).verdicts[0].message.en
    unexplained = began("", "", lines=())
    assert judged("started-unasked", *recorded(unexplained)).status is Status.inconclusive
    assert judged("started-unasked", *recorded()[:1]).status is Status.inconclusive


def test_an_app_that_another_one_opens_is_a_linked_start(judged: Any) -> None:
    start = began(f"{APP}.Main", "next-top-activity", caller="com.shop")
    assert failed(judged("linked-start-seen", *recorded(start))) == ["started by com.shop"]
    assert judged("started-unasked", *recorded(start)).status is Status.passed


def test_what_it_opens_of_others_while_nobody_touches_the_phone_is_a_linked_start(judged: Any) -> None:
    opened = OtherStart(3000, Occasion.ended, "com.shop/com.shop.Main", False, "START u0 {cmp=com.shop/.Main}")
    tried = OtherStart(4000, Occasion.ended, "com.mall/com.mall.Wake", True, "Background start not allowed: …")
    system = OtherStart(4000, Occasion.ended, "com.android.settings/com.android.settings.A", False, "START u0 {…}")
    result = judged("linked-start-seen", *recorded(others=(opened, tried, opened, system)))
    assert sorted(failed(result)) == ["starts com.mall", "starts com.shop"]
    assert any("试图" in verdict.message.zh for verdict in result.verdicts)
    assert judged("linked-start-seen", *recorded(others=(system,))).status is Status.passed
    assert judged("linked-start-seen", *recorded(watches=())).status is Status.inconclusive
