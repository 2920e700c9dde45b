"""The pack: what is in it, that it is the same each time, and that nothing of the app gets out of hand in it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import msgspec
import openpyxl
import pytest

from patrol.model.artifacts import Screens, Visit
from patrol.model.record import Text
from patrol.model.recorded import Recorded
from patrol.model.scan import Scan
from patrol.model.screen import Node, Rect, Screen
from patrol.model.traffic import Body, Flow, Traffic
from patrol.model.verdict import Call, Screenshot, Status, Verdict
from patrol.report.evidence.pack import PAGE, README, RESULT, WORKBOOK, pack, zipped
from tests.unit.report import sample

FLOW = Flow(
    "f1", 9000, "POST", "http", "api.example", 80, "/login?phone=13800138000", "HTTP/1.1",
    (("Authorization", "«masked»"),), Body(40, "text/plain", text="card=6222021234567890128"), 200,
    response=Body(9_000, "application/json", text="{", cut=True),
)  # fmt: skip
FILES = Recorded(
    Traffic((FLOW,)),
    Scan(file="app.apk", bytes=9, sha256="ab" * 32),
    pictures={f"pictures/{n}.png": sample.picture(n) for n in range(6)},
)


@pytest.fixture(scope="module")
def packed() -> dict[str, bytes]:
    return pack(sample.result(6), FILES)


@pytest.fixture(scope="module")
def book(packed: dict[str, bytes]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(packed[WORKBOOK]))


def text(packed: dict[str, bytes], name: str) -> str:
    return packed[name].decode("utf-8-sig")


def test_each_finding_has_a_folder_with_its_pieces(packed: dict[str, bytes]) -> None:
    folders = sorted({name.partition("/")[0] for name in packed if "/" in name})
    assert folders == [f"E-{n:03d}" for n in range(1, 7)]
    assert {PAGE, WORKBOOK, RESULT, README} <= packed.keys()
    assert {"E-001/1-screenshot.png", "E-001/1-marked.jpg", "E-004/1-call.txt", "E-006/1-table.csv"} <= packed.keys()


def test_the_screenshot_is_kept_as_it_was_taken_beside_the_marked_one(packed: dict[str, bytes]) -> None:
    from PIL import Image

    assert packed["E-001/1-screenshot.png"] == sample.picture(1)
    with Image.open(io.BytesIO(packed["E-001/1-marked.jpg"])) as marked:
        red, green, blue = marked.convert("RGB").getpixel((28, 230))  # type: ignore[misc]
        assert red > 180 and green < 90 and blue < 120
        assert marked.size == (540, 1234)


def test_a_call_is_kept_with_its_stack_and_a_request_whole_and_masked(packed: dict[str, bytes]) -> None:
    assert "    at com.sdk.D.e(D.java:2)" in text(packed, "E-004/1-call.txt")
    request = text(packed, "E-002/1-request.txt")
    assert "POST http://api.example/login" in request and "not encrypted" in request
    assert "13800138000" not in request and "6222021234567890128" not in request
    assert "[9000 bytes, application/json, cut]" in request


def test_no_spreadsheet_takes_a_cell_of_a_table_for_a_formula() -> None:
    result = sample.result(6)
    check = result.checks[0]
    table = check.verdicts[-1].evidence[0]
    evil = msgspec.structs.replace(table, rows=(("=1+1", "@cmd"),))
    verdict = Verdict(Status.fail, Text("=HYPERLINK(1)", "=1"), subject="+1", evidence=(evil,))
    changed = msgspec.structs.replace(result, checks=(msgspec.structs.replace(check, verdicts=(verdict,)),))
    made = pack(changed, FILES)
    assert "'=1+1,'@cmd" in text(made, "E-001/1-table.csv")
    sheet = openpyxl.load_workbook(io.BytesIO(made[WORKBOOK]))["问题清单"]
    assert (sheet["E2"].data_type, sheet["E2"].value) == ("s", "=HYPERLINK(1)\n=1")


def test_a_finding_without_a_screenshot_gets_that_of_its_page(packed: dict[str, bytes]) -> None:
    assert packed["E-002/2-screenshot.png"] == sample.picture(2)
    assert "所在页面" in text(packed, PAGE)
    assert not [name for name in packed if name.startswith("E-004/2")]


def test_what_happened_before_any_page_was_seen_gets_the_first_picture_after_it() -> None:
    result = sample.result(6)
    early = Verdict(Status.fail, Text("早", "early"), evidence=(Call(api="a.B.c", at_ms=500),))
    check = msgspec.structs.replace(result.checks[0], verdicts=(early,))
    visits = Screens((Visit(900, "splash", "splash!", "pictures/3.png"), Visit(20_000, "p4", "p4!", "pictures/4.png")))
    files = Recorded(visits, pictures={f"pictures/{n}.png": sample.picture(n) for n in (3, 4)})
    made = pack(msgspec.structs.replace(result, checks=(check,)), files)
    assert made["E-001/2-screenshot.png"] == sample.picture(3) and "此后的第一张截图" in text(made, PAGE)


def test_a_window_that_refuses_screenshots_leaves_its_tree() -> None:
    label = Node(text="转账 13800138000", bounds=Rect(0, 0, 900, 90))
    tree = Screen(width=1080, height=2400, package="com.bank", roots=(label,))
    shot = Screenshot(picture="pictures/1.png", tree="trees/1", at_ms=5)
    result = sample.result(6)
    check = msgspec.structs.replace(
        result.checks[0], verdicts=(Verdict(Status.fail, Text("黑", "black"), evidence=(shot,)),)
    )
    files = Recorded(pictures={"pictures/1.png": sample.picture(1)}, trees={"trees/1": tree})
    made = pack(msgspec.structs.replace(result, checks=(check,)), files)
    assert 'class="sketch"' in text(made, PAGE) and "按界面树绘制" in text(made, PAGE)
    assert "转账" in text(made, "E-001/1-tree.json") and "13800138000" not in text(made, "E-001/1-tree.json")


def test_the_workbook_has_the_customary_columns_and_every_sheet(book: Any) -> None:
    assert book.sheetnames == [
        "概览", "问题清单", "人工核查", "条款总览", "调用（按主体）", "SDK 对照", "数据流向", "密码控件", "未能查看",
        "豁免", "生效策略",
    ]  # fmt: skip
    sheet = book["问题清单"]
    heads = [cell.value.partition("\n")[0] for cell in sheet[1]][:11]
    assert heads[:9] == ["序号", "条款", "条款要求", "页面", "行为", "SDK/主体", "发生时间", "证据编号", "结论"]
    assert heads[9:] == ["级别", "整改建议"]
    setup = sheet.page_setup
    assert setup.orientation == "landscape" and (setup.fitToHeight or 0) == 0 and sheet.print_title_rows == "$1:$1"
    assert sheet.print_area.endswith(f"$A$1:$K${sheet.max_row}"), "what only a waiver needs stays off paper"
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:M{sheet.max_row}"
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert sheet.column_dimensions["E"].width > 40


def test_a_row_says_clause_page_behaviour_time_and_evidence(book: Any) -> None:
    row = [cell.value for cell in book["问题清单"][2]]
    assert row[0] == 1 and "CN-PBOC-JRT0092/5.1「待核对原文」" in row[1]
    assert row[3] == "页面1\nPage 1" and row[4].startswith("第0处不通过")
    assert "2026-01-01 20:01:01.000（北京时间，运行 1:01）" in row[6] and "2026-01-01 12:01:01.000 UTC" in row[6]
    assert (row[7], row[8], row[10]) == ("E-001", "不通过\nFailed", "把它改成 HTTPS。\nMove it to HTTPS.")
    assert book["问题清单"]["H2"].hyperlink.target.replace("\\", "/") == "E-001/1-marked.jpg"


def test_who_is_behind_a_finding_is_told_by_stack_and_host(book: Any) -> None:
    by_number = {row[7].value: row[5].value for row in book["问题清单"].iter_rows(min_row=2)}
    assert by_number["E-002"] == "api.example"
    assert "com.a" in by_number["E-004"]


def test_what_needs_a_person_and_what_was_not_seen_have_sheets(book: Any) -> None:
    assert book["人工核查"].max_row == 2 and book["人工核查"]["L2"].value == "contrast"
    assert book["未能查看"]["A2"].value.startswith("到 pin.example")
    assert book["豁免"]["G3"].value.startswith("已到期")
    assert "ab" * 32 in str([cell.value for cell in book["概览"]["B"]])
    assert book["SDK 对照"]["D2"].value.startswith("否")


def test_the_page_shows_every_finding_and_leads_only_where_something_is(packed: dict[str, bytes]) -> None:
    page = text(packed, PAGE)
    ids = set(re.findall(r' id="([^"]+)"', page))
    links = set(re.findall(r'href="([^"]+)"', page))
    assert {f"E-{n:03d}" for n in range(1, 7)} <= ids
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert {link for link in links if not link.startswith("#")} <= packed.keys()
    assert set(re.findall(r'src="([^"]+)"', page)) <= packed.keys()
    assert "征得用户同意前收集" in page and "Collecting before consent" in page


def test_chinese_stands_first_unless_english_is_asked_for(packed: dict[str, bytes]) -> None:
    assert text(packed, PAGE).index("概览") < text(packed, PAGE).index("Summary")
    english = text(pack(sample.result(2), FILES, "en"), PAGE)
    assert english.index("Summary") < english.index("概览")


def test_the_same_run_gives_the_same_bytes(packed: dict[str, bytes]) -> None:
    again = pack(sample.result(6), FILES)
    assert again == packed
    whole = zipped(packed, "pack")
    assert zipped(again, "pack") == whole
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert set(archive.namelist()) == {f"pack/{name}" for name in packed}


def test_hostile_text_stays_text() -> None:
    made = pack(sample.hostile(), FILES, everything=True)
    page = text(made, PAGE)
    assert "<img src=x" not in page and "<script" not in page
    assert not re.search("[\x00-\x08\u202a-\u202e]", page)
    openpyxl.load_workbook(io.BytesIO(made[WORKBOOK]))
    assert all(re.fullmatch(r"[\w./-]+", name) for name in made)


def test_findings_without_a_clause_are_left_out_unless_asked_for() -> None:
    result = sample.result(6)
    bare = msgspec.structs.replace(result.checks[0], clauses=())
    one = msgspec.structs.replace(result, checks=(bare,))
    assert not [name for name in pack(one, FILES) if name.startswith("E-")]
    assert [name for name in pack(one, FILES, everything=True) if name.startswith("E-")]
