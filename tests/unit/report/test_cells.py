"""Tables keep keys; a reader sees names."""

from __future__ import annotations

import msgspec
import pytest

from patrol.derive.stages import BACKGROUND, CERTIFICATES, LAUNCHES, PASSWORDS, QUIET, TRIALS
from patrol.model.graph import Page, PageGraph
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.record import Text, from_json, to_json
from patrol.model.verdict import ColumnKind, Table
from patrol.report.cells import Cells
from patrol.report.privacy_words import STAGES

from . import sample

K = ColumnKind
PAGES = PageGraph(pages=(Page("pay", name="付款", name_en="Pay"),))
WALKED = (JourneyTrace("pay_card", "刷卡付款", Outcome.passed, 0, 9, name_en="Pay by card"),)


@pytest.fixture
def cells() -> Cells:
    return Cells(msgspec.structs.replace(sample.result(3), graph=PAGES, journeys=WALKED))


@pytest.mark.parametrize(
    ("value", "kind", "told"),
    [
        ("pay", K.page, Text("付款", "Pay")),
        ("", K.page, Text("（当时没有看到页面）", "(no page was seen then)")),
        (
            "outside:com.android.launcher3",
            K.page,
            Text("其他应用 com.android.launcher3", "another app, com.android.launcher3"),
        ),
        ("crawl/18", K.step, Text("探索第 18 步", "crawl step 18")),
        ("pay_card/3.1×2", K.step, Text("流程“刷卡付款”第 3.1×2 步", "journey “Pay by card”, step 3.1×2")),
        ("trial/refuse", K.step, Text("同意试验：拒绝", "consent trial: refusing")),
        ("trial/again", K.step, Text("同意试验：again", "consent trial: again")),
        ("", K.step, Text("–", "–")),
        ("83289", K.moment, Text("1:23.3", "1:23.3")),
        ("PH-1", K.phase, Text("首启，提示前", "before the notice")),
        ("skipped", K.outcome, Text("跳过", "Skipped")),
        ("tap “转账”", K.action, Text("点 “转账”", "tap “转账”")),
        ("logcat gave no line.", K.said, Text("logcat 没有输出。", "logcat gave no line.")),
        ("", K.text, Text("–", "–")),
        (Text("明文", "in clear"), K.text, Text("明文", "in clear")),
    ],
)
def test_a_cell_says_what_its_column_is_about(cells: Cells, value: str | Text, kind: ColumnKind, told: Text) -> None:
    assert cells.cell(value, kind) == told


def test_a_table_of_an_older_result_is_shown_as_it_is(cells: Cells) -> None:
    old = from_json(to_json(Table(columns=(Text("页面", "page"),), rows=(("pay",),))), Table)
    assert cells.rows(old) == [[Text("pay", "pay")]]


def test_all_that_patrol_does_besides_has_a_name() -> None:
    assert {BACKGROUND, CERTIFICATES, LAUNCHES, PASSWORDS, QUIET, TRIALS} <= STAGES.keys()
    assert {f"{LAUNCHES}/{kind}" for kind in ("cold", "warm", "hot")} <= STAGES.keys()
