"""A form took what it says itself that it does not take.

Speaks of new and changed pages of a run with a baseline, whose forms patrol fills with boundary values. It fails only
where nothing is in doubt: the value stood in the field as typed, the form's own words rule it out (or it is an amount
of nothing, in a form that moves money), and the app went on to another page. Everything else that was tried is listed.
A crash is the business of crash, native-crash and anr.

Not seen: what the app refuses later, and what only the server checks.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, table
from patrol.derive.field_trials import CLASS_NAMES, OUTCOME_NAMES, FieldTrials, wrongly_taken
from patrol.derive.pages import Pages
from patrol.model.depth import FieldTrial
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Screenshot, Status, Verdict

LONGEST = 40
"""Characters of a value that are shown."""


@check(
    title_pass=Text("表单遵守自己写明的限制", "Forms keep to the limits that they state"),
    title_fail=Text("表单接受了自己写明不接受的内容", "A form took what it says that it does not take"),
    why=Text(
        "写明的限制没有检查，错误的数据会进入后面的流程：金额不对、字段被截断，甚至崩溃。",
        "A limit that nobody checks lets wrong data into what follows: wrong amounts, cut texts, crashes.",
    ),
    advice=Text(
        "提交前按写明的限制检查，并在字段旁说明哪里不对；服务端再检查一遍。",
        "Check the stated limit before the form is sent, say beside the field what is wrong, and check again on the "
        "server.",
    ),
)
def form_limits(trials: FieldTrials, pages: Pages) -> Iterator[Verdict]:
    if not trials.all:
        zh, en = "没有试过新页面或有变化页面的表单", "no form of a new or changed page was tried"
        yield Verdict(Status.not_applicable, Text(zh, en))
    for page, tried in trials.by_page.items():
        name = pages.name(page)
        for field, wrong in _by_field([trial for trial in tried if wrongly_taken(trial)]).items():
            values = "、".join(_short(trial.value) for trial in wrong)
            said = f"“{wrong[0].stated}”" if wrong[0].stated else ""
            zh = f"{name.zh}：“{field}”{said}接受了 {values}"
            en = f"{name.en}: “{field}” took {values}{f' though it states {said}' if said else ''}"
            shown = (_picture(wrong[0]) or page_picture(pages, page), _listed(wrong))
            yield Verdict(Status.fail, Text(zh, en), f"{page}/{field}", (*shown[0], shown[1]))
        zh, en = f"{name.zh}：试了 {len(tried)} 个边界值", f"{name.en}: {len(tried)} boundary values were tried"
        yield Verdict(Status.informative, Text(zh, en), page, (_listed(tried),))


def _by_field(trials: list[FieldTrial]) -> dict[str, list[FieldTrial]]:
    found: dict[str, list[FieldTrial]] = {}
    for trial in trials:
        found.setdefault(trial.field, []).append(trial)
    return found


def _picture(trial: FieldTrial) -> tuple[Evidence, ...]:
    if not trial.picture:
        return ()
    return (Screenshot(picture=trial.picture, page=trial.page, at_ms=trial.ended_ms, tree=trial.tree),)


def _listed(trials: list[FieldTrial] | tuple[FieldTrial, ...]) -> Evidence:
    columns = [("字段", "field"), ("类别", "class"), ("值", "value"), ("结果", "outcome"), ("应用说", "the app said")]
    rows = [(t.field, CLASS_NAMES[t.value_class], _short(t.value), OUTCOME_NAMES[t.outcome], t.said) for t in trials]
    return table(columns, rows, trials[0].at_ms)


def _short(value: str) -> str:
    return f"{value[:LONGEST]}… ({len(value)})" if len(value) > LONGEST else value or "“”"
