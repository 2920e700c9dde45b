"""The tables of a pack as an Excel workbook: both languages in a cell, headings that stay, filters, wrapped text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from patrol.model.record import Text
from patrol.report.evidence.sheets import Cell, Link, Sheet
from patrol.report.plain import columns, cut, plain

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS = 32_000
"""Excel holds 32,767 in a cell."""

LINE_HEIGHT = 14
"""Points; rows are given their height, for not every program fits wrapped text by itself."""
ROOM = 1.15
"""Letters of our type that a column holds for one of its width, which Excel counts in letters of 11 points."""
TALLEST = 400
"""Points: Excel's limit is 409."""

TYPE = {"font_name": "Microsoft YaHei", "font_size": 9}
"""There on every Windows; where it is not, the program takes another that knows Chinese."""

RED = {"不通过", "暴露", "明文传输"}
AMBER = {"无法判定", "检查出错", "需人工查看", "未能测试"}
GREEN = {"通过", "有保护"}


def workbook(sheets: Sequence[Sheet], title: str, began: str, lang: str) -> bytes:
    """The bytes of an .xlsx; the same tables give the same bytes. `began`: ISO 8601, the date inside the file."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": plain(title), "author": "patrol", "created": _date(began)})
    base = {
        "text_wrap": True, "align": "left", "valign": "top", "border": 1, "border_color": "#C9D1DC", **TYPE
    }  # fmt: skip
    formats = {
        "head": book.add_format(
            {**base, "bold": True, "bg_color": "#1F5FA8", "font_color": "#FFFFFF", "valign": "vcenter"}
        ),
        "cell": book.add_format(base),
        "link": book.add_format({**base, "font_color": "#1F5FA8", "underline": 1}),
        "red": book.add_format({**base, "bold": True, "font_color": "#B42318", "bg_color": "#FDF1EF"}),
        "amber": book.add_format({**base, "bold": True, "font_color": "#8A5200", "bg_color": "#FDF5E6"}),
        "green": book.add_format({**base, "font_color": "#19693C", "bg_color": "#EDF7F0"}),
        "note": book.add_format({"italic": True, "font_color": "#566173", **TYPE}),
    }
    for sheet in sheets:
        page = book.add_worksheet(_name(sheet, lang))
        _paper(page, sheet, title, lang)
        _sheet(page, sheet, formats, lang)
    book.close()
    return out.getvalue()


def _paper(page: Worksheet, sheet: Sheet, title: str, lang: str) -> None:
    """A4 across, all columns on one page's width, the headings on every page."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    name = both(Text(title, title), lang).replace("&", "&&")
    page.set_header(f"&L&9{name}&R&9&A")
    page.set_footer("&C&9&P / &N")
    if sheet.printed:
        page.print_area(0, 0, max(1, len(sheet.rows)), sheet.printed - 1)


def _sheet(page: Worksheet, sheet: Sheet, formats: dict[str, Any], lang: str) -> None:
    page.hide_gridlines(2)
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, both(column.title, lang), formats["head"])
    page.set_row(0, 2 * LINE_HEIGHT + 4)
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            _write(page, number, place, value, formats, lang)
        lines = max((_lines(value, sheet.columns[place].width, lang) for place, value in enumerate(row)), default=1)
        page.set_row(number, min(TALLEST, lines * LINE_HEIGHT + 4))
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    last = len(sheet.rows) + 2
    if not sheet.rows:
        page.write_string(last - 1, 0, both(Text("没有记录", "nothing recorded"), lang), formats["note"])
    if sheet.note:
        page.write_string(last, 0, both(sheet.note, lang, " "), formats["note"])


def _write(page: Worksheet, row: int, place: int, value: Cell, formats: dict[str, Any], lang: str) -> None:
    if isinstance(value, Link):
        page.write_url(row, place, f"external:{value.target}", formats["link"], value.text)
    elif isinstance(value, int | float):
        page.write_number(row, place, value, formats["cell"])
    else:
        text = _text(value, lang)
        page.write_string(row, place, cut(plain(text), MOST_CHARACTERS), formats[_look(value) if place else "cell"])


def _text(value: Cell, lang: str) -> str:
    if isinstance(value, Link):
        return value.text
    return both(value, lang) if isinstance(value, Text) else "" if value is None else str(value)


def _look(value: Cell) -> str:
    said = value.zh if isinstance(value, Text) else ""
    return "red" if said in RED else "amber" if said in AMBER else "green" if said in GREEN else "cell"


def both(text: Text, lang: str, between: str = "\n") -> str:
    """Both languages, the chosen one first; what is the same in both stands once."""
    if text.zh == text.en:
        return text.zh
    first, second = (text.zh, text.en) if lang == "zh" else (text.en, text.zh)
    return between.join(part for part in (first, second) if part)


def _lines(value: Cell, width: int, lang: str) -> int:
    text = _text(value, lang)
    room = round(width * ROOM)
    return sum(1 + columns(line) // (room + 1) for line in cut(text, MOST_CHARACTERS).split("\n"))


def _name(sheet: Sheet, lang: str) -> str:
    """At most 31 characters, Excel's limit."""
    return sheet.name.of(lang)[:31]


def _date(began: str) -> datetime:
    try:
        return datetime.fromisoformat(began).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return datetime(2000, 1, 1)
