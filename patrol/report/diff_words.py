"""The difference of two builds in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from patrol.model.build import BuildHead, ThingKind
from patrol.model.difference import Aspect, Difference
from patrol.model.record import Text
from patrol.report import words
from patrol.report.both import Mark

MARK: dict[Mark, Text] = {
    Mark.added: Text("新增", "Added"),
    Mark.removed: Text("消失", "Removed"),
    Mark.changed: Text("有变化", "Changed"),
    Mark.moved: Text("换了入口", "Moved"),
    Mark.same: Text("未变", "Unchanged"),
}

SIGN: dict[Mark, str] = {Mark.added: "+", Mark.removed: "−", Mark.changed: "≠", Mark.moved: "↷", Mark.same: "="}
"""Beside the colour, for those who do not tell colours apart and for print."""

WAY: dict[Mark, Text] = {
    Mark.added: Text("新增路径", "way added"),
    Mark.removed: Text("消失路径", "way lost"),
    Mark.same: Text("路径", "way"),
}

KIND: dict[ThingKind, Text] = {
    ThingKind.activity: Text("Activity", "Activities"),
    ThingKind.permission: Text("权限", "Permissions"),
    ThingKind.sdk: Text("SDK", "SDKs"),
    ThingKind.host: Text("主机", "Hosts"),
    ThingKind.call: Text("敏感调用", "Privacy calls"),
}

STEP_OF_WAY = re.compile(rf"(.*?)(: | › )(?=(?:{'|'.join(words.STEP)}) )")
"""The page's name and what stands between it and the step."""

ASPECT: dict[Aspect, Text] = {
    Aspect.structure: Text("结构", "structure"),
    Aspect.texts: Text("文字", "texts"),
    Aspect.actions: Text("操作", "actions"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of one thing differ; `id` is the mark whose colour it has."""

    mark: Mark
    what: Text
    number: int
    place: str
    """The part of the page that lists them."""

    @property
    def sign(self) -> str:
        return SIGN[self.mark]


def counts(told: Difference) -> list[Counted]:
    """What differs, counted, zeros among it."""
    rows = (
        (Mark.added, "新增页面", "page%s added", told.added, "pages-added"),
        (Mark.removed, "消失页面", "page%s removed", told.removed, "pages-removed"),
        (Mark.changed, "有变化的页面", "page%s changed", told.changed, "pages-changed"),
        (Mark.moved, "换了入口的页面", "page%s moved", told.moved, "pages-moved"),
        (Mark.added, "新增路径", "way%s added", told.edges_added, "ways"),
        (Mark.removed, "消失路径", "way%s lost", told.edges_lost, "ways"),
        (Mark.added, "其他新增项", "other thing%s added", told.things_added, "things"),
        (Mark.removed, "其他消失项", "other thing%s removed", told.things_removed, "things"),
    )
    return [
        Counted(mark, Text(zh, en % ("" if len(those) == 1 else "s")), len(those), place)
        for mark, zh, en, those, place in rows
    ]


def summary(told: Difference) -> Text:
    """All of it in one sentence."""
    found = [one for one in counts(told) if one.number]
    if found:
        zh = "，".join(f"{one.what.zh} {one.number}" for one in found)
        en = ", ".join(f"{one.number} {one.what.en}" for one in found)
        return Text(f"{zh}。", f"{en}.")
    if told.unsure or told.not_compared or not (told.then.complete and told.now.complete):
        return Text("两次运行都看到的部分没有差异。", "No difference in what both runs could see.")
    return Text("两个构建没有差异。", "The two builds do not differ.")


ROW_VERBS = ("tap", "long tap", "type")
"""What can be done with any row of a list; `tap Add row` is a button."""


def action(told: str) -> Text:
    """What is done, as a build tells it (`tap 转账`, `tap row`), with its verb in both languages."""
    verb, _, on = told.rpartition(" ")
    if on == "row" and verb in ROW_VERBS:
        return Text(f"{words.step(verb).zh} 列表的一行", f"{verb} a row")
    return words.step(told)


def way_step(told: str) -> Text:
    """The same with the page where it is done before it: `首页: tap 转账`, `我的 › tap 账单`."""
    found = STEP_OF_WAY.match(told)
    if found is None:
        return action(told)
    done = action(told[found.end() :])
    colon = "：" if found[2] == ": " else found[2]
    return Text(f"{found[1]}{colon}{done.zh}", f"{found[1]}{found[2]}{done.en}")


def way(told: Sequence[str], told_en: Sequence[str] = ()) -> list[Text]:
    """The steps of a way in both languages; `told_en` names the pages in English, where they have such names."""
    english = told_en if len(told_en) == len(told) else told
    return [Text(way_step(zh).zh, way_step(en).en) for zh, en in zip(told, english, strict=True)]


def build(head: BuildHead) -> str:
    """`1.1 (110)`; the run where no version is known."""
    if not head.version:
        return head.run_id
    return f"{head.version} ({head.version_code})" if head.version_code else head.version


def sides(told: Difference) -> tuple[Text, Text]:
    """What the two builds are called, told apart by their runs when they are the same build."""
    then, now = (f"{build(head)} · {head.run_id}" if told.same_build else build(head) for head in (told.then, told.now))
    return Text(then, then), Text(now, now)


def not_compared(kinds: Iterable[ThingKind]) -> Text:
    """Which kinds of things one of the runs could not see."""
    named = [KIND[kind] for kind in kinds]
    return Text(
        f"没有比较：{'、'.join(text.zh for text in named)}。两次运行中至少一次看不到。",
        f"Not compared: {', '.join(text.en.lower() if text.en != 'SDKs' else text.en for text in named)}."
        " At least one of the runs could not see them.",
    )
