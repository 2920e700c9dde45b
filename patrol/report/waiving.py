"""Waivers in the reader's words: who accepts a finding until when, and which have ended."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult, WaiverUse
from patrol.model.verdict import Waiver


def said(waiver: Waiver) -> Text:
    """Who accepts it, until when, why."""
    return Text(
        f"{waiver.role} 豁免至 {waiver.until}：{waiver.reason}",
        f"waived by {waiver.role} until {waiver.until}: {waiver.reason}",
    )


def about(waiver: Waiver) -> str:
    """What it is about: a check, or a rule of the gate, and the subjects."""
    return f"{waiver.check or waiver.gate} {waiver.subject}"


def sentence(check: CheckResult) -> Text:
    """The title of a check whose failed verdicts are all accepted, with the waiver that ends first."""
    first = min((v.waiver for v in check.verdicts if v.waiver), key=lambda waiver: waiver.until)
    told = said(first)
    return Text(f"{check.title.zh}（{told.zh}）", f"{check.title.en} ({told.en})")


def remarks(result: InspectionResult, *, gate: bool = False) -> Iterator[Text]:
    """What somebody should do about waivers that have ended or fit nothing; with `gate`, only on those of the gate."""
    for use in result.waivers:
        if gate and not use.waiver.gate:
            continue
        if use.ended:
            yield _ended(use)
        elif not use.covers:
            one = use.waiver
            yield Text(
                f"豁免没有对应的问题，可以删除：{about(one)}（{one.role}，至 {one.until}）",
                f"a waiver fits no finding and can go: {about(one)} ({one.role}, until {one.until})",
            )


def _ended(use: WaiverUse) -> Text:
    one = use.waiver
    if not use.covers:
        return Text(
            f"豁免已于 {one.until} 到期：{about(one)}（{one.role}），没有对应的问题",
            f"a waiver ended on {one.until}: {about(one)} ({one.role}); it fits no finding",
        )
    count = f"{use.covers} finding counts" if use.covers == 1 else f"{use.covers} findings count"
    return Text(
        f"豁免已于 {one.until} 到期：{about(one)}（{one.role}），{use.covers} 处问题重新计入",
        f"a waiver ended on {one.until}: {about(one)} ({one.role}); {count} again",
    )
