"""The report's part on boundary values: what was tried, what the app did, shown also when nothing was wrong."""

from __future__ import annotations

import re

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from patrol.model.depth import FieldKind, FieldTrial, Newness, PageInDepth, TrialOutcome, ValueClass
from patrol.model.record import Text, from_json, to_json
from patrol.model.recorded import Recorded
from patrol.model.result import InspectionResult
from patrol.report import forms, html, markdown
from tests.unit.report.sample import result


def trial(
    field: str, value_class: ValueClass, value: str, outcome: TrialOutcome, page: str = "home", **more: object
) -> FieldTrial:
    kind = more.pop("kind", FieldKind.text)
    return FieldTrial(1, 2, page, page, field, kind, value_class, value, "tap 提交", outcome, **more)  # type: ignore[arg-type]


TRIALS = (
    trial("备注", ValueClass.empty, "", TrialOutcome.refused, said="请填写完整", picture="a.png"),
    trial("份数", ValueClass.zero, "0", TrialOutcome.accepted, stated="1至20", target="done!x", picture="b.png"),
    trial("备注", ValueClass.too_long, "长" * 256, TrialOutcome.crashed, said="NullPointerException"),
    trial("份数", ValueClass.negative, "-1", TrialOutcome.accepted, stated="1至20", took="1", picture="b.png"),
    trial("备注", ValueClass.spaces, "   ", TrialOutcome.stayed, picture="c.png"),
)
LEFT = (("emoji in 备注", "its turn did not come, or it was not to be seen again"), ("tap 返回", "other"))
DEPTH = (
    PageInDepth("pay", Newness.changed, news=("tap 新按钮",), offered=3, tried=3),
    PageInDepth("home", Newness.new, offered=2, tried=1, trials=5, left=LEFT),
)


def tried(*trials: FieldTrial, depth: tuple[PageInDepth, ...] = DEPTH) -> InspectionResult:
    return msgspec.structs.replace(result(2), field_trials=trials or TRIALS, in_depth=depth)


def part(page: str) -> str:
    found = re.search(r'<section aria-labelledby="forms">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_pages_whose_forms_were_tried_stand_first_field_by_field() -> None:
    found = forms.forms(tried())
    assert [form.page for form in found] == ["home", "pay"]
    assert [(field.name, len(field.rows)) for field in found[0].fields] == [("备注", 3), ("份数", 2)]
    assert found[0].level == "bad" and found[1].level == "none"


def test_values_that_the_form_rules_out_are_told_apart_from_those_that_its_field_changed() -> None:
    (form, _) = forms.forms(tried())
    assert [(row.level, row.outcome.en) for row in form.fields[1].rows] == [
        ("bad", "wrongly accepted"),
        ("plain", "accepted"),
    ]
    assert [row.target for row in form.fields[1].rows] == ["done", ""]


def test_everything_is_counted_in_one_sentence_what_matters_most_first() -> None:
    assert forms.summary(forms.forms(tried())) == Text(
        "1 个页面的 2 个输入框试了 5 个值：不该接受却接受了 1，崩溃 1，停在原页 1，拒绝并说明 1，接受 1。",
        "5 values in 2 fields of 1 page: 1 wrongly accepted, 1 crashed, 1 stayed, 1 refused, 1 accepted.",
    )
    assert forms.summary([]) is None


def test_screens_stand_once_what_went_wrong_first() -> None:
    (form, _) = forms.forms(tried())
    assert [(row.trial.picture, row.trial.value) for row in form.shots] == [
        ("b.png", "0"),
        ("c.png", "   "),
        ("a.png", ""),
    ]


def test_what_was_not_tried_is_said_with_its_reason_in_both_languages() -> None:
    (form, _) = forms.forms(tried())
    why, what = form.left[0]
    assert why.zh == "没有轮到，或者没有再看到" and what == [Text("备注：表情符号", "备注: emoji")]
    assert form.left[1] == (Text("other", "other"), [Text("点 返回", "tap 返回")])


def test_the_report_tells_values_also_when_nothing_was_wrong() -> None:
    quiet = tried(TRIALS[0])
    page = html.render(quiet, Recorded(), "en")
    assert 'href="#forms"' in page and "请填写完整" in part(page) and "chip-good" in part(page)
    assert "1 value in 1 field of 1 page: 1 refused." in part(page)
    shown = markdown.render(quiet)
    assert "[1 value in 1 field of 1 page: 1 refused.](report.html#forms)" in shown


def test_pages_without_a_form_are_told_and_a_run_without_a_baseline_has_no_such_part() -> None:
    bare = msgspec.structs.replace(result(2), in_depth=DEPTH[:1])
    assert "None of these pages has a form to try." in part(html.render(bare, Recorded()))
    assert "boundary" not in markdown.render(bare)
    assert not part(html.render(result(2), Recorded()))


def test_a_result_without_trials_is_read_and_one_with_them_goes_round() -> None:
    assert from_json(to_json(tried()), InspectionResult) == tried()
    assert not from_json(to_json(result(2)), InspectionResult).field_trials


@given(st.text(max_size=300), st.sampled_from(TrialOutcome), st.sampled_from(ValueClass), st.sampled_from(FieldKind))
def test_whatever_was_typed_can_be_shown(
    value: str, outcome: TrialOutcome, value_class: ValueClass, kind: FieldKind
) -> None:
    row = forms.Row(trial("x", value_class, value, outcome, kind=kind))
    assert row.level in forms.SIGN and row.outcome.zh and row.kind.en
    assert len(row.value.en) <= max(forms.LONGEST + 20, len(value) if not value.strip() else 0)
    assert row.value.en


def test_what_an_app_says_is_escaped() -> None:
    said = "<script>alert(1)</script>"
    page = html.render(tried(trial(said, ValueClass.special, said, TrialOutcome.refused, said=said)), Recorded())
    assert said not in part(page) and "&lt;script&gt;" in part(page)
